// Reading aloud: each question by the phone's own voice, the whole form before it is sent, silence when it is left.
import type { Page } from '@playwright/test';
import { type Row, sampleOf } from '../samples.ts';
import { Settings } from '../screens/settings.ts';
import { expect, test } from '../test.ts';
import { PhoneVoice, voices } from '../voice.ts';

const buttons = (page: Page) => page.locator('[data-action="listen"]');
const listenTo = (page: Page, path: string) =>
  page.locator('.field', { has: page.locator(`[id="${path}"]`) }).locator('[data-action="listen"]');

test('no button where the phone has no voice, or only one of a service far away', async ({ citizen, newPhone, page }) => {
  await citizen.begins('nop-phat-giao-thong');
  await citizen.form.variant('by-decision').check();
  await citizen.form.next();
  await expect(buttons(page).first()).toBeAttached();
  await expect(buttons(page).filter({ visible: true })).toHaveCount(0);

  const other = await newPhone();
  await PhoneVoice.give(other.page, [voices.remote]);
  await other.citizen.begins('nop-phat-giao-thong');
  await other.citizen.form.variant('by-decision').check();
  await other.citizen.form.next();
  await expect(buttons(other.page).first()).toBeAttached();
  // The voices come after 100 ms.
  await other.page.waitForTimeout(400);
  await expect(buttons(other.page).filter({ visible: true })).toHaveCount(0);
});

test('a question is read with its help, its error and its answer', async ({ citizen, page }) => {
  const voice = await PhoneVoice.give(page, [voices.remote, voices.english, voices.vietnamese]);
  const { form } = citizen;
  await citizen.begins('nop-phat-giao-thong');
  const draft = form.draft;
  await form.variant('by-decision').check();
  await form.next();
  await form.goto(`/nop/nop-phat-giao-thong/${draft}/payer`);
  await form.id('payer.payer_is_violator=no').check();
  const id = 'payer.payer_citizen_id';
  await listenTo(page, id).click();
  await expect.poll(() => voice.isSpeaking()).toBe(false);
  const [label = ''] = await voice.texts();
  expect(await form.id(id).evaluate((box) => (box as HTMLInputElement).labels?.[0]?.innerText)).toContain(label);
  expect((await voice.texts()).join(' ')).toContain('12 chữ số');
  expect((await voice.texts()).join(' ')).not.toMatch(/Lỗi|Bạn đã trả lời/);
  for (const { voice: name, lang } of await voice.said()) expect([name, lang]).toEqual([voices.vietnamese.name, 'vi-VN']);

  await form.id(id).fill('0221897');
  await form.id('payer.payer_name').fill('Đặng Quỳnh Như');
  await expect(form.error(id)).toBeVisible();
  let before = (await voice.texts()).length;
  await listenTo(page, id).click();
  await expect.poll(() => voice.isSpeaking()).toBe(false);
  let said = (await voice.texts()).slice(before);
  expect(said.filter((text) => text.startsWith('Lỗi: '))).toHaveLength(1);
  expect(said.at(-1)).toBe('Bạn đã trả lời: không hai hai một, tám chín bảy');

  await form.id(id).fill('022189701167');
  await form.id('payer.payer_name').focus();
  before = (await voice.texts()).length;
  await listenTo(page, id).click();
  await expect.poll(() => voice.isSpeaking()).toBe(false);
  said = (await voice.texts()).slice(before);
  expect(said.join(' ')).not.toContain('Lỗi');
  expect(said.at(-1)).toBe('Bạn đã trả lời: không hai hai, một tám chín, bảy không một, một sáu bảy');

  // What can be chosen is read too.
  before = (await voice.texts()).length;
  await page.locator('fieldset.field', { has: page.locator('[id="payer.payer_is_violator=no"]') }).locator('[data-action="listen"]').click();
  await expect.poll(() => voice.isSpeaking()).toBe(false);
  said = (await voice.texts()).slice(before);
  const choices = await page.locator('fieldset.field', { has: page.locator('[id="payer.payer_is_violator=no"]') }).locator('label').allInnerTexts();
  expect(said.slice(said.indexOf('Chọn:') + 1, said.indexOf('Chọn:') + 1 + choices.length)).toEqual(choices.map((text) => text.trim()));
});

test('the whole form is read back before it is sent, numbers digit by digit', async ({ citizen, page }) => {
  const voice = await PhoneVoice.give(page, [voices.vietnamese]);
  await citizen.begins('nop-phat-giao-thong');
  const sample = sampleOf('nop-phat-giao-thong', 'by-decision');
  await citizen.fills(sample);
  // Days count from the one on which the sample was made.
  const days = Object.values(sample.answers.sections)
    .flatMap((section) => Object.values(section as Row))
    .flatMap((value) => /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/.exec(String(value)) ?? []);
  const spoken: string[] = [];
  for (let at = 0; at < days.length; at += 6) {
    const [year, month, day, hour, minute] = days.slice(at + 1, at + 6).map((part) => part && Number(part));
    spoken.push(`ngày ${day} tháng ${month} năm ${year}${hour === undefined ? '.' : ` ${hour} giờ${minute ? ` ${minute} phút.` : ''}`}`);
  }
  expect(spoken.some((text) => text.includes('giờ')) && spoken.some((text) => text.endsWith('.'))).toBe(true);
  const all = page.locator('[data-action="listen-all"]');
  await expect(all).toHaveText('Nghe đọc lại cả hồ sơ');
  await all.click();
  await expect.poll(() => voice.isSpeaking(), { timeout: 20_000 }).toBe(false);
  await expect(all).toHaveText('Nghe đọc lại cả hồ sơ');
  const said = (await voice.texts()).join('\n');
  for (const part of [
    'Đặng Quỳnh Như.',
    'không hai hai, một tám chín, bảy không một, một sáu bảy.',
    'không bảy bảy tám, năm ba không, không bảy không.',
    'binh chấm hai sáu chín năm a còng gmail chấm com.',
    'một bốn, B, một, gạch ngang, năm không ba, chấm, một tám.',
    'năm triệu chín trăm năm mươi lăm nghìn đồng.',
    ...spoken,
  ]) {
    expect(said).toContain(part);
  }
  // Every answer on the screen, in its order.
  const shown = await page.locator('.answer[id] dt').allInnerTexts();
  const lines = (await voice.texts()).filter((text) => /: .*\.$/s.test(text));
  expect(lines).toHaveLength(shown.length);
  for (const [at, label] of shown.entries()) expect(lines[at]?.split(':')[0]).toBe(label.split(':')[0]?.replaceAll('/', ', '));
});

test('what is read is marked; the button stops it, and so does leaving the screen', async ({ citizen, page }) => {
  const voice = await PhoneVoice.give(page, [voices.vietnamese], 300);
  await citizen.begins('khai-bao-tam-vang');
  await citizen.fills(sampleOf('khai-bao-tam-vang'));
  const all = page.locator('[data-action="listen-all"]');
  const marked = page.locator('[data-being-read]');
  await all.click();
  await expect(all).toHaveText('Dừng đọc');
  await expect(marked).toHaveCount(1);
  await expect(marked).toBeInViewport();
  // Between two looks it may have gone on to the next.
  const isSame = async () => (await voice.texts()).at(-1)?.includes((await marked.locator('dt').innerText()).slice(0, 10));
  await expect.poll(isSame).toBe(true);
  await all.click();
  await expect(marked).toHaveCount(0);
  expect(await voice.isSpeaking()).toBe(false);
  await expect(all).toHaveText('Nghe đọc lại cả hồ sơ');

  await all.click();
  await expect(all).toHaveText('Dừng đọc');
  await citizen.form.back();
  expect(await voice.isSpeaking()).toBe(false);
  const silent = (await voice.texts()).length;
  await page.waitForTimeout(700);
  expect((await voice.texts()).length).toBe(silent);

  // The button of a question tells whether it is read, and another one takes over.
  await expect(buttons(page).first()).toHaveAttribute('aria-pressed', 'false');
  await buttons(page).first().click();
  await expect(buttons(page).first()).toHaveAttribute('aria-pressed', 'true');
  await buttons(page).first().click();
  await expect(buttons(page).first()).toHaveAttribute('aria-pressed', 'false');
  expect(await voice.isSpeaking()).toBe(false);
});

test('in English by an English voice, and only where there is one', async ({ citizen, newPhone, page }) => {
  const voice = await PhoneVoice.give(page, [voices.vietnamese, voices.english]);
  const settings = new Settings(page);
  await settings.open();
  await settings.language('en').click();
  await citizen.begins('khai-bao-tam-vang');
  await citizen.form.variant('away-12-months').check();
  await citizen.form.next();
  await buttons(page).first().click();
  await expect.poll(async () => (await voice.said()).length).toBeGreaterThan(0);
  for (const { voice: name, lang } of await voice.said()) expect([name, lang]).toEqual(['English', 'en-GB']);

  const other = await newPhone();
  await PhoneVoice.give(other.page, [voices.vietnamese]);
  await other.citizen.begins('khai-bao-tam-vang');
  await other.citizen.form.variant('away-12-months').check();
  await other.citizen.form.next();
  await expect(buttons(other.page).first()).toBeVisible();
  const theirs = new Settings(other.page);
  await theirs.open();
  await theirs.language('en').click();
  await other.page.goBack();
  await other.citizen.form.ready();
  await expect(buttons(other.page).first()).toBeAttached();
  await expect(buttons(other.page).filter({ visible: true })).toHaveCount(0);
});
