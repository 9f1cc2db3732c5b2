// The pictures of README.md: one walk from Home to a dossier that an officer has settled.
import { join } from 'node:path';
import { pdf } from '../papers.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

test.use({ deviceScaleFactor: 1 });

test('from Home to the result', async ({ citizen, officer, page }) => {
  const { home, guide, form, dossier } = citizen;
  const folder = join(import.meta.dirname, '../../../docs/screenshots');
  const take = async (name: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  };
  const sample = sampleOf('dang-ky-tam-tru');

  await home.open();
  await home.search.fill('thue nha tam tru');
  await expect(home.results.first()).toHaveAttribute('href', `/dich-vu/${sample.slug}`);
  await take('1-home');
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
      await take('3-form');
    }
  });
  const { code } = await citizen.submits();
  await take('5-receipt');
  await officer.settle(code, pdf('ket qua').buffer);
  await dossier.open(code);
  await dossier.showsAllSteps();
  await take('6-dossier');
});
