// axe, reflow, sizes and distances of targets, focus: at every screen in every state, in both languages, light and dark.
import { fits, fitsAtTwiceTheText, focusIsSeen, isAccessible } from '../accessible.ts';
import { Citizen } from '../citizen.ts';
import { samples, sampleOf, type Services } from '../samples.ts';
import { Settings } from '../screens/settings.ts';
import { patience } from '../playwright.config.ts';
import { expect, test } from '../test.ts';
import { PhoneVoice, voices } from '../voice.ts';
import { looks, routesOfTheApp, walk } from '../walk.ts';

for (const lang of ['vi', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen, ${lang}, ${theme}, 320 px`, async ({ citizen, officer, page }) => {
      test.setTimeout(180_000 * patience);
      await page.setViewportSize({ width: 320, height: 640 });
      // With and without the buttons that read aloud.
      if (lang === 'vi') await PhoneVoice.give(page, [voices.vietnamese]);
      await looks(page, lang, theme);
      const seen = await walk(page, citizen, officer, async ({ name }) => {
        await isAccessible(page, name);
        // The gallery is for who designs, on a large screen.
        if (lang === 'vi' && theme === 'light' && name !== 'gallery') await fitsAtTwiceTheText(page, name);
        // Its end as a finger finds it.
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        await fits(page, `${name}, at its end`);
        await page.evaluate(() => window.scrollTo(0, 0));
      });
      // A new screen that the walk does not know is not accessible until it does.
      const routes = routesOfTheApp();
      expect(routes.length).toBeGreaterThan(8);
      expect(routes.filter((route) => !seen.has(route))).toEqual([]);
    });
  }
}

test('the focus is seen at every stop, in the order of the screen', async ({ citizen, officer, page }) => {
  test.setTimeout(180_000 * patience);
  await page.setViewportSize({ width: 360, height: 640 });
  await walk(page, citizen, officer, ({ name }) => focusIsSeen(page, name));
});

test('the largest letters on the smallest phone: nothing cut, the focus never under a bar', async ({ citizen, officer, page }) => {
  test.setTimeout(180_000 * patience);
  await page.setViewportSize({ width: 320, height: 568 });
  const settings = new Settings(page);
  await settings.open();
  await settings.size(4).click();
  await expect.poll(() => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBe(25);
  await walk(page, citizen, officer, async ({ name }) => {
    await fits(page, name);
    await focusIsSeen(page, name);
  });
});

/** Every step of every service, empty and complained about: that is where all kinds of fields and errors show. */
for (const lang of ['vi', 'en'] as const) {
  for (const slug of new Set(samples.map((sample) => sample.slug))) {
    test(`every step, ${lang}, ${slug}`, async ({ page, services }) => {
      test.setTimeout(180_000 * patience);
      await looks(page, lang, 'light');
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
  // The focus moves once what leads to the field is drawn.
  await expect.poll(() => page.evaluate((to) => document.activeElement?.id.startsWith(to), target ?? '-')).toBe(true);
  await expect(page).toHaveTitle(/^(Lỗi|Error)/);
});
