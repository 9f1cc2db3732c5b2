// Makes DIST/index.html complete in itself: styles and start scripts stand in it instead of being asked for, which costs
// less than the headers and the round trips of three more files. The server allows exactly these by their hashes
// (crates/server/src/page.rs). And writes DIST/form-HASH.pack: all that a form opened first needs of the program, in one
// file, which compresses better than its parts; public/begin.js takes it apart. `node scripts/page.mjs DIST`
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';

const folder = process.argv[2];
const page = join(folder, 'index.html');
let html = readFileSync(page, 'utf8');

/** Puts what `make` answers in place of the one tag that fits; its parts in brackets are handed over. */
function replace(tag, make) {
  const found = html.match(tag);
  if (!found) throw new Error(`${page} has no ${tag}`);
  html = html.replace(tag, () => make(...found));
}

/** The text of a file, which is no file of its own any more. */
function taken(name) {
  const text = readFileSync(join(folder, name), 'utf8');
  rmSync(join(folder, name));
  return text;
}

const script = async (name, options) => (await minify(taken(name), { ...options, compress: { passes: 2 } })).code;
const [begin, looks, boot] = [
  await script('begin.js', {}),
  await script('looks.js', {}),
  await script('boot.js', { module: true }),
];

const names = readdirSync(folder);
const wasm = names.find((name) => /^app-.*_bg\.wasm$/.test(name));
const snippets = readdirSync(join(folder, 'snippets'));
const packs = ['shared', 'filing'].map((pack) => `snippets/${snippets.find((name) => name.startsWith(`${pack}-`))}`);
const parts = [wasm, ...packs];
const modules = parts.map((name) => readFileSync(join(folder, name)));
const form = Buffer.concat(modules);
const hash = createHash('sha256').update(form).digest('hex').slice(0, 16);
writeFileSync(join(folder, `form-${hash}.pack`), form);
const lengths = parts.map((name, at) => `${name.replace('snippets/', '')} ${modules[at].length}`).join(' ');

// What is fetched first stands first: reading a page of styles and drawings takes a slow phone a quarter of a second.
let [attributes, preload] = ['', ''];
replace(/<script([^>]*) src="?\/boot\.js"?([^>]*)><\/script>/, (_, before, after) => {
  attributes = `${before}${after}`.replace(/ type="?module"?/, '');
  return `<script type="module" async>${boot}</script>`;
});
replace(/<link(?=[^>]*\bmodulepreload)[^>]*>/, (link) => ((preload = link), ''));
replace(/<script src="?\/looks\.js"?><\/script>/, () => `<script>${looks}</script>`);
replace(/<link(?=[^>]*\bstylesheet)[^>]* href="?\/(app-[^" >]+\.css)"?[^>]*>/, (_, name) => `<style>${taken(name)}</style>`);
// The first script asks for what this page needs.
replace(/<link(?=[^>]*\bpreload\b)(?=[^>]*\.wasm)[^>]*>/, () => '');
replace(/<meta charset=[^>]*>/, (meta) => `${meta}<script${attributes} data-form="/form-${hash}.pack" data-parts="${lengths}">${begin}</script>${preload}`);
writeFileSync(page, html);
