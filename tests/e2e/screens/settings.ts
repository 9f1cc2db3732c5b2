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

  /** 1 is the size of the phone, 4 the largest. */
  size(choice: 1 | 2 | 3 | 4): Locator {
    return this.page.locator(`[data-size-choice="${choice}"]`).first();
  }
}
