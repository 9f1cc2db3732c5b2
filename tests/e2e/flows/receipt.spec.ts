// The receipt: what it holds, that it is there again later, that it can be kept.
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

test('the receipt holds code, secret, QR and what happens next, and survives a reload', async ({ citizen, page }) => {
  const { code, secret } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  const { receipt } = citizen;
  await expect(page.locator('[data-qr], svg[role="img"], img[alt*="QR"]').first()).toBeVisible();
  await page.reload();
  await receipt.arrived();
  expect(await receipt.code()).toBe(code);
  expect(await receipt.secret()).toBe(secret);

  // The draft has become a dossier.
  await citizen.home.open();
  await expect(page.locator('[data-draft]')).toHaveCount(0);
  await citizen.mine.open();
  await expect(citizen.mine.dossier(code).first()).toBeVisible();
});

test('the receipt is saved as a picture', async ({ citizen, page }) => {
  await citizen.files(sampleOf('khai-bao-tam-vang'));
  const [download] = await Promise.all([page.waitForEvent('download'), citizen.receipt.action('save-image').click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  expect(download.suggestedFilename()).toMatch(/\.png$/);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.length).toBeGreaterThan(5_000);
});
