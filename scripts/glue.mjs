// Makes the glue between the program and the browser small: what nothing calls goes, long names become short ones on both
// sides, and the text is minified. `trim(FOLDER, NAME)` changes NAME.js and NAME_bg.wasm in FOLDER, a release only.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';

const [IMPORTS, EXPORTS] = [2, 7];
/** What binds the module to this glue. */
const OURS = './app_bg.js';

/** Reads numbers and names of a module, from `at` on. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  name() {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at).toString();
  }

  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }

  /** Steps over what an import is, and answers its bytes. */
  kind() {
    const from = this.at;
    switch (this.byte()) {
      case 0: // function
        this.number();
        break;
      case 1: // table
        this.byte();
        this.limits();
        break;
      case 2: // memory
        this.limits();
        break;
      case 3: // global
        this.at += 2;
        break;
      default:
        throw new Error('an import of an unknown kind');
    }
    return this.bytes.subarray(from, this.at);
  }
}

function number(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

const named = (name) => Buffer.concat([number(Buffer.byteLength(name)), Buffer.from(name)]);
const list = (all) => Buffer.concat([number(all.length), ...all]);

/** The module with other sections: `change` gets the number of each and its bytes. */
function rewritten(bytes, change) {
  const parts = [bytes.subarray(0, 8)];
  for (const reader = new Reader(bytes, 8); reader.at < bytes.length; ) {
    const id = reader.byte();
    const length = reader.number();
    const content = change(id, bytes.subarray(reader.at, reader.at + length));
    parts.push(Buffer.from([id]), number(content.length), content);
    reader.at += length;
  }
  return Buffer.concat(parts);
}

function imports(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => ({ module: reader.name(), name: reader.name(), kind: reader.kind() }));
}

function exports(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => {
    const name = reader.name();
    const from = reader.at;
    reader.byte();
    reader.number();
    return { name, what: section.subarray(from, reader.at) };
  });
}

export async function trim(folder, name) {
  const [glue, module] = [join(folder, `${name}.js`), join(folder, `${name}_bg.wasm`)];
  let text = readFileSync(glue, 'utf8');

  // Streams of a library that we do not use are exported by it all the same.
  text = text
    .replaceAll(/^export class (\w+) \{[\s\S]*?^\}\n/gm, '')
    .replaceAll(/^if \(Symbol\.dispose\) \w+\.prototype.*\n/gm, '')
    .replaceAll(/^const \w+Finalization = [\s\S]*?;\n/gm, '');
  const isCalled = (one) => new RegExp(`\\b${one.replaceAll('$', '\\$')}\\b`).test(text);
  writeFileSync(
    module,
    rewritten(readFileSync(module), (id, section) =>
      id === EXPORTS
        ? list(exports(section).filter(({ name }) => isCalled(name)).map(({ name, what }) => Buffer.concat([named(name), what])))
        : section,
    ),
  );
  execFileSync('wasm-opt', ['-Oz', '--strip-producers', '--strip-target-features', module, '-o', module], { stdio: ['ignore', 'ignore', 'inherit'] });

  // Of the functions for the module those that it still asks for, under short names.
  const short = new Map();
  const shorten = (long) => {
    if (!short.has(long)) short.set(long, `$${short.size.toString(36)}`);
    return short.get(long);
  };
  const bytes = rewritten(readFileSync(module), (id, section) => {
    if (id === IMPORTS) {
      return list(
        imports(section).map(({ module, name, kind }) =>
          Buffer.concat([named(module), named(module === OURS ? shorten(name) : name), kind]),
        ),
      );
    }
    if (id === EXPORTS) {
      const long = /^(wasm_bindgen__convert__|__wbg_)/;
      return list(exports(section).map(({ name, what }) => Buffer.concat([named(long.test(name) ? shorten(name) : name), what])));
    }
    return section;
  });
  text = text.replaceAll(/^ {8}(\w+): function\([\s\S]*?^ {8}\}(?:, arguments\); \})?,\n/gm, (whole, one) => (short.has(one) ? whole : ''));
  for (const [long, name] of short) {
    if (!isCalled(long)) throw new Error(`${glue} has no ${long}: wasm-bindgen has changed its output`);
    text = text.replaceAll(new RegExp(`\\b${long}\\b`, 'g'), () => name);
  }
  const { code } = await minify(text, { module: true, ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, format: { comments: false } });
  writeFileSync(module, bytes);
  writeFileSync(glue, code);
}
