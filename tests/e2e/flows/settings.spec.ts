// Language and looks: changed at once, kept, the same on every screen.
import { Settings } from '../screens/settings.ts';
import { expect, test } from '../test.ts';

test('the language changes at once and stays', async ({ page, citizen }) => {
  const settings = new Settings(page);
  await settings.open();
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  await settings.language('en').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(settings.heading).toHaveText(/settings/i);
  await citizen.home.open();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await citizen.guide.open('dang-ky-khai-sinh');
  await expect(citizen.guide.heading).toHaveText(/birth/i);
});

test('dark and light can be chosen and stay', async ({ page }) => {
  const settings = new Settings(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await settings.open();
  await settings.theme('dark').click();
  const dark = await background();
  await settings.theme('light').click();
  await expect.poll(background).not.toBe(dark);
  await settings.theme('dark').click();
  await page.reload();
  await settings.ready();
  await expect.poll(background).toBe(dark);
});
