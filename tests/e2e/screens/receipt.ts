import { expect, type Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** `/bien-nhan/:code`: proof that the form has arrived. */
export class Receipt extends Screen {
  async arrived(): Promise<void> {
    await this.page.waitForURL(/\/bien-nhan\//, { waitUntil: 'commit' });
    await this.codeText.waitFor();
  }

  /** Nothing of the dossier is left on the phone to be sent. */
  async papersArrived(timeout = 60_000): Promise<void> {
    await expect(this.page.locator('[data-papers]')).toHaveAttribute('data-papers', '0', { timeout });
  }

  get codeText(): Locator {
    return this.page.locator('[data-code]').first();
  }

  /** `H49.22-261122-482913` */
  async code(): Promise<string> {
    const shown = await this.codeText.evaluate((element) => (element as HTMLElement).dataset.code || element.textContent);
    return (shown ?? '').trim();
  }

  async secret(): Promise<string> {
    const secret = this.page.locator('[data-secret]').first();
    const shown = await secret.evaluate((element) => (element as HTMLElement).dataset.secret || element.textContent);
    return (shown ?? '').trim();
  }
}
