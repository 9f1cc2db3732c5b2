import type { Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** `/`: search, the services, drafts to go on with. */
export class Home extends Screen {
  async open(): Promise<void> {
    await this.goto('/');
  }

  get search(): Locator {
    return this.id('search');
  }

  /** Links to guides, in the order shown. */
  get services(): Locator {
    return this.page.locator('main a[href^="/dich-vu/"]');
  }

  service(slug: string): Locator {
    return this.page.locator(`main a[href="/dich-vu/${slug}"]`).first();
  }

  /** What the search found, the best first. */
  get results(): Locator {
    return this.page.locator('[data-results] a[href^="/dich-vu/"]');
  }

  draft(id: string): Locator {
    return this.page.locator(`[data-draft="${id}"]`).first();
  }
}
