import { expect, type Locator } from '@playwright/test';
import type { Paper } from '../papers.ts';
import { Form } from './form.ts';

/** `/nop/:slug/:draft/giay-to`: the papers to attach. */
export class Documents extends Form {
  box(id: string): Locator {
    return this.id(`documents.${id}`);
  }

  /** One for each file that is kept with the draft. */
  get files(): Locator {
    return this.page.locator('[data-file]');
  }

  async attach(id: string, file: Paper): Promise<void> {
    const before = await this.files.count();
    await this.box(id).setInputFiles(file);
    await expect(this.files).toHaveCount(before + 1);
  }

  async askOfficeToRetrieve(id: string): Promise<void> {
    await this.id(`documents.${id}:retrieve`).check();
  }
}
