import { defineConfig } from '@playwright/test';

/** Quiet and self-contained: no sandbox inside containers, and no calls of the browser's own. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A cheap phone held upright, in Vietnam. */
export const phone = {
  viewport: { width: 360, height: 800 },
  hasTouch: true,
  isMobile: true,
  // The processor draws every pixel here: a phone's two or three to a point would only cost time.
  deviceScaleFactor: 1,
  locale: 'vi-VN',
  timezoneId: 'Asia/Ho_Chi_Minh',
};

/** On a machine that has other things to do: PATIENCE=4 waits four times as long for everything. */
export const patience = Number(process.env.PATIENCE ?? 1);

export default defineConfig({
  projects: [
    { name: 'flows', testDir: 'flows' },
    // One job in Firefox and WebKitGTK: docs/browsers.md.
    { name: 'browsers', testDir: 'browsers' },
    // Hours, for `make torture`.
    { name: 'torture', testDir: 'torture' },
    // The pictures of README.md: scripts/screenshots.sh.
    { name: 'pictures', testDir: 'pictures' },
  ],
  outputDir: process.env.RESULTS ?? 'results',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes only the second time is a fault to be found: `make test` names it, and goes on.
  retries: process.env.CI ? 1 : 0,
  workers: Number(process.env.WORKERS ?? 2),
  timeout: 60_000 * patience,
  expect: {
    timeout: 10_000 * patience,
    // Another build of the same browser smooths the edges of letters in another way.
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', scale: 'css', threshold: 0.3, maxDiffPixelRatio: 0.01 },
  },
  snapshotPathTemplate: '{testDir}/../visual/{arg}{ext}',
  reporter: [['list']],
  use: {
    ...phone,
    actionTimeout: 10_000 * patience,
    navigationTimeout: 20_000 * patience,
    trace: 'off',
    // Tests that stand between app and server must see every request; flows/offline.spec.ts and its kin allow the worker.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromiumPath, args: chromiumArgs },
  },
});
