// Measures the release server: start, memory, durable submissions, tracking reads, beside what the disk can do.
//   node bench/server.mjs SERVER BENCH SAMPLES [--seconds 3] [--dossiers 1000000]
// Prints Markdown. Everything runs on this machine, the load included: compare figures of one run with each other.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '3' }, dossiers: { type: 'string', default: '0' } },
});
const [binary, bench, samples] = positionals.map((path) => resolve(path));
const folder = resolve('target/bench');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const port = await new Promise((found) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});
const address = `127.0.0.1:${port}`;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The running server, and the ms it took until it answered. */
async function start() {
  const begin = performance.now();
  const child = spawn(binary, [], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      OFFICER_TOKEN: 'bench-officer-token-0123456789abcdef',
      TRACKING_LIMIT: '1000000000',
      SUBMISSION_LIMIT: '1000000000',
      LOG: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}`);
    try {
      if ((await fetch(`http://${address}/readyz`)).ok) break;
    } catch {
      await pause(2);
    }
  }
  return { child, ms: performance.now() - begin };
}

/** MB of memory that are the process's own or mapped by it, as `ps` tells it. */
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
/** Seconds of processor time so far; the kernel counts in hundredths. */
const processor = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/** Runs the load program; answers its result and what it printed as codes. */
function load(...args) {
  const { status, stdout, stderr } = spawnSync(bench, args.map(String), { maxBuffer: 1 << 30, encoding: 'utf8' });
  if (status !== 0) throw new Error(`bench ${args.join(' ')}: ${stderr.slice(-2000)}`);
  return { ...JSON.parse(stdout), codes: stderr.split('\n').filter((line) => /-\d{6}-/.test(line)) };
}

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const figure = (value, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

let { child, ms } = await start();
row('server', 'measured', 'aim');
row('---', '--:', '--:');
row('start of an empty server, ms', figure(ms), '500');
await pause(1000);
row('memory idle, MB', figure(memory(child.pid), 1), '20');
const held = spawn(bench, ['hold', address, '256', '2'], { stdio: 'ignore' });
await pause(1500);
row('memory with 256 idle connections, MB', figure(memory(child.pid), 1), '60');
await new Promise((done) => held.once('exit', done));

// A form that needs no paper, so that the body alone is measured.
const sample = JSON.parse(readFileSync(samples, 'utf8')).find(({ answers }) =>
  Object.values(answers.documents ?? {}).every((given) => given.retrieve),
);
const { services } = await (await fetch(`http://${address}/api/v1/services`)).json();
const body = join(folder, 'body.json');
writeFileSync(
  body,
  JSON.stringify({
    key: '0'.repeat(32),
    service: sample.slug,
    version: services.find(({ slug }) => slug === sample.slug).version,
    answers: sample.answers,
    consent: { text_version: '2026-11', language: 'vi', accepted_at: Date.now() },
  }),
);
const codes = join(folder, 'codes.txt');

async function round(title, grown = false) {
  const disk = load('disk', folder, 2);
  console.log(`\n${title}; fdatasync of 4 KiB on this disk: ${figure(disk.rate)}/s, p50 ${figure(disk.p50, 2)} ms\n`);
  row('load', 'connections', 'per second', 'p50 ms', 'p99 ms', 'CPU s per 1,000', 'refused');
  row('---', '--:', '--:', '--:', '--:', '--:', '--:');
  const all = [];
  let most = 0;
  for (const connections of [1, 16, 64, 256]) {
    const before = processor(child.pid);
    const result = load('submit', address, connections, values.seconds, body);
    const cpu = ((processor(child.pid) - before) / result.good) * 1000;
    all.push(...result.codes);
    most = Math.max(most, memory(child.pid));
    row('submissions', connections, figure(result.rate), figure(result.p50, 1), figure(result.p99, 1), figure(cpu, 3), result.refused);
  }
  if (!grown) writeFileSync(codes, all.join('\n'));
  for (const connections of [1, 64]) {
    const before = processor(child.pid);
    const result = load('track', address, connections, values.seconds, codes);
    const cpu = ((processor(child.pid) - before) / result.good) * 1000;
    row('tracking reads', connections, figure(result.rate), figure(result.p50, 2), figure(result.p99, 2), figure(cpu, 3), result.refused);
  }
  console.log(`\nMost memory after a run of submissions: ${figure(most, 1)} MB`);
}

async function stop(signal) {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await gone;
}

await round('Empty at the start');
await stop('SIGKILL');
({ child, ms } = await start());
console.log(`Start after SIGKILL: ${figure(ms)} ms`);

const dossiers = Number(values.dossiers);
if (dossiers > 0) {
  await stop('SIGTERM');
  const { status } = spawnSync('python3', ['bench/grow.py', join(folder, 'data'), String(dossiers), codes], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('growing the table failed');
  ({ child, ms } = await start());
  await round(`At ${figure(dossiers)} dossiers, start ${figure(ms)} ms, memory ${figure(memory(child.pid), 1)} MB`, true);
}
await stop('SIGTERM');
rmSync(folder, { recursive: true, force: true });
