// React with react-hook-form: uncontrolled boxes, checked as they change.
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { useFieldArray, useForm } from 'react-hook-form';
import { isReady, loadForm, startRows } from './questions.js';

function Box({ question, name, register }) {
  const rules = { required: question.required && 'Hãy trả lời câu này.' };
  if (question.input === 'radio') {
    return (
      <div role="radiogroup">
        {question.options.map(({ value, label }) => (
          <label key={value} className="choice">
            <input type="radio" value={value} {...register(name, rules)} />
            {label}
          </label>
        ))}
      </div>
    );
  }
  if (question.options.length === 0) return <input id={name} type={question.input} className="box" {...register(name, rules)} />;
  return (
    <select id={name} className="box" {...register(name, rules)}>
      <option value="" />
      {question.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Question({ question, name, register, error }) {
  return (
    <div className="field">
      <label htmlFor={name}>{question.label}</label>
      <Box question={question} name={name} register={register} />
      {error && <p className="field-error">{error.message}</p>}
    </div>
  );
}

function Rows({ step, register, control, errors }) {
  const { fields, append } = useFieldArray({ control, name: 'rows' });
  const blank = Object.fromEntries(step.questions.map(({ name }) => [name, '']));
  return (
    <>
      <ol>
        {fields.map((row, index) => (
          <li key={row.id}>
            <h3>{`${step.rows.item} ${index + 1}`}</h3>
            {step.questions.map((question) => (
              <Question
                key={question.name}
                question={question}
                name={`rows.${index}.${question.name}`}
                register={register}
                error={errors.rows?.[index]?.[question.name]}
              />
            ))}
          </li>
        ))}
      </ol>
      <button type="button" data-action="add-row" onClick={() => append(blank)}>
        Thêm {step.rows.item}
      </button>
    </>
  );
}

function Form({ name, step }) {
  const defaultValues = step.rows && { rows: Array.from({ length: startRows }, () => ({})) };
  const { register, control, handleSubmit, formState } = useForm({ mode: 'onChange', defaultValues });
  useEffect(() => void isReady(), []);
  return (
    <form className="step" onSubmit={handleSubmit(() => {})}>
      <h1>{name}</h1>
      <h2>{step.title}</h2>
      {step.rows ? (
        <Rows step={step} register={register} control={control} errors={formState.errors} />
      ) : (
        step.questions.map((question) => (
          <Question key={question.name} question={question} name={question.name} register={register} error={formState.errors[question.name]} />
        ))
      )}
      <button>Tiếp tục</button>
    </form>
  );
}

loadForm().then(({ name, steps, at }) => createRoot(document.querySelector('main')).render(<Form name={name} step={steps[at]} />));
