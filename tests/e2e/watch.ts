import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/**
 * Listens to every page of a phone and keeps what must not happen: errors in the console (violations of the content
 * security policy are among them), exceptions, and requests to anyone but the server.
 */
export class Watch {
  readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(context: BrowserContext, origin: string) {
    context.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' || /Content Security Policy|panicked/.test(message.text())) {
        this.add(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => this.add(`exception: ${error.error().stack ?? error.error().message}`));
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(data|blob|about|chrome-extension):/.test(url)) this.add(`asked ${url}`);
    });
  }

  private add(fault: string): void {
    if (!this.allowed.some((pattern) => pattern.test(fault))) this.faults.push(fault);
  }

  /** A test that cuts the network expects the browser to complain about it. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }
}
