// A slow phone for the measurements: main thread six times slower, 1.6 Mbps and 150 ms to the server ("Slow 4G").
import { chromium, devices } from '@playwright/test';

/** How much slower the main thread is than this machine's. */
export const SLOWER = 6;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

export const launch = (options = {}) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    ...options,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...(options.args ?? []),
    ],
  });

/** A phone of its own storage. It saves data, so that what comes later by itself is not part of a visit. */
export async function newPhone(browser, { savesData = true } = {}) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 800 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
    userAgent: devices['Pixel 5'].userAgent,
    locale: 'vi-VN',
  });
  await context.addInitScript((saveData) => {
    if (saveData) Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) });
    window.seen = { shifts: 0, longest: 0 };
    const observe = (type, note, more) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
    observe('layout-shift', (one) => (window.seen.shifts += one.hadRecentInput ? 0 : one.value));
    observe('longtask', (one) => (window.seen.longest = Math.max(window.seen.longest, one.duration)));
    // Of each time a person does something: from then until the browser has painted what follows, in steps of 8 ms.
    window.answers = new Map();
    observe(
      'event',
      (one) => one.interactionId && window.answers.set(one.interactionId, Math.max(window.answers.get(one.interactionId) ?? 0, one.duration)),
      { durationThreshold: 16 },
    );
  }, savesData);
  return context;
}

/** Makes a page slow; answers its session with the browser. */
export async function slow(page, { network = true } = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  if (network) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
  }
  return session;
}

/** Notes when `selector` is there and the page says that it can be used, in `window.seen.usable`. */
async function watchFor(context, selector) {
  await context.addInitScript((selector) => {
    const look = () => {
      if (document.documentElement?.dataset.ready === 'true' && document.querySelector(selector)) window.seen.usable = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, selector);
}

const isUsable = (page) => page.waitForFunction(() => window.seen?.usable, undefined, { timeout: 120_000 });

/**
 * Opens a page as a first visit, or as the second one of the same phone (with the service worker, where the page has one).
 * Answers ms of the first paint and until it can be used, the longest task, the layout shift, and bytes by file until then.
 */
export async function visit(browser, { url, usable, again = false, isSlow = true }) {
  const context = await newPhone(browser, { savesData: !again });
  await watchFor(context, usable);
  if (again) {
    const first = await context.newPage();
    await first.goto(url);
    await isUsable(first);
    // Where there is a service worker: until it has all it keeps.
    const hasWorker = await first.evaluate(() => !!document.querySelector('link[rel=manifest]'));
    if (hasWorker) await first.waitForFunction(() => document.documentElement.dataset.kept === 'all', undefined, { timeout: 120_000 });
    await first.close();
  }
  const page = await context.newPage();
  const session = isSlow ? await slow(page) : await context.newCDPSession(page);
  const urls = new Map();
  const bytes = new Map();
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, new URL(response.url).pathname));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = urls.get(requestId);
    if (name) bytes.set(name, (bytes.get(name) ?? 0) + encodedDataLength);
  });
  await session.send('Network.enable');
  await page.goto(url);
  await isUsable(page);
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(() => ({ ...window.seen, paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 }));
  await context.close();
  return { ...seen, bytes };
}

/** The value that so much of the numbers is at most, `part` from 0 to 1. */
export function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}
export const median = (numbers) => quantile(numbers, 0.5);
export const total = (bytes) => [...bytes.values()].reduce((all, one) => all + one, 0);
export const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
export const head = (first, ...others) => {
  row(first, ...others);
  row('---', ...others.map(() => '--:'));
};
