// Where sending needs signing in: what was filled in waits for it, and goes by itself when it is done.
import { isAccessible } from '../accessible.ts';
import { sampleOf } from '../samples.ts';
import { Settings } from '../screens/settings.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');

test.beforeAll(async ({ server }) => {
  await server.kill('SIGTERM');
  server.settings = { MESSAGE_GATEWAY: 'log', SENDING_NEEDS_SIGN_IN: 'true' };
  await server.start();
});

test.afterAll(async ({ server }) => {
  await server.kill('SIGTERM');
  server.settings = {};
  await server.start();
});

test('a form waits for the sign-in and is sent by it; then the person signs out', async ({ citizen, officer, page, server, watch }) => {
  watch.allow(/status of 401|status of 422/);
  const before = await officer.list();
  await citizen.begins(sample.slug);
  await citizen.fills(sample);
  await citizen.review.consent.check();
  await citizen.review.submit.click();
  const notice = page.locator('[data-notice="sign-in"]');
  await expect(notice).toBeVisible();
  expect(await officer.list()).toEqual(before);
  await citizen.mine.open();
  await expect(page.locator('[data-stage="sign-in"]')).toBeVisible();
  await page.locator('[data-stage="sign-in"]').click();
  await notice.locator('a').click();

  const settings = new Settings(page);
  await page.locator('#sign-in-phone').fill('0203 3825 825');
  await settings.action('send-code').click();
  await expect(page.locator('#sign-in-problem')).not.toBeEmpty();
  await page.locator('#sign-in-phone').fill('+84 912 345 678');
  await settings.action('send-code').click();
  const box = page.locator('#sign-in-code');
  await expect(box).toBeFocused();
  await expect(box).toHaveAttribute('autocomplete', 'one-time-code');
  await isAccessible(page, 'the code');
  const code = /0912345678: (\d{6})/.exec(server.printed())?.[1] ?? '';
  await box.fill(code === '000000' ? '000001' : '000000');
  await settings.action('sign-in').click();
  await expect(page.locator('#sign-in-problem')).not.toBeEmpty();
  await box.fill(code);
  await settings.action('sign-in').click();
  await expect(page.locator('[data-signed-in]')).toContainText('678');
  await expect(page.locator('[data-device]')).toHaveCount(1);
  await isAccessible(page, 'signed in');
  await expect.poll(async () => (await officer.list()).length).toBe(before.length + 1);
  await citizen.mine.open();
  await expect(page.locator('[data-stage="sent"]')).toHaveCount(1);
  const own = await page.evaluate(async () => (await fetch('/api/v1/me/dossiers')).json());
  expect(own.dossiers).toHaveLength(1);

  await settings.open();
  await settings.action('sign-out').click();
  await expect(page.locator('#sign-in-phone')).toBeVisible();
  expect(await page.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(401);
});
