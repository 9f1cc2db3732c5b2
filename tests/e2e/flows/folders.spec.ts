// Folders under a PIN: nothing of one shows while it is locked, and the phone is handed back empty. What wrong PINs cost:
// letters.spec.ts.
import type { Page } from '@playwright/test';
import { sampleOf } from '../samples.ts';
import { Households } from '../screens/households.ts';
import { unlocks } from '../screens/locked.ts';
import { Settings } from '../screens/settings.ts';
import { Transfer } from '../screens/transfer.ts';
import { expect, test } from '../test.ts';

const PIN = '482913';
const NAME = 'Lường Thị Bích Thảo';
const MOTHER = 'Đinh Thị Hoài';

/** A draft with a name typed into it, and where that stands. */
async function typesAName(page: Page, citizen: import('../citizen.ts').Citizen): Promise<{ url: string; id: string; draft: string }> {
  const sample = sampleOf('dang-ky-khai-sinh');
  const draft = await citizen.begins(sample.slug);
  if (citizen.form.step === 'truong-hop') {
    await citizen.form.variant(sample.variant ?? '').check();
    await citizen.form.next();
  }
  const box = page.locator('input[type="text"][id*="name"]').first();
  await box.fill(NAME);
  await box.blur();
  await citizen.form.saved();
  return { url: page.url(), id: (await box.getAttribute('id')) ?? '', draft };
}

test('a folder with a PIN locks, and opens with its PIN alone, where one was', async ({ citizen, page }) => {
  const { url, id, draft } = await typesAName(page, citizen);
  const settings = new Settings(page);
  await settings.setsPin(PIN);

  // Another start of the app: the key is in no memory and in no storage.
  await citizen.form.goto(new URL(url).pathname);
  await expect(page.locator('[data-locked]')).toBeVisible();
  await unlocks(page, '111213');
  await expect(page.locator('#pin-problem')).toContainText('9');
  expect(await page.content()).not.toContain(NAME);
  await unlocks(page, PIN);
  await expect(citizen.form.id(id)).toHaveValue(NAME);

  // Home says nothing of a locked folder.
  await settings.open();
  await unlocks(page, PIN);
  await settings.action('lock').click();
  await expect(page.locator('[data-locked]')).toBeVisible();
  await citizen.home.open();
  await expect(citizen.home.services.first()).toBeVisible();
  await expect(page.locator('[data-draft]')).toHaveCount(0);

  await settings.goto('/tai-khoan');
  await unlocks(page, PIN);
  await settings.action('remove-pin').click();
  await expect(settings.action('lock')).toHaveCount(0);
  await citizen.mine.open();
  await expect(citizen.mine.draft(draft)).toHaveCount(1);
});

test('it locks by itself when nobody touches it, and at once shows nothing when it is left', async ({ citizen, page }) => {
  await page.clock.install();
  const { url } = await typesAName(page, citizen);
  await new Settings(page).setsPin(PIN);
  await citizen.form.goto(new URL(url).pathname);
  await unlocks(page, PIN);
  await expect(page.locator('form.step')).toBeVisible();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(page.locator('form.step')).toBeHidden();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(page.locator('form.step')).toBeVisible();
  await page.clock.fastForward('03:10');
  await expect(page.locator('[data-locked]')).toBeVisible();
  expect(await page.content()).not.toContain(NAME);

  // Not looked at for a minute: locked, whoever comes back.
  await unlocks(page, PIN);
  await expect(page.locator('form.step')).toBeVisible();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.clock.fastForward('01:10');
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(page.locator('[data-locked]')).toBeVisible();
  expect(await page.content()).not.toContain(NAME);
});

test('tabs of one folder lock together, and a tab in use keeps the others open', async ({ citizen, context, page }) => {
  await context.clock.install();
  const { url, id } = await typesAName(page, citizen);
  await new Settings(page).setsPin(PIN);
  const other = await context.newPage();
  await other.goto(url);
  await unlocks(other, PIN);
  await expect(other.locator(`[id="${id}"]`)).toHaveValue(NAME);

  // Nobody touches the first for longer than it waits; the second is in use.
  for (let minutes = 0; minutes < 4; minutes++) {
    await other.locator('h1').first().click();
    await context.clock.fastForward('00:58');
  }
  await expect(page.locator('[data-locked]')).toHaveCount(0);

  await new Settings(page).action('lock').click();
  await expect(page.locator('[data-locked]')).toBeVisible();
  await expect(other.locator('[data-locked]')).toBeVisible();
  expect(await other.content()).not.toContain(NAME);
});

test('one household does not see another; the phone is handed back, and all of it goes on in another', async ({ citizen, page }) => {
  const { draft } = await typesAName(page, citizen);
  const { code } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  const households = new Households(page);
  await households.open();
  await households.adds({ name: MOTHER, relation: 'mother' });
  const settings = new Settings(page);
  await settings.open();
  await settings.action('add-folder').click();
  await page.locator('#folder-name').fill('Nhà số 12');
  await settings.action('save-folder').click();
  await expect(page.locator('[data-folder]')).toHaveCount(2);
  await citizen.mine.open();
  await expect(citizen.mine.drafts).toHaveCount(0);

  await settings.open();
  await page.locator('[data-folder]').first().click();
  await expect(page.locator('[data-folder]').first()).toBeDisabled();
  await citizen.mine.open();
  await expect(citizen.mine.draft(draft)).toHaveCount(1);

  await settings.open();
  await settings.action('hand-back').click();
  const carried = await new Transfer(page).takes(settings.action('hand-back-take'));
  await settings.action('hand-back-confirm').click();
  await expect(page.locator('[data-slip]')).toContainText('1');
  // The slip says what opens the file, and nothing of whom it is about.
  await expect(page.locator('[data-slip-file]')).toContainText(carried.code);
  await expect(page.locator('[data-slip]')).not.toContainText(NAME);
  await citizen.mine.open();
  await expect(citizen.mine.drafts).toHaveCount(0);
  await expect(citizen.mine.dossier(code)).toHaveCount(0);

  // In another folder, as on another phone, it goes on.
  await new Transfer(page).brings(carried);
  await expect(citizen.mine.draft(draft)).toHaveCount(1);
  await expect(citizen.mine.dossier(code)).toHaveAttribute('data-stage', 'sent');
  await citizen.receipt.goto(`/bien-nhan/${code}`);
  expect((await citizen.receipt.secret()).length).toBeGreaterThanOrEqual(16);
  await households.open();
  await expect(households.people.filter({ hasText: MOTHER })).toHaveCount(1);
});
