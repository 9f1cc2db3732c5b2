//! The first step of a service with several cases: which one is yours.

use super::frame::Screen;
use crate::aloud::{self, listen_by, phrases};
use crate::fields::problem_notes;
use crate::filling::{Filling, Step};
use crate::later;
use crate::text::{local, t};
use crate::view::prelude::*;
use forms::Path;

/// What is read aloud here, for who asks whether it is.
const READ_AS: &str = "question:variant";

/// One question of big buttons.
pub fn step(filling: Filling) -> AnyView {
    let texts = &t().form;
    let form = filling.form();
    let chosen = filling.read(|answers| answers.variant.clone());
    let problems = filling.problems(&Path::Variant);
    let buttons: Vec<AnyView> = form
        .definition()
        .variants
        .iter()
        .map(|variant| {
            let id = variant.id.clone();
            let is_chosen = chosen.as_deref() == Some(id.as_str());
            let (value, label) = (id.clone(), format!("variant={id}"));
            let help =
                variant.help.as_ref().map(|help| view! { <span class="choice-help">{local(help)}</span> });
            view! {
                <label class="choice" for=label.clone()>
                    <input
                        type="radio"
                        name="variant"
                        id=label.clone()
                        value=value
                        checked=is_chosen
                        on:change=move |_| filling.choose_variant(&id)
                    />
                    <span>{local(&variant.name)} {help}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let read = move || {
        if let Some(extras) = later::extras() {
            (extras.read_cases)(filling);
        }
    };
    let questions = view! {
        <fieldset
            id="variant"
            class="field"
            class:field-wrong=move || problems.with(|found| !found.is_empty())
            role="radiogroup"
            aria-describedby=move || problems.with(|found| !found.is_empty()).then_some("variant:error")
            aria-invalid=move || problems.with(|found| !found.is_empty()).then_some("true")
        >
            <legend class="unseen">{texts.variant_title}</legend>
            {listen_by(READ_AS.to_owned(), texts.variant_title, Box::new(read))}
            {problem_notes(form.clone(), "variant".to_owned(), problems)}
            <div class="choices">{buttons}</div>
        </fieldset>
    };
    Screen::new(filling, Step::Variant, texts.variant_title.to_owned())
        .draw(Some(texts.variant_help.to_owned()), questions.into_any())
}

/// Reads aloud the question, its help and each case with what is said about it; or stops.
pub fn read_aloud(filling: Filling) {
    let texts = &t().form;
    let form = filling.form();
    let cases = form.definition().variants.iter();
    let cases = cases.flat_map(|case| [Some(local(&case.name)), case.help.as_ref().map(local)]);
    let question = [texts.variant_title, texts.variant_help].map(|text| Some(text.to_owned()));
    aloud::read(READ_AS, phrases(question.into_iter().chain(cases).flatten()));
}
