//! The tidy form of an answer: what is stored, compared, checked and sent.

use crate::kinds::{self, Shape, address, choice};
use crate::view::View;
use crate::{Answers, DocumentAnswer, Field, Form, Row, SectionAnswers, Value};
use std::borrow::Cow;

/// NFC, outer and doubled spaces, full-width digits, separators, dates to ISO, phones to `0…`, plates to capitals, as the
/// field's kind knows. What cannot be read stays as it is. Idempotent.
pub fn normalize_value(field: &Field, raw: &Value) -> Value {
    tidied(field, raw).unwrap_or_else(|| raw.clone())
}

/// The tidy form, when it is another one.
fn tidied(field: &Field, raw: &Value) -> Option<Value> {
    let tidy = match (raw, kinds::shape(field.kind)) {
        (Value::Text(text), Shape::Text) => match kinds::tidy(field, text) {
            Cow::Borrowed(same) if same.len() == text.len() => return None,
            other => Value::Text(other.into_owned()),
        },
        (Value::List(values), Shape::List) => Value::List(choice::in_order(field, values)),
        (Value::Address(place), Shape::Address) => Value::Address(address::tidy(field, place)),
        _ => return None,
    };
    (tidy != *raw).then_some(tidy)
}

/// Every known answer of the form made tidy; unknown ones stay for `check` to name.
pub fn normalize(form: &Form, answers: &Answers) -> Answers {
    let mut tidy = answers.clone();
    for (id, rows) in &mut tidy.sections {
        let Some(section) = form.section_at(id) else { continue };
        for row in rows.rows_mut() {
            // What is tidy already, and that is nearly all, is not written again.
            let untidy: Vec<(String, Value)> = form
                .places(section, row)
                .filter_map(|(at, id, value)| {
                    let field = &form.definition().sections[section].fields[at?];
                    let tidied = tidied(field, value)?;
                    Some((id.to_owned(), tidied))
                })
                .collect();
            for (id, value) in untidy {
                row.insert(id, value);
            }
        }
    }
    tidy
}

/// The answers to send: without those that are hidden at the moment, without blanks, and without what the definition
/// does not know (a draft of an older version). Rows stay, so that their numbers do.
pub fn prune(form: &Form, answers: &Answers) -> Answers {
    let view = View::new(form, answers);
    let definition = form.definition();
    let is_known = |variant: &String| definition.variants.iter().any(|known| known.id == *variant);
    let mut kept = Answers { variant: answers.variant.clone().filter(is_known), ..Answers::default() };
    for (at, section) in definition.sections.iter().enumerate() {
        if !view.shows_section(at) {
            continue;
        }
        let rows = (0..view.row_count(at)).map(|row| {
            // Not `collect`: it would sort first, with kilobytes of code.
            let mut answered = Row::new();
            for (field, definition) in section.fields.iter().enumerate() {
                if let Some(value) = view.shown_value(at, row, field) {
                    answered.insert(definition.id.clone(), value.clone());
                }
            }
            answered
        });
        let rows: Vec<Row> = rows.collect();
        let section_answers = match section.repeat {
            Some(_) if rows.is_empty() => continue,
            Some(_) => SectionAnswers::Many(rows),
            None => match rows.into_iter().next() {
                Some(row) if !row.is_empty() => SectionAnswers::One(row),
                _ => continue,
            },
        };
        kept.sections.insert(section.id.clone(), section_answers);
    }
    for at in 0..definition.documents.len() {
        let Some((document, _)) = form.document(&view, at) else { continue };
        let Some(answer) = answers.documents.get(&document.id) else { continue };
        let answer =
            DocumentAnswer { files: answer.files.clone(), retrieve: answer.retrieve && document.retrievable };
        if answer != DocumentAnswer::default() {
            kept.documents.insert(document.id.clone(), answer);
        }
    }
    kept
}
