// Somebody types and the browser dies: how much text is lost? Half of the deaths are a crash of the page's process, half
// a SIGKILL of the whole browser. `make torture` does 500; the numbers stand in docs/reliability.md.
import { Citizen } from '../citizen.ts';
import { KillableBrowser } from '../killable.ts';
import { patience } from '../playwright.config.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');
const DEATHS = Number(process.env.TYPING_DEATHS ?? 4);
/** Of typing, in seconds: what may be lost in the worst case, and in half of all. */
const WORST = 1;
const MEDIAN = 0;

test(`${DEATHS} deaths while somebody types`, async ({ server, services }) => {
  test.setTimeout(60_000 + DEATHS * 20_000 * patience);
  const phone = new KillableBrowser();
  const lost: number[] = [];
  try {
    let page = await phone.open();
    let citizen = new Citizen(page, services);
    await citizen.guide.goto(`${server.url}/dich-vu/${sample.slug}`);
    await citizen.guide.start();
    const definition = await services.definition(sample.slug);
    const place = definition.sections
      .filter((one) => !one.repeat && !one.show_when)
      .flatMap((one) => one.fields.map((field) => ({ section: one.id, field })))
      .find(({ field }) => field.type === 'person_name' && !field.show_when);
    if (!place) throw new Error('no name is asked for');
    const path = `${place.section}.${place.field.id}`;
    const url = `${server.url}/nop/${sample.slug}/${citizen.form.draft}/${place.section}`;
    if (citizen.form.step === 'truong-hop') await citizen.form.variant(sample.variant ?? '').check();
    for (let death = 0; death < DEATHS; death++) {
      await citizen.form.goto(url);
      const box = citizen.form.id(path);
      await box.fill('');
      await citizen.form.saved();
      await box.focus();
      const typed: { text: string; at: number }[] = [];
      const end = Date.now() + 300 + Math.random() * 1_500;
      let text = '';
      while (Date.now() < end) {
        text += 'abcdeghiklmnopqrstuvxy'[text.length % 22];
        await page.keyboard.press(text.at(-1) ?? 'a');
        typed.push({ text, at: Date.now() });
      }
      const died = Date.now();
      if (death % 2) await phone.kill();
      else {
        const crashed = page.waitForEvent('crash');
        await page.goto('chrome://crash').catch(() => undefined);
        await crashed;
        await page.close().catch(() => undefined);
      }
      page = death % 2 ? await phone.open() : await (phone.browser?.contexts()[0]?.newPage() ?? phone.open());
      citizen = new Citizen(page, services);
      await citizen.form.goto(url);
      const kept = (await citizen.form.id(path).inputValue()).toLowerCase();
      expect(text.startsWith(kept), `"${kept}" is what was typed: "${text}"`).toBe(true);
      // From the first key that is not there to the end.
      const gone = typed.find((one) => one.text.length > kept.length);
      lost.push(gone ? (died - gone.at) / 1_000 : 0);
    }
  } finally {
    await phone.remove();
  }
  lost.sort((a, b) => a - b);
  const median = lost[Math.floor(lost.length / 2)] ?? 0;
  const worst = lost.at(-1) ?? 0;
  console.log(`${lost.length} deaths while typing: lost ${worst.toFixed(2)} s in the worst, ${median.toFixed(2)} s in the median`);
  expect(worst).toBeLessThanOrEqual(WORST);
  expect(median).toBeLessThanOrEqual(MEDIAN);
});
