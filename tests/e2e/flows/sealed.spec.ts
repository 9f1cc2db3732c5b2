// What the phone keeps is sealed: the browser's folder on the disk is searched for what was typed, attached and sent.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { Citizen } from '../citizen.ts';
import { pdf } from '../papers.ts';
import { chromiumArgs, phone } from '../playwright.config.ts';
import { sampleOf } from '../samples.ts';
import { Settings } from '../screens/settings.ts';
import { expect, test } from '../test.ts';

/** How a text may lie on a disk. Base64 has three forms, by where in a group of three bytes it begins. */
function forms(text: string): Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((skip) => {
    const shifted = Buffer.concat([Buffer.alloc(skip), bytes]).toString('base64');
    // Without the letters at both ends, which depend on the neighbours.
    return shifted.slice(skip ? 4 : 0, Math.floor((bytes.length + skip) / 3) * 4);
  });
  const hex = bytes.toString('hex');
  return [bytes, Buffer.from(text, 'utf16le'), ...[...base64, hex, hex.toUpperCase()].map((form) => Buffer.from(form, 'latin1'))];
}

/** Which files below a folder hold a text in any form. */
function filesWith(folder: string, text: string): string[] {
  const wanted = forms(text);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return false;
    const content = readFileSync(path);
    return wanted.some((form) => content.includes(form));
  });
}

test('nothing of a person lies open in the folder of the browser', async ({ server, services }) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'nop-ho-so-browser-'));
  try {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: process.env.CHROMIUM_WITH_CAMERA ?? '/usr/bin/chromium',
      args: ['--headless=new', ...chromiumArgs],
      baseURL: server.url,
      ...phone,
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const citizen = new Citizen(page, services);
    const [typed, draftTitle, fileName, inFile, known, sent, control] = ['Quang', 'Tieu', 'Tap', 'Trong', 'Biet', 'Gui', 'Doi'].map(
      (word) => `${word}chimhoangyen${word}`,
    ) as [string, string, string, string, string, string, string];

    const settings = new Settings(page);
    await settings.open();
    await page.locator('details.folded summary').first().click();
    await settings.id('citizen.full_name').fill(known);
    await settings.action('save-me').click();
    await expect(page.locator('.toast')).toBeVisible();

    // One form that stays a draft, with a paper and a name.
    const birth = sampleOf('dang-ky-khai-sinh');
    const draft = await citizen.begins(birth.slug);
    if (citizen.form.step === 'truong-hop') {
      await citizen.form.variant(birth.variant ?? '').check();
      await citizen.form.next();
    }
    const box = page.locator('input[type="text"][id*="name"]').first();
    await box.fill(typed);
    await box.blur();
    await citizen.form.saved();
    await citizen.documents.goto(`/nop/${birth.slug}/${draft}/giay-to`);
    await page
      .locator('input[type=file][id^="documents."]:not([id$=":camera"])')
      .first()
      .setInputFiles({ ...pdf(inFile), name: `${fileName}.pdf` });
    await expect(citizen.documents.files).toHaveCount(1);
    await citizen.mine.open();
    await citizen.mine.draft(draft).locator('[data-action="rename"]').click();
    await page.locator('[data-rename]').fill(draftTitle);
    await page.locator('[data-rename]').press('Enter');
    await expect(citizen.mine.draft(draft)).toContainText(draftTitle);

    // One that is sent; its receipt stays.
    const sample = structuredClone(sampleOf('khai-bao-tam-vang'));
    const rows = Object.values(sample.answers.sections).flatMap((given) => (Array.isArray(given) ? given : [given]));
    const named = rows.flatMap((row) => Object.keys(row).filter((id) => /name/.test(id) && typeof row[id] === 'string').map((id) => ({ row, id })));
    expect(named.length, 'a form that asks for a name').toBeGreaterThan(0);
    for (const { row, id } of named) row[id] = sent;
    const { secret } = await citizen.files(sample);

    // What lies open is found, so that finding nothing says something.
    await page.evaluate((text) => localStorage.setItem('control', text), control);
    await page.waitForTimeout(6_000);
    await context.close();

    expect(filesWith(folder, control), 'the search finds what lies open').not.toHaveLength(0);
    for (const text of [typed, draftTitle, fileName, inFile, known, sent, secret.replace(/[\s-]/g, '')]) {
      expect(filesWith(folder, text), text).toEqual([]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
