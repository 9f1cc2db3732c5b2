// What a first visit to Home downloads from dist/, in bytes as sent (brotli), and whether it stays in the budget.
// The list of services comes from the server and is counted by tests/e2e/flows/bytes.spec.ts, which measures the same
// budget in a browser.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const budget = 102 * 1024;
const wasmBudget = 244 * 1024;
/** Read by a browser when Home opens; icons and the like are fetched later or never. */
const first = /\.(html|js|wasm|css|webmanifest)$/;
/** Loaded only when asked for: the other pieces of the program, the scanner, the service worker and what speaks
 * to it. */
const later = /^(sw\.js|offline\.js|snippets\/|scan-|pin-|form-)/;

let total = 0;
for (const name of readdirSync('dist', { recursive: true }).sort()) {
  const path = join('dist', name);
  if (!statSync(path).isFile() || !first.test(name) || later.test(name)) continue;
  const raw = statSync(path).size;
  const sent = existsSync(`${path}.br`) ? statSync(`${path}.br`).size : raw;
  total += sent;
  if (name.endsWith('.wasm') && raw > wasmBudget) {
    console.log(`${name}: ${raw} bytes of wasm are more than ${wasmBudget}`);
    process.exitCode = 1;
  }
  console.log(`${String(sent).padStart(8)}  ${String(raw).padStart(8)}  ${name}`);
}
console.log(`${String(total).padStart(8)}  of ${budget} bytes`);
if (total === 0 || total > budget) process.exitCode = 1;
