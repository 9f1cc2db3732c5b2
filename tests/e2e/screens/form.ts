import { expect, type Locator } from '@playwright/test';
import { patience } from '../playwright.config.ts';
import { Screen } from './screen.ts';

/** `/nop/:slug/:draft/:step`: one step of a form. */
export class Form extends Screen {
  /** The step in the address: `truong-hop`, a section's id, `giay-to` or `kiem-tra`. */
  get step(): string {
    return new URL(this.page.url()).pathname.split('/')[4] ?? '';
  }

  get draft(): string {
    return new URL(this.page.url()).pathname.split('/')[3] ?? '';
  }

  get savedState(): Locator {
    return this.id('saved-state');
  }

  /** All that was typed is kept. */
  async saved(): Promise<void> {
    await expect(this.savedState).toHaveAttribute('data-saved', 'true');
  }

  variant(id: string): Locator {
    return this.id(`variant=${id}`);
  }

  error(path: string): Locator {
    return this.id(`${path}:error`);
  }

  /** Every error shown, with its place. */
  async errors(): Promise<string[]> {
    return this.page
      .locator('[id$=":error"]')
      .evaluateAll((shown) => shown.map((one) => `${one.id} ${one.textContent?.trim()}`).filter((text) => / ./.test(text)));
  }

  /** To the next step; what the form complains about instead is the failure's message. */
  async next(): Promise<void> {
    await this.leaveBy(this.action('next'));
  }

  async back(): Promise<void> {
    await this.leaveBy(this.action('back'));
  }

  private async leaveBy(button: Locator): Promise<void> {
    const before = this.step;
    await button.click();
    try {
      await expect.poll(() => this.step, { timeout: 5_000 * patience, intervals: [10, 20, 50, 100] }).not.toBe(before);
    } catch {
      throw new Error(`still on ${before}: ${(await this.errors()).join(' | ') || 'no error is shown'}`);
    }
  }

  /** What stands in every box of this step, by id; files and buttons aside. */
  async contents(): Promise<Record<string, string | boolean>> {
    return this.page.evaluate(() => {
      const boxes = document.querySelectorAll<HTMLInputElement>('main input, main select, main textarea');
      return Object.fromEntries(
        [...boxes]
          .filter((box) => box.id && box.type !== 'file')
          .map((box) => [box.id, /^(radio|checkbox)$/.test(box.type) ? box.checked : box.value]),
      );
    });
  }
}
