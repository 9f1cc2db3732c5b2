// No library: elements, and what the browser checks by itself.
import { isReady, loadForm, startRows } from './questions.js';

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

function box({ input, options, required }, id) {
  const common = { id, name: id, required };
  if (input === 'radio') {
    const choices = options.map(({ value, label }) => make('label', { class: 'choice' }, make('input', { ...common, id: `${id}=${value}`, type: 'radio', value }), label));
    return make('div', { role: 'radiogroup' }, ...choices);
  }
  if (options.length === 0) return make('input', { ...common, type: input, class: 'box' });
  return make('select', { ...common, class: 'box' }, make('option', { value: '' }), ...options.map(({ value, label }) => make('option', { value }, label)));
}

function field(question, id) {
  const error = make('p', { class: 'field-error', hidden: true });
  const whole = make('div', { class: 'field' }, make('label', { for: id }, question.label), box(question, id), error);
  whole.addEventListener('input', ({ target }) => {
    error.hidden = target.validity.valid;
    error.textContent = target.validationMessage;
  });
  return whole;
}

const { name, steps, at } = await loadForm();
const { title, rows, questions } = steps[at];
const form = make('form', { class: 'step' }, make('h1', {}, name), make('h2', {}, title));
if (rows) {
  const list = make('ol', {});
  const addRow = () => {
    const index = list.children.length;
    list.append(make('li', {}, make('h3', {}, `${rows.item} ${index + 1}`), ...questions.map((one) => field(one, `rows.${index}.${one.name}`))));
  };
  for (let count = 0; count < startRows; count++) addRow();
  const adding = make('button', { type: 'button', 'data-action': 'add-row' }, `Thêm ${rows.item}`);
  adding.addEventListener('click', addRow);
  form.append(list, adding);
} else {
  form.append(...questions.map((one) => field(one, one.name)));
}
form.append(make('button', {}, 'Tiếp tục'));
document.querySelector('main').replaceChildren(form);
isReady();
