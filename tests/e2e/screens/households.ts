import { expect, type Locator } from '@playwright/test';
import { Screen } from './screen.ts';

/** One of a household, as they are entered. */
export interface Person {
  name: string;
  relation: string;
  gender?: 'male' | 'female';
  born?: string;
  number?: string;
}

/** `/ho-gia-dinh`: the people of a household, a helper's round; and the question before a form. */
export class Households extends Screen {
  async open(): Promise<void> {
    await this.goto('/ho-gia-dinh');
    await expect(this.page.locator('[data-households] h2').first()).toBeVisible();
  }

  get people(): Locator {
    return this.page.locator('[data-person]');
  }

  /** The households of the round, in its order. */
  get round(): Locator {
    return this.page.locator('[data-household]');
  }

  /** Types what is known of somebody into the open questions, and keeps it. */
  async tells(person: Person): Promise<void> {
    await this.id('citizen.full_name').fill(person.name);
    await this.id('citizen.relation_to_head').selectOption(person.relation);
    if (person.born) await this.id('citizen.date_of_birth').fill(person.born);
    if (person.gender) await this.id(`citizen.gender=${person.gender}`).check();
    if (person.number) await this.id('citizen.citizen_id').fill(person.number);
    await this.action('save-person').click();
    await expect(this.people.filter({ hasText: person.name })).toBeVisible();
  }

  async adds(person: Person): Promise<void> {
    await this.action('add-person').click();
    await this.tells(person);
  }

  async addsHousehold(name: string): Promise<void> {
    await this.action('add-household').click();
    await this.id('household-name').fill(name);
    await this.action('save-household').click();
    await expect(this.round.filter({ hasText: name })).toBeVisible();
  }

  /** Says who files for others on this phone. */
  async helps(name: string): Promise<void> {
    await this.page.locator('details[data-helper] > summary').click();
    await this.id('helper-name').fill(name);
    await this.action('save-helper').click();
    await expect(this.page.locator('details[data-helper="true"]')).toBeVisible();
  }

  /** Before the form of a service: whom it is for. `more` chooses the rest. Answers the draft's id. */
  async begins(slug: string, name: string, more?: () => Promise<void>): Promise<string> {
    await this.goto(`/nop/${slug}`);
    await this.page.locator('#for-whom').getByLabel(name).check();
    await more?.();
    await this.action('begin').click();
    await this.page.waitForURL(/\/nop\/[^/]+\/[^/]+\/[^/]+$/, { waitUntil: 'commit' });
    return new URL(this.page.url()).pathname.split('/')[3] ?? '';
  }

  /** The person who files takes the phone. */
  async takesThePhone(): Promise<void> {
    await this.action('take-phone').click();
  }
}
