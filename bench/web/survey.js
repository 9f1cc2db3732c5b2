// SurveyJS: the definition put into its own model, a page for each step, drawn by its own small renderer.
import { Model } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';
import 'survey-core/survey-core.fontless.css';
import { isReady, loadForm, startRows } from './questions.js';

function element({ name, label, required, input, options }) {
  const common = { name, title: label, isRequired: required };
  const choices = options.map(({ value, label }) => ({ value, text: label }));
  if (input === 'radio') return { ...common, type: 'radiogroup', choices };
  return choices.length > 0 ? { ...common, type: 'dropdown', choices } : { ...common, type: 'text', inputType: input };
}

const { name, steps, at } = await loadForm();
const pages = steps.map(({ id, title, rows, questions }) => {
  const elements = questions.map(element);
  const list = { type: 'paneldynamic', name: id, titleLocation: 'hidden', templateElements: elements, panelCount: startRows, maxPanelCount: 500 };
  return { name: `step-${id}`, title, elements: rows ? [list] : elements };
});
const model = new Model({ title: name, textUpdateMode: 'onTyping', checkErrorsMode: 'onValueChanged', pages });
if (at > 0) model.currentPageNo = at;
model.onAfterRenderSurvey.add(isReady);
renderSurvey(model, document.querySelector('main'));
