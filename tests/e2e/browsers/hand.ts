import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Paper, paper, pdf } from '../papers.ts';
import { type Address, type Field, plain, type Row, type Sample, type Section, type Services, type Value } from '../samples.ts';
import { until, type Wire } from './wire.ts';

/** Under this name WebDriver hands over an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A person's hand on any browser that speaks WebDriver: only what the smoke test needs. */
export class Hand {
  constructor(
    private readonly wire: Wire,
    private readonly url: string,
    private readonly services: Services,
    /** Where files lie that are attached. */
    private readonly folder: string,
    private readonly patience: number,
  ) {}

  async open(path: string): Promise<void> {
    await this.wire.send('Navigate', { url: this.url + path });
    await this.wait('the app has drawn', "return document.documentElement.dataset.ready === 'true'");
  }

  /** Runs a script in the page: the body of a function, which finds its arguments in `arguments`. */
  async run<T>(script: string, ...args: unknown[]): Promise<T> {
    return (await this.wire.send('ExecuteScript', { script, args })) as T;
  }

  /** Until the script says something that is not false. */
  async wait<T>(what: string, script: string, ...args: unknown[]): Promise<T> {
    return until(what, 15_000 * this.patience, async () => (await this.run<T | false | null>(script, ...args)) || undefined);
  }

  private async element(selector: string): Promise<string> {
    const using = 'css selector';
    return until(selector, 15_000 * this.patience, async () => {
      const found = (await this.wire.send('FindElement', { using, value: selector })) as Record<string, string>;
      return found[ELEMENT];
    });
  }

  async click(selector: string): Promise<void> {
    // What is drawn anew between finding and clicking is looked for again.
    await until(`a click on ${selector}`, 15_000 * this.patience, async () => {
      const id = await this.element(selector);
      // Away from the bar at the bottom; a choice is where its list is.
      await this.run("(arguments[0].closest('select') ?? arguments[0]).scrollIntoView({ block: 'center' })", { [ELEMENT]: id });
      await this.wire.send('ElementClick', { id });
      return true;
    });
  }

  /** With real keys. */
  async type(selector: string, text: string): Promise<void> {
    await this.wire.send('ElementSendKeys', { id: await this.element(selector), text });
  }

  async attach(selector: string, file: Paper): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const path = join(this.folder, file.name);
    writeFileSync(path, file.buffer);
    await this.type(selector, path);
  }

  /**
   * Types as a phone's keyboard does: every key replaces the unfinished word. WebDriver has no keys for that, so the events
   * are made in the page, in the order in which the browsers send them.
   */
  async compose(selector: string, words: string[][]): Promise<void> {
    const id = await this.element(selector);
    await this.run(
      `const [box, words] = arguments;
       box.focus();
       let done = '';
       for (const [at, word] of words.entries()) {
         if (at) done += ' ';
         box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: '' }));
         for (const data of word) {
           box.dispatchEvent(new CompositionEvent('compositionupdate', { bubbles: true, data }));
           box.value = done + data;
           box.dispatchEvent(new InputEvent('input', { bubbles: true, data, inputType: 'insertCompositionText', isComposing: true }));
         }
         done += word.at(-1);
         box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: word.at(-1) }));
         box.dispatchEvent(new InputEvent('input', { bubbles: true, data: word.at(-1), inputType: 'insertText' }));
       }`,
      { [ELEMENT]: id },
      words,
    );
  }

  /** The step of the form in the address. */
  async step(): Promise<string> {
    return (await this.run<string>('return location.pathname')).split('/')[4] ?? '';
  }

  /** Answers every step up to the review. `compose`: the place of the answer that is typed by composition, and its words. */
  async fills(sample: Sample, compose: { path: string; words: string[][] }): Promise<void> {
    const definition = await this.services.definition(sample.slug);
    for (let step = await this.step(); step !== 'kiem-tra'; step = await this.step()) {
      if (step === 'truong-hop') await this.click(byId(`variant=${sample.variant}`));
      else if (step === 'giay-to') {
        for (const [index, { id }] of (definition.documents ?? []).entries()) {
          const given = sample.answers.documents?.[id];
          if (!given) continue;
          if (given.retrieve) await this.click(byId(`documents.${id}:retrieve`));
          else {
            const before = await this.run<number>("return document.querySelectorAll('[data-file]').length");
            await this.attach(byId(`documents.${id}`), index % 2 ? pdf(id) : paper('id-card'));
            await this.wait(`${id} is kept`, "return document.querySelectorAll('[data-file]').length > arguments[0]", before);
          }
        }
      } else {
        const section = definition.sections.find((one) => one.id === step);
        if (!section) throw new Error(`no section ${step}`);
        const given = sample.answers.sections[step] ?? [];
        for (const [index, row] of (Array.isArray(given) ? given : [given]).entries()) {
          if (!Array.isArray(given)) await this.fillsRow(section, step, row, compose);
          else {
            await this.click('[data-action="add-row"]');
            await this.fillsRow(section, `${step}[${index}]`, row, compose);
            await this.click('[data-action="save-row"]');
          }
        }
      }
      await this.wait('it is saved', "return document.getElementById('saved-state')?.dataset.saved === 'true'");
      await this.click('[data-action="next"]');
      try {
        await this.wait(`after ${step}`, "return location.pathname.split('/')[4] !== arguments[0]", step);
      } catch (error) {
        const shown = await this.run<string>("return document.querySelector('main').innerText");
        throw new Error(`${(error as Error).message}\n${shown}`, { cause: error });
      }
    }
  }

  private async fillsRow(section: Section, prefix: string, row: Row, compose: { path: string; words: string[][] }): Promise<void> {
    for (const field of section.fields) {
      const value = row[field.id];
      if (value === undefined || value === false || value === '') continue;
      const path = `${prefix}.${field.id}`;
      if (path === compose.path) await this.compose(byId(path), compose.words);
      else await this.answers(path, field, value);
    }
  }

  private async answers(path: string, field: Field, value: Value): Promise<void> {
    switch (field.type) {
      case 'radio':
      case 'gender':
        return this.click(byId(`${path}=${String(value)}`));
      case 'checkbox':
      case 'declaration':
        return this.click(byId(path));
      case 'multi_select':
        for (const one of value as string[]) await this.click(byId(`${path}=${one}`));
        return;
      case 'select':
        return this.click(`${byId(path)} option[value="${String(value)}"]`);
      case 'address': {
        const { province, commune, detail } = value as Address;
        if (province) await this.picks(`${path}.province`, province, await this.services.nameOf('provinces', province));
        if (commune) await this.picks(`${path}.commune`, commune, await this.services.nameOf('communes', commune));
        if (detail) await this.type(byId(`${path}.detail`), detail);
        return;
      }
      case 'nationality':
      case 'country':
        return this.picks(path, String(value), await this.services.nameOf('countries', String(value)));
      case 'ethnicity':
      case 'religion':
        return this.picks(path, String(value), String(value));
      case 'photo_4x6':
        await this.attach(byId(path), paper('portrait'));
        return this.click('[data-action="cut"]');
      case 'datetime': {
        const [date = '', time = ''] = String(value).split('T');
        await this.type(byId(path), date);
        return this.type(byId(`${path}:time`), time);
      }
      default:
        return this.type(byId(path), String(value));
    }
  }

  private async picks(id: string, value: string, name: string): Promise<void> {
    await this.click(byId(id));
    await this.type(byId(id), plain(name));
    await this.click(`[role="option"][data-value="${value}"]`);
  }
}

/** An id may hold dots and brackets. */
export function byId(id: string): string {
  return `[id="${id}"]`;
}
