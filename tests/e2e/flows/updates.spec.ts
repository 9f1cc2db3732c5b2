// A new version never takes anything away: it waits while somebody fills in a form, and a broken one is not begun at all.
import type { Page } from '@playwright/test';
import { isKept, type Place, programOf, test } from '../offline.ts';
import { sampleOf } from '../samples.ts';
import { expect } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');
/** How many upgrades in the middle of a form: `make torture` does 50. */
const UPGRADES = Number(process.env.UPGRADES ?? 2);

/** The browser looks for a new version, as it does at each start. */
const looksForUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => undefined);
  });

/** To a form, at the first box of it. */
async function begins({ citizen, page }: Place): Promise<void> {
  await citizen.home.open();
  await isKept(page);
  await citizen.begins(sample.slug);
}

test('upgrades in the middle of a form lose nothing', async ({ place }) => {
  test.setTimeout(60_000 + UPGRADES * 60_000);
  const { citizen, deployment, page } = place;
  const { form } = citizen;
  await begins(place);
  const box = page.locator('main input[id$="full_name"]').first();
  await citizen.fills(sample, async (_step, number) => {
    if (number !== 1) return;
    for (let count = 1; count <= UPGRADES; count++) {
      const before = page.url();
      const old = await programOf(page);
      deployment.release();
      const name = `Nguyễn Thị Lần ${count}`;
      if (await box.isVisible()) await box.fill(name);
      await looksForUpdate(page);
      await expect(page.locator('html')).toHaveAttribute('data-update', 'waiting', { timeout: 30_000 });
      expect(await programOf(page), 'nothing is reloaded under the form').toBe(old);
      const contents = await form.contents();
      await form.action('update').click();
      await expect.poll(() => programOf(page), { timeout: 30_000 }).toBe(deployment.program);
      await form.ready();
      expect(page.url()).toBe(before);
      await expect.poll(() => form.contents()).toEqual(contents);
    }
  });
  await citizen.submits();
});

test('a version that cannot be had whole is not begun: the old one goes on, also without a network', async ({ place }) => {
  const { citizen, deployment, page, server } = place;
  await begins(place);
  const old = await programOf(page);
  deployment.release();
  deployment.lose('snippets/filing');
  await looksForUpdate(page);
  await page.waitForTimeout(1_000);
  await citizen.home.open();
  expect(await programOf(page)).toBe(old);
  await server.kill();
  await citizen.home.open();
  expect(await programOf(page)).toBe(old);
  await citizen.guide.open(sample.slug);
  await expect(citizen.guide.action('start').first()).toBeVisible();
  // The operator mends it: now it comes, and begins by itself because nobody is at a form.
  await server.start();
  deployment.release();
  await citizen.home.open();
  await looksForUpdate(page);
  await expect
    .poll(async () => {
      await citizen.home.open();
      return programOf(page);
    }, { timeout: 60_000 })
    .toBe(deployment.program);
});

test('an old page finds its other pieces after the server has forgotten them', async ({ place }) => {
  const { citizen, context, deployment, page } = place;
  await citizen.home.open();
  await isKept(page);
  const old = await programOf(page);
  deployment.release();
  const other = await context.newPage();
  await other.goto('/tra-cuu');
  await looksForUpdate(other);
  await expect(page.locator('html')).toHaveAttribute('data-update', 'done', { timeout: 30_000 });
  expect(await programOf(page), 'the first page still runs the old version').toBe(old);
  await page.locator('nav.tabs a[href="/tai-khoan"]').click();
  await citizen.home.shows('Cài đặt');
});

test('what the browser has thrown out of the cache is brought back', async ({ place }) => {
  const { citizen, page, server } = place;
  await citizen.home.open();
  await isKept(page);
  const lost = await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) {
        if (/snippets\/(filing|keeping)/.test(key.url)) await cache.delete(key);
      }
    }
    return caches.keys();
  });
  expect(lost.length).toBeGreaterThan(0);
  await citizen.home.open();
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match('/ready')) && (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((key) => key.url)))).flat().filter((url) => /snippets\/(filing|keeping)/.test(url)).length), { timeout: 30_000 })
    .toBe(2);
  await server.kill();
  await citizen.guide.open(sample.slug);
  await expect(citizen.guide.action('start').first()).toBeVisible();
});

test('the kill switch takes the app back and leaves what people filled in', async ({ place }) => {
  const { citizen, page, server } = place;
  await begins(place);
  const draft = citizen.form.draft;
  await server.kill();
  server.settings.SERVICE_WORKER = 'false';
  await server.start();
  await citizen.home.open();
  await looksForUpdate(page);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 30_000 }).toBe(0);
  await citizen.home.open();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await expect(citizen.home.draft(draft)).toBeVisible();
});
