// The people of a household are entered once and fill every form; nothing of them shows in another; who is helped reads and
// agrees themself, and the office hears who helped; the round goes by the nearest deadline.
import { bmp, scenes } from '../scenes.ts';
import { sampleOf } from '../samples.ts';
import { Households } from '../screens/households.ts';
import { unlocks } from '../screens/locked.ts';
import { Settings } from '../screens/settings.ts';
import { expect, test } from '../test.ts';

const MOTHER = { name: 'Lường Thị Bích Thảo', relation: 'wife', gender: 'female', born: '02/01/1992', number: '022192000111' } as const;
const FATHER = { name: 'Trương Quang Khải', relation: 'head', gender: 'male', born: '03/02/1990', number: '022090000222' } as const;

test('two people, entered once, fill a birth and a table of members, and show in no other household', async ({ citizen, page }) => {
  const households = new Households(page);
  await households.open();
  await households.adds(FATHER);
  await households.adds(MOTHER);
  await households.people.filter({ hasText: MOTHER.name }).locator('summary').click();
  await expect(households.people.filter({ hasText: MOTHER.name }).locator('[data-source="typed"]').first()).toBeVisible();

  const draft = await households.begins('dang-ky-khai-sinh', MOTHER.name);
  const { form } = citizen;
  await form.goto(`/nop/dang-ky-khai-sinh/${draft}/filer`);
  await expect(form.id('filer.filer_name')).toHaveValue(MOTHER.name);
  await expect(form.id('filer.relation=me')).toBeChecked();
  await expect(page.locator('[data-known]').first()).toBeVisible();
  await form.goto(`/nop/dang-ky-khai-sinh/${draft}/registration`);
  await form.id('registration.family_case').selectOption('du_cha_me');
  await form.saved();
  await form.goto(`/nop/dang-ky-khai-sinh/${draft}/father`);
  await expect(form.id('father.father_name')).toHaveValue(FATHER.name);
  await form.goto(`/nop/dang-ky-khai-sinh/${draft}/mother`);
  await expect(form.id('mother.mother_name')).toHaveValue(MOTHER.name);
  // It can be changed, and is then the person's own answer.
  await form.id('mother.mother_name').fill('Lường Thị Thảo');
  await form.id('mother.mother_name').blur();
  const name = page.locator('.field', { has: form.id('mother.mother_name') });
  await expect(name.locator('[data-known]')).toHaveCount(0);
  await form.saved();

  await households.begins('dang-ky-thuong-tru', FATHER.name, async () => {
    await page.locator('[data-table="members"]').getByLabel(MOTHER.name).check();
  });
  const moving = new URL(page.url()).pathname.split('/')[3];
  await form.goto(`/nop/dang-ky-thuong-tru/${moving}/applicant`);
  await expect(form.id('applicant.full_name')).toHaveValue(FATHER.name);
  await form.goto(`/nop/dang-ky-thuong-tru/${moving}/members`);
  await expect(page.locator('main')).toContainText(MOTHER.name);

  await households.open();
  await households.addsHousehold('Nhà số 12');
  await expect(households.people).toHaveCount(0);
  const content = await page.content();
  for (const canary of [MOTHER.name, FATHER.name, MOTHER.number]) expect(content).not.toContain(canary);
  // Nobody is known here: nobody is asked.
  await form.goto('/nop/dang-ky-khai-sinh');
  await page.waitForURL(/\/truong-hop$/, { waitUntil: 'commit' });
});

test('who is helped takes the phone, reads and agrees; the officer hears who helped, and nobody else', async ({ citizen, officer, page }) => {
  const households = new Households(page);
  await households.open();
  await households.adds(MOTHER);
  await households.helps('Phạm Văn Tổ');
  const sample = sampleOf('khai-bao-tam-vang');
  await households.begins(sample.slug, MOTHER.name);
  await citizen.fills(sample);

  // The review is not for the helper.
  await expect(page.locator('[data-hand-over]')).toBeVisible();
  await expect(citizen.review.submit).toHaveCount(0);
  await households.takesThePhone();
  await expect(page.locator('html')).toHaveAttribute('data-size', '3');
  await citizen.review.consent.check();
  await citizen.review.submit.click();
  await expect(page.locator('[id="help-consent:error"]')).toBeVisible();
  await citizen.form.id('help-consent').check();
  await citizen.review.submit.click();
  const { code, secret } = await citizen.getsReceipt();
  await expect(page.locator('html')).not.toHaveAttribute('data-size', '3');

  const { help } = await officer.read(code);
  expect(help).toMatchObject({ helper: 'Phạm Văn Tổ', relation: 'community_team' });
  expect(help?.on_behalf_of).toBeTruthy();
  expect(help?.consent).toMatchObject({ text_version: '2026-11', language: 'vi' });
  expect(Math.abs((help?.consent.accepted_at ?? 0) - Date.now())).toBeLessThan(600_000);
  await citizen.track.open();
  await citizen.track.ask(code, secret);
  await expect(page.locator('[data-event]').first()).toBeVisible();
  await expect(page.locator('main')).not.toContainText('Phạm Văn Tổ');
});

test('the round goes by the nearest deadline, and says nothing of a locked household but its name and that day', async ({ citizen, page }) => {
  const households = new Households(page);
  const { form } = citizen;
  await households.open();
  await households.helps('Phạm Văn Tổ');
  await households.adds(MOTHER);
  // A birth: by law within 60 days.
  const draft = await households.begins('dang-ky-khai-sinh', MOTHER.name);
  await form.goto(`/nop/dang-ky-khai-sinh/${draft}/child`);
  const born = new Date(Date.now() - 20 * 86_400_000);
  await form.id('child.child_dob').fill(born.toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }));
  await form.id('child.child_dob').blur();
  await form.saved();
  await households.open();
  await expect(households.round).toHaveCount(1);
  const due = await households.round.locator('[data-due]').getAttribute('data-due');
  expect(Math.round((Date.parse(due ?? '') - Date.now()) / 86_400_000)).toBeGreaterThan(38);

  await households.addsHousehold('Nhà ông Khải');
  await households.begins('dang-ky-tam-tru', 'Người khác');
  await form.saved();
  await households.open();
  await expect(households.round).toHaveCount(2);
  await expect(households.round.first().locator('[data-due]')).toBeVisible();
  await expect(households.round.last()).toContainText('Nhà ông Khải');
  await expect(households.round.last().locator('[data-task="missing"]')).toBeVisible();

  // The first one gets a PIN: then it says no more than its name, and the day.
  await households.round.first().locator('[data-action="open-household"]').click();
  await expect(households.people).toHaveCount(1);
  await new Settings(page).setsPin('482913');
  await new Settings(page).action('lock').click();
  await expect(page.locator('[data-locked]')).toBeVisible();
  await households.open();
  const locked = households.round.filter({ has: page.getByText('Đang khóa') });
  await expect(locked).toHaveCount(1);
  await expect(locked.locator('[data-due]')).toHaveAttribute('data-due', due ?? '');
  await expect(locked.locator('[data-task]')).toHaveCount(0);
  await expect(households.people).toHaveCount(0);
  const content = await page.content();
  for (const canary of [MOTHER.name, MOTHER.number]) expect(content).not.toContain(canary);
  await locked.locator('[data-action="open-household"]').click();
  await unlocks(page, '482913');
  await households.action('households').click();
  await expect(households.people).toHaveCount(1);
});

test('in a section about two people the scanner asks whose card it is', async ({ citizen, page }) => {
  const [scene] = scenes();
  const draft = await citizen.begins('dang-ky-thuong-tru');
  const { form } = citizen;
  await form.variant('family').check();
  await form.next();
  await form.goto(`/nop/dang-ky-thuong-tru/${draft}/consents`);
  await form.id('consents.owner_same_as_head=no').check();
  await form.id('consents.needs_guardian_consent=yes').check();
  await form.action('scan-card').click();
  await expect(page.locator('#whose-card [data-choice]')).toHaveCount(2);
  await page.locator('#whose-card [data-choice="1"]').click();
  await expect(page.locator('#whose-card')).toHaveCount(0);
  await page.locator('[data-scan-photo=file]').setInputFiles({ name: 'the.bmp', mimeType: 'image/bmp', buffer: bmp(scene!) });
  await form.action('use-card').click();
  await expect(form.id('consents.guardian_full_name')).not.toHaveValue('');
  await expect(form.id('consents.owner_full_name')).toHaveValue('');
});
