// Vietnamese keyboards replace text in place. Whatever the app does meanwhile, the word must stay whole: in every kind
// of box that takes text, at the speed of a hand and faster.
import { VietnameseKeyboard } from '../ime.ts';
import { type Field, type Row, samples } from '../samples.ts';
import { FieldOnScreen } from '../screens/field.ts';
import { patience } from '../playwright.config.ts';
import { expect, test } from '../test.ts';

/** Kinds whose box takes letters; the rest have their digits checked by the engine's own tests. */
const textual = new Set(['text', 'textarea', 'person_name', 'document_number', 'engine_number', 'chassis_number', 'plate_number', 'address', 'email']);

/** One question of each kind, and the sample that reaches it. */
async function oneOfEach(services: import('../samples.ts').Services) {
  const found = new Map<string, { slug: string; sample: (typeof samples)[number]; section: string; field: Field }>();
  for (const sample of samples) {
    const definition = await services.definition(sample.slug);
    for (const section of definition.sections) {
      const given = sample.answers.sections[section.id];
      if (!given || Array.isArray(given)) continue;
      for (const field of section.fields) {
        const value = (given as Row)[field.id];
        if (value === undefined || !textual.has(field.type) || found.has(field.type)) continue;
        if (field.type === 'address' && !(value as { detail?: string }).detail) continue;
        found.set(field.type, { slug: sample.slug, sample, section: section.id, field });
      }
    }
  }
  return found;
}

test('every kind of text box takes Vietnamese as it is composed', async ({ citizen, page, services }) => {
  test.setTimeout(180_000 * patience);
  const kinds = await oneOfEach(services);
  expect([...kinds.keys()]).toEqual(expect.arrayContaining(['text', 'textarea', 'person_name', 'address', 'document_number']));
  const { form } = citizen;
  for (const [kind, { slug, sample, section, field }] of kinds) {
    const draft = await citizen.begins(slug);
    if (form.step === 'truong-hop') {
      await form.variant(sample.variant ?? '').check();
      await form.saved();
    }
    await form.goto(`/nop/${slug}/${draft}/${section}`);
    const definition = await services.definition(slug);
    // What must be answered before the box appears.
    await citizen.fillsSection(definition, section, sample.answers);
    const path = `${section}.${field.id}`;
    const box = form.id(kind === 'address' ? `${path}.detail` : path);
    await expect(new FieldOnScreen(page, services, path, field).anchor('')).toBeVisible();
    for (const gap of [0, 50]) {
      for (const name of ['Nguyễn Văn Việt', 'Đặng Thị Hường', 'Nguyễn Thị Ánh']) {
        await box.fill('');
        await box.focus();
        await new VietnameseKeyboard(page).type(name, gap);
        await page.waitForTimeout(80);
        expect((await box.inputValue()).normalize('NFC'), `${kind}, ${gap} ms`).toBe(name);
      }
    }
    await box.blur();
    await form.saved();
    const shown = await box.inputValue();
    await page.reload();
    await form.ready();
    await expect(box, kind).toHaveValue(shown);
  }
});

test('the search on Home takes Vietnamese as it is composed', async ({ citizen, page }) => {
  const { home } = citizen;
  await home.open();
  await home.search.focus();
  for (const gap of [0, 50]) {
    await home.search.fill('');
    await new VietnameseKeyboard(page).type('Việt Hường', gap);
    await page.waitForTimeout(80);
    expect(await home.search.inputValue()).toBe('Việt Hường');
  }
});
