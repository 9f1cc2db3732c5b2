// What a phone pays for the app: bytes of a first visit, and the time until a form can be typed into on a slow phone
// (main thread six times slower) and a slow network (1.6 Mbps, 150 ms).
//   node bench/web.mjs ADDRESS [--runs 5]
import { chromium, devices } from '@playwright/test';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string', default: '5' } } });
const [address] = positionals;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const { services } = await (await fetch(`${address}/api/v1/services`)).json();
/** The form with the most to draw on its first step would be unfair to name; birth registration is what people file. */
const slug = services.find((one) => one.slug === 'dang-ky-khai-sinh').slug;

/** Opens a path as a first visit (or the second one in the same browser); bytes by file, and ms until it can be used. */
async function visit(path, { slow, again = false, usable }) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, userAgent: devices['Pixel 5'].userAgent });
  await context.addInitScript((selector) => {
    const look = () => {
      if (document.documentElement?.dataset.ready === 'true' && document.querySelector(selector)) window.usableAt = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, usable);
  if (again) {
    const first = await context.newPage();
    await first.goto(address + path);
    await first.waitForFunction(() => window.usableAt);
    await first.close();
  }
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const urls = new Map();
  const bytes = new Map();
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, new URL(response.url).pathname));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = urls.get(requestId);
    if (name) bytes.set(name, (bytes.get(name) ?? 0) + encodedDataLength);
  });
  await session.send('Network.enable');
  if (slow) {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 });
  }
  await page.goto(address + path);
  await page.waitForFunction(() => window.usableAt, undefined, { timeout: 60_000 });
  const { usableAt, paint } = await page.evaluate(() => ({
    usableAt: window.usableAt,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  }));
  await page.waitForLoadState('networkidle');
  await context.close();
  return { bytes, usableAt, paint };
}

const median = (numbers) => numbers.toSorted?.((a, b) => a - b)[numbers.length >> 1] ?? [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const total = (bytes) => [...bytes.values()].reduce((all, one) => all + one, 0);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

const home = await visit('/', { usable: '#search' });
row('file of a first visit to Home', 'bytes as sent');
row('---', '--:');
for (const [name, size] of [...home.bytes].sort(([, a], [, b]) => b - a)) row(name, size);
row('**together** (aim 204,800)', total(home.bytes));
const form = await visit(`/nop/${slug}`, { usable: 'main input' });
row(`a form (${slug}) opened first`, total(form.bytes));

console.log('\nSlow 4G, main thread six times slower, medians\n');
row('visit', 'first paint ms', 'usable ms');
row('---', '--:', '--:');
for (const [name, path, usable] of [['Home', '/', '#search'], [`form, ${slug}`, `/nop/${slug}`, 'main input']]) {
  for (const again of [false, true]) {
    const runs = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await visit(path, { slow: true, again, usable }));
    row(`${name}, ${again ? 'again' : 'first time'}`, Math.round(median(runs.map((one) => one.paint))), Math.round(median(runs.map((one) => one.usableAt))));
  }
}
await browser.close();
