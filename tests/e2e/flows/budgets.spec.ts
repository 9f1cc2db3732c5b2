// What a cheap phone must not notice: nothing jumps, nothing hangs, and the app does not grow while it is used.
// `make bench-web` has the same with MINUTES=10 of use.
import type { Browser, Page } from '@playwright/test';
import { patience } from '../playwright.config.ts';
import { samples } from '../samples.ts';
import { expect, test } from '../test.ts';

/** How much slower the phone's main thread is than this machine's. */
const SLOWER = 6;
/** The longest that may keep the phone from answering once the first screen is there. */
const TASK_MS = 200;
const MEMORY_MB = 60;
const MINUTES = Number(process.env.MINUTES ?? 0);
/** Beside other tests the processor takes up to twice its time for the same, for its caches are others' too. */
const BUSY = MINUTES > 0 ? 1 : 2.5;

declare global {
  interface Window {
    /** Sum of all layout shifts. */
    shift: number;
    /** Of the program, to know how large its memory is. */
    wasm: WebAssembly.Memory[];
  }
}

async function watched(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shift = 0;
    window.wasm = [];
    new PerformanceObserver((list) => {
      for (const one of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!one.hadRecentInput) window.shift += one.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const original = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given: Parameters<typeof original>) => {
      const made = await original(...given);
      for (const one of Object.values(made.instance.exports)) if (one instanceof WebAssembly.Memory) window.wasm.push(one);
      return made;
    };
  });
}

const shift = (page: Page) => page.evaluate(() => window.shift);

/**
 * Does something and answers the longest task of the page's main thread, in ms of the slow phone: the processor's time of
 * each, times as much as the phone is slower. By the clock it would depend on what else the machine does.
 */
async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  interface Event {
    name: string;
    pid: number;
    tid: number;
    /** Microseconds of the processor. */
    tdur?: number;
    args: { name?: string };
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Event[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = traceEvents.filter(
    ({ name, pid, tid, tdur }) => name === 'ThreadControllerImpl::RunTask' && tdur && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  expect(tasks.length, 'the trace shows the main thread').toBeGreaterThan(100);
  return (Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000) * SLOWER;
}

/** MB the page keeps once what nobody needs is gone: JavaScript's objects, the document's, and the program's memory. */
async function memory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; embedderHeapUsedSize?: number };
  await session.detach();
  const wasm = await page.evaluate(() => window.wasm.reduce((all, one) => all + one.buffer.byteLength, 0));
  expect(wasm, 'the program’s memory is counted').toBeGreaterThan(0);
  return (heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + wasm) / 2 ** 20;
}

const sample = samples.find((one) => one.slug === 'dang-ky-khai-sinh')!;

test('nothing jumps, and no task is long, from Home into a form', async ({ browser, citizen, page }) => {
  test.setTimeout(90_000 * patience);
  await watched(page);
  const { home, guide, form } = citizen;
  await home.open();
  await home.services.first().waitFor();
  const lasted = await longestTask(browser, page, async () => {
    await home.search.pressSequentially('khai sinh', { delay: 60 });
    await home.results.first().click();
    await guide.start();
    await form.variant(sample.variant ?? '').check();
    await form.next();
    await page.locator('main input[type=text]').first().pressSequentially('Nguyen Thi Huong', { delay: 60 });
    await form.saved();
  });
  console.log({ lasted, shift: await shift(page) });
  expect(await shift(page)).toBe(0);
  expect(lasted).toBeLessThanOrEqual(TASK_MS * BUSY);
});

test('a form opened first does not jump', async ({ citizen, page }) => {
  await watched(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await citizen.form.goto(`/nop/${sample.slug}`);
  await page.locator('form.step').waitFor();
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  expect(await shift(page)).toBe(0);
});

test('the app stays small while it is used', async ({ citizen, page }) => {
  test.setTimeout(MINUTES * 60_000 + 120_000 * patience);
  await watched(page);
  const { home, guide, form } = citizen;
  await home.open();
  const until = Date.now() + MINUTES * 60_000;
  const sizes: number[] = [];
  do {
    await home.search.fill('khai sinh');
    await home.results.first().click();
    await guide.start();
    await form.variant(sample.variant ?? '').check();
    await form.next();
    await citizen.fillsSection(await citizen.definitionOf(sample.slug), form.step, sample.answers);
    await form.saved();
    // To Home as the phone's own button goes: nothing is loaded anew.
    while (new URL(page.url()).pathname !== '/') await page.goBack();
    await home.search.waitFor();
    sizes.push(await memory(page));
  } while (Date.now() < until || sizes.length < 3);
  console.log(sizes.map((size) => size.toFixed(1)).join(' '), 'MB');
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MEMORY_MB);
});
