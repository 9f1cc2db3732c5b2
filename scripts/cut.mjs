// Cuts the app's module into the files that src/main.rs names, then binds the first one. Takes wasm-bindgen's arguments,
// as Trunk gives them: `cut.mjs --target=web --out-dir=DIR --out-name=NAME … MODULE`. Leaves in DIR:
//   NAME.js, NAME_bg.wasm   the first file and its glue, which also knows how to bring the others
//   snippets/*-HASH.wasm    the others: Trunk copies that folder as it is
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const given = process.argv.slice(2);
const option = (name) => given.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const module = given.find((one) => !one.startsWith('--'));
const [folder, name] = [option('out-dir'), option('out-name')];
const isRelease = folder.endsWith('release');
const run = (program, ...rest) => execFileSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });

const pieces = join(folder, 'pieces');
const snippets = join(folder, 'snippets');
for (const old of [pieces, snippets]) {
  rmSync(old, { recursive: true, force: true });
  mkdirSync(old, { recursive: true });
}
run('wasm-split-cli', module, pieces, '--target=web', `--out-name=${name}`);
// The other pieces take the table of functions from the first, so its export has to stay.
run('wasm-bindgen', '--keep-lld-exports', ...given.map((one) => (one === module ? join(pieces, `${name}.wasm`) : one)));

// Numbers in one piece mean places in another: all pieces change their names together, with the module they come from.
const hash = createHash('sha256').update(readFileSync(module)).digest('hex').slice(0, 16);
const renamed = (piece) => piece.replace(/^split_/, '').replace(/\.wasm$/, `-${hash}.wasm`);
for (const piece of readdirSync(pieces)) {
  if (!piece.endsWith('.wasm') || piece === `${name}.wasm`) continue;
  const to = join(snippets, renamed(piece));
  if (isRelease) run('wasm-opt', '-Oz', join(pieces, piece), '-o', to);
  else writeFileSync(to, readFileSync(join(pieces, piece)));
}

// The loader becomes part of the glue: a file of its own would cost one more round trip before anything starts.
const loader = readFileSync(join(pieces, '__wasm_split.js'), 'utf8');
const loads = [...loader.matchAll(/^export const (\w+)/gm)].map(([, load]) => load);
const glue = join(folder, `${name}.js`);
const importing = /^import \* as (\w+) from ["']\.\/__wasm_split\.js["'];?$/gm;
let own = readFileSync(glue, 'utf8');
const names = [...new Set([...own.matchAll(importing)].map(([, as]) => as))];
if (names.length === 0) throw new Error(`${glue} does not import the loader: wasm-bindgen has changed its output`);
own = own.replace(importing, '');
const body = loader
  .replace(/^import .*$/m, '')
  .replaceAll(/^export const/gm, 'const')
  .replaceAll(/"\.\/([^"]+\.wasm)"/g, (_, piece) => `"./snippets/${renamed(piece)}"`);
const given_names = names.map((as) => `const ${as} = { ${loads.join(', ')} };`).join('\n');
writeFileSync(glue, `${own}\n${body}\n${given_names}\n`);
