// The app beside three other ways to show the same form (bench/web/), on a slow phone. All take turns, so that what disturbs
// the machine disturbs all of them: compare ratios of one run, not milliseconds of two.
//   node bench/beside.mjs ADDRESS FOLDER [--runs 3]     FOLDER: where bench/web/build.mjs has put the pages
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { head, launch, median, newPhone, quantile, row, slow, total, visit } from './phone.mjs';
import { serve } from './web/serve.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string', default: '3' } } });
const [address, folder] = positionals;
const runs = Number(values.runs);
/** Its list of people takes up to 500 rows of six questions. */
const SERVICE = 'dang-ky-tam-tru';
const LIST = { variant: 'list', section: 'list_people', field: 'person_full_name' };
const ROWS = 100;
const TYPED = 'Nguyen Thi Thanh Huong';
/** Who takes seconds for a key does not type it all. */
const TYPING_MS = 30_000;
/** The pages, and how many boxes for text a row of theirs has. */
const OTHERS = { vanilla: 2, 'react-hook-form': 2, SurveyJS: 3 };

const browser = await launch();
const servers = await Promise.all(Object.keys(OTHERS).map((name) => serve(join(folder, name))));
const others = Object.entries(OTHERS).map(([name, boxes], at) => ({ name, boxes, url: servers[at].address }));

/** What a person did last, until it is painted: waits until the browser says so. */
async function answered(page, act) {
  await page.evaluate(() => window.answers.clear());
  await act();
  // Shorter than 16 ms is not told of; two frames later and with nothing told it was that.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))));
  return page.evaluate(() => Math.max(16, ...window.answers.values()));
}

/** On a page with all rows but the last: adds it, types into it. Answers ms until each is painted, and the page's memory. */
async function useRows(page, add, box) {
  await slow(page, { network: false });
  const added = await answered(page, () => add().click());
  await box().waitFor();
  await box().focus();
  const keys = [];
  const until = Date.now() + TYPING_MS;
  for (const key of TYPED) {
    if (Date.now() < until) keys.push(await answered(page, () => page.keyboard.press(key === ' ' ? 'Space' : key)));
  }
  return { added, keys, memory: await memory(page) };
}

/** MB the page keeps once what nobody needs is gone: JavaScript's objects, and the program's own memory. */
async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  return (usedSize + backingStorageSize) / 2 ** 20;
}

async function rowsOfOurs() {
  const context = await newPhone(browser);
  const page = await context.newPage();
  await page.goto(`${address}/nop/${SERVICE}`);
  await page.locator(`[id="variant=${LIST.variant}"]`).check();
  await page.locator('#saved-state[data-saved="true"]').waitFor();
  const draft = new URL(page.url()).pathname.split('/')[3];
  await page.goto(`${address}/nop/${SERVICE}/${draft}/${LIST.section}`);
  const add = page.locator('[data-action="add-row"]');
  await add.waitFor();
  await page.evaluate(
    async ([count]) => {
      for (let row = 0; row < count; row++) {
        document.querySelector('[data-action="add-row"]').click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      }
    },
    [ROWS - 1 - (await page.locator('.entry').count())],
  );
  const seen = await useRows(page, () => add, () => page.locator(`[id="${LIST.section}[${ROWS - 1}].${LIST.field}"]`));
  await context.close();
  return seen;
}

async function rowsOf({ boxes, url }) {
  const context = await newPhone(browser);
  const page = await context.newPage();
  await page.goto(`${url}/?step=${LIST.section}&rows=${ROWS - 1}`);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true', undefined, { timeout: 120_000 });
  const add = () => page.locator('[data-action="add-row"], .sd-paneldynamic__add-btn');
  const box = () => page.locator('input[type=text]').nth((ROWS - 1) * boxes);
  const seen = await useRows(page, add, box);
  await context.close();
  return seen;
}

const pages = [
  { name: 'Home', url: `${address}/`, usable: '#search' },
  { name: 'the app', url: `${address}/nop/${SERVICE}`, usable: 'form.step' },
  ...others.map(({ name, url }) => ({ name, url: `${url}/`, usable: 'main input' })),
];
const visits = pages.flatMap((page) => [false, true].map((again) => ({ ...page, again, runs: [] })));
const lists = [{ name: 'the app', use: rowsOfOurs }, ...others.map((one) => ({ name: one.name, use: () => rowsOf(one) }))].map((one) => ({ ...one, runs: [] }));
for (let run = 0; run < runs; run++) {
  for (const one of visits) one.runs.push(await visit(browser, one));
  console.error(`round ${run + 1} of ${runs}: visits`);
  for (const one of lists) one.runs.push(await one.use());
  console.error(`round ${run + 1} of ${runs}: rows`);
}

console.log(`${SERVICE}, Slow 4G, main thread six times slower, medians of ${runs} rounds\n`);
head('visit', 'KB', 'first paint ms', 'usable ms', 'longest task ms', 'layout shift');
for (const { name, again, runs } of visits) {
  const of = (figure) => median(runs.map((run) => run[figure]));
  const kilobytes = median(runs.map((run) => total(run.bytes))) / 1024;
  row(`${name}, ${again ? 'again' : 'first time'}`, kilobytes.toFixed(0), ...['paint', 'usable', 'longest'].map((figure) => Math.round(of(figure))), of('shifts').toFixed(3));
}
console.log(`\n${ROWS} rows of six questions\n`);
head('page', 'adding the last row ms', 'a key p50 ms', 'p98 ms', 'memory MB');
for (const { name, runs } of lists) {
  const keys = runs.flatMap((run) => run.keys);
  row(name, median(runs.map((run) => run.added)), quantile(keys, 0.5), quantile(keys, 0.98), median(runs.map((run) => run.memory)).toFixed(1));
}

/** The app's share of another's figure. */
const figure = (name, again, what) => median(visits.find((one) => one.name === name && one.again === again).runs.map((run) => run[what]));
const share = (what, other, again) => (figure('the app', again, what) / figure(other, again, what)).toFixed(2);
console.log('\nThe app beside them, with the aim\n');
head('figure', 'beside vanilla', 'react-hook-form', 'SurveyJS');
row('first paint, first visit', `${share('paint', 'vanilla', false)} (1.2)`, share('paint', 'react-hook-form', false), share('paint', 'SurveyJS', false));
row('usable, first visit', share('usable', 'vanilla', false), `${share('usable', 'react-hook-form', false)} (1.25)`, `${share('usable', 'SurveyJS', false)} (0.35)`);
row('usable, again', `${share('usable', 'vanilla', true)} (1.15)`, `${share('usable', 'react-hook-form', true)} (1)`, `${share('usable', 'SurveyJS', true)} (1)`);
for (const server of servers) server.close();
await browser.close();
