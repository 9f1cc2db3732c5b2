// axe, reflow at 320 px and sizes of targets: at the start and the end of every screen, in both languages, light and dark.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Citizen } from '../citizen.ts';
import { samples, sampleOf, type Services } from '../samples.ts';
import { Settings } from '../screens/settings.ts';
import { patience } from '../playwright.config.ts';
import { expect, test } from '../test.ts';

/** Nothing that axe finds, of any weight; nothing to scroll sideways; nothing too small to touch. */
async function isAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // We have no frames; without this each look opens an empty page more to gather what frames say.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
  expect.soft(found, where).toEqual([]);

  const { tooWide, tooSmall } = await page.evaluate(() => {
    const tooSmall: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"], [role="option"]')) {
      // A box or round button is touched by its label; a link inside a sentence is as high as the sentence.
      const label = element.matches('input[type=radio], input[type=checkbox], input[type=file]')
        ? (element.closest('label') ?? document.querySelector(`label[for="${CSS.escape(element.id)}"]`))
        : null;
      // A portrait's box is large itself, under a label of one line.
      const target = label && element.getBoundingClientRect().height < 43.5 ? label : element;
      if (element.matches('p a, li p a, .prose a')) continue;
      const box = target.getBoundingClientRect();
      const style = getComputedStyle(target);
      if (!box.width || !box.height || style.visibility === 'hidden' || style.clipPath !== 'none') continue;
      if (box.bottom < 0 && element.matches('[href^="#"]')) continue;
      if (box.width < 43.5 || box.height < 43.5) {
        tooSmall.push(`${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`);
      }
    }
    return { tooSmall, tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth };
  });
  expect.soft(tooSmall, `${where}: targets under 44 px`).toEqual([]);
  expect.soft(tooWide, `${where}: wider than the screen`).toBeLessThanOrEqual(0);
}

/** The screen as it opens, and its end as a finger finds it. */
async function atStartAndEnd(page: Page, where: string): Promise<void> {
  await isAccessible(page, where);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await isAccessible(page, `${where}, at its end`);
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function speak(page: Page, lang: 'vi' | 'en', theme: 'light' | 'dark'): Promise<void> {
  const settings = new Settings(page);
  await settings.open();
  await settings.theme(theme).click();
  await settings.language(lang).click();
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
}

for (const lang of ['vi', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen, ${lang}, ${theme}, 320 px`, async ({ citizen, officer, page }) => {
      test.setTimeout(180_000 * patience);
      await page.setViewportSize({ width: 320, height: 640 });
      await speak(page, lang, theme);
      await atStartAndEnd(page, 'settings');

      const { home, guide, mine, dossier, track, form } = citizen;
      await home.open();
      await atStartAndEnd(page, 'home');
      await home.search.fill('khai sinh');
      await expect(home.results.first()).toBeVisible();
      await isAccessible(page, 'home, results');
      await home.search.fill('qwzxkj');
      await isAccessible(page, 'home, nothing found');
      await page.goto('/khong-co-trang-nay');
      await form.ready();
      await isAccessible(page, 'no such page');

      const sample = sampleOf('dang-ky-tam-tru');
      await guide.open(sample.slug);
      await atStartAndEnd(page, 'guide');
      await guide.start();
      await citizen.fills(sample, async (step) => {
        await atStartAndEnd(page, `form, ${step}`);
      });
      await atStartAndEnd(page, 'review');
      await mine.open();
      await atStartAndEnd(page, 'my dossiers, a draft');
      await home.open();
      await atStartAndEnd(page, 'home, a draft');
      await home.page.locator('[data-draft]').first().click();
      await page.waitForURL(/kiem-tra/, { waitUntil: 'commit' });

      const { code } = await citizen.submits();
      await atStartAndEnd(page, 'receipt');
      await officer.act(code, 'receive');
      await officer.act(code, 'request_more', 'Ảnh mờ, xin chụp lại');
      await dossier.open(code);
      await expect(dossier.event('more_requested')).toBeVisible();
      await atStartAndEnd(page, 'dossier');
      await mine.open();
      await atStartAndEnd(page, 'my dossiers');
      await track.open();
      await atStartAndEnd(page, 'track');
      await track.ask(code);
      await expect(track.event('more_requested')).toBeVisible();
      await atStartAndEnd(page, 'track, found');
      await track.ask('H49.22-261122-000000');
      await expect(track.unknown).toBeVisible();
      await isAccessible(page, 'track, unknown');
    });
  }
}

/** Every step of every service, empty and complained about: that is where all kinds of fields and errors show. */
for (const lang of ['vi', 'en'] as const) {
  for (const slug of new Set(samples.map((sample) => sample.slug))) {
    test(`every step, ${lang}, ${slug}`, async ({ page, services }) => {
      test.setTimeout(180_000 * patience);
      await speak(page, lang, 'light');
      const citizen = new Citizen(page, services as Services);
      const sample = sampleOf(slug);
      const draft = await citizen.begins(slug);
      if (citizen.form.step === 'truong-hop') {
        await isAccessible(page, `${slug}, truong-hop`);
        await citizen.form.variant(sample.variant ?? '').check();
        await citizen.form.saved();
      }
      const steps = (await services.definition(slug)).sections.map((section) => section.id).filter((id) => sample.answers.sections[id]);
      for (const step of steps) {
        await citizen.form.goto(`/nop/${slug}/${draft}/${step}`);
        if (citizen.form.step !== step) continue;
        await citizen.form.action('next').click();
        await isAccessible(page, `${slug}, ${citizen.form.step}, complained about`);
      }
    });
  }
}

test('a failed step moves the focus to the summary, whose links lead to the fields', async ({ citizen, page }) => {
  await citizen.begins('khai-bao-tam-vang');
  const { form } = citizen;
  if (form.step === 'truong-hop') {
    await form.variant(sampleOf('khai-bao-tam-vang').variant ?? '').check();
    await form.next();
  }
  await form.action('next').click();
  const summary = page.locator('#error-summary');
  await expect(summary).toBeFocused();
  const first = summary.locator('a').first();
  const target = (await first.getAttribute('href'))?.split('#')[1];
  await first.click();
  const focused = await page.evaluate(() => document.activeElement?.id ?? '');
  expect(focused === target || focused.startsWith(`${target}`)).toBe(true);
  await expect(page).toHaveTitle(/^(Lỗi|Error)/);
});
