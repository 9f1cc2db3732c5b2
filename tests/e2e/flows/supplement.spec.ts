// The office asks for some places again: only those open, they are kept as they are typed, and go by themselves.
import { paper } from '../papers.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('dang-ky-tam-tru');
const [asked] = Object.entries(sample.answers.documents ?? {}).find(([, given]) => given.files?.length) ?? [''];

test('only what is asked for opens, survives a dead browser, and is sent when the signal is back', async ({
  citizen,
  context,
  officer,
  page,
  watch,
}) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { code } = await citizen.files(sample);
  await officer.act(code, 'receive');
  await officer.asksFor(code, { 'applicant.full_name': 'Viết đúng như trên căn cước', [`documents.${asked}`]: 'Ảnh mờ' });
  const { dossier } = citizen;
  await dossier.open(code);
  const answer = page.locator('[data-supplement]');
  await expect(answer.locator('[data-wanted]')).toHaveCount(2);
  await expect(answer.getByText('Viết đúng như trên căn cước')).toBeVisible();
  await expect(page.locator('[data-paused]')).toBeVisible();
  // What was not asked for is there to be read, and nowhere a box.
  await expect(dossier.id('applicant.phone')).toHaveCount(0);
  await answer.locator('[data-locked] summary').click();
  const phone = String((sample.answers.sections.applicant as Record<string, unknown>).phone);
  await expect(answer.locator('[data-locked]')).toContainText(phone.slice(-3));
  await expect(answer.locator('[data-locked]')).toContainText('Quảng Ninh');

  const name = dossier.id('applicant.full_name');
  await expect(name).toHaveValue(String((sample.answers.sections.applicant as Record<string, unknown>).full_name));
  await name.fill('Nguyễn Thị Sửa');
  await name.blur();
  await expect(dossier.id('saved-state')).toHaveAttribute('data-saved', 'true');
  await page.close();
  const again = await context.newPage();
  await again.goto(`/ho-so/${code}`);
  const box = again.locator('[id="applicant.full_name"]');
  await expect(box).toHaveValue('Nguyễn Thị Sửa');

  // Without the paper nothing goes; without a signal it waits.
  const send = again.locator('[data-action="supplement"]');
  await send.click();
  await expect(again.locator(`[id="documents.${asked}:error"]`)).toBeVisible();
  await context.setOffline(true);
  await again.locator(`[id="documents.${asked}"]`).setInputFiles(paper('letter'));
  await expect(again.locator('[data-supplement] [data-file]')).toHaveCount(1);
  await send.click();
  await expect(again.locator('[data-supplement-state]')).toContainText('Tự gửi khi có mạng');
  expect((await officer.read(code)).state).toBe('more_requested');
  await context.setOffline(false);
  await expect(again.locator('[data-supplement]')).toHaveCount(0, { timeout: 90_000 });
  const after = await officer.read(code);
  expect(after.state).toBe('processing');
  expect((after.answers.sections.applicant as Record<string, unknown>).full_name).toBe('Nguyễn Thị Sửa');
  expect(after.attachments.filter(({ place }) => place === `documents.${asked}`).length).toBe(2);
  // Nothing of it is left among the drafts.
  await again.goto('/ho-so');
  await expect(again.locator(`[data-dossier="${code}"]`)).toBeVisible();
  await expect(again.locator('[data-outbox]')).toHaveCount(0);
});

test('what has ended is rated once, as it was sent', async ({ citizen, officer, page }) => {
  const { code } = await citizen.files(sampleOf('khai-bao-tam-vang'));
  await officer.act(code, 'receive');
  await officer.act(code, 'finish');
  const { dossier } = citizen;
  await dossier.open(code);
  await dossier.action('refresh').click();
  await dossier.id('rating-4').check();
  await dossier.id('rating-words').fill('Nhanh');
  await dossier.action('rate').click();
  await expect(page.locator('[data-rated="4"]')).toContainText('Nhanh');
  await page.reload();
  await expect(page.locator('[data-rated="4"]')).toContainText('Nhanh');
});
