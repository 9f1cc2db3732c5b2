import { expect, type Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** `/tai-khoan`: language, looks, what this phone keeps. */
export class Settings extends Screen {
  async open(): Promise<void> {
    await this.goto('/tai-khoan');
  }

  language(lang: 'vi' | 'en'): Locator {
    return this.page.locator(`[data-lang="${lang}"]`).first();
  }

  theme(choice: 'light' | 'dark' | 'auto'): Locator {
    return this.page.locator(`[data-theme-choice="${choice}"]`).first();
  }

  /** 1 is the size of the phone, 4 the largest. */
  size(choice: 1 | 2 | 3 | 4): Locator {
    return this.page.locator(`[data-size-choice="${choice}"]`).first();
  }

  /** Opens the screen and gives the open folder a PIN. */
  async setsPin(pin: string): Promise<void> {
    await this.open();
    await this.action('set-pin').click();
    await this.page.locator('#new-pin').fill(pin);
    await this.page.locator('#new-pin-again').fill(pin);
    await this.action('save-pin').click();
    await expect(this.action('lock')).toBeVisible();
  }
}
