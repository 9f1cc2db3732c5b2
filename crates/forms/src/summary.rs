//! The answers as lines to read: the same on the review screen, the receipt, the officer's view and in an export.

use crate::kinds::{self, Shape, address, choice};
use crate::view::View;
use crate::{Answers, Document, Field, Form, Kind, Lang, Lists, Path, Value};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Name of the chosen variant.
    pub variant: Option<String>,
    pub sections: Vec<SummarySection>,
    /// Name of each document asked for, and its file names.
    pub documents: Vec<SummaryLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummarySection {
    /// Section id.
    pub id: String,
    pub title: String,
    /// One entry a row; a plain section has one. Only shown fields; a blank optional answer is an empty `shown`.
    pub rows: Vec<Vec<SummaryLine>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryLine {
    pub path: Path,
    pub label: String,
    /// As a person reads it: `01/02/1990`, `1.200.000 đồng`, `Phường Hồng Gai, Quảng Ninh`, the option's words.
    pub shown: String,
}

/// The lines of what is shown at the moment, in the order of the form.
pub fn summary(form: &Form, answers: &Answers, lists: &dyn Lists, lang: Lang) -> Summary {
    let view = View::new(form, answers);
    let definition = form.definition();
    let chosen = definition.variants.iter().find(|v| answers.variant.as_ref() == Some(&v.id));
    let sections = definition.sections.iter().enumerate();
    let sections = sections.filter(|(at, _)| view.shows_section(*at)).map(|(at, section)| {
        let row_lines = |row| {
            let fields = section.fields.iter().enumerate().filter(|(field, _)| view.shows(at, row, *field));
            let lines = fields.map(|(i, field)| SummaryLine {
                path: Path::field(&section.id, section.repeat.is_some().then_some(row), &field.id),
                label: field.label.get(lang).to_owned(),
                shown: match view.value(at, row, i).filter(|value| !kinds::is_blank(field, value)) {
                    Some(value) => shown(field, value, lists, lang),
                    // Blanks are not sent: a box that was left unticked is as much an answer as a ticked one.
                    None if kinds::shape(field.kind) == Shape::Bool => yes_or_no(false, lang).to_owned(),
                    None => String::new(),
                },
            });
            lines.collect()
        };
        SummarySection {
            id: section.id.clone(),
            title: section.title.get(lang).to_owned(),
            rows: (0..view.row_count(at)).map(row_lines).collect(),
        }
    });
    let documents = form.documents(answers).into_iter().map(|(document, _)| SummaryLine {
        path: Path::Document(document.id.clone()),
        label: document.name.get(lang).to_owned(),
        shown: given(document, answers, lang),
    });
    Summary {
        variant: chosen.map(|variant| variant.name.get(lang).to_owned()),
        sections: sections.collect(),
        documents: documents.collect(),
    }
}

/// One answer as a person reads it; nothing for a blank one.
pub fn shown(field: &Field, value: &Value, lists: &dyn Lists, lang: Lang) -> String {
    if let Value::Bool(ticked) = value
        && kinds::fits(field, value)
    {
        return yes_or_no(*ticked, lang).to_owned();
    }
    if kinds::is_blank(field, value) {
        return String::new();
    }
    match value {
        // A portrait is a picture: its digest says nothing to a person.
        Value::Text(_) if field.kind == Kind::Photo4x6 => yes_or_no(true, lang).to_owned(),
        Value::Text(text) => kinds::shown(field, &kinds::tidy(field, text), lists, lang),
        Value::List(values) => {
            let words: Vec<String> = choice::in_order(field, values)
                .iter()
                .map(|value| choice::shown(field, value, lists, lang))
                .collect();
            words.join("; ")
        }
        Value::Address(place) => address::shown(&address::tidy(field, place), lists),
        Value::Bool(_) => String::new(),
    }
}

fn given(document: &Document, answers: &Answers, lang: Lang) -> String {
    let Some(answer) = answers.documents.get(&document.id) else { return String::new() };
    if answer.files.is_empty() && answer.retrieve && document.retrievable {
        let words = match lang {
            Lang::Vi => "Cơ quan tra cứu trong cơ sở dữ liệu quốc gia",
            Lang::En => "The office reads it from the national database",
        };
        return words.to_owned();
    }
    let names: Vec<&str> = answer.files.iter().map(|file| file.name.as_str()).collect();
    names.join("; ")
}

fn yes_or_no(yes: bool, lang: Lang) -> &'static str {
    match (yes, lang) {
        (true, Lang::Vi) => "Có",
        (false, Lang::Vi) => "Không",
        (true, Lang::En) => "Yes",
        (false, Lang::En) => "No",
    }
}
