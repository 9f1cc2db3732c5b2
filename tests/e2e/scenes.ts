import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pictures of the decoder's measure, written by `cargo run -p lens --example scenes` (scripts/e2e.sh). */
const folder = join(process.env.SAMPLES ?? 'target/e2e', 'scenes');

export interface Scene {
  file: string;
  kind: string;
  truth: string;
}

export const film = (name: 'camera' | 'receipt'): string => join(folder, `${name}.y4m`);

export const scenes = (): Scene[] => JSON.parse(readFileSync(join(folder, 'scenes.json'), 'utf8'));

/** A grey picture as a BMP, which every browser opens and which is written in a few lines. */
export function bmp({ file }: Scene): Buffer {
  const pgm = readFileSync(join(folder, file));
  const [, width, height] = /^P5\n(\d+) (\d+)\n255\n/.exec(pgm.subarray(0, 30).toString('latin1'))!.map(Number) as [number, number, number];
  const pixels = pgm.subarray(pgm.length - width * height);
  const header = Buffer.alloc(54 + 1024);
  header.write('BM');
  header.writeUInt32LE(header.length + pixels.length, 2);
  header.writeUInt32LE(header.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  // Negative: the rows go down from the top.
  header.writeInt32LE(-height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(8, 28);
  for (let shade = 0; shade < 256; shade++) header.fill(shade, 54 + 4 * shade, 54 + 4 * shade + 3);
  return Buffer.concat([header, pixels]);
}
