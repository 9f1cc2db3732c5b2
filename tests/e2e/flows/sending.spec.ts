// "Sent" means a receipt. Whatever the network does, a form arrives once, and the app never says otherwise.
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');
const submissions = '**/api/v1/submissions';

test.beforeEach(async ({ citizen }) => {
  await citizen.begins(sample.slug);
  await citizen.fills(sample);
});

test('without a network it waits, and is delivered once when the network is back', async ({ citizen, context, officer, page, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const before = (await officer.list()).length;
  await citizen.review.consent.check();
  await context.setOffline(true);
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await expect(page.locator('[data-code]')).toHaveCount(0);
  await context.setOffline(false);
  const { code } = await citizen.getsReceipt();
  const after = await officer.list();
  expect(after).toContain(code);
  expect(after).toHaveLength(before + 1);
});

test('a double tap sends one', async ({ citizen, officer }) => {
  const before = (await officer.list()).length;
  await citizen.review.consent.check();
  await citizen.review.submit.evaluate((button) => {
    (button as HTMLElement).click();
    (button as HTMLElement).click();
  });
  await citizen.getsReceipt();
  expect(await officer.list()).toHaveLength(before + 1);
});

test('an answer lost after the commit: the retry gets the same code', async ({ citizen, officer, page, watch }) => {
  watch.allow(/ERR_FAILED|ERR_CONNECTION|Failed to fetch/);
  const before = (await officer.list()).length;
  const codes: string[] = [];
  const bodies: string[] = [];
  await page.route(submissions, async (route) => {
    const answer = await route.fetch();
    bodies.push(route.request().postData() ?? '');
    codes.push(((await answer.json()) as { code: string }).code);
    if (codes.length === 1) await route.abort('connectionreset');
    else await route.fulfill({ response: answer });
  });
  await citizen.review.consent.check();
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await citizen.review.submit.click();
  const { code } = await citizen.getsReceipt();
  expect(new Set(codes)).toEqual(new Set([code]));
  expect(new Set(bodies).size, 'each retry is the same bytes').toBe(1);
  expect(await officer.list()).toHaveLength(before + 1);
});

test('a captive portal that answers 200 with a page is no receipt', async ({ citizen, page }) => {
  let portal = true;
  await page.route('**/api/v1/**', async (route) => {
    if (portal && route.request().method() !== 'GET') {
      await route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Wi-Fi miễn phí, hãy đăng nhập</h1>' });
    } else await route.continue();
  });
  await citizen.review.consent.check();
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await expect(page.locator('[data-code]')).toHaveCount(0);
  portal = false;
  await citizen.review.submit.click();
  await citizen.getsReceipt();
});

test('what the server refuses comes back to the form, with the field named', async ({ citizen, page, watch }) => {
  watch.allow(/422/);
  const section = Object.entries(sample.answers.sections).find(([, given]) => !Array.isArray(given) && Object.keys(given).length > 0);
  const path = `${section?.[0]}.${Object.keys(section?.[1] ?? {})[0]}`;
  await page.route(submissions, (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: '/problems/invalid-answers',
        title: 'Invalid answers',
        status: 422,
        detail: { vi: 'Có câu trả lời cần sửa.', en: 'Some answers need correcting.' },
        violations: [{ path, code: 'required' }],
      }),
    }),
  );
  await citizen.review.consent.check();
  await citizen.review.submit.click();
  await expect(page.locator('[data-code]')).toHaveCount(0);
  // A link in the summary leads to the field.
  await page.locator('.error-summary a').first().click();
  await expect.poll(() => citizen.form.step).toBe(section?.[0]);
});

test('the server gone in the middle: the form waits, and arrives when it is back', async ({ citizen, officer, page, server, watch }) => {
  watch.allow(/ERR_CONNECTION|ERR_EMPTY|Failed to fetch|50\d/);
  const before = (await officer.list()).length;
  await citizen.review.consent.check();
  await server.kill();
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await server.start();
  await citizen.review.submit.click();
  const { code } = await citizen.getsReceipt();
  const after = await officer.list();
  expect(after).toContain(code);
  expect(after).toHaveLength(before + 1);
});
