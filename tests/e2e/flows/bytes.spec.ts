// What a first visit costs a phone that pays for every kilobyte: all that Chromium downloads, as it came over the wire.
import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';

/** Counts what the network delivers from now on; answers bytes by address. */
async function meter(page: Page): Promise<Map<string, number>> {
  const session = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, new URL(response.url).pathname));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId) ?? requestId;
    bytes.set(url, (bytes.get(url) ?? 0) + encodedDataLength);
  });
  await session.send('Network.enable');
  return bytes;
}

const sum = (bytes: Map<string, number>) => [...bytes.values()].reduce((all, one) => all + one, 0);

// The aim is 200 KB: docs/speed.md tells what is left to do. This keeps it from growing.
test('Home is at most 440 KB, all files', async ({ citizen, page }) => {
  const bytes = await meter(page);
  await citizen.home.open();
  await citizen.home.services.first().waitFor();
  await page.waitForLoadState('networkidle');
  console.log(Object.fromEntries(bytes));
  expect(sum(bytes)).toBeLessThanOrEqual(440 * 1024);
});

test('a form costs at most one definition of 8 KB more', async ({ services, server }) => {
  const { services: cards } = await services.index();
  const sizes: Record<string, number> = {};
  for (const { slug, version } of cards) {
    const response = await fetch(`${server.url}/api/v1/services/${slug}/definitions/${version}`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect(response.headers.get('content-encoding'), slug).toBe('br');
    expect(response.headers.get('cache-control'), slug).toContain('immutable');
    sizes[slug] = Number(response.headers.get('content-length'));
    expect(sizes[slug], slug).toBeGreaterThan(0);
    expect(sizes[slug], slug).toBeLessThanOrEqual(8 * 1024);
  }
  console.log(sizes);
});
