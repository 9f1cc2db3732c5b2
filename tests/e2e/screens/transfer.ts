import { readFile } from 'node:fs/promises';
import { expect, type Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** A file for another phone, and what opens it. */
export interface Carried {
  file: Buffer;
  code: string;
}

/** The dialogs of My dossiers that carry dossiers from one phone to another. */
export class Transfer extends Screen {
  /** What has gone wrong, as it is said. */
  get problem(): Locator {
    return this.id('transfer-problem');
  }

  /** Presses the button of one dossier (or of a slip), and saves the file. */
  async takes(button: Locator): Promise<Carried> {
    await button.click();
    const shown = this.page.locator('[data-transfer-code]');
    await shown.waitFor();
    const code = (await shown.getAttribute('data-transfer-code')) ?? '';
    const saving = this.page.waitForEvent('download');
    await this.action('save-transfer').click();
    const file = await readFile(await (await saving).path());
    await expect(this.page.locator('[data-transfer-said]')).not.toBeEmpty();
    return { file, code };
  }

  /** Opens the dialog where it is not open. */
  async opens(): Promise<void> {
    if (!(await this.id('transfer-code').isVisible())) await this.action('bring').click();
  }

  async brings({ file, code }: Carried): Promise<void> {
    await this.opens();
    await this.id('transfer-file').setInputFiles({ name: 'ho-so.nhs', mimeType: 'application/octet-stream', buffer: file });
    await this.id('transfer-code').fill(code);
    await this.action('open-transfer').click();
    await expect(this.page.locator('[data-action="open-transfer"]:disabled')).toHaveCount(0);
  }
}
