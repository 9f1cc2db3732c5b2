// Builds the pages into TARGET/NAME: index.html, app.js, app.css where there is one, definition.json, each with .br beside it.
// `node bench/web/build.mjs DEFINITION TARGET`
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [definition, target] = process.argv.slice(2);
const PAGES = { vanilla: 'vanilla.js', 'react-hook-form': 'react.jsx', SurveyJS: 'survey.js' };

for (const [name, source] of Object.entries(PAGES)) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, source)],
    outfile: join(folder, 'app.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const style = existsSync(join(folder, 'app.css')) ? '<link rel="stylesheet" href="/app.css">' : '';
  // As good as such a page can be: what is needed is asked for at once, the program not held up by the styles.
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="preload" href="/definition.json" as="fetch" crossorigin="anonymous">${style}
<style>body{font:1.125rem/1.55 system-ui;margin:1rem}.field{margin:0 0 1rem}.box{display:block;width:100%;min-height:3rem;font:inherit}.choice{display:block;min-height:3rem}</style>
<script type="module" src="/app.js"></script></head><body><main><p>Đang mở…</p></main></body></html>`,
  );
  copyFileSync(definition, join(folder, 'definition.json'));
  execFileSync('node', ['scripts/precompress.mjs', folder]);
}
