// What waits in a folder with a PIN goes out while the folder is locked, and after it was erased; its receipt is for the
// folder alone.
import type { Page } from '@playwright/test';
import { sampleOf } from '../samples.ts';
import { unlocks } from '../screens/locked.ts';
import { Settings } from '../screens/settings.ts';
import { type Carried, Transfer } from '../screens/transfer.ts';
import { type Phone, expect, test } from '../test.ts';

const PIN = '482913';
const sample = sampleOf('khai-bao-tam-vang');
const submissions = '**/api/v1/submissions';

/** A folder with a PIN in which something waits, sealed to the server; then locked by a new start of the app. Answers what
 * another phone was given of it before. */
async function waitsLocked({ page, citizen }: Pick<Phone, 'page' | 'citizen'>): Promise<Carried> {
  await citizen.begins(sample.slug);
  await citizen.fills(sample);
  const review = page.url();
  await new Settings(page).setsPin(PIN);
  await page.goto(review);
  await opens(page);
  await citizen.review.consent.check();
  await page.route(submissions, (route) => route.abort());
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await expect.poll(() => letters(page)).toBe(1);
  await page.locator('a[href="/ho-so"]').last().click();
  const carried = await new Transfer(page).takes(page.locator('[data-outbox] ~ [data-action="take"]'));
  await citizen.mine.open();
  await expect(page.locator('[data-locked]')).toBeVisible();
  return carried;
}

async function opens(page: Page): Promise<void> {
  await unlocks(page, PIN);
  await expect(page.locator('[data-locked]')).toHaveCount(0);
}

/** How many letters lie on the phone. */
const letters = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done, fail) => {
        const opening = indexedDB.open('nop-ho-so');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('letters').objectStore('letters').count();
          counting.onsuccess = () => {
            opening.result.close();
            done(counting.result);
          };
        };
      }),
  );

const flush = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event('flush')));

test('what waits goes out while the folder is locked, and its owner finds the receipt, on another phone too', async ({
  citizen,
  newPhone,
  officer,
  page,
  watch,
}) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  const before = await officer.list();
  const carried = await waitsLocked({ page, citizen });
  const heard: string[] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('/api/v1/submissions')) heard.push(await response.text());
  });
  await page.unroute(submissions);
  await flush(page);
  const fresh = async () => (await officer.list()).filter((code) => !before.includes(code));
  await expect.poll(fresh).toHaveLength(1);
  const [code = ''] = await fresh();
  const papers = Object.keys(sample.answers.documents ?? {}).length;
  await expect.poll(async () => (await officer.read(code)).attachments.length).toBe(papers);
  for (const file of (await officer.read(code)).attachments) expect(await officer.hashOf(code, file.sha256)).toBe(file.sha256);
  await expect(page.locator('[data-locked]')).toBeVisible();

  await opens(page);
  await expect(citizen.mine.dossier(code)).toHaveAttribute('data-stage', 'sent');
  await expect.poll(() => letters(page)).toBe(0);
  await citizen.receipt.goto(`/bien-nhan/${code}`);
  await opens(page);
  await citizen.receipt.codeText.waitFor();
  const secret = await citizen.receipt.secret();
  expect(secret.length).toBeGreaterThanOrEqual(16);
  expect(heard).toHaveLength(1);
  expect(heard[0]).toContain(code);
  expect(heard[0], 'a locked phone learns no secret').not.toContain(secret);

  // The other phone sends it too, and is told what the first was: it has what opens the receipt.
  const other = await newPhone();
  other.watch.allow(/409/);
  await other.citizen.mine.open();
  await new Transfer(other.page).brings(carried);
  await expect(other.citizen.mine.dossier(code)).toHaveAttribute('data-stage', 'sent');
  await other.citizen.receipt.goto(`/bien-nhan/${code}`);
  expect(await other.citizen.receipt.secret()).toBe(secret);
  expect(await fresh()).toHaveLength(1);
});

test('what waits goes out after its folder was erased; a slip tells the code and nothing of a person', async ({ citizen, officer, page, watch }) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  const before = await officer.list();
  await waitsLocked({ page, citizen });
  await page.locator('[data-action="forgot-pin"]').click();
  await page.locator('[data-action="erase-folder-confirm"]').click();
  await expect(page.locator('[data-locked]')).toHaveCount(0);
  const slip = page.locator('[data-slip-code]');
  await expect(slip).toHaveAttribute('data-stage', 'waits');
  await page.unroute(submissions);
  await flush(page);
  await expect(slip).toHaveAttribute('data-stage', 'sent');
  const code = (await slip.getAttribute('data-slip-code')) ?? '';
  expect((await officer.list()).filter((one) => !before.includes(one))).toEqual([code]);
  const { answers } = await officer.read(code);
  expect(Object.keys(answers.sections)).toEqual(Object.keys(sample.answers.sections));
  const shown = await page.locator('main').innerText();
  for (const [text] of JSON.stringify(sample.answers).matchAll(/[A-ZĐÀ-Ỹ][^"\\]* [^"\\]*(?=")/gu)) expect(shown).not.toContain(text);

  await page.locator('[data-action="put-away"]').click();
  await expect(slip).toHaveCount(0);
  expect(await letters(page)).toBe(0);
});

test('five wrong PINs cost a wait that a restart does not shorten, ten cost the folder; what waits in it goes out', async ({ citizen, officer, page, watch }) => {
  test.slow();
  watch.allow(/ERR_FAILED|Failed to fetch/);
  const before = await officer.list();
  await page.clock.install();
  await waitsLocked({ page, citizen });
  for (let wrong = 1; wrong < 5; wrong++) {
    await unlocks(page, `90817${wrong}`);
    await expect(page.locator('#pin-problem')).toContainText(String(10 - wrong));
  }
  for (let wrong = 5; wrong < 10; wrong++) {
    await unlocks(page, `90817${wrong}`);
    await expect(page.locator('#pin')).toBeDisabled();
    if (wrong === 5) {
      await page.reload();
      await expect(page.locator('#pin')).toBeDisabled();
    }
    // Not before its time, and another date on the phone is no time.
    await page.clock.fastForward(25_000 * 2 ** (wrong - 5));
    await expect(page.locator('#pin')).toBeDisabled();
    await page.clock.fastForward(6_000 * 2 ** (wrong - 5));
    await expect(page.locator('#pin')).toBeEnabled();
  }
  await unlocks(page, '908180');
  await expect(page.locator('[data-locked]')).toHaveCount(0);
  await citizen.mine.open();
  await expect(citizen.mine.drafts).toHaveCount(0);
  await expect(citizen.mine.waiting).toHaveCount(0);

  const slip = page.locator('[data-slip-code]');
  await expect(slip).toHaveAttribute('data-stage', 'waits');
  await page.unroute(submissions);
  await flush(page);
  await expect(slip).toHaveAttribute('data-stage', 'sent');
  expect((await officer.list()).filter((one) => !before.includes(one))).toEqual([await slip.getAttribute('data-slip-code')]);
});

test('at the first signal the nearest legal deadline goes first, and every form before any paper, whosever they are', async ({ citizen, officer, page, watch }) => {
  test.slow();
  watch.allow(/ERR_FAILED|Failed to fetch/);
  const before = await officer.list();
  await page.route(submissions, (route) => route.abort());
  const settings = new Settings(page);
  // The law sets a day for the second alone.
  for (const slug of [sample.slug, 'tro-cap-that-nghiep']) {
    await citizen.begins(slug);
    await citizen.fills(sampleOf(slug));
    await citizen.review.consent.check();
    await citizen.review.submit.click();
    await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
    await settings.open();
    await settings.action('add-folder').click();
    await page.locator('#folder-name').fill(`Sau ${slug}`);
    await settings.action('save-folder').click();
    await expect(page.locator('[data-folder]').filter({ hasText: slug })).toBeDisabled();
  }
  await expect.poll(() => letters(page)).toBe(2);
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && pathname === '/api/v1/submissions') sent.push('form');
    if (request.method() === 'PATCH') sent.push('paper');
  });
  const codes: string[] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('/api/v1/submissions')) codes.push(((await response.json()) as { code: string }).code);
  });
  await page.unroute(submissions);
  await flush(page);
  await expect.poll(async () => (await officer.list()).filter((code) => !before.includes(code)).length).toBe(2);
  await expect.poll(() => sent.filter((one) => one === 'paper').length).toBeGreaterThanOrEqual(2);
  expect(sent.slice(0, 2)).toEqual(['form', 'form']);
  expect(sent.slice(2)).not.toContain('form');
  const filed = await Promise.all(codes.map(async (code) => (await officer.read(code)).service));
  expect(filed).toEqual(['tro-cap-that-nghiep', sample.slug]);
});

test('what waits in one household goes out while another is open', async ({ citizen, officer, page, watch }) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  const before = (await officer.list()).length;
  await citizen.begins(sample.slug);
  await citizen.fills(sample);
  await citizen.review.consent.check();
  await page.route(submissions, (route) => route.abort());
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  const settings = new Settings(page);
  await settings.open();
  await settings.action('add-folder').click();
  await page.locator('#folder-name').fill('Nhà số 12');
  await settings.action('save-folder').click();
  await expect(page.locator('[data-folder]')).toHaveCount(2);
  await expect.poll(() => letters(page)).toBe(1);
  await page.unroute(submissions);
  await flush(page);
  await expect.poll(async () => (await officer.list()).length).toBe(before + 1);

  await page.locator('[data-folder]').first().click();
  await expect(page.locator('[data-folder]').first()).toBeDisabled();
  await citizen.mine.open();
  await expect(page.locator('[data-dossier]')).toHaveAttribute('data-stage', 'sent');
  expect(await officer.list()).toHaveLength(before + 1);
});
