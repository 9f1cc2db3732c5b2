import { expect, type Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** `/ho-so/:code`: a dossier of this phone and where it stands. */
export class Dossier extends Screen {
  async open(code: string): Promise<void> {
    await this.goto(`/ho-so/${code}`);
  }

  /** One line of the timeline; `registered`, `received`, … */
  event(state: string): Locator {
    return this.page.locator(`[data-event="${state}"]`);
  }

  get download(): Locator {
    return this.action('download');
  }

  /** The whole way of a dossier that went well. */
  async showsAllSteps(): Promise<void> {
    for (const state of ['registered', 'received', 'processing', 'done', 'returned']) {
      await expect(this.event(state)).toHaveCount(1);
    }
  }
}
