// What was said to be saved is there again: after a closed tab, a crash, a killed browser; two tabs; several drafts.
import { Citizen } from '../citizen.ts';
import { KillableBrowser } from '../killable.ts';
import { patience } from '../playwright.config.ts';
import { type Definition, type Field, type Row, type Sample, sampleOf, type Services } from '../samples.ts';
import { expect, test } from '../test.ts';

const slug = 'khai-bao-tam-vang';
const EDITS = Number(process.env.EDITS ?? 10);

/** The first box for a name that is shown whatever was answered before. */
async function nameBox(services: Services): Promise<{ sample: Sample; definition: Definition; section: string; field: Field; path: string }> {
  const sample = sampleOf(slug);
  const definition = await services.definition(slug);
  for (const section of definition.sections) {
    if (section.repeat || section.show_when) continue;
    const field = section.fields.find((one) => one.type === 'person_name' && !one.show_when);
    if (field) return { sample, definition, section: section.id, field, path: `${section.id}.${field.id}` };
  }
  throw new Error(`${slug} asks for no name`);
}

/** Begins a draft and goes to the step with the name. */
async function toTheName(citizen: Citizen, services: Services) {
  const place = await nameBox(services);
  const draft = await citizen.begins(slug);
  if (citizen.form.step === 'truong-hop') {
    await citizen.form.variant(place.sample.variant ?? '').check();
    await citizen.form.saved();
  }
  await citizen.form.goto(`/nop/${slug}/${draft}/${place.section}`);
  return { ...place, draft, box: citizen.form.id(place.path) };
}

test('a closed tab loses nothing, not even the last key', async ({ citizen, context, page, services }) => {
  const { box, path } = await toTheName(citizen, services);
  const url = page.url();
  await box.pressSequentially('Nguyễn Thị Á');
  // At once, without waiting for "saved".
  await page.close({ runBeforeUnload: false });
  const again = new Citizen(await context.newPage(), services);
  await again.form.goto(new URL(url).pathname);
  await expect(again.form.id(path)).toHaveValue('Nguyễn Thị Á');
});

test('a crashed page loses nothing that was saved', async ({ citizen, context, page, services, watch }) => {
  watch.allow(/crash/i);
  const { box, path } = await toTheName(citizen, services);
  const url = page.url();
  await box.pressSequentially('Trần Văn Bình');
  await citizen.form.saved();
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const again = new Citizen(await context.newPage(), services);
  await again.form.goto(new URL(url).pathname);
  await expect(again.form.id(path)).toHaveValue('Trần Văn Bình');
});

test.describe('a browser killed while somebody types', () => {
  test('keeps every key that was said to be saved', async ({ server, services }) => {
    test.setTimeout(120_000 * patience);
    for (let run = 0; run < 3; run++) {
      const phone = new KillableBrowser();
      try {
        const page = await phone.open();
        const citizen = new Citizen(page, services);
        // This browser knows no base address.
        const at = (path: string) => server.url + path;
        await citizen.guide.goto(at(`/dich-vu/${slug}`));
        const draft = await citizen.guide.start();
        const { section, path, sample } = await nameBox(services);
        if (citizen.form.step === 'truong-hop') {
          await citizen.form.variant(sample.variant ?? '').check();
          await citizen.form.saved();
        }
        const url = at(`/nop/${slug}/${draft}/${section}`);
        await citizen.form.goto(url);
        const box = citizen.form.id(path);
        await box.focus();
        let typed = '';
        let acknowledged = '';
        while (typed.length < 30 + run * 15) {
          const key = 'abcdeghiklmnopqrstuvxy'[typed.length % 22] ?? 'a';
          await page.keyboard.press(key);
          typed += key;
          const state = await page.evaluate(
            ([id]) => ({
              saved: document.getElementById('saved-state')?.dataset.saved,
              value: (document.getElementById(id ?? '') as HTMLInputElement | null)?.value ?? '',
            }),
            [path],
          );
          if (state.saved === 'true') acknowledged = state.value;
        }
        await phone.kill();

        const after = new Citizen(await phone.open(), services);
        await after.form.goto(url);
        const kept = await after.form.id(path).inputValue();
        expect(acknowledged.length, 'something was said to be saved').toBeGreaterThan(10);
        expect(typed.startsWith(kept.toLowerCase()), 'what is kept is what was typed').toBe(true);
        expect(kept.length, `kept ${kept.length} of ${acknowledged.length} acknowledged`).toBeGreaterThanOrEqual(acknowledged.length);
      } finally {
        await phone.remove();
      }
    }
  });
});

test('Home offers the draft, and it opens at the same step', async ({ citizen, page, services }) => {
  const { box, draft, section, path } = await toTheName(citizen, services);
  await box.fill('Lê Thị Hoa');
  await citizen.form.saved();
  await citizen.home.open();
  await citizen.home.draft(draft).click();
  await page.waitForURL(new RegExp(`/nop/${slug}/${draft}/${section}`), { waitUntil: 'commit' });
  await expect(citizen.form.id(path)).toHaveValue('Lê Thị Hoa');
});

test('several drafts of one service stay apart; renamed, duplicated, deleted, brought back', async ({ citizen, page, services }) => {
  const { form, mine } = citizen;
  const first = await toTheName(citizen, services);
  await first.box.fill('Người Thứ Nhất');
  await form.saved();
  const second = await toTheName(citizen, services);
  expect(second.draft).not.toBe(first.draft);
  await expect(second.box).toHaveValue('');
  await second.box.fill('Người Thứ Hai');
  await form.saved();
  await form.goto(`/nop/${slug}/${first.draft}/${first.section}`);
  await expect(first.box).toHaveValue('Người Thứ Nhất');

  await mine.open();
  await expect(mine.drafts).toHaveCount(2);

  await mine.draft(first.draft).locator('[data-action="rename"]').click();
  const name = page.locator('[data-rename]');
  await name.fill('Hồ sơ của mẹ');
  await name.press('Enter');
  await expect(mine.draft(first.draft)).toContainText('Hồ sơ của mẹ');

  await mine.draft(first.draft).locator('[data-action="duplicate"]').click();
  await expect(mine.drafts).toHaveCount(3);

  await mine.draft(second.draft).locator('[data-action="delete"]').click();
  await expect(mine.draft(second.draft)).toHaveCount(0);
  await mine.action('undo').click();
  await expect(mine.draft(second.draft)).toHaveCount(1);
  await form.goto(`/nop/${slug}/${second.draft}/${second.section}`);
  await expect(second.box).toHaveValue('Người Thứ Hai');

  await mine.open();
  await expect(mine.draft(first.draft)).toContainText('Hồ sơ của mẹ');
  await expect(mine.drafts).toHaveCount(3);
});

test('two tabs of one draft never overwrite each other', async ({ citizen, context, page, services }) => {
  const { box, path } = await toTheName(citizen, services);
  await box.fill('Ở Tab Một');
  await citizen.form.saved();

  const other = new Citizen(await context.newPage(), services);
  await other.form.goto(new URL(page.url()).pathname);
  await expect(other.form.id(path)).toHaveValue('Ở Tab Một');
  // Only one of the two writes: the second shows the draft and offers to take over.
  await expect(other.form.id(path)).toBeDisabled();
  await box.fill('Ở Tab Một, Viết Tiếp');
  await citizen.form.saved();

  await other.form.action('take-over').click();
  await expect(other.form.id(path)).toBeEnabled();
  await expect(other.form.id(path)).toHaveValue('Ở Tab Một, Viết Tiếp');
  await other.form.id(path).fill('Ở Tab Hai');
  await other.form.saved();
  await expect(box).toBeDisabled();
  await page.reload();
  await citizen.form.ready();
  await expect(box).toHaveValue('Ở Tab Hai');
});

test(`${EDITS} edits of one draft, from two tabs in turn: none is lost`, async ({ citizen, context, page, services }) => {
  test.setTimeout((60_000 + EDITS * 4_000) * patience);
  const { path } = await toTheName(citizen, services);
  const other = new Citizen(await context.newPage(), services);
  await other.form.goto(new URL(page.url()).pathname);
  let written = '';
  for (let edit = 0; edit < EDITS; edit++) {
    const { form } = edit % 2 ? other : citizen;
    const box = form.id(path);
    // Whoever has just taken over writes for a while; the other one follows.
    if (await box.isDisabled()) await form.action('take-over').click();
    await expect(box).toBeEnabled();
    await expect(box, `edit ${edit}: what the other tab has written is there`).toHaveValue(written);
    written = `Nguyễn Văn ${'ABCDEGHIKL'[edit % 10]} ${'MNOPQRSTUV'[Math.floor(edit / 10) % 10]}`;
    await box.fill(written);
    // Not every one is waited for.
    if (edit % 3) await form.saved();
  }
  await (EDITS % 2 ? citizen : other).form.saved();
  await page.reload();
  await citizen.form.ready();
  await expect(citizen.form.id(path)).toHaveValue(written);
});

test('rows are added, edited, removed and brought back, and all of it is kept', async ({ citizen, page, services }) => {
  const { samples } = await import('../samples.ts');
  const sample = samples.find((one) => Object.values(one.answers.sections).some((given) => Array.isArray(given) && given.length > 0));
  if (!sample) throw new Error('no sample has rows');
  const [section, rows] = Object.entries(sample.answers.sections).find(([, given]) => Array.isArray(given) && given.length > 0) ?? ['', []];
  const definition = await services.definition(sample.slug);
  const { form } = citizen;
  await citizen.begins(sample.slug);
  await citizen.fills(sample, async (step) => {
    if (step !== section) return;
    const count = (rows as Row[]).length;
    await expect(form.action('edit-row')).toHaveCount(count);
    await form.action('remove-row').first().click();
    await expect(form.action('edit-row')).toHaveCount(count - 1);
    await form.action('undo').click();
    await expect(form.action('edit-row')).toHaveCount(count);
    await form.saved();
    await page.reload();
    await form.ready();
    // The row that was touched last is open again, as it was left.
    await expect(form.action('edit-row').or(form.action('save-row'))).toHaveCount(count);
    if (await form.action('save-row').count()) await form.action('save-row').click();
    await form.action('edit-row').first().click();
    const first = (rows as Row[])[0] ?? {};
    const text = definition.sections.find((one) => one.id === section)?.fields.find((field) => field.type === 'person_name' && first[field.id]);
    if (text) await expect(form.id(`${section}[0].${text.id}`)).toHaveValue(String(first[text.id]));
    await form.action('save-row').click();
  });
});

test('who writes before the next frame comes is not taken back to the heading', async ({ citizen, page }) => {
  const draft = await citizen.begins('dang-ky-tam-tru');
  const { form } = citizen;
  await form.goto(`/nop/dang-ky-tam-tru/${draft}/members`);
  await page.evaluate(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (work) => window.setTimeout(() => soon(work), 500);
  });
  await form.action('add-row').click();
  const name = form.id('members[0].member_full_name');
  await name.focus();
  await page.waitForTimeout(900);
  await expect(name).toBeFocused();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await form.action('add-row').click();
  await expect(page.locator('[id="members[1]:title"]')).toBeFocused();
});
