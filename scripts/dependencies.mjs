// Judges what `cargo metadata` lists by deny.toml (licences, banned crates, sources), and keeps out of the app what
// costs too many bytes. Prints every offence; exits with 1 if there is any.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--format-version', '1', '--offline'], { maxBuffer: 1 << 28 }).toString(),
);
const rules = readFileSync('deny.toml', 'utf8');
/** The quoted strings of one array of deny.toml. */
const strings = (text) => [...text.matchAll(/"([^"]+)"/g)].map(([, value]) => value);
const allowed = new Set(strings(/allow = \[([^\]]*)\]/.exec(rules)[1]));
const banned = new Set([...rules.matchAll(/\{ crate = "([^"]+)"/g)].map(([, name]) => name));
/** Each would add 10 KB and more to what a phone downloads; the engine and the app have their own small parsers. */
const tooLarge = new Set(['regex', 'regex-lite', 'url', 'toml', 'tracing', 'tracing-subscriber', 'jiff', 'time']);
const ofTheApp = new Set(['nop-ho-so', 'forms', 'contract']);

/** Whether an SPDX expression can be met with allowed licences. `AND` binds closer than `OR`. */
function meets(expression) {
  const tokens = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g);
  const one = () => {
    if (tokens[0] === '(') {
      tokens.shift();
      const inner = either();
      tokens.shift();
      return inner;
    }
    let name = tokens.shift();
    if (tokens[0] === 'WITH') name += ` ${tokens.shift()} ${tokens.shift()}`;
    return allowed.has(name);
  };
  const both = () => {
    let result = one();
    while (tokens[0] === 'AND') {
      tokens.shift();
      result = one() && result;
    }
    return result;
  };
  const either = () => {
    let result = both();
    while (tokens[0] === 'OR') {
      tokens.shift();
      result = both() || result;
    }
    return result;
  };
  return either();
}

const offences = [];
for (const { name, version, license, source, dependencies } of metadata.packages) {
  const say = (what) => offences.push(`${name} ${version}: ${what}`);
  if (!license) say('names no licence');
  else if (!meets(license)) say(`licence ${license} is not allowed`);
  if (banned.has(name)) say('is banned');
  if (source && !source.startsWith('registry+')) say(`comes from ${source}`);
  if (!source && ofTheApp.has(name)) {
    for (const dependency of dependencies) {
      if (dependency.kind === null && tooLarge.has(dependency.name)) say(`${dependency.name} is too large for the app`);
    }
  }
}
for (const offence of offences) console.error(offence);
console.log(`${metadata.packages.length} crates, ${offences.length} offences`);
process.exitCode = offences.length ? 1 : 0;
