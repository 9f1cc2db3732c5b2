// Writes DIST/build.txt, and DIST/sw.js: the parts of worker/ and, before them, what they need to know of this build. `node scripts/worker.mjs DIST`
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = process.argv[2];
const source = (path) => readFileSync(join(root, path), 'utf8');

/** Not part of the program: the worker itself, what only a browser's install prompt shows, what the server picks itself. */
const left = /^sw\.js$|^build\.txt$|^form-.*\.pack$|^screenshots\/|\.(br|gz)$|(^|\/)\./;
/** Not needed to start: the program's other pieces, what makes keys of PINs. */
const rest = /^(snippets|pin-[0-9a-f]+)\//;
/** Fetched when all else is there: the scanner, pictures for the home screen. */
const later = /^scan-|^icons\/.*\.png$/;

const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);
const page = join(folder, 'index.html');
const html = readFileSync(page, 'utf8').replace(/ data-build="[0-9a-f]*"/, '');
writeFileSync(page, html);

// Several of the program's files in one, for those who open a form first (scripts/page.mjs): which, from where to where.
const [bundle] = readdirSync(folder).filter((name) => /^form-.*\.pack$/.test(name));
const bundled = {};
let from = 0;
for (const [, name, length] of html.match(/ data-parts="([^"]*)"/)[1].matchAll(/(\S+) (\d+)/g)) {
  const path = name.endsWith('.pack') ? `/snippets/${name}` : `/${name}`;
  bundled[path] = [from, (from += Number(length))];
}

const groups = { FIRST: {}, REST: {}, LATER: {} };
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  const path = join(folder, name);
  if (left.test(name) || !statSync(path).isFile()) continue;
  groups[rest.test(name) ? 'REST' : later.test(name) ? 'LATER' : 'FIRST'][`/${name}`] = hashOf(readFileSync(path));
}

// The app's own addresses and lists, read where the app has them.
const arms = [...source('src/routes.rs').matchAll(/^\s*\[(.*)\] => Self::/gm)].map(([, parts]) => parts.split(', '));
const routes = arms.map((parts) => parts.map((part) => (part.startsWith('"') ? part.slice(1, -1) : '[^/]+')).join('/'));
const lists = [...source('src/services.rs').matchAll(/\blist(?:_read)?\("([a-z-]+)"/g)].map(([, list]) => list);
if (routes.length < 5 || lists.length < 5) throw new Error('src/routes.rs or src/services.rs is written in another way');

const build = hashOf(JSON.stringify(groups));
// For the server: it remembers which builds it has served (crates/server/src/builds.rs), and the page says with each
// request which one it is (src/api.rs).
writeFileSync(join(folder, 'build.txt'), `${build}\n`);
const named = html.replace(/<html(?=[\s>])/, `<html data-build="${build}"`);
writeFileSync(page, named);
groups.FIRST['/index.html'] = hashOf(named);
const known = [
  `const BUILD = ${JSON.stringify(build)};`,
  ...Object.entries(groups).map(([name, files]) => `const ${name} = ${JSON.stringify(files)};`),
  `const BUNDLE = ${JSON.stringify({ path: `/${bundle}`, parts: bundled })};`,
  `const LISTS = ${JSON.stringify(lists)};`,
  `const ROUTES = new RegExp(${JSON.stringify(`^/(?:${routes.join('|')})/?$`)});`,
];
const parts = ['program', 'catalog', 'main'].map((part) => source(`worker/${part}.js`));
writeFileSync(join(folder, 'sw.js'), [...known, ...parts].join('\n').replaceAll(/^\s*(\/\/|\/\*\*).*\n/gm, ''));
