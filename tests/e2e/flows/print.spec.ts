// Guide, review and receipt on paper: everything that is read, nothing that is pressed.
import type { Page } from '@playwright/test';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

/** Prints the screen and looks at what is on the paper. */
async function onPaper(page: Page, where: string): Promise<string> {
  await page.emulateMedia({ media: 'print' });
  const bars = page.locator('header.top, nav.tabs, .action-bar, .skip, .toast, main button:not(.term), main a.button').filter({ visible: true });
  expect(await bars.evaluateAll((shown) => shown.map((one) => one.outerHTML.slice(0, 100))), `${where}: buttons on paper`).toEqual([]);
  const ink = await page.evaluate(() => {
    const dark: string[] = [];
    for (const one of document.querySelectorAll<HTMLElement>('main *')) {
      if (!one.checkVisibility()) continue;
      const style = getComputedStyle(one);
      const [r = 255, g = 255, b = 255, a = 1] = (style.backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
      if (a > 0 && r + g + b < 600) dark.push(one.outerHTML.slice(0, 100));
    }
    return dark;
  });
  expect(ink, `${where}: dark grounds on paper`).toEqual([]);
  // Chromium opens what is folded only in the print itself, by style/print.css; `innerText` sees it like that too.
  const text = await page.locator('main').innerText();
  const pdf = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages, `${where}: sheets of paper`).toBeGreaterThan(0);
  expect(pages, `${where}: sheets of paper`).toBeLessThanOrEqual(6);
  await page.emulateMedia({ media: 'screen' });
  return text;
}

test('guide, review and receipt can be printed, also from the dark theme', async ({ citizen, page }) => {
  const sample = sampleOf('khai-bao-tam-vang');
  const { guide } = citizen;
  await guide.open(sample.slug);
  await expect(guide.action('start').first()).toBeVisible();
  // What is folded away on the screen is on the paper.
  const folded = page.locator('main details:not([open]) > :not(summary)').first();
  await expect(folded).toBeAttached();
  await expect(folded).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(folded).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await onPaper(page, 'guide');

  await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
  await guide.start();
  await citizen.fills(sample);
  const review = await onPaper(page, 'review');
  expect(review).toContain('Đặng Thị Yến');
  expect(review).toContain('022178055759');
  const { code } = await citizen.submits();
  const receipt = await onPaper(page, 'receipt');
  expect(receipt.replace(/\s/g, '')).toContain(code);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.qr, canvas, svg.qr').first()).toBeVisible();
});
