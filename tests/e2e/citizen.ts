import { expect, type Page } from '@playwright/test';
import { paper, pdf } from './papers.ts';
import type { Answers, Definition, Row, Sample, Section, Services } from './samples.ts';
import { Documents } from './screens/documents.ts';
import { Dossier } from './screens/dossier.ts';
import { FieldOnScreen } from './screens/field.ts';
import { Form } from './screens/form.ts';
import { Guide } from './screens/guide.ts';
import { Home } from './screens/home.ts';
import { MyDossiers } from './screens/my_dossiers.ts';
import { Receipt } from './screens/receipt.ts';
import { Review } from './screens/review.ts';
import { Track } from './screens/track.ts';

/** What a citizen does with the phone, in the words of the product. */
export class Citizen {
  readonly home: Home;
  readonly guide: Guide;
  readonly form: Form;
  readonly documents: Documents;
  readonly review: Review;
  readonly receipt: Receipt;
  readonly dossier: Dossier;
  readonly track: Track;
  readonly mine: MyDossiers;

  constructor(
    readonly page: Page,
    private readonly services: Services,
  ) {
    this.home = new Home(page);
    this.guide = new Guide(page);
    this.form = new Form(page);
    this.documents = new Documents(page);
    this.review = new Review(page);
    this.receipt = new Receipt(page);
    this.dossier = new Dossier(page);
    this.track = new Track(page);
    this.mine = new MyDossiers(page);
  }

  /** Opens the guide and begins; answers the draft's id. */
  async begins(slug: string): Promise<string> {
    await this.guide.open(slug);
    return this.guide.start();
  }

  /**
   * Answers every step up to the review. `afterStep` runs when a step is filled and not yet left, with its place in the
   * form; with it a test reloads, goes back or looks around.
   */
  async fills(sample: Sample, afterStep?: (step: string, number: number) => Promise<void>): Promise<void> {
    const definition = await this.services.definition(sample.slug);
    for (let number = 0; this.form.step !== 'kiem-tra'; number++) {
      if (number > definition.sections.length + 3) throw new Error(`the form never ends: ${this.page.url()}`);
      const step = this.form.step;
      if (step === 'truong-hop') await this.form.variant(sample.variant ?? '').check();
      else if (step === 'giay-to') await this.attaches(definition, sample.answers);
      else await this.fillsSection(definition, step, sample.answers);
      await afterStep?.(step, number);
      await this.form.next();
    }
  }

  async definitionOf(slug: string): Promise<Definition> {
    return this.services.definition(slug);
  }

  /** Fills one section: its fields, or its rows one after the other. */
  async fillsSection(definition: Definition, id: string, answers: Answers): Promise<void> {
    const section = definition.sections.find((one) => one.id === id);
    if (!section) throw new Error(`the address names no section: ${this.page.url()}`);
    const given = answers.sections[id];
    if (!given) return;
    if (!Array.isArray(given)) return this.fillsRow(section, id, given);
    for (const [index, row] of given.entries()) {
      await this.form.action('add-row').click();
      await this.fillsRow(section, `${id}[${index}]`, row);
      await this.form.action('save-row').click();
    }
  }

  private async fillsRow(section: Section, prefix: string, row: Row): Promise<void> {
    let late: FieldOnScreen[] = [];
    for (const field of section.fields) {
      const value = row[field.id];
      if (value === undefined || value === false || value === '') continue;
      const shown = new FieldOnScreen(this.page, this.services, `${prefix}.${field.id}`, field);
      // A field may wait for the answer to one further down.
      if ((await shown.anchor(value).count()) === 0) late.push(shown);
      else await shown.answer(value);
    }
    for (const shown of late) {
      const value = row[shown.field.id];
      if (value !== undefined) await shown.answer(value);
    }
  }

  /** Gives every paper of the answers: pictures and PDFs in turn, or asks the office to read it itself. */
  async attaches(definition: Definition, answers: Answers): Promise<void> {
    for (const [index, document] of (definition.documents ?? []).entries()) {
      const given = answers.documents?.[document.id];
      if (!given) continue;
      if (given.retrieve) await this.documents.askOfficeToRetrieve(document.id);
      else await this.documents.attach(document.id, index % 2 ? pdf(document.id) : paper('id-card'));
    }
  }

  /** Agrees and sends; answers the receipt's code and lookup secret. */
  async submits(): Promise<{ code: string; secret: string }> {
    await this.review.consent.check();
    await this.review.submit.click();
    return this.getsReceipt();
  }

  async getsReceipt(): Promise<{ code: string; secret: string }> {
    try {
      await this.receipt.arrived();
    } catch (error) {
      throw new Error(`no receipt: ${(await this.form.errors()).join(' | ')}\n${await this.page.locator('main').innerText()}`, {
        cause: error,
      });
    }
    // The form brings the code; its papers follow.
    await this.receipt.papersArrived();
    const receipt = { code: await this.receipt.code(), secret: await this.receipt.secret() };
    expect(receipt.code).toMatch(/^[A-Z]\d{2}\.\d{2}(\.\d{2})?-\d{6}-\d{4,6}$/);
    expect(receipt.secret.replace(/[\s-]/g, '').length).toBeGreaterThanOrEqual(16);
    return receipt;
  }

  /** The whole way from the guide to the receipt. */
  async files(sample: Sample): Promise<{ code: string; secret: string }> {
    await this.begins(sample.slug);
    await this.fills(sample);
    return this.submits();
  }
}
