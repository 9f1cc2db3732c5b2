// A definition as the three pages show it: its steps in order, the app's first one (which case is yours) included. What
// decides whether a question is asked is left out: they show all of a step.

/** How a kind of the catalog is asked in plain HTML; text when it is not named. */
const INPUTS = { date: 'date', datetime: 'datetime-local', integer: 'number', decimal: 'number', email: 'email', phone: 'tel' };
/** Kinds whose choices are the kind's own. */
const CHOICES = { gender: [{ value: 'male', label: 'Nam' }, { value: 'female', label: 'Nữ' }] };

/** What stands in the address: `?step=ID` opens that step, `&rows=N` with so many rows. */
const asked = new URLSearchParams(location.search);
export const startRows = Number(asked.get('rows') ?? 1);

/** `{ name, steps: [{ id, title, rows?: { item }, questions: [{ name, label, required, input, options }] }], at }`. */
export async function loadForm() {
  const definition = await (await fetch('/definition.json')).json();
  const cases = {
    name: 'variant',
    label: 'Trường hợp của bạn',
    required: true,
    input: 'radio',
    options: definition.variants.map(({ id, name }) => ({ value: id, label: name.vi })),
  };
  const steps = definition.sections.map((section) => ({
    id: section.id,
    title: section.title.vi,
    rows: section.repeat && { item: section.repeat.item.vi },
    questions: section.fields.map((field) => ({
      name: field.id,
      label: field.label.vi,
      required: field.required ?? false,
      input: INPUTS[field.type] ?? 'text',
      options: CHOICES[field.type] ?? (field.options ?? []).map((option) => ({ value: option.value, label: option.vi })),
    })),
  }));
  steps.unshift({ id: 'variant', title: cases.label, questions: [cases] });
  const at = Math.max(0, steps.findIndex((step) => step.id === asked.get('step')));
  return { name: definition.name.vi, steps, at };
}

/** As the app does when its form can be used. */
export const isReady = () => (document.documentElement.dataset.ready = 'true');
