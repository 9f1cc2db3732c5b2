// After one visit the app opens without a network, and everything but sending works. The server is really gone.
import { Citizen } from '../citizen.ts';
import { isKept, test } from '../offline.ts';
import { sampleOf } from '../samples.ts';
import { expect } from '../test.ts';

const sample = sampleOf('dang-ky-tam-tru');
/** Addresses of the API that answer with what belongs to one person, and what must be asked anew each time. */
const PERSONAL = /submissions|uploads|tracking|results|supplement|healthz|probe/;

test('in flight mode: find, read, fill, attach, press send; delivered when the signal is back', async ({ place }) => {
  const { context, page, server, services } = place;
  await services.definition(sample.slug);
  for (const list of ['provinces', 'communes', 'countries', 'ethnic-groups'] as const) await services.nameOf(list, '');
  await place.citizen.home.open();
  await isKept(page);
  await page.close();
  await server.kill();

  const second = await context.newPage();
  const citizen = new Citizen(second, services);
  await citizen.home.open();
  await expect(second.locator('.offline-bar')).toBeVisible();
  await citizen.home.search.fill('tam tru');
  await expect(citizen.home.results.first()).toBeVisible();
  await citizen.begins(sample.slug);
  await citizen.fills(sample);
  await citizen.review.consent.check();
  await citizen.review.submit.click();
  await expect(second.locator('[data-notice="unsent"]')).toBeVisible();
  await citizen.mine.open();
  await expect(citizen.mine.waiting).toHaveCount(1);

  await server.start();
  await expect(citizen.mine.waiting).toHaveCount(0, { timeout: 90_000 });
  const dossier = second.locator('[data-dossier]');
  await expect(dossier).toHaveCount(1);
  const code = (await dossier.getAttribute('data-dossier')) ?? '';
  await citizen.dossier.open(code);
  await expect(citizen.dossier.event('registered')).toBeVisible();
  const kept = await second.evaluate(async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept.length).toBeGreaterThan(50);
  expect(kept.filter((path) => PERSONAL.test(path))).toEqual([]);

  // The receipt, and where the dossier stood when it was last heard of.
  await server.kill();
  await citizen.receipt.goto(`/bien-nhan/${code}`);
  expect(await citizen.receipt.code()).toBe(code);
  await citizen.dossier.open(code);
  await expect(citizen.dossier.event('registered')).toBeVisible();
});

test('a network that wants a log-in is told apart from none', async ({ place }) => {
  const { citizen, page } = place;
  let answer = { status: 200, contentType: 'text/html', body: '<h1>Wi-Fi</h1>' };
  await page.route(/healthz|probe/, (route) => route.fulfill(answer));
  await citizen.home.open();
  await expect(page.locator('.offline-bar')).toContainText('Mạng cần đăng nhập');
  for (const status of [302, 511]) {
    answer = { status, contentType: 'text/html', body: '' };
    await page.reload();
    await expect(page.locator('.offline-bar')).toContainText('Mạng cần đăng nhập');
  }
  // Our own server with something else to do is no reason to tell anybody.
  answer = { status: 503, contentType: 'text/html', body: '' };
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-network', 'busy');
  await expect(page.locator('.offline-bar')).toHaveCount(0);
  await page.unroute(/healthz|probe/);
  await page.evaluate(() => dispatchEvent(new Event('network-doubt')));
  await expect(page.locator('html')).toHaveAttribute('data-network', 'online');
});

test('a form that was opened first works without a network, and its program was downloaded once', async ({ place }) => {
  const { context, page, server } = place;
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`/nop/${sample.slug}`);
  await place.citizen.form.ready();
  await isKept(page);
  const program = asked.filter((path) => /^\/(form|app|snippets\/(shared|filing))-.*\.(pack|wasm)$/.test(path));
  // By the page, and by the worker out of the browser's cache.
  expect(program.map((path) => path.replace(/-[0-9a-f]+/, ''))).toEqual(['/form.pack', '/form.pack']);
  // Opened again by its address, it does not wait for the server to say which form is today's.
  asked.length = 0;
  const today = page.waitForResponse(/\/definition$/);
  await page.goto(`/nop/${sample.slug}`);
  await page.locator('form.step').waitFor();
  expect((await today).fromServiceWorker()).toBe(true);
  // By the page, and not by the worker too.
  expect(asked.filter((path) => path.endsWith('/definition')).length).toBeLessThanOrEqual(2);
  expect(asked.filter((path) => path.includes('/definitions/'))).toEqual([]);
  await server.kill();
  await page.reload();
  await place.citizen.form.ready();
});
