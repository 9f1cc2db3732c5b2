// What the phone knows of its owner: typed once, filled into every form, taken along, erased.
import type { Page } from '@playwright/test';
import { sampleOf } from '../samples.ts';
import { Settings } from '../screens/settings.ts';
import { paper } from '../papers.ts';
import { expect, test } from '../test.ts';

async function myInformation(page: Page): Promise<Settings> {
  const settings = new Settings(page);
  await settings.open();
  await page.locator('details.folded summary').first().click();
  await settings.id('citizen.full_name').waitFor();
  return settings;
}

test('my information is asked once, filled into a new form, and cleared', async ({ citizen, page }) => {
  let settings = await myInformation(page);
  await settings.id('citizen.full_name').fill('Phạm Thị Hồng');
  await settings.id('citizen.phone').fill('0912345');
  await settings.action('save-me').click();
  await expect(settings.id('citizen.phone:error')).toBeVisible();
  await expect(settings.id('citizen.phone')).toBeFocused();
  await settings.id('citizen.phone').fill('0912 345 678');
  await settings.action('save-me').click();
  await expect(page.locator('.toast')).toBeVisible();
  await page.reload();
  settings = await myInformation(page);
  await expect(settings.id('citizen.full_name')).toHaveValue('Phạm Thị Hồng');

  const { form } = citizen;
  const sample = sampleOf('dang-ky-tam-tru');
  await citizen.begins(sample.slug);
  if (form.step === 'truong-hop') {
    await form.variant(sample.variant ?? '').check();
    await form.next();
  }
  let found = '';
  for (let step = 0; step < 12 && !found; step++) {
    for (const [id, value] of Object.entries(await form.contents())) if (value === 'Phạm Thị Hồng') found = id;
    if (found) break;
    const section = sample.answers.sections[form.step];
    if (!section) break;
    await citizen.fillsSection(await citizen.definitionOf(sample.slug), form.step, sample.answers);
    await form.next();
  }
  expect(found, 'a box for the name is filled in').not.toBe('');

  settings = await myInformation(page);
  await settings.action('clear-me').click();
  await expect(settings.id('citizen.full_name')).toHaveValue('');
});

test('all data is taken along, then erased', async ({ citizen, page }) => {
  const { form, mine, home } = citizen;
  const sample = sampleOf('khai-bao-tam-vang');
  await citizen.begins(sample.slug);
  await form.variant(sample.variant ?? '').check();
  await form.saved();
  const settings = await myInformation(page);
  await settings.id('citizen.full_name').fill('Phạm Thị Hồng');
  await settings.action('save-me').click();
  await expect(page.locator('.toast')).toBeVisible();

  const [download] = await Promise.all([page.waitForEvent('download'), settings.action('export').click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(() => JSON.parse(text) as unknown).not.toThrow();
  expect(text).toContain('Phạm Thị Hồng');
  expect(text).toContain(sample.slug);

  await settings.action('erase').click();
  await settings.action('erase-confirm').click();
  await page.waitForURL('/', { waitUntil: 'commit' });
  await expect(home.services.first()).toBeVisible();
  await expect(page.locator('[data-draft]')).toHaveCount(0);
  await mine.open();
  await expect(mine.drafts).toHaveCount(0);
  const left = await page.evaluate(async () => {
    const found: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, failed) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = await new Promise<unknown[]>((done, failed) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        found.push(...all.map((one) => JSON.stringify(one)));
      }
      database.close();
    }
    return [...found, ...Object.values(localStorage)].join('\n');
  });
  expect(left).not.toContain('Phạm Thị Hồng');
  expect(left).not.toContain(sample.slug);
});

test('a photo of a paper is turned, and taken away again', async ({ citizen, page }) => {
  const { form, documents } = citizen;
  const sample = sampleOf('dang-ky-khai-sinh');
  await citizen.begins(sample.slug);
  const draft = form.draft;
  if (form.step === 'truong-hop') {
    await form.variant(sample.variant ?? '').check();
    await form.saved();
  }
  await documents.goto(`/nop/${sample.slug}/${draft}/giay-to`);
  const box = page.locator('input[type=file][id^="documents."]:not([id$=":camera"])').first();
  await box.setInputFiles(paper('letter'));
  await expect(documents.files).toHaveCount(1);
  const shape = () => documents.files.locator('img').first().evaluate((picture: HTMLImageElement) => picture.naturalWidth > picture.naturalHeight);
  await expect(documents.files.locator('img').first()).toBeVisible();
  const lying = await shape();
  await documents.action('turn-file').click();
  await expect.poll(shape).toBe(!lying);
  await expect(documents.files).toHaveCount(1);
  await documents.action('remove-file').click();
  await expect(documents.files).toHaveCount(0);
  await form.saved();
  await page.reload();
  await documents.ready();
  await expect(documents.files).toHaveCount(0);
});
