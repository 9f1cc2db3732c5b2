// Forced colours (Windows' high contrast, some Android browsers): backgrounds and shadows are gone, so what they told
// must be told by borders, outlines and signs.
import { expect, test } from '../test.ts';
import type { Locator } from '@playwright/test';

test.use({ forcedColors: 'active' });

/** Whether an edge is drawn around it. */
const hasEdge = (element: Locator) =>
  element.evaluate((one) => {
    const style = getComputedStyle(one);
    return style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) >= 1;
  });

/** The picture of an element as bytes: what differs is seen to differ. */
const picture = (element: Locator) => element.screenshot({ animations: 'disabled', caret: 'hide' });

test('what is chosen, wrong or has the focus can be told', async ({ citizen, page }) => {
  const { home, form } = citizen;
  await home.open();
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const [here, elsewhere] = [page.locator('.tab[aria-current=page]'), page.locator('.tab:not([aria-current])').first()];
  const edge = (tab: Locator) => tab.evaluate((one) => getComputedStyle(one).borderTopStyle + getComputedStyle(one).outlineStyle);
  expect(await edge(here), 'the tab one is at').not.toBe(await edge(elsewhere));

  await citizen.begins('khai-bao-tam-vang');
  const choices = page.locator('label.choice');
  await expect(choices.first()).toBeVisible();
  expect(await hasEdge(choices.first())).toBe(true);
  const before = await picture(choices.first());
  await choices.first().click();
  await page.locator('h1').focus();
  expect((await picture(choices.first())).equals(before), 'a chosen answer looks chosen').toBe(false);
  for (const button of await page.locator('main .button:visible').all()) expect(await hasEdge(button)).toBe(true);
  await form.next();

  const box = page.locator('main .box:visible').first();
  expect(await hasEdge(box)).toBe(true);
  const calm = await picture(box);
  await box.focus();
  expect((await picture(box)).equals(calm), 'the focus is seen').toBe(false);
  await form.action('next').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  expect(await hasEdge(page.locator('#error-summary'))).toBe(true);
  const wrong = page.locator('.field-wrong').first();
  await expect(wrong.locator('.field-error')).toBeVisible();
  expect(await wrong.evaluate((one) => getComputedStyle(one).borderInlineStartStyle)).not.toBe('none');
});
