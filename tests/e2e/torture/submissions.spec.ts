// Many forms with two files of 3 MB each over a network that drops, delays, cuts, answers as a portal and loses answers
// after the commit, while the browser is killed every 20 seconds. `make torture` sends 300.
import { Citizen } from '../citizen.ts';
import { KillableBrowser } from '../killable.ts';
import { isKept } from '../offline.ts';
import { pdf } from '../papers.ts';
import { type Fault, Proxy } from '../proxy.ts';
import { sampleOf } from '../samples.ts';
import { expect, test } from '../test.ts';

const sample = sampleOf('khai-bao-tam-vang');
const paperId = Object.keys(sample.answers.documents ?? {})[0] ?? '';
const FORMS = Number(process.env.FORMS ?? 3);
const BYTES = 3_000_000;
/** Between two kills, in milliseconds. */
const LIFE = 20_000;

/** What strikes one request in four. */
function someFault(): Fault | undefined {
  if (Math.random() > 0.25) return undefined;
  const html = { 'content-type': 'text/html' };
  const faults: Fault[] = [
    { kind: 'drop' },
    { kind: 'delay', ms: 2_000 },
    { kind: 'cut', at: Math.floor(Math.random() * 300_000) },
    { kind: 'lose' },
    { kind: 'truncate', at: 20 },
    { kind: 'portal', status: 200, headers: html, body: '<h1>Wi-Fi</h1>' },
    { kind: 'portal', status: 511, headers: html },
  ];
  return faults[Math.floor(Math.random() * faults.length)];
}

test(`${FORMS} forms, each exactly once`, async ({ server, services, officer }) => {
  test.setTimeout(120_000 + FORMS * 120_000);
  const before = new Set(await officer.list());
  const proxy = new Proxy(() => server.port);
  await proxy.start();
  const phone = new KillableBrowser();
  let [said, kills] = [0, 0];
  let born = Date.now();
  const reborn = async () => {
    const citizen = new Citizen(await phone.open(), services);
    born = Date.now();
    return citizen;
  };
  try {
    let citizen = await reborn();
    await citizen.home.goto(`${proxy.url}/`);
    await isKept(citizen.page);
    await services.definition(sample.slug);
    proxy.fault = ({ path }) => (path.startsWith('/api/v1/') ? someFault() : undefined);
    while (said < FORMS) {
      // Wherever it is just now: at the form, in the middle of a file, between the commit and the receipt.
      const death = setTimeout(() => void phone.kill(), Math.max(LIFE - (Date.now() - born), 0));
      try {
        await citizen.guide.goto(`${proxy.url}/dich-vu/${sample.slug}`);
        await citizen.guide.start();
        await citizen.fills(sample, async (step) => {
          if (step !== 'giay-to') return;
          for (const name of ['mot', 'hai']) await citizen.documents.attach(paperId, pdf(name, BYTES));
        });
        await citizen.review.consent.check();
        await citizen.review.submit.click();
        await citizen.page.locator('[data-notice="unsent"], [data-code]').first().waitFor();
        said += 1;
      } catch (error) {
        if (Date.now() - born < LIFE) throw error;
      }
      clearTimeout(death);
      if (Date.now() - born >= LIFE) {
        await phone.kill();
        kills += 1;
        citizen = await reborn();
        await citizen.page.goto(`${proxy.url}/ho-so`);
      }
    }
    // The network mends; all that was said to wait or to be sent arrives.
    proxy.fault = () => undefined;
    await citizen.page.goto(`${proxy.url}/ho-so`);
    const { page } = citizen;
    await page.locator('[data-stage]').first().waitFor();
    await expect
      .poll(() => page.locator('[data-stage="waits"], [data-stage="sending"], [data-stage="papers"]').count(), { timeout: 120_000 + FORMS * 2_000 })
      .toBe(0);
    const onPhone = await page.locator('[data-stage="sent"]').count();
    const codes = (await officer.list()).filter((code) => !before.has(code));
    expect(codes.length, 'as many dossiers as the phone has receipts').toBe(onPhone);
    expect(codes.length, 'nothing that was pressed is lost').toBeGreaterThanOrEqual(said);
    let files = 0;
    for (const code of codes) {
      for (const file of (await officer.read(code)).attachments) {
        expect(await officer.hashOf(code, file.sha256)).toBe(file.sha256);
        files += 1;
      }
    }
    expect(files).toBe(codes.length * 3);
    const struck = proxy.history.filter((one) => one.fault).length;
    console.log(`${said} forms pressed, ${codes.length} dossiers, ${files} files whole; ${kills} kills, ${struck} of ${proxy.history.length} requests struck`);
  } finally {
    await phone.remove();
    await proxy.stop();
  }
});
