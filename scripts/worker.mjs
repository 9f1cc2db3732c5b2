// Writes DIST/build.txt, and DIST/sw.js: the parts of worker/ and, before them, what they need to know of this build. `node scripts/worker.mjs DIST`
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = process.argv[2];
const source = (path) => readFileSync(join(root, path), 'utf8');

/** Not part of the program: the worker itself, what only a browser's install prompt shows, what the server picks itself. */
const left = /^sw\.js$|^build\.txt$|^screenshots\/|\.(br|gz)$|(^|\/)\./;
/** Pieces of the program that are not needed to start. */
const rest = /^snippets\//;
/** Fetched when all else is there: the scanner, pictures for the home screen. */
const later = /^scan-|^icons\/.*\.png$/;

const groups = { FIRST: {}, REST: {}, LATER: {} };
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  const path = join(folder, name);
  if (left.test(name) || !statSync(path).isFile()) continue;
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  groups[rest.test(name) ? 'REST' : later.test(name) ? 'LATER' : 'FIRST'][`/${name}`] = hash;
}
if (!groups.FIRST['/index.html']) throw new Error(`${folder} holds no built app`);

// The app's own addresses and lists, read where the app has them.
const arms = [...source('src/routes.rs').matchAll(/^\s*\[(.*)\] => Self::/gm)].map(([, parts]) => parts.split(', '));
const routes = arms.map((parts) => parts.map((part) => (part.startsWith('"') ? part.slice(1, -1) : '[^/]+')).join('/'));
const lists = [...source('src/services.rs').matchAll(/\blist\("([a-z-]+)"\)/g)].map(([, list]) => list);
if (routes.length < 5 || lists.length < 5) throw new Error('src/routes.rs or src/services.rs is written in another way');

const build = createHash('sha256').update(JSON.stringify(groups)).digest('hex').slice(0, 16);
// For the server: it remembers which builds it has served (crates/server/src/builds.rs).
writeFileSync(join(folder, 'build.txt'), `${build}\n`);
const known = [
  `const BUILD = ${JSON.stringify(build)};`,
  ...Object.entries(groups).map(([name, files]) => `const ${name} = ${JSON.stringify(files)};`),
  `const LISTS = ${JSON.stringify(lists)};`,
  `const ROUTES = new RegExp(${JSON.stringify(`^/(?:${routes.join('|')})/?$`)});`,
];
const parts = ['program', 'catalog', 'main'].map((part) => source(`worker/${part}.js`));
writeFileSync(join(folder, 'sw.js'), [...known, ...parts].join('\n').replaceAll(/^\s*(\/\/|\/\*\*).*\n/gm, ''));
