// Writes NAME.br and NAME.gz beside every file of the folder that gets smaller by it, so that the server only has to
// pick one. `node scripts/precompress.mjs FOLDER [quick]`; quick spends milliseconds instead of the last percent.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder, kind] = process.argv.slice(2);
const quick = kind === 'quick';
/** Already compressed inside. */
const packed = /\.(br|gz|png|jpe?g|webp|woff2)$/;

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || packed.test(entry.name) || entry.name === '.stamp') continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  const variants = {
    br: brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quick ? 4 : 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    gz: gzipSync(bytes, { level: quick ? 1 : 9 }),
  };
  for (const [ending, smaller] of Object.entries(variants)) {
    if (smaller.length < bytes.length) writeFileSync(`${path}.${ending}`, smaller);
  }
}
