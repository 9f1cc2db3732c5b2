// The card's QR code from the live camera (Chromium's fake one), and what becomes of the answers.
import { action, box, camera, marks, opensMe } from '../scanning.ts';
import { expect, test } from '../test.ts';

test.use(camera('camera'));

test('the live camera reads the card, fills the answers and marks them until they are edited', async ({ page }) => {
  await opensMe(page);
  await action(page, 'scan-card').click();
  await action(page, 'use-card').click();
  await expect(page.locator('#scan')).toHaveCount(0);

  await expect(box(page, 'citizen.full_name')).toHaveValue('Nguyễn Thị Ánh');
  await expect(box(page, 'citizen.citizen_id')).toHaveValue(/^022\s?190\s?001\s?234$/);
  await expect(box(page, 'citizen.date_of_birth')).toHaveValue('01/02/1990');
  await expect(box(page, 'citizen.gender=female')).toBeChecked();
  await expect(box(page, 'citizen.id_issue_date')).toHaveValue('10/05/2021');
  // The card names a commune that is no more.
  await expect(box(page, 'citizen.permanent_address.commune')).toHaveValue('Phường Hà Tu');
  await expect(box(page, 'citizen.permanent_address.detail')).toHaveValue('Tổ 5, Khu 4B');
  await expect(marks(page)).toHaveCount(6);

  await box(page, 'citizen.full_name').fill('Nguyễn Thị Ánh Tuyết');
  await box(page, 'citizen.full_name').blur();
  await expect(marks(page)).toHaveCount(5);
});

test('an answer that was typed stays unless the person takes the card\'s', async ({ page }) => {
  await opensMe(page);
  await box(page, 'citizen.full_name').fill('Trần Văn Bình');
  await box(page, 'citizen.id_issue_date').fill('01/01/2020');
  await box(page, 'citizen.id_issue_date').blur();
  await action(page, 'scan-card').click();
  const asked = (path: string) => page.locator(`[data-scan-field="${path}"]`);
  await expect(asked('citizen.full_name').locator('input[value=keep]')).toBeChecked();
  await asked('citizen.id_issue_date').locator('label', { has: page.locator('input[value=take]') }).click();
  await action(page, 'use-card').click();
  await expect(box(page, 'citizen.full_name')).toHaveValue('Trần Văn Bình');
  await expect(box(page, 'citizen.id_issue_date')).toHaveValue('10/05/2021');
  await expect(box(page, 'citizen.date_of_birth')).toHaveValue('01/02/1990');
});

test('where a receipt is wanted, a card is refused politely', async ({ page }) => {
  await page.goto('/tra-cuu');
  await action(page, 'scan-receipt').click();
  await expect(page.locator('#scan [role=status]')).toContainText('thẻ căn cước');
  await expect(page.locator('#scan')).toBeVisible();
});
