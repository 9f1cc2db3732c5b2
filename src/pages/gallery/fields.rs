//! Every kind of question: blank, answered, wrong, and while another tab has the draft.

use super::shown;
use crate::browser::clock;
use crate::drafts::{Draft, OpenDraft};
use crate::fields::field;
use crate::filling::{Filling, Step};
use crate::text::t;
use crate::view::prelude::*;
use forms::{Answers, Definition, Field, Form, Path, Row, Section, SectionAnswers, Text};
use serde::Deserialize;
use std::sync::Arc;

const FIELDS: &str = include_str!("fields.json");

/// `fields.json`.
#[derive(Deserialize)]
struct Shown {
    /// Without its sections.
    form: Definition,
    fields: Vec<Field>,
    answered: Row,
    wrong: Row,
}

/// A form of one section a state, in memory only.
pub fn fields() -> AnyView {
    let Ok(given) = serde_json::from_str::<Shown>(FIELDS) else { return "fields.json is damaged".into_any() };
    let Ok(form) = Form::new(definition(given.form, &given.fields)) else {
        return "fields.json is no form".into_any();
    };
    let form = Arc::new(form);
    let mut answers = Answers::default();
    answers.sections.insert("answered".to_owned(), SectionAnswers::One(given.answered));
    answers.sections.insert("wrong".to_owned(), SectionAnswers::One(given.wrong));
    let draft = OpenDraft::detached(Draft { answers, ..Draft::default() });
    let filling = Filling::new(form.clone(), draft, clock::today());
    filling.check_step(&Step::Section("wrong".to_owned()));
    let all = |section: &'static str| {
        let each = given.fields.iter().map(|one| field(filling, &form, Path::field(section, None, &one.id)));
        each.collect::<Vec<AnyView>>()
    };
    let state = |name, section, disabled: bool| {
        let questions = view! {
            <fieldset class="step-questions" disabled=disabled>
                <legend class="unseen">{name}</legend>
                {all(section)}
            </fieldset>
        };
        shown(name, questions.into_any())
    };
    let closed = view! {
        <ol class="entries">
            <li class="entry">
                <div class="entry-head">
                    <h3 class="entry-title">"Thành viên 1"</h3>
                    <p class="entry-line">"Nguyễn Văn Ửng · 06/01/1996 · Nam"</p>
                    <p class="field-error">{t().form.row_wrong}</p>
                </div>
                <div class="entry-buttons">
                    <button type="button" class="button">{t().form.edit}</button>
                    <button type="button" class="button button-quiet">{t().form.remove}</button>
                </div>
            </li>
        </ol>
    };
    view! {
        {state("fields, blank", "blank", false)}
        {state("fields, answered", "answered", false)}
        {state("fields, wrong", "wrong", false)}
        {state("fields, read only", "locked", true)}
        {shown("row", closed.into_any())}
    }
    .into_any()
}

fn definition(form: Definition, fields: &[Field]) -> Definition {
    let words = |text: &str| Text { vi: text.to_owned(), en: text.to_owned() };
    let section = |id: &str| Section {
        id: id.to_owned(),
        title: words(id),
        help: None,
        repeat: None,
        show_when: None,
        fields: fields.to_vec(),
    };
    Definition { sections: ["blank", "answered", "wrong", "locked"].map(section).into(), ..form }
}
