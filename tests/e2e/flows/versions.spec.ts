// A draft outlives the version of its form: moved with the person when the form has changed, read and taken along when
// the service has ended.
import type { Page } from '@playwright/test';
import type { Citizen } from '../citizen.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const slug = 'dang-ky-khai-sinh';
const service = new RegExp(`/api/v1/services/${slug}$`);
const today = new RegExp(`/api/v1/services/${slug}/definition$`);
const definitions = new RegExp(`/api/v1/services/${slug}/definitions/`);
const NAME = 'Lò Văn Quý';

interface Raw {
  version: string;
  valid_from: string;
  valid_until?: string;
  sections: { id: string; fields: { id: string; type: string; label: { vi: string } }[] }[];
}

/** A draft with a name; where it is, and its form as the server gives it. */
async function begun(page: Page, citizen: Citizen): Promise<{ path: string; form: Raw; kept: string }> {
  const form = new Promise<Raw>((done) =>
    page.on('response', (response) => {
      if (definitions.test(response.url())) void response.json().then((json) => done(json as Raw));
    }),
  );
  await citizen.begins(slug);
  if (citizen.form.step === 'truong-hop') {
    await citizen.form.variant(sampleOf(slug).variant ?? '').check();
    await citizen.form.next();
  }
  const box = page.locator('input[type="text"][id*="name"]').first();
  await box.fill(NAME);
  await box.blur();
  await citizen.form.saved();
  return { path: new URL(page.url()).pathname, form: await form, kept: (await box.getAttribute('id')) ?? '' };
}

/** From now on the form of the draft is over, and `current` the one of today; `null` when there is none. */
async function changes(page: Page, form: Raw, current: Raw | null): Promise<void> {
  const over = { ...form, valid_until: form.valid_from };
  await page.route(definitions, (route) => route.fulfill({ json: route.request().url().endsWith(form.version) ? over : current }));
  const problem = { type: '/problems/not-found', title: 'Not found', status: 404, detail: { vi: '-', en: '-' }, instance: '' };
  const gone = { status: 404, contentType: 'application/problem+json', body: JSON.stringify(problem) };
  await page.route(today, (route) => route.fulfill(current ? { json: current } : gone));
  await page.route(service, async (route) => {
    if (!current) return route.fulfill(gone);
    const answer = (await (await route.fetch()).json()) as object;
    return route.fulfill({ json: { ...answer, version: current.version } });
  });
}

test('a form that has changed takes over what it can, and lists the rest', async ({ citizen, page }) => {
  const { path, form, kept } = await begun(page, citizen);
  const [section, field] = kept.split('.') as [string, string];
  const current: Raw = {
    ...form,
    version: 'f'.repeat(form.version.length),
    sections: form.sections.map((one) => ({ ...one, fields: one.fields.filter((asked) => one.id !== section || asked.id !== field) })),
  };
  await changes(page, form, current);
  await citizen.form.goto(path);
  await expect(page.locator('[data-changed]')).toBeVisible();
  await expect(page.locator('[data-left]')).toContainText(NAME);
  await citizen.form.action('migrate').click();
  await expect(page.locator('form.step')).toBeVisible();
  await expect(citizen.form.id(kept)).toHaveCount(0);
  // And it stays so.
  await page.reload();
  await expect(page.locator('form.step')).toBeVisible();
  await expect(page.locator('[data-changed]')).toHaveCount(0);
});

test('of a service that has ended the draft is read and taken along, and not sent', async ({ citizen, page, watch }) => {
  watch.allow(/404/);
  const { path, form } = await begun(page, citizen);
  await changes(page, form, null);
  await citizen.form.goto(path);
  await expect(page.locator('[data-withdrawn]')).toContainText(NAME);
  const [download] = await Promise.all([page.waitForEvent('download'), citizen.form.action('take-along').click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString('utf8')).toContain(NAME);
  await expect(citizen.form.action('next')).toHaveCount(0);
});
