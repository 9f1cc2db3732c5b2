import type { Locator } from '@playwright/test';
import { Form } from './form.ts';

/** `/nop/:slug/:draft/kiem-tra`: everything once more, consent, send. */
export class Review extends Form {
  get consent(): Locator {
    return this.id('consent');
  }

  get submit(): Locator {
    return this.action('submit');
  }
}
