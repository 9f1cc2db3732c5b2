import { type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { Citizen } from './citizen.ts';
import { Officer } from './officer.ts';
import { phone } from './playwright.config.ts';
import { Services } from './samples.ts';
import { Server } from './server.ts';
import { Watch } from './watch.ts';

/** Someone's phone: its own storage, watched for faults. */
export interface Phone {
  context: BrowserContext;
  page: Page;
  watch: Watch;
  citizen: Citizen;
}

interface Fixtures {
  /** Takes a phone that has never seen the app out of its box. */
  newPhone: (options?: Parameters<import('@playwright/test').Browser['newContext']>[0]) => Promise<Phone>;
  citizen: Citizen;
  officer: Officer;
  watch: Watch;
}

interface WorkerFixtures {
  server: Server;
  services: Services;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = new Server();
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker' },
  ],
  services: [
    async ({ server }, use) => {
      await use(new Services(server.url));
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
  watch: [
    async ({ context, server }, use, info) => {
      const watch = new Watch(context, server.url);
      await use(watch);
      if (info.status === info.expectedStatus) expect(watch.faults).toEqual([]);
    },
    { auto: true },
  ],
  newPhone: async ({ browser, server, services }, use, info) => {
    const phones: Phone[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...phone, baseURL: server.url, ...options });
      const watch = new Watch(context, server.url);
      const page = await context.newPage();
      const made = { context, page, watch, citizen: new Citizen(page, services) };
      phones.push(made);
      return made;
    });
    for (const made of phones) {
      await made.context.close();
      if (info.status === info.expectedStatus) expect(made.watch.faults).toEqual([]);
    }
  },
  citizen: async ({ page, services }, use) => {
    await use(new Citizen(page, services));
  },
  officer: async ({ server }, use) => {
    await use(new Officer(server));
  },
});

export { expect } from '@playwright/test';
