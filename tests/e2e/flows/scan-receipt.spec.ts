// The receipt's QR code from the live camera.
import { action, box, camera, opensMe } from '../scanning.ts';
import { expect, test } from '../test.ts';

test.use(camera('receipt'));

test('Track takes code and secret from it', async ({ page }) => {
  await page.goto('/tra-cuu');
  await action(page, 'scan-receipt').click();
  await expect(box(page, 'code')).toHaveValue('H49.22-261122-482913');
  await expect(box(page, 'secret')).toHaveValue('7k3d9q2m');
});

test('where a card is wanted, it is refused politely', async ({ page }) => {
  await opensMe(page);
  await action(page, 'scan-card').click();
  await expect(page.locator('#scan [role=status]')).toContainText('biên nhận');
});

// A receipt in sight is not what is wanted: the camera goes on until somebody closes it.
test('closing the scanner lets go of the camera and changes nothing', async ({ page }) => {
  await opensMe(page);
  await page.evaluate(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      (globalThis as Record<string, unknown>).filming = stream;
      return stream;
    };
  });
  await action(page, 'scan-card').click();
  await expect(page.locator('#scan video')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#scan')).toHaveCount(0);
  const states = await page.evaluate(() =>
    ((globalThis as Record<string, unknown>).filming as MediaStream).getTracks().map((track) => track.readyState));
  expect(states).toEqual(['ended']);
  await expect(box(page, 'citizen.full_name')).toHaveValue('');
  await expect(action(page, 'scan-card')).toBeFocused();
});
