// Cuts the app's module into the files that src/main.rs names, then binds the first one. Takes wasm-bindgen's arguments,
// as Trunk gives them: `cut.mjs --target=web --out-dir=DIR --out-name=NAME … MODULE`. Leaves in DIR:
//   NAME.js, NAME_bg.wasm   the first file and its glue, which also knows how to bring the others
//   snippets/*-HASH.wasm    the others, and several in one *.pack: Trunk copies that folder as it is
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trim } from './glue.mjs';

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
const loader = readFileSync(join(pieces, '__wasm_split.js'), 'utf8');

// What is fetched together comes as one file: it compresses better, and each file of its own has a kilobyte of headers.
// What only screens of later share stays a file for each set of them.
const sets = [...loader.matchAll(/\/\* (.+) \*\/\nconst \w+ = makeLoad\(\(\) => \{\s+const src = fetch\(new URL\("\.\/(\w+\.wasm)"/g)];
const shared = sets.map(([, set, piece]) => ({ set: set.split(', '), piece }));
const ofSets = (wanted) => shared.filter(({ set }) => wanted((name) => set.includes(name))).map(({ piece }) => piece);
const packs = {
  shared: ofSets((has) => has('filing') && has('reading')),
  filing: [...ofSets((has) => has('filing') && !has('reading')), 'split_filing.wasm'],
  english: ['split_english.wasm'],
};
for (const [pack, inside] of Object.entries(packs)) {
  if (inside.length === 0) throw new Error(`wasm-split-cli has changed its output: nothing is in ${pack}`);
}

const file = (pack) => `${pack}-${hash}.pack`;
/** Where each piece is: a file, and in a pack from which byte to which. */
const places = {};
const small = (piece) => {
  const path = join(pieces, piece);
  if (isRelease) run('wasm-opt', '-Oz', '--strip-producers', '--strip-target-features', path, '-o', path);
  return readFileSync(path);
};
for (const [pack, inside] of Object.entries(packs)) {
  const name = file(pack);
  const modules = inside.map(small);
  let from = 0;
  for (const [at, bytes] of modules.entries()) {
    places[inside[at]] = { file: name, range: [from, from + bytes.length] };
    from += bytes.length;
  }
  writeFileSync(join(snippets, name), Buffer.concat(modules));
}
for (const piece of readdirSync(pieces)) {
  if (!piece.endsWith('.wasm') || piece === `${name}.wasm` || places[piece]) continue;
  const file = `${piece.replace(/^split_/, '').replace(/\.wasm$/, '')}-${hash}.wasm`;
  writeFileSync(join(snippets, file), small(piece));
  places[piece] = { file };
}

// The loader becomes part of the glue: a file of its own would cost one more round trip before anything starts.
const loads = [...loader.matchAll(/^export const (\w+)/gm)].map(([, load]) => load);
const glue = join(folder, `${name}.js`);
const importing = /^import \* as (\w+) from ["']\.\/__wasm_split\.js["'];?$/gm;
let own = readFileSync(glue, 'utf8');
const names = [...new Set([...own.matchAll(importing)].map(([, as]) => as))];
if (names.length === 0) throw new Error(`${glue} does not import the loader: wasm-bindgen has changed its output`);
own = own.replace(importing, '');
/** A pack is fetched once, and again when it did not come. Those of the first screen are fetched beside the first file, if
 * public/begin.js has not fetched them with it. */
const unpack = `
const fetchedPacks = globalThis.packs ?? {};
function fetchPack(file) {
  const bytes = fetchedPacks[file] ??= fetch(new URL(\`./snippets/\${file}\`, import.meta.url)).then((answer) => {
    if (!answer.ok) throw new TypeError(\`Failed to fetch \${file}: \${answer.status}\`);
    return answer.arrayBuffer();
  });
  bytes.catch(() => delete fetchedPacks[file]);
  return bytes;
}
function inPack(file, from, to) {
  const bytes = fetchPack(file);
  return async (imports) => WebAssembly.instantiate(new Uint8Array(await bytes, from, to - from), imports);
}
const { lang } = document.documentElement;
const begins = (start) => location.pathname.startsWith(start);
[
  ...(lang === "en" ? ["${file('english')}"] : []),
  ...(begins("/nop/") ? ["${file('shared')}", "${file('filing')}"] : []),
  ...(begins("/dich-vu/") ? ["${file('shared')}"] : []),
].forEach(fetchPack);`;
const fetching = /const src = fetch\(new URL\("\.\/(\w+\.wasm)", import\.meta\.url\)\);\s+src\.catch\(\(\) => \{\}\);\s+return async \(imports\) => \(WebAssembly\.instantiateStreaming\(src, imports\)\);/g;
let placed = 0;
const body = loader
  .replace(/^import .*$/m, '')
  .replaceAll(/^export const/gm, 'const')
  .replaceAll(fetching, (whole, piece) => {
    placed += 1;
    const { file, range } = places[piece];
    return range ? `return inPack("${file}", ${range});` : whole.replace(`./${piece}`, `./snippets/${file}`);
  });
if (placed !== Object.keys(places).length) throw new Error('wasm-split-cli has changed how it fetches a piece');
const given_names = names.map((as) => `const ${as} = { ${loads.join(', ')} };`).join('\n');
writeFileSync(glue, `${own}\n${unpack}\n${body}\n${given_names}\n`);
if (isRelease) await trim(folder, name);
