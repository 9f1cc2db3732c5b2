// The pictures of README.md and of the install prompt: one walk from Home to a dossier that an officer has settled.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pdf } from '../papers.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

test('from Home to the result', async ({ citizen, officer, page }) => {
  const { home, guide, form, dossier } = citizen;
  const root = join(import.meta.dirname, '../../..');
  /** For README.md, and for the install prompt where it has a name there. */
  const take = async (name: string, prompt?: string) => {
    await page.evaluate(() => document.fonts.ready);
    const still = { animations: 'disabled', caret: 'hide' } as const;
    const picture = await page.screenshot({ path: join(root, `docs/screenshots/${name}.png`), ...still });
    if (prompt) writeFileSync(join(root, `public/screenshots/${prompt}.png`), picture);
  };
  const sample = sampleOf('dang-ky-tam-tru');

  await home.open();
  await home.search.fill('thue nha tam tru');
  await expect(home.results.first()).toHaveAttribute('href', `/dich-vu/${sample.slug}`);
  await take('1-home', 'home');
  await home.service(sample.slug).click();
  await expect(guide.heading).toBeFocused();
  await take('2-guide');
  await guide.start();
  let pictured = false;
  await citizen.fills(sample, async (step) => {
    await page.evaluate(() => window.scrollTo(0, 0));
    if (step === 'giay-to') await take('4-documents');
    else if (step !== 'truong-hop' && !pictured) {
      pictured = true;
      await form.saved();
      await take('3-form', 'form');
    }
  });
  const { code } = await citizen.submits();
  await take('5-receipt');
  await officer.settle(code, pdf('ket qua').buffer);
  await dossier.open(code);
  await dossier.showsAllSteps();
  await take('6-dossier', 'dossier');
});
