import { expect, type Locator, type Page } from '@playwright/test';

/** What all screens share. A screen knows where things are; what a person does with them stands in citizen.ts. */
export class Screen {
  constructor(readonly page: Page) {}

  /** Opens an address and waits until the app has drawn it. */
  async goto(path: string): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  }

  action(name: string): Locator {
    return this.page.locator(`[data-action="${name}"]`);
  }

  /** An element by its id, which may hold dots and brackets. */
  id(id: string): Locator {
    return this.page.locator(`[id="${id}"]`);
  }

  get heading(): Locator {
    return this.page.locator('h1');
  }

  /** The title of the screen, and nothing that says it went wrong. */
  async shows(heading: string | RegExp): Promise<void> {
    await expect(this.heading).toHaveText(heading);
  }
}
