import type { Locator, Page } from '@playwright/test';
import { type Address, type Field, plain, type Services, type Value } from '../samples.ts';
import { paper } from '../papers.ts';

/** One question on the screen, by its place in the answers (`applicant.full_name`, `members[0].member_gender`). */
export class FieldOnScreen {
  constructor(
    private readonly page: Page,
    private readonly services: Services,
    readonly path: string,
    readonly field: Field,
  ) {}

  private id(id: string): Locator {
    return this.page.locator(`[id="${id}"]`);
  }

  /** What a finger touches first. */
  anchor(value: Value): Locator {
    switch (this.field.type) {
      case 'radio':
      case 'gender':
        return this.id(`${this.path}=${String(value)}`);
      case 'multi_select':
        return this.id(`${this.path}=${(value as string[])[0]}`);
      case 'address':
        return this.id(`${this.path}.province`);
      default:
        return this.id(this.path);
    }
  }

  /** Answers it as a person does. */
  async answer(value: Value): Promise<void> {
    switch (this.field.type) {
      case 'radio':
      case 'gender':
      case 'checkbox':
      case 'declaration':
        return this.anchor(value).check();
      case 'multi_select':
        for (const one of value as string[]) await this.id(`${this.path}=${one}`).check();
        return;
      case 'select':
        await this.id(this.path).selectOption(String(value));
        return;
      case 'address':
        return this.answerAddress(value as Address);
      case 'nationality':
      case 'country':
        return this.pick(this.path, String(value), await this.services.nameOf('countries', String(value)));
      case 'ethnicity':
      case 'religion':
        return this.pick(this.path, String(value), String(value));
      case 'date':
      case 'partial_date':
        return this.id(this.path).fill(this.dateAsTyped(String(value)));
      case 'datetime': {
        const [date = '', time = ''] = String(value).split('T');
        await this.id(this.path).fill(this.dateAsTyped(date));
        return this.id(`${this.path}:time`).fill(time);
      }
      case 'photo_4x6':
        await this.id(this.path).setInputFiles(paper('portrait'));
        await this.page.locator('[data-action="cut"]').click();
        return;
      default:
        return this.id(this.path).fill(String(value));
    }
  }

  private async answerAddress(address: Address): Promise<void> {
    if (address.province) {
      await this.pick(`${this.path}.province`, address.province, await this.services.nameOf('provinces', address.province));
    }
    if (address.commune) {
      await this.pick(`${this.path}.commune`, address.commune, await this.services.nameOf('communes', address.commune));
    }
    if (address.detail) await this.id(`${this.path}.detail`).fill(address.detail);
  }

  /** Types a name without its marks and takes the entry from the list below. */
  private async pick(id: string, value: string, name: string): Promise<void> {
    const box = this.id(id);
    await box.click();
    await box.fill(plain(name));
    const option = this.page.locator(`[role="option"][data-value="${value}"]`).first();
    await option.click();
  }

  /** Dates are typed in different ways; which one depends on the field, so that a run can be repeated. */
  private dateAsTyped(iso: string): string {
    const [year = '', month, day] = iso.split('-');
    if (!month) return year;
    if (!day) return `${Number(month)}/${year}`;
    switch (this.path.length % 3) {
      case 0:
        return `${Number(day)}/${Number(month)}/${year}`;
      case 1:
        return `${day}${month}${year}`;
      default:
        return iso;
    }
  }
}
