// From one phone to another: a sealed file and the code that opens it. What both phones send arrives once.
import { createHash } from 'node:crypto';
import { pdf } from '../papers.ts';
import { sampleOf } from '../samples.ts';
import { type Carried, Transfer } from '../screens/transfer.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');
const submissions = '**/api/v1/submissions';
/** Its last 8 bytes are the beginning of the SHA-256 of what stands before them. */
const proven = (bytes: Buffer): Buffer => Buffer.concat([bytes, createHash('sha256').update(bytes).digest().subarray(0, 8)]);

test('a draft goes on where it was, on another phone; what is wrong with a file or code is said, and changes nothing', async ({
  citizen,
  newPhone,
  page,
}) => {
  const draft = await citizen.begins(sample.slug);
  const paper = pdf('giay');
  await citizen.fills(sample, async (step) => {
    const id = Object.keys(sample.answers.documents ?? {})[0] ?? '';
    if (step === 'giay-to') await citizen.documents.attach(id, paper);
  });
  await citizen.mine.open();
  const carried = await new Transfer(page).takes(citizen.mine.draft(draft).locator('[data-action="take"]'));
  expect(carried.code).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/);
  for (const open of ['khai-bao-tam-vang', draft, '%PDF']) expect(carried.file.includes(open), open).toBe(false);

  const other = await newPhone();
  const there = new Transfer(other.page);
  await other.citizen.mine.open();
  const flipped = Buffer.from(carried.file);
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  const later = Buffer.from(carried.file.subarray(0, -8));
  later[3] = 2;
  const wrong: [string, Carried][] = [
    ['Mã không đúng', { ...carried, code: '2222-3333-4444' }],
    ['12 chữ và số', { ...carried, code: 'O0O0' }],
    ['bị hỏng', { ...carried, file: flipped }],
    ['bị hỏng', { ...carried, file: carried.file.subarray(0, 300) }],
    ['mới hơn', { ...carried, file: proven(later) }],
    ['không phải tệp', { ...carried, file: paper.buffer }],
  ];
  for (const [said, file] of wrong) {
    await there.brings(file);
    await expect(there.problem, said).toContainText(said);
    await expect(other.citizen.mine.drafts).toHaveCount(0);
  }

  // However the code is typed.
  await there.brings({ ...carried, code: ` ${carried.code.replaceAll('-', ' ').toLowerCase()}` });
  await expect(other.citizen.mine.draft(draft)).toHaveCount(1);
  await there.brings(carried);
  await expect(other.citizen.mine.drafts).toHaveCount(1);
  await other.citizen.mine.draft(draft).locator('a').click();
  await other.citizen.review.consent.waitFor();
  const { code } = await other.citizen.submits();
  expect(code).toBeTruthy();
});

test('what cannot go from one phone goes from another, its papers too; both send, one arrives', async ({
  citizen,
  newPhone,
  officer,
  page,
  watch,
}) => {
  watch.allow(/ERR_FAILED|Failed to fetch/);
  const before = (await officer.list()).length;
  const draft = await citizen.begins(sample.slug);
  await citizen.fills(sample);
  await citizen.review.consent.check();
  await page.route(submissions, (route) => route.abort());
  await citizen.review.submit.click();
  await expect(page.locator('[data-notice="unsent"]')).toBeVisible();
  await citizen.mine.open();
  await expect(citizen.mine.waiting).toHaveAttribute('data-stage', 'waits');
  const carried = await new Transfer(page).takes(page.locator('[data-action="take"]'));

  const other = await newPhone();
  await other.citizen.mine.open();
  await new Transfer(other.page).brings(carried);
  const there = other.page.locator('[data-dossier]');
  await expect(there).toHaveAttribute('data-stage', 'sent');
  const code = (await there.getAttribute('data-dossier')) ?? '';
  const dossier = await officer.read(code);
  expect(dossier.attachments.length).toBeGreaterThan(0);
  for (const file of dossier.attachments) expect(await officer.hashOf(code, file.sha256)).toBe(file.sha256);

  // The first phone finds a signal too: the same dossier.
  await page.unroute(submissions);
  await page.evaluate(() => dispatchEvent(new Event('flush')));
  await expect(citizen.mine.dossier(code)).toHaveAttribute('data-stage', 'sent');
  await expect(citizen.mine.draft(draft)).toHaveCount(0);
  expect(await officer.list()).toHaveLength(before + 1);
});
