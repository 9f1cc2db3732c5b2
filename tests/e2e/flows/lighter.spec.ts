// What makes a long form light: what is left, the overview of its steps, its search, and answers to tap.
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const slug = 'dang-ky-tam-tru';

test('what is left is counted, and the overview leads to any step and any question', async ({ citizen, page, services }) => {
  const { form } = citizen;
  const sample = sampleOf(slug);
  const definition = await services.definition(slug);
  await citizen.begins(slug);
  await form.variant(sample.variant ?? '').check();
  await form.next();
  const first = form.step;
  const left = page.locator('.step-left');
  const before = Number(await left.getAttribute('data-left'));
  expect(before).toBeGreaterThan(0);
  await citizen.fillsSection(definition, first, sample.answers);
  await expect(left).toHaveAttribute('data-left', '0');

  const overview = page.locator('#overview');
  await form.action('overview').click();
  await expect(overview.locator('[aria-current="step"]')).toHaveAttribute('data-step', first);
  await expect(overview.locator(`[data-step="${first}"]`)).toHaveClass(/is-done/);
  await page.keyboard.press('Escape');
  await expect(overview).toBeHidden();
  await expect(form.action('overview')).toBeFocused();

  // By a word of a question, without its marks, to the question itself.
  await form.action('overview').click();
  await page.locator('#find-question').fill('ngay thang nam sinh');
  const question = overview.locator('[data-question]').first();
  await question.click();
  await expect.poll(() => form.step).toBe('applicant');
  await expect(form.id('applicant.date_of_birth')).toBeFocused();
});

test('an earlier answer is given again by one tap, and kept', async ({ citizen, page, services }) => {
  const { form } = citizen;
  const sample = sampleOf(slug);
  const definition = await services.definition(slug);
  await citizen.begins(slug);
  await form.variant(sample.variant ?? '').check();
  await form.next();
  while (form.step !== 'applicant') {
    await citizen.fillsSection(definition, form.step, sample.answers);
    await form.next();
  }
  const name = page.locator('main .box[autocapitalize="words"]').first();
  const id = (await name.getAttribute('id')) ?? '';
  await expect(form.action('offer').filter({ visible: true })).toHaveCount(0);
  await name.click();
  const offer = form.action('offer').first();
  const words = (await offer.innerText()).trim();
  await offer.click();
  await expect(form.id(id)).toHaveValue(words);
  await form.saved();
  await page.reload();
  await form.ready();
  await expect(form.id(id)).toHaveValue(words);
  // Nothing more is offered where something stands.
  await form.id(id).click();
  await expect(form.id(`${id}:field`).locator('[data-action="offer"]')).toHaveCount(0);
});
