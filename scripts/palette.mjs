// Makes pictures of screens small: each pixel names one of at most 256 colours. Usage: node scripts/palette.mjs FILE.png…
// Screens have few colours and many shades of letters' edges; the 255 most frequent stay as they are, any other becomes
// the nearest of them. Reads what Chromium writes: 8 bits a channel, with or without alpha, not interlaced.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunks(file) {
  const found = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    found.push({ type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

/** The pixels as one number each (0xRRGGBB); `null` when the picture has a palette already. */
function decode(file) {
  const all = chunks(file);
  const header = all.find(({ type }) => type === 'IHDR').data;
  const [width, height, depth, colours] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  if (colours === 3) return null;
  if (depth !== 8 || ![2, 6].includes(colours) || header[12] !== 0) throw new Error('not a picture of this kind');
  const size = colours === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(all.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const stride = width * size;
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= size ? bytes[y * stride + x - size] : 0;
      const up = y ? bytes[(y - 1) * stride + x] : 0;
      const corner = x >= size && y ? bytes[(y - 1) * stride + x - size] : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      bytes[y * stride + x] = raw[y * (stride + 1) + 1 + x] + predicted;
    }
  }
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = bytes.readUIntBE(i * size, 3);
  return { width, height, pixels };
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function palette(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const kept = [...counts].sort(([a, m], [b, n]) => n - m || a - b).slice(0, 256).map(([colour]) => colour);
  const places = new Map(kept.map((colour, at) => [colour, at]));
  const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const distance = (one, other) => channels(one).reduce((sum, value, at) => sum + (value - channels(other)[at]) ** 2, 0);
  for (const colour of counts.keys()) {
    if (places.has(colour)) continue;
    let best = 0;
    for (let at = 1; at < kept.length; at++) if (distance(colour, kept[at]) < distance(colour, kept[best])) best = at;
    places.set(colour, best);
  }
  return { kept, places };
}

/** The checksum of a chunk. `node:zlib` has it only from Node 20.15 on. */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function encode({ width, height, pixels }) {
  const { kept, places } = palette(pixels);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 3;
  const colours = Buffer.alloc(kept.length * 3);
  kept.forEach((colour, at) => colours.writeUIntBE(colour, at * 3, 3));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x]);
  }
  const data = deflateSync(lines, { level: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

let [before, after] = [0, 0];
for (const name of process.argv.slice(2)) {
  before += statSync(name).size;
  const picture = decode(readFileSync(name));
  if (picture) writeFileSync(name, encode(picture));
  after += statSync(name).size;
}
console.log(`${process.argv.length - 2} pictures: ${Math.round(before / 1024)} kB, now ${Math.round(after / 1024)} kB`);
