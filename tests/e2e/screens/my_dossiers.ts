import type { Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** `/ho-so`: drafts, waiting to be sent, sent. */
export class MyDossiers extends Screen {
  async open(): Promise<void> {
    await this.goto('/ho-so');
  }

  get drafts(): Locator {
    return this.page.locator('[data-draft]');
  }

  draft(id: string): Locator {
    return this.page.locator(`[data-draft="${id}"]`);
  }

  dossier(code: string): Locator {
    return this.page.locator(`[data-dossier="${code}"]`);
  }

  get waiting(): Locator {
    return this.page.locator('[data-outbox]');
  }
}
