// The main job in the browsers that Playwright cannot drive as their makers ship them: find, fill, attach, send, follow.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { VietnameseKeyboard } from '../ime.ts';
import { Officer } from '../officer.ts';
import { patience } from '../playwright.config.ts';
import { sampleOf, Services } from '../samples.ts';
import { Server } from '../server.ts';
import { startFirefox } from './firefox.ts';
import { byId, Hand } from './hand.ts';
import { startWebKit } from './webkit.ts';
import type { Wire } from './wire.ts';

const find = (...names: string[]) =>
  names.flatMap((name) => (process.env.PATH ?? '').split(':').map((folder) => join(folder, name))).find((path) => existsSync(path));
/** `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser` on Debian. */
const miniBrowser = () =>
  ['/usr/lib', '/usr/libexec']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).filter((name) => name.includes('linux-gnu')).map((name) => join(folder, name))])
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((name) => join(folder, name, 'MiniBrowser')))
    .find((path) => existsSync(path));

/** How each is started; nothing when it is not installed. */
const browsers: Record<string, () => (() => Promise<Wire>) | undefined> = {
  Firefox: () => {
    const binary = find('firefox-esr', 'firefox');
    return binary ? () => startFirefox(binary, patience) : undefined;
  },
  WebKitGTK: () => {
    const [driver, browser, screen] = [find('WebKitWebDriver'), miniBrowser(), find('Xvfb')];
    return driver && browser && screen ? () => startWebKit(driver, browser, patience) : undefined;
  },
};

for (const [name, installed] of Object.entries(browsers)) {
  test(`${name}: find, fill, attach, send, follow`, async ({}, info) => {
    test.setTimeout(180_000 * patience);
    const start = installed();
    test.skip(!start, `${name} is not installed here`);
    if (!start) return;
    const server = new Server();
    await server.start();
    const wire = await start();
    console.log(`${name}: ${wire.name}`);
    try {
      const services = new Services(server.url);
      const hand = new Hand(wire, server.url, services, info.outputPath('papers'), patience);
      const sample = sampleOf('dang-ky-tam-tru', 'rented');
      const path = 'applicant.full_name';
      const typed = ['Nguyễn', 'Thị', 'Ánh'];
      const words = typed.map((word) => VietnameseKeyboard.words[word] ?? [word]);

      await hand.open('/');
      await hand.type('#search', 'thue nha tam tru');
      await hand.click(`[data-results] a[href="/dich-vu/${sample.slug}"]`);
      await hand.click('[data-action="start"]');
      await hand.wait('the form is open', "return location.pathname.split('/').length === 5");
      await hand.fills(sample, { path, words });
      await hand.click(byId('consent'));
      await hand.click('[data-action="submit"]');
      // Both at once: the screen may be drawn again in between.
      const [code = '', secret = ''] = await hand.wait<string[]>(
        'the receipt',
        `const [code, secret] = ['code', 'secret'].map((name) => document.querySelector(\`[data-\${name}]\`)?.dataset[name]);
         return location.pathname.startsWith('/bien-nhan/') && code && secret && [code, secret]`,
      );

      const received = await new Officer(server).read(code);
      expect(received.answers.sections.applicant).toMatchObject({ full_name: typed.join(' ') });
      // Papers follow their form.
      await expect.poll(async () => (await new Officer(server).read(code)).attachments.length, { timeout: 30_000 * patience }).toBeGreaterThan(0);

      await hand.open(`/tra-cuu#code=${code}&secret=${secret}`);
      await hand.wait('the first step is shown', "return !!document.querySelector('[data-event=\"registered\"]')");
    } finally {
      await wire.close();
      await server.remove();
    }
  });
}
