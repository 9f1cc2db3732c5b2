// The fault matrix of sending: whatever the network does, a form arrives once, its papers whole, and the app never says
// otherwise. A proxy stands between the phone and the real server. docs/reliability.md lists the rows.
import { Citizen } from '../citizen.ts';
import { KillableBrowser } from '../killable.ts';
import { pdf } from '../papers.ts';
import { phone as handset } from '../playwright.config.ts';
import { type Fault, Proxy } from '../proxy.ts';
import { sampleOf } from '../samples.ts';
import { expect, test as base } from '../test.ts';
import { Watch } from '../watch.ts';

const sample = sampleOf('khai-bao-tam-vang');
const paperId = Object.keys(sample.answers.documents ?? {})[0] ?? '';
const SUBMISSIONS = '/api/v1/submissions';
const isForm = ({ method, path }: { method: string; path: string }) => method === 'POST' && path === SUBMISSIONS;
const isPart = ({ method }: { method: string }) => method === 'PATCH';
/** What a browser says of a network like this. */
const BROKEN = /ERR_|Failed to (fetch|load)|status of [345]\d\d/;

interface Line {
  proxy: Proxy;
  citizen: Citizen;
  page: import('@playwright/test').Page;
  /** All codes that have come since the test began. */
  arrived: () => Promise<string[]>;
}

const test = base.extend<{ line: Line }>({
  line: async ({ browser, server, services, officer }, use) => {
    const proxy = new Proxy(() => server.port);
    await proxy.start();
    const context = await browser.newContext({ ...handset, baseURL: proxy.url });
    new Watch(context, proxy.url).allow(BROKEN);
    const page = await context.newPage();
    const before = new Set(await officer.list());
    const arrived = async () => (await officer.list()).filter((code) => !before.has(code));
    await use({ proxy, page, citizen: new Citizen(page, services), arrived });
    await context.close();
    await proxy.stop();
  },
});

/** Fills in everything, with one paper of many parts, up to the consent. */
async function ready(citizen: Citizen, bytes = 0): Promise<void> {
  await citizen.begins(sample.slug);
  await citizen.fills(sample, async (step) => {
    if (bytes > 0 && step === 'giay-to') await citizen.documents.attach(paperId, pdf('lon', bytes));
  });
  await citizen.review.consent.check();
}

test('nothing but a receipt counts as delivered: 200 with a page, 302, 511, a broken answer, JSON without a receipt', async ({ line }) => {
  const { proxy, citizen, page, arrived } = line;
  await ready(citizen);
  const html = { 'content-type': 'text/html' };
  const faults: Fault[] = [
    { kind: 'portal', status: 200, headers: html, body: '<h1>Wi-Fi</h1>' },
    { kind: 'portal', status: 302, headers: { location: '/' } },
    { kind: 'portal', status: 511, headers: html, body: '<h1>Log in</h1>' },
    { kind: 'portal', status: 201, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' },
    { kind: 'portal', status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key: '0'.repeat(32), payload_sha256: '0'.repeat(64), code: 'H49.22-261122-482913', secret: 's'.repeat(26), service: 'x', service_name: { vi: '', en: '' }, received_at: 0, due: '2026-11-23' }) },
    { kind: 'truncate', at: 40 },
  ];
  for (const fault of faults) {
    let struck = 0;
    proxy.fault = (request) => (isForm(request) && struck++ === 0 ? fault : undefined);
    await citizen.review.submit.click();
    await expect.poll(() => struck, JSON.stringify(fault)).toBeGreaterThan(0);
    await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
    await expect(page.locator('[data-code]')).toHaveCount(0);
    // The truncated answer is of a form that has arrived; all before are not.
    if (fault.kind === 'portal') expect(await arrived()).toEqual([]);
  }
  proxy.fault = () => undefined;
  await citizen.review.submit.click();
  const { code } = await citizen.getsReceipt();
  expect(await arrived()).toEqual([code]);
});

test('papers follow the form in parts; what breaks is gone on with and not begun anew; lost answers double nothing', async ({ line, officer }) => {
  const { proxy, citizen, page, arrived } = line;
  const bytes = 900_000;
  await ready(citizen, bytes);
  let forms = 0;
  let parts = 0;
  proxy.fault = (request) => {
    if (isForm(request)) return forms++ === 0 ? { kind: 'lose' } : undefined;
    if (!isPart(request)) return undefined;
    parts += 1;
    if (parts === 1) return { kind: 'lose' };
    if (parts === 2) return { kind: 'cut', at: 100_000 };
    if (parts === 3) return { kind: 'drop' };
    return undefined;
  };
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await citizen.review.submit.click();
  await citizen.receipt.arrived();
  const code = await citizen.receipt.code();
  // The office has the form already; its papers are told as missing on both sides.
  await expect(page.locator('[data-papers="1"], [data-papers="2"]')).toBeVisible();
  for (let tries = 0; tries < 6 && (await page.locator('[data-papers="0"]').count()) === 0; tries++) {
    await page.evaluate(() => dispatchEvent(new Event('flush')));
    await page.waitForTimeout(700);
  }
  await citizen.receipt.papersArrived();
  expect(await arrived()).toEqual([code]);
  const dossier = await officer.read(code);
  expect(dossier.attachments.length).toBe(2);
  for (const file of dossier.attachments) expect(await officer.hashOf(code, file.sha256)).toBe(file.sha256);
  const total = dossier.attachments.reduce((sum, file) => sum + file.bytes, 0);
  const sent = proxy.history.filter(isPart).reduce((sum, one) => sum + one.bytes, 0);
  console.log(`papers of ${total} bytes, sent ${sent} bytes over 3 broken parts`);
  // Only what had not arrived when the line broke goes out again: less than one part.
  expect(sent - total).toBeLessThan(256 * 1024);
});

test('what the server refuses when nobody looks is a draft again, with the problem at its field', async ({ line, services }) => {
  const { proxy, citizen, page } = line;
  await ready(citizen);
  const { section, field } = await someName(services);
  proxy.fault = (request) => (isForm(request) ? { kind: 'drop' } : undefined);
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await citizen.mine.open();
  await expect(citizen.mine.waiting).toHaveAttribute('data-stage', 'waits');
  const problem = {
    type: '/problems/invalid-answers',
    title: 'Invalid answers',
    status: 422,
    detail: { vi: 'Có câu trả lời cần sửa.', en: 'Some answers need correcting.' },
    violations: [{ path: `${section}.${field}`, code: 'required' }],
  };
  proxy.fault = (request) =>
    isForm(request)
      ? { kind: 'portal', status: 422, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(problem) }
      : undefined;
  await page.evaluate(() => dispatchEvent(new Event('flush')));
  await expect(citizen.mine.waiting).toHaveAttribute('data-stage', 'to-correct');
  // Asked no more by itself, and known also after the app was closed.
  const asked = proxy.history.filter(isForm).length;
  await page.reload();
  await citizen.mine.ready();
  await page.evaluate(() => dispatchEvent(new Event('flush')));
  await expect(citizen.mine.waiting).toHaveAttribute('data-stage', 'to-correct');
  expect(proxy.history.filter(isForm).length).toBe(asked);
  await citizen.mine.waiting.click();
  await page.locator('.error-summary a').first().click();
  await expect.poll(() => citizen.form.step).toBe(section);
  await expect(citizen.form.error(`${section}.${field}`)).toBeVisible();
  proxy.fault = () => undefined;
  await citizen.form.id(`${section}.${field}`).fill('Nguyễn Thị Sửa Lại');
  await citizen.form.saved();
  while (citizen.form.step !== 'kiem-tra') await citizen.form.next();
  await citizen.submits();
});

/** A name that the form asks for, whatever was answered before. */
async function someName(services: import('../samples.ts').Services): Promise<{ section: string; field: string }> {
  const definition = await services.definition(sample.slug);
  for (const section of definition.sections) {
    if (section.repeat || section.show_when) continue;
    const field = section.fields.find((one) => one.type === 'person_name' && !one.show_when);
    if (field) return { section: section.id, field: field.id };
  }
  throw new Error('no name is asked for');
}

/** How often the browser is killed between the form's way out and the receipt's way in: `make torture` does 200. */
const KILLS = Number(process.env.KILLS ?? 1);

test('a browser killed between sending and the receipt: delivered once, papers too', async ({ server, services, officer }) => {
  test.setTimeout(60_000 + KILLS * 90_000);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = new Set(await officer.list());
    const proxy = new Proxy(() => server.port);
    await proxy.start();
    const phone = new KillableBrowser();
    try {
      const citizen = new Citizen(await phone.open(), services);
      await citizen.guide.goto(`${proxy.url}/dich-vu/${sample.slug}`);
      await citizen.guide.start();
      await citizen.fills(sample, async (step) => {
        if (step === 'giay-to') await citizen.documents.attach(paperId, pdf('lon', 400_000));
      });
      await citizen.review.consent.check();
      proxy.fault = (request) => (isForm(request) ? { kind: 'lose' } : undefined);
      await citizen.review.submit.click();
      await expect.poll(() => proxy.history.some((one) => isForm(one) && one.status === 201)).toBe(true);
      await phone.kill();
      // Once more in the middle of the papers.
      proxy.fault = (request) => (isPart(request) ? { kind: 'cut', at: 150_000 } : undefined);
      await (await phone.open()).goto(`${proxy.url}/ho-so`);
      await expect.poll(() => proxy.history.some((one) => isPart(one) && one.bytes === 150_000), { timeout: 30_000 }).toBe(true);
      await phone.kill();
      proxy.fault = () => undefined;
      const page = await phone.open();
      await page.goto(`${proxy.url}/ho-so`);
      await expect(page.locator('[data-stage="sent"]')).toHaveCount(1, { timeout: 60_000 });
      const codes = (await officer.list()).filter((code) => !before.has(code));
      expect(codes).toHaveLength(1);
      const dossier = await officer.read(codes[0] ?? '');
      expect(dossier.attachments).toHaveLength(2);
      for (const file of dossier.attachments) expect(await officer.hashOf(dossier.code, file.sha256)).toBe(file.sha256);
    } finally {
      await phone.remove();
      await proxy.stop();
    }
  }
});
