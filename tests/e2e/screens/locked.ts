import type { Page } from '@playwright/test';

/** The screen in place of a folder's while that is locked: tries a PIN. */
export async function unlocks(page: Page, pin: string): Promise<void> {
  await page.locator('#pin').fill(pin);
  await page.locator('[data-action="unlock"]').click();
}
