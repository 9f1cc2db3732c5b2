import type { Locator } from '@playwright/test';
import { Dossier } from './dossier.ts';

/** `/tra-cuu`: anyone with the code, and more with its lookup secret. */
export class Track extends Dossier {
  override async open(): Promise<void> {
    await this.goto('/tra-cuu');
  }

  /** As the QR of a receipt opens it: the fragment never reaches a server. */
  async openLink(code: string, secret: string): Promise<void> {
    await this.goto(`/tra-cuu#code=${code}&secret=${secret}`);
  }

  async ask(code: string, secret = ''): Promise<void> {
    await this.id('code').fill(code);
    await this.id('secret').fill(secret);
    await this.action('track').click();
  }

  /** The code is unknown, or not this one's. */
  get unknown(): Locator {
    return this.page.locator('[data-unknown]');
  }
}
