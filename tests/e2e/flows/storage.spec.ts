// What a phone does to an app: wrong clocks, storage that was cleared or damaged, a photo cut off by the end of the browser.
// Rows of the fault matrix (docs/reliability.md).
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Citizen } from '../citizen.ts';
import { KillableBrowser } from '../killable.ts';
import { pdf } from '../papers.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');
const DAY = 86_400_000;
const PHOTOS = Number(process.env.PHOTOS ?? 4);

const clocks: [string, number][] = [
  ['a day behind', -DAY],
  ['a day ahead', DAY],
  ['ten years behind', -3_652 * DAY],
  ['ten years ahead', 3_652 * DAY],
];
for (const [wrong, by] of clocks) {
  test(`a phone whose clock is ${wrong} files all the same`, async ({ citizen, officer, page }) => {
    await page.clock.install({ time: Date.now() + by });
    const { code } = await citizen.files(sample);
    const { submitted_at: submitted } = await officer.read(code);
    expect(Math.abs(submitted - Date.now()), "the server's time counts").toBeLessThan(600_000);
    await citizen.mine.open();
    await expect(citizen.mine.dossier(code)).toHaveAttribute('data-stage', 'sent');
  });
}

test('storage that was cleared while the app was closed: a clean start that claims nothing', async ({ citizen, context, page, services }) => {
  await citizen.begins(sample.slug);
  await citizen.form.saved();
  const { origin } = new URL(page.url());
  await page.close();
  const blank = await context.newPage();
  const session = await context.newCDPSession(blank);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  const again = new Citizen(blank, services);
  await again.mine.open();
  await expect(blank.locator('.empty')).toBeVisible();
  await expect(again.mine.drafts).toHaveCount(0);
  await again.begins(sample.slug);
  await again.form.saved();
});

/** All files under a folder. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

test('a database damaged on the disk: the app starts, says so or goes on, and takes a new form', async ({ server, services }) => {
  test.slow();
  const phone = new KillableBrowser();
  try {
    let citizen = new Citizen(await phone.open(), services);
    await citizen.guide.goto(`${server.url}/dich-vu/${sample.slug}`);
    await citizen.guide.start();
    await citizen.page.waitForTimeout(1_500);
    await phone.kill();
    const kept = filesUnder(phone.folder).filter((path) => path.includes('IndexedDB') && /\.(log|ldb)$/.test(path));
    expect(kept.length).toBeGreaterThan(0);
    for (const path of kept) {
      const bytes = readFileSync(path);
      for (let at = 20; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
      writeFileSync(path, bytes);
    }
    citizen = new Citizen(await phone.open(), services);
    await citizen.home.goto(`${server.url}/`);
    await citizen.page.locator('main a[href^="/dich-vu/"]').first().waitFor();
    await citizen.guide.goto(`${server.url}/dich-vu/${sample.slug}`);
    await citizen.guide.start();
    await citizen.fills(sample);
    await citizen.submits();
  } finally {
    await phone.remove();
  }
});

test(`${PHOTOS} times the end of the browser while a photo is put away: it is whole or not there`, async ({ server, services }) => {
  test.setTimeout(60_000 + PHOTOS * 30_000);
  const phone = new KillableBrowser();
  try {
    let citizen = new Citizen(await phone.open(), services);
    await citizen.guide.goto(`${server.url}/dich-vu/${sample.slug}`);
    await citizen.guide.start();
    const url = `${server.url}/nop/${sample.slug}/${citizen.form.draft}/giay-to`;
    if (citizen.form.step === 'truong-hop') await citizen.form.variant(sample.variant ?? '').check();
    await citizen.form.saved();
    for (let round = 0; round < PHOTOS; round++) {
      await citizen.documents.goto(url);
      const box = citizen.page.locator('input[type=file][id^="documents."]:not([id$=":camera"])').first();
      const chosen = box.setInputFiles(pdf(`giay-${round}`, 3_000_000)).catch(() => undefined);
      await citizen.page.waitForTimeout(Math.random() * 250).catch(() => undefined);
      await phone.kill();
      await chosen;
      citizen = new Citizen(await phone.open(), services);
      await citizen.documents.goto(url);
      await citizen.documents.ready();
      const kept = await citizen.page.evaluate(
        () =>
          new Promise<{ known: number; bytes: number[] }>((done, fail) => {
            const opening = indexedDB.open('nop-ho-so');
            opening.onerror = () => fail(opening.error);
            opening.onsuccess = () => {
              const reading = opening.result.transaction(['files', 'file_bytes']);
              const known = reading.objectStore('files').count();
              const bytes = reading.objectStore('file_bytes').getAll();
              reading.oncomplete = () => {
                opening.result.close();
                done({ known: known.result, bytes: (bytes.result as Uint8Array[]).map((one) => one.byteLength) });
              };
            };
          }),
      );
      expect(kept.bytes).toHaveLength(kept.known);
      for (const bytes of kept.bytes) expect(bytes).toBeGreaterThan(3_000_000);
      await expect(citizen.documents.files).toHaveCount(kept.known);
      while ((await citizen.documents.files.count()) > 0) {
        const left = await citizen.documents.files.count();
        await citizen.page.locator('[data-action="remove-file"]').first().click();
        await expect(citizen.documents.files).toHaveCount(left - 1);
      }
    }
  } finally {
    await phone.remove();
  }
});
