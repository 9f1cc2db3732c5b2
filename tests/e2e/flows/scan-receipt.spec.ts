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
