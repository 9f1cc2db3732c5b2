// Every screen as a picture, in both languages, light and dark. scripts/visual.sh takes the pictures anew.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../test.ts';
import { PhoneVoice, voices } from '../voice.ts';
import { looks, walk } from '../walk.ts';
import { patience } from '../playwright.config.ts';
import type { Page } from '@playwright/test';

// One dot of the picture is one of the page: the pictures stay small.
test.use({ deviceScaleFactor: 1, viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' });

/** What differs from run to run: codes, times and pictures of codes become the same ones. */
async function makeTimeless(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // The voices come a moment after the page.
    await new Promise((done) => setTimeout(done, 150));
    const steady: [RegExp, string][] = [
      [/H49\.22-\d{6}-\d{4,6}/g, 'H49.22-261122-482913'],
      [/\b[0-9A-Z]{4}(?:[ -][0-9A-Z]{4}){3,}\b/g, 'ABCD-EFGH-JKMN-PQRS'],
      [/\d\d:\d\d, \d\d\/\d\d\/\d{4}/g, '08:30, 22/11/2026'],
      [/(thứ (Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật), \d\d\/\d\d\/\d{4}/g, 'thứ Hai, 23/11/2026'],
      [/(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d\/\d\d\/\d{4}/g, 'Monday, 23/11/2026'],
      [/\d+ (phút|giờ) trước/g, '1 phút trước'],
      [/\d+ (minute|hour)s? ago/g, '1 minute ago'],
      [/[\d.,]+ (kB|MB|GB)/g, '1 MB'],
    ];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const before = node.textContent ?? '';
      const after = steady.reduce((text, [pattern, same]) => text.replace(pattern, same), before);
      if (after !== before) node.textContent = after;
    }
    for (const picture of document.querySelectorAll<SVGElement>('.qr svg, svg.qr, canvas')) picture.style.visibility = 'hidden';
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
  });
}

/** Taken by scripts/visual.sh; without them there is nothing to compare with. */
const folder = join(import.meta.dirname, '../visual');
test.skip(!existsSync(folder) && !process.env.PICTURES, 'no pictures have been taken yet: scripts/visual.sh');

for (const lang of ['vi', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`pictures, ${lang}, ${theme}`, async ({ citizen, officer, page }) => {
      test.setTimeout(180_000 * patience);
      // With and without the buttons that read aloud.
      if (lang === 'vi') await PhoneVoice.give(page, [voices.vietnamese]);
      await looks(page, lang, theme);
      await walk(page, citizen, officer, async ({ name }) => {
        await makeTimeless(page);
        await expect.soft(page).toHaveScreenshot(`${name}-${lang}-${theme}.png`, { fullPage: true });
      });
    });
  }
}
