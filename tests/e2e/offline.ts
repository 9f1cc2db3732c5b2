import { type BrowserContext, expect, type Page } from '@playwright/test';
import { Citizen } from './citizen.ts';
import { Deployment } from './deployment.ts';
import { phone } from './playwright.config.ts';
import { Services } from './samples.ts';
import { Server } from './server.ts';
import { test as base } from './test.ts';
import { Watch } from './watch.ts';

/** A server of its own with a copy of the app, and a phone that keeps the app. */
export interface Place {
  server: Server;
  deployment: Deployment;
  context: BrowserContext;
  page: Page;
  citizen: Citizen;
  services: Services;
}

/** What a browser says of a server that is not there. */
const GONE = /ERR_CONNECTION|ERR_EMPTY|ERR_INTERNET|Failed to (fetch|load)|status of (404|5\d\d)/;

export const test = base.extend<{ place: Place }>({
  place: async ({ browser }, use, info) => {
    const server = new Server();
    const deployment = new Deployment();
    server.settings = { DIST_DIR: deployment.folder };
    await server.start();
    const services = new Services(server.url);
    const context = await browser.newContext({ ...phone, baseURL: server.url, serviceWorkers: 'allow' });
    const watch = new Watch(context, server.url);
    watch.allow(GONE);
    const page = await context.newPage();
    await use({ server, deployment, context, page, citizen: new Citizen(page, services), services });
    await context.close();
    await server.remove();
    deployment.remove();
    if (info.status === info.expectedStatus) expect(watch.faults).toEqual([]);
  },
});

/** Everything that is needed without a network is on the phone. */
export async function isKept(page: Page): Promise<void> {
  // As the button in the settings does: the app itself lets some seconds pass first.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    dispatchEvent(new Event('fill-now'));
  });
  await expect(page.locator('html')).toHaveAttribute('data-kept', 'all', { timeout: 60_000 });
}

/** The first file of the program that the page runs. */
export const programOf = (page: Page): Promise<string> =>
  page.locator('script[data-wasm]').evaluate((script) => (script as HTMLElement).dataset.js ?? '');
