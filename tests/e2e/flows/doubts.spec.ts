// A doubt is told and stops nobody.
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

test('a personal number of no province is doubted on the phone, and may stay', async ({ citizen, services }) => {
  const sample = sampleOf('khai-bao-tam-vang');
  const definition = await services.definition(sample.slug);
  const { form } = citizen;
  await citizen.begins(sample.slug);
  const asks = (id: string) => definition.sections.find((one) => one.id === id)?.fields.find((one) => one.type === 'citizen_id');
  let box = '';
  await citizen.fills(sample, async (step) => {
    const field = asks(step);
    if (!field || box) return;
    const path = `${step}.${field.id}`;
    if ((await form.id(path).count()) === 0) return;
    box = path;
    const number = await form.id(path).inputValue();
    await expect(form.error(path)).toHaveCount(0);
    // The first three digits name a province; the rest stays as it fits the other answers.
    await form.id(path).fill(`999${number.slice(3)}`);
    await form.id(path).blur();
    await expect(form.error(path)).toContainText('Ba chữ số đầu');
  });
  expect(box).not.toBe('');
  const { code } = await citizen.submits();
  expect(code).toBeTruthy();
});
