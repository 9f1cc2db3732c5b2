import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** What a finger aims at. */
const TARGETS = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [role="option"]';

/** Nothing that axe finds, of any weight; nothing to scroll sideways; nothing too small to touch; two live regions. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // We have no frames; without this each look opens an empty page more to gather what frames say.
    .setLegacyMode()
    // Measured below, more strictly, and not misled by what a sticky bar lies over at the moment.
    .disableRules(['target-size'])
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
  expect.soft(found, where).toEqual([]);

  const { tooSmall, tooNear, regions } = await page.evaluate((targets) => {
    const seen: { element: HTMLElement; box: DOMRect; floats: Element | null; inline: boolean }[] = [];
    const dialog = document.querySelector('dialog[open]');
    for (const element of document.querySelectorAll<HTMLElement>(targets)) {
      // Nothing behind an open dialog can be touched.
      if (dialog && !dialog.contains(element)) continue;
      // A box or round button is touched by its label.
      const label = element.matches('input[type=radio], input[type=checkbox], input[type=file]')
        ? (element.closest('label') ?? document.querySelector<HTMLElement>(`label[for="${CSS.escape(element.id)}"]`))
        : null;
      // A portrait's box is large itself, under a label of one line.
      const target = label && element.getBoundingClientRect().height < 43.5 ? label : element;
      const box = target.getBoundingClientRect();
      const style = getComputedStyle(target);
      if (!box.width || !box.height || style.visibility === 'hidden' || style.clipPath !== 'none') continue;
      if (box.bottom < 0 && element.matches('[href^="#"]')) continue;
      // A link or a hard word inside a sentence is as high as the sentence.
      const inline = element.matches('p a, li p a, .prose a, .term');
      seen.push({ element: target, box, floats: target.closest('.action-bar, .step-bar, .tabs, .top, .toast'), inline });
    }
    const named = (element: HTMLElement) => element.outerHTML.slice(0, 120);
    const tooSmall = seen
      .filter(({ box, inline }) => !inline && (box.width < 43.5 || box.height < 43.5))
      .map(({ box, element }) => `${Math.round(box.width)}x${Math.round(box.height)} ${named(element)}`);
    const tooNear: string[] = [];
    // Lines of a list and the tabs share their borders: each is a whole band. Buttons and boxes stand apart.
    const apart = seen.filter(({ element, inline }) => !inline && element.matches('button:not(.line), .button, .choice, .box'));
    for (const [at, one] of apart.entries()) {
      for (const other of apart.slice(at + 1)) {
        if (one.floats !== other.floats || one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
        const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
        const gap = Math.max(across, down);
        if (gap < 7.5) tooNear.push(`${Math.round(gap)} px: ${named(one.element)} | ${named(other.element)}`);
      }
    }
    const regions = [...document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log], output')];
    return { tooSmall, tooNear, regions: regions.map((region) => region.outerHTML.slice(0, 80)) };
  }, TARGETS);
  expect.soft(tooSmall, `${where}: targets under 44 px`).toEqual([]);
  expect.soft(tooNear, `${where}: targets less than 8 px apart`).toEqual([]);
  expect.soft(regions, `${where}: one polite and one assertive live region`).toHaveLength(2);
  await fits(page, where);
}

/** Nothing is wider than the screen, and no words are cut off. */
export async function fits(page: Page, where: string): Promise<void> {
  const { tooWide, cut } = await page.evaluate(() => {
    const cut: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      if (element.matches('.unseen, .unseen *, input, textarea, select, svg, svg *, dialog:not([open])') || !element.innerText?.trim()) continue;
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') continue;
      const inside = element.getBoundingClientRect();
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        if (texts.currentNode.parentElement?.closest('.unseen, option, textarea')) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const box = range.getBoundingClientRect();
        if (box.width && (box.right > inside.right + 1 || box.left < inside.left - 1)) cut.push(element.outerHTML.slice(0, 120));
      }
    }
    return { cut, tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth };
  });
  expect.soft(tooWide, `${where}: wider than the screen`).toBeLessThanOrEqual(0);
  expect.soft(cut, `${where}: words cut off`).toEqual([]);
}

/** The letters twice as large as the phone's, as a browser's own setting makes them. */
export async function fitsAtTwiceTheText(page: Page, where: string): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await fits(page, `${where}, 200 % text`);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}

/**
 * Goes through the screen by Tab: of each stop most is seen (of one higher than the screen a part must do), has a ring, and comes after what stands
 * before it. WCAG 2.4.3, 2.4.7, 2.4.11.
 */
export async function focusIsSeen(page: Page, where: string): Promise<void> {
  // From the first stop of all: without one the browser goes on from where something was last pressed.
  await page.locator('a.skip').focus();
  await page.evaluate(() => window.scrollTo(0, 0));
  const hidden: string[] = [];
  const order: { name: string; top: number; bottom: number }[] = [];
  let first = '';
  let stops = 0;
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const shown = element.matches('input[type=file], input[type=radio], input[type=checkbox]')
        ? (element.closest('label') ?? element)
        : element;
      const box = shown.getBoundingClientRect();
      const points = [
        [0.5, 0.5],
        [0.08, 0.15],
        [0.92, 0.15],
        [0.08, 0.85],
        [0.92, 0.85],
      ].map(([x = 0, y = 0]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
      const uncovered = points.filter((top) => top && (shown.contains(top) || top.contains(shown))).length;
      const ring = [element, shown].some((one) => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
      });
      const floats = !!shown.closest('.action-bar, .step-bar, .tabs, .top, .toast, .skip, dialog');
      const index = [...document.querySelectorAll('*')].indexOf(element);
      return {
        key: String(index),
        name: element.outerHTML.slice(0, 100),
        uncovered,
        isHigh: box.height > window.innerHeight / 4,
        ring,
        floats,
        top: box.top + window.scrollY,
        bottom: box.bottom + window.scrollY,
      };
    });
    if (!stop || stop.key === first) break;
    first ||= stop.key;
    stops += 1;
    if (stop.uncovered < (stop.isHigh ? 2 : 3)) hidden.push(`${stop.uncovered} of 5 points are seen: ${stop.name}`);
    if (!stop.ring) hidden.push(`no ring: ${stop.name}`);
    if (!stop.floats) order.push(stop);
  }
  expect.soft(hidden, `${where}: focus`).toEqual([]);
  const backwards = order
    .slice(1)
    .filter((stop, at) => stop.bottom < (order[at]?.top ?? 0))
    .map((stop) => stop.name);
  expect.soft(backwards, `${where}: the focus jumps up`).toEqual([]);
  expect.soft(stops, `${where}: stops`).toBeGreaterThan(1);
}
