import type { Locator } from '@playwright/test';
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
}
