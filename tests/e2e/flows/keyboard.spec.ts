// One service from Home to the receipt without touching the screen, and the order in which the focus moves.
import { sampleOf, type Row } from '../samples.ts';
import { patience } from '../playwright.config.ts';
import { expect, test } from '../test.ts';

test('declares an absence by keyboard only', async ({ citizen, page, services }) => {
  test.setTimeout(120_000 * patience);
  const sample = sampleOf('khai-bao-tam-vang');
  const definition = await services.definition(sample.slug);
  const { home, form } = citizen;

  /** Tabs until the element with this id, or this data-action, has the focus. */
  const tabTo = async (target: { id?: string; action?: string; href?: string }): Promise<void> => {
    for (let presses = 0; presses < 120; presses++) {
      const there = await page.evaluate(
        ({ id, action, href }) => {
          const focused = document.activeElement as HTMLElement | null;
          return (
            (!!id && focused?.id === id) ||
            (!!action && focused?.dataset.action === action) ||
            (!!href && focused?.getAttribute('href') === href)
          );
        },
        target,
      );
      if (there) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the focus never came to ${JSON.stringify(target)}`);
  };
  const stepIs = (before: string) => expect.poll(() => form.step).not.toBe(before);

  await home.open();
  await tabTo({ id: 'search' });
  await page.keyboard.type('khai bao tam vang');
  await expect(home.results.first()).toHaveAttribute('href', `/dich-vu/${sample.slug}`);
  await tabTo({ href: `/dich-vu/${sample.slug}` });
  await page.keyboard.press('Enter');
  await expect(citizen.guide.heading).toBeFocused();
  await tabTo({ action: 'start' });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/nop\/[^/]+\/[^/]+\/[^/]+$/, { waitUntil: 'commit' });

  while (form.step !== 'kiem-tra') {
    const step = form.step;
    await expect(form.heading).toBeFocused();
    if (step === 'truong-hop') {
      await chooseRadio('variant', sample.variant ?? '');
    } else if (step === 'giay-to') {
      await citizen.attaches(definition, sample.answers);
      await form.heading.focus();
    } else {
      const section = definition.sections.find((one) => one.id === step);
      const given = sample.answers.sections[step];
      if (!section || !given || Array.isArray(given)) throw new Error(`${step} is not a plain section`);
      for (const field of section.fields) await answer(`${step}.${field.id}`, field.type, given, field.id);
    }
    await tabTo({ action: 'next' });
    await page.keyboard.press('Enter');
    await stepIs(step);
  }
  await tabTo({ id: 'consent' });
  await page.keyboard.press('Space');
  await tabTo({ action: 'submit' });
  await page.keyboard.press('Enter');
  await citizen.getsReceipt();

  /** A group of radios is one stop; the arrows move inside it. */
  async function chooseRadio(name: string, value: string): Promise<void> {
    const inGroup = () => page.evaluate((group) => (document.activeElement as HTMLInputElement | null)?.name === group, name);
    for (let presses = 0; !(await inGroup()); presses++) {
      if (presses > 120) throw new Error(`the focus never came to ${name}`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    for (let presses = 0; presses < 40; presses++) {
      if (await page.evaluate(([group, wanted]) => {
        const focused = document.activeElement as HTMLInputElement | null;
        return focused?.name === group && focused?.value === wanted && focused?.checked;
      }, [name, value])) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`${name} has no ${value}`);
  }

  async function answer(path: string, type: string, row: Row, id: string): Promise<void> {
    const value = row[id];
    if (value === undefined || value === false) return;
    switch (type) {
      case 'radio':
      case 'gender':
        return chooseRadio(path, String(value));
      case 'checkbox':
      case 'declaration':
        await tabTo({ id: path });
        return page.keyboard.press('Space');
      case 'multi_select':
        for (const one of value as string[]) {
          await tabTo({ id: `${path}=${one}` });
          await page.keyboard.press('Space');
        }
        return;
      case 'select': {
        await tabTo({ id: path });
        const label = await form.id(path).locator(`option[value="${String(value)}"]`).innerText();
        await page.keyboard.type(label);
        await expect(form.id(path)).toHaveValue(String(value));
        return;
      }
      case 'address': {
        const address = value as { province?: string; commune?: string; detail?: string };
        if (address.province) await pick(`${path}.province`, address.province, await services.nameOf('provinces', address.province));
        if (address.commune) await pick(`${path}.commune`, address.commune, await services.nameOf('communes', address.commune));
        if (address.detail) {
          await tabTo({ id: `${path}.detail` });
          await page.keyboard.type(address.detail);
        }
        return;
      }
      case 'nationality':
      case 'country':
        return pick(path, String(value), await services.nameOf('countries', String(value)));
      case 'ethnicity':
      case 'religion':
        return pick(path, String(value), String(value));
      case 'datetime': {
        const [date = '', time = ''] = String(value).split('T');
        await tabTo({ id: path });
        await page.keyboard.type(date);
        await tabTo({ id: `${path}:time` });
        return page.keyboard.type(time.replace(':', ''));
      }
      default:
        await tabTo({ id: path });
        await page.keyboard.press('ControlOrMeta+a');
        return page.keyboard.type(String(value));
    }
  }

  /** Types into a combobox and goes down its list to the wanted entry. */
  async function pick(id: string, value: string, name: string): Promise<void> {
    await tabTo({ id });
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(name);
    await expect(page.locator(`[role="option"][data-value="${value}"]`).first()).toBeVisible();
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('ArrowDown');
      const active = await form.id(id).evaluate((box) => {
        const option = document.getElementById(box.getAttribute('aria-activedescendant') ?? '');
        return option?.dataset.value;
      });
      if (active === value) return page.keyboard.press('Enter');
    }
    throw new Error(`${name} is not in the list of ${id}`);
  }
});
