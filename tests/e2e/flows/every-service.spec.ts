// Each case of each of the 25 services, from Home to the result: filled from answers made out of its definition.
import { paper, pdf } from '../papers.ts';
import { samples } from '../samples.ts';
import { expect, test } from '../test.ts';

for (const sample of samples) {
  const name = sample.variant ? `${sample.slug}, ${sample.variant}` : sample.slug;

  test(name, async ({ citizen, newPhone, officer, services, page }) => {
    const definition = await services.definition(sample.slug);
    const half = Math.floor(Object.keys(sample.answers.sections).length / 2);
    const { home, guide, form, dossier } = citizen;

    await home.open();
    await home.service(sample.slug).click();
    await expect(guide.heading).toBeFocused();
    await guide.start();

    let reloads = 0;
    await citizen.fills(sample, async (step, number) => {
      await form.saved();
      if (number !== half) return;
      // Leaving a box makes its answer tidy; opening the form again shows tidy answers only.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await form.saved();
      const before = await form.contents();
      await page.reload();
      await form.ready();
      expect(form.step).toBe(step);
      await expect.poll(() => form.contents()).toEqual(before);
      reloads += 1;
    });
    expect(reloads).toBe(1);
    const { code, secret } = await citizen.submits();

    // What the office got is what was answered.
    const received = await officer.read(code);
    expect(received.service).toBe(sample.slug);
    expect(received.answers.variant ?? null).toBe(sample.variant);
    const photos = definition.sections.flatMap((section) =>
      section.fields.filter((field) => field.type === 'photo_4x6').map((field) => `${section.id}.${field.id}`),
    );
    for (const [id, given] of Object.entries(sample.answers.sections)) {
      const got = received.answers.sections[id];
      const rows = Array.isArray(given) ? given : [given];
      const gotRows = Array.isArray(got) ? got : [got];
      expect(gotRows.length, id).toBe(rows.length);
      for (const [index, row] of rows.entries()) {
        for (const [field, value] of Object.entries(row)) {
          if (photos.includes(`${id}.${field}`)) continue;
          expect(gotRows[index]?.[field], `${id}[${index}].${field}`).toEqual(value);
        }
      }
    }
    for (const attachment of received.attachments) {
      expect(await officer.hashOf(code, attachment.sha256)).toBe(attachment.sha256);
    }

    // Somebody else follows it by the code and secret of the receipt.
    const other = await newPhone();
    await other.citizen.track.openLink(code, secret);
    await expect(other.citizen.track.event('registered')).toBeVisible();

    await officer.settle(code, pdf('ket qua').buffer);
    await dossier.open(code);
    await dossier.showsAllSteps();
    await expect(dossier.download).toBeVisible();
  });
}

test('all 25 services and every case of them are above', async ({ services }) => {
  const { services: cards } = await services.index();
  expect(cards).toHaveLength(25);
  for (const { slug } of cards) {
    const { variants = [] } = await services.definition(slug);
    const cases = samples.filter((sample) => sample.slug === slug).map((sample) => sample.variant);
    expect(cases).toEqual(variants.length ? variants.map((variant) => variant.id) : [null]);
  }
});

test('a picture taken sideways arrives upright', async ({ citizen, officer, page }) => {
  const sample = samples.find((one) => Object.values(one.answers.documents ?? {}).some((given) => !given.retrieve));
  if (!sample) throw new Error('no sample asks for a paper');
  await citizen.begins(sample.slug);
  await citizen.fills(sample);
  await citizen.form.back();
  const id = Object.entries(sample.answers.documents ?? {}).find(([, given]) => !given.retrieve)?.[0] ?? '';
  await citizen.documents.attach(id, paper('letter'));
  await citizen.form.next();
  const { code } = await citizen.submits();
  const { attachments } = await officer.read(code);
  const sizes = await Promise.all(
    attachments
      .filter((one) => one.place === `documents.${id}` && one.media_type === 'image/jpeg')
      .map(async (one) => {
        const bytes = await officer.file(code, one.sha256);
        return page.evaluate(async (data) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(data)]));
          return [image.width, image.height];
        }, [...bytes]);
      }),
  );
  // 1200 × 900 on its side is 900 × 1200 upright.
  expect(sizes).toContainEqual([900, 1200]);
});
