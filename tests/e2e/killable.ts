import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './playwright.config.ts';

/** Playwright's own persistent contexts close the browser politely; this one is started by hand, to be killed. */
export class KillableBrowser {
  readonly folder = mkdtempSync(join(tmpdir(), 'nop-ho-so-browser-'));
  private process: ChildProcess | undefined;
  browser: Browser | undefined;

  async open(): Promise<Page> {
    const child = spawn(
      chromiumPath,
      ['--headless=new', ...chromiumArgs, `--user-data-dir=${this.folder}`, '--remote-debugging-port=0', 'about:blank'],
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    this.process = child;
    const address = await new Promise<string>((found, failed) => {
      let printed = '';
      child.stderr.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const match = /DevTools listening on (ws:\S+)/.exec(printed);
        if (match?.[1]) found(match[1]);
      });
      child.once('exit', () => failed(new Error(printed)));
    });
    this.browser = await chromium.connectOverCDP(address);
    const context = this.browser.contexts()[0];
    if (!context) throw new Error('the browser has no window');
    const page = context.pages()[0] ?? (await context.newPage());
    await page.setViewportSize({ width: 360, height: 800 });
    return page;
  }

  /** All of its processes at once, as when the phone's battery is taken out. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child?.pid || child.exitCode !== null || child.signalCode) return;
    const gone = new Promise((done) => child.once('exit', done));
    process.kill(-child.pid, 'SIGKILL');
    await gone;
    await this.browser?.close().catch(() => undefined);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
