// What the tests of the scanner share.
import { expect, type Locator, type Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './playwright.config.ts';
import { film } from './scenes.ts';

/** A phone whose camera sees a film again and again. */
export const camera = (name: 'camera' | 'receipt') => ({
  permissions: ['camera'],
  launchOptions: {
    executablePath: process.env.CHROMIUM_WITH_CAMERA ?? chromiumPath,
    args: [...chromiumArgs, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film(name)}`],
  },
});

export const box = (page: Page, path: string): Locator => page.locator(`[id="${path}"]`);
export const marks = (page: Page): Locator => page.locator('[data-scanned]');
export const action = (page: Page, name: string): Locator => page.locator(`[data-action="${name}"]`);

/** My information asks everything that a card says. */
export async function opensMe(page: Page): Promise<void> {
  await page.goto('/tai-khoan');
  await page.locator('main details > summary', { hasText: 'Thông tin của tôi' }).click();
  await expect(action(page, 'scan-card')).toBeVisible();
}
