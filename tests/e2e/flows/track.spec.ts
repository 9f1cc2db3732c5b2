// Following a dossier: by code alone, with the secret, with a wrong one, and what each may show.
import { pdf } from '../papers.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

test('the code alone shows the steps, the secret shows more, a wrong one does not', async ({ citizen, newPhone, officer }) => {
  const { code, secret } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  const reason = 'Ảnh mờ, xin chụp lại';
  await officer.act(code, 'receive');
  await officer.act(code, 'request_more', reason);

  const other = await newPhone();
  const { track } = other.citizen;
  await track.open();
  await track.ask(code);
  await expect(track.event('more_requested')).toBeVisible();
  await expect(other.page.getByText(reason)).toHaveCount(0);

  await track.ask(code, secret);
  await expect(other.page.getByText(reason).first()).toBeVisible();

  await track.ask(code, secret.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')));
  await expect(track.event('more_requested')).toBeVisible();
  await expect(other.page.getByText(reason)).toHaveCount(0);

  await track.ask('H49.22-261122-000000');
  await expect(track.unknown).toBeVisible();
});

test('the QR of the receipt opens tracking, and the secret never reaches the server in an address', async ({ citizen, newPhone }) => {
  const { code, secret } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  const other = await newPhone();
  const asked: string[] = [];
  other.page.on('request', (request) => asked.push(request.url()));
  await other.citizen.track.openLink(code, secret);
  await expect(other.citizen.track.event('registered')).toBeVisible();
  expect(asked.filter((url) => url.includes(secret.replace(/[\s-]/g, '')))).toEqual([]);
  expect(asked.some((url) => url.includes(code))).toBe(true);
});

test('a dossier is asked for more, settled, and its result downloaded', async ({ citizen, officer, page }) => {
  const { code } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  await officer.act(code, 'receive');
  await officer.act(code, 'request_more', 'Xin gửi thêm giấy tờ tùy thân');
  const { dossier, mine } = citizen;
  await dossier.open(code);
  await expect(page.getByText('Xin gửi thêm giấy tờ tùy thân').first()).toBeVisible();

  await officer.act(code, 'process');
  const result = pdf('ket qua');
  await officer.attachResult(code, result.buffer);
  await officer.act(code, 'finish');
  await officer.act(code, 'return');
  await dossier.action('refresh').click();
  await expect(dossier.event('returned')).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), dossier.download.first().click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(result.buffer)).toBe(true);

  await mine.open();
  await expect(mine.dossier(code).first()).toBeVisible();
});

test('what the office asks for is sent from the dossier, with a note', async ({ citizen, officer, page }) => {
  const { code } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  await officer.act(code, 'receive');
  await officer.act(code, 'request_more', 'Xin gửi thêm giấy tờ tùy thân');
  const { dossier } = citizen;
  await dossier.open(code);
  // An empty answer is none.
  await dossier.action('supplement').click();
  await expect(dossier.id('supplement-files')).toBeAttached();
  expect((await officer.read(code)).attachments.filter(({ place }) => place === 'supplement')).toEqual([]);
  const sent = pdf('giay to them');
  await dossier.id('supplement-files').setInputFiles(sent);
  await expect(page.getByText(sent.name)).toBeVisible();
  await dossier.id('supplement-note').fill('Gửi thêm như yêu cầu');
  await expect(page.getByText(sent.name)).toBeVisible();
  await dossier.action('supplement').click();
  await expect(dossier.id('supplement-files')).toHaveCount(0);
  const arrived = (await officer.read(code)).attachments.filter(({ place }) => place === 'supplement');
  expect(arrived).toHaveLength(1);
  expect((await officer.file(code, arrived[0]?.sha256 ?? '')).equals(sent.buffer)).toBe(true);
});

test('a dossier is taken back only after a question', async ({ citizen, officer, page }) => {
  const { code } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  const { dossier } = citizen;
  await dossier.open(code);
  await dossier.action('withdraw').click();
  await page.keyboard.press('Escape');
  await expect(dossier.action('withdraw-confirm')).toBeHidden();
  expect((await officer.read(code)).state).toBe('registered');
  await dossier.action('withdraw').click();
  await dossier.id('withdraw-reason').fill('Khai nhầm');
  await dossier.action('withdraw-confirm').click();
  await expect(dossier.event('withdrawn')).toBeVisible();
  expect((await officer.read(code)).state).toBe('withdrawn');
});
