//! The answers of a draft whose form has changed: what the new form can take, and what it cannot. Nothing is dropped.

use crate::{Answers, DocumentAnswer, Field, Form, Kind, Map, Path, Row, Section, SectionAnswers, Value};

/// What became of the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// For the new form. It is not judged here: what was wrong or unfinished before stays so.
    pub answers: Answers,
    /// What has no place in the new form, each at its place in the old one; blank answers are none.
    pub left: Vec<(Path, Left)>,
}

/// An answer without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Of a field, or the chosen case.
    Value(Value),
    /// The files of a paper.
    Document(DocumentAnswer),
}

/// Moves the answers of an older form to a newer one of the same service. Sections, fields and papers are the same when
/// their ids are; a choice stays while it is offered.
pub fn migrate(old: &Form, new: &Form, answers: &Answers) -> Migrated {
    let mut moved = Migrated::default();
    if let Some(variant) = &answers.variant {
        if new.definition().variants.iter().any(|offered| offered.id == *variant) {
            moved.answers.variant = Some(variant.clone());
        } else {
            moved.left.push((Path::Variant, Left::Value(Value::text(variant))));
        }
    }
    for (id, given) in &answers.sections {
        move_section((id, given), old, new.section(id), &mut moved);
    }
    for (id, given) in &answers.documents {
        if new.definition().documents.iter().any(|asked| asked.id == *id) {
            moved.answers.documents.insert(id.clone(), given.clone());
        } else if *given != DocumentAnswer::default() {
            moved.left.push((Path::Document(id.clone()), Left::Document(given.clone())));
        }
    }
    moved
}

fn move_section(
    (id, given): (&str, &SectionAnswers),
    old: &Form,
    section: Option<&Section>,
    moved: &mut Migrated,
) {
    let room =
        section.map_or(0, |section| section.repeat.as_ref().map_or(1, |repeat| usize::from(repeat.max)));
    let is_table = matches!(given, SectionAnswers::Many(_));
    let mut kept: Vec<Row> = Vec::new();
    for (at, row) in given.rows().iter().enumerate() {
        let section = section.filter(|_| at < room);
        let mut kept_row = Row::new();
        for (field, value) in row {
            let kind = old.field(id, field).map(|field| field.kind);
            let asked = section.and_then(|section| section.fields.iter().find(|asked| asked.id == *field));
            let (fits, rest) = split(value, kind, asked);
            kept_row.extend(fits.map(|value| (field.clone(), value)));
            if let Some(rest) = rest.filter(|rest| !rest.is_blank()) {
                let path = Path::field(id, is_table.then_some(at), field);
                moved.left.push((path, Left::Value(rest)));
            }
        }
        if section.is_some() {
            kept.push(kept_row);
        }
    }
    if let Some(section) = section {
        let rows = if section.repeat.is_some() {
            SectionAnswers::Many(kept)
        } else {
            SectionAnswers::One(kept.into_iter().next().unwrap_or_default())
        };
        moved.answers.sections.insert(id.to_owned(), rows);
    }
}

/// What of a value the new field takes, and what it does not.
fn split(value: &Value, before: Option<Kind>, asked: Option<&Field>) -> (Option<Value>, Option<Value>) {
    let none = (None, Some(value.clone()));
    let Some(asked) = asked else { return none };
    // A field the old form did not have cannot be compared: its answer is kept if it has the right shape.
    if !has_shape(value, asked.kind) || !before.is_none_or(|before| becomes(before, asked.kind)) {
        return none;
    }
    let offered =
        |value: &String| asked.options.is_empty() || asked.options.iter().any(|o| o.value == *value);
    match value {
        Value::Text(text) if !value.is_blank() && !offered(text) => none,
        Value::List(chosen) => {
            let (fit, rest): (Vec<String>, Vec<String>) = chosen.iter().cloned().partition(offered);
            (Some(Value::List(fit)), (!rest.is_empty()).then_some(Value::List(rest)))
        }
        fitting => (Some(fitting.clone()), None),
    }
}

/// Whether an answer of one kind can stand where another kind is asked.
fn becomes(before: Kind, now: Kind) -> bool {
    before == now
        || matches!(
            (before, now),
            (Kind::Select | Kind::Gender, Kind::Radio)
                | (Kind::Radio | Kind::Gender, Kind::Select)
                | (Kind::Date | Kind::Year, Kind::PartialDate)
                | (Kind::Integer, Kind::Decimal | Kind::MoneyVnd)
                | (Kind::Checkbox, Kind::Declaration)
                | (Kind::Declaration, Kind::Checkbox)
        )
        || (matches!(now, Kind::Text | Kind::Textarea) && before != Kind::Photo4x6)
}

fn has_shape(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Checkbox | Kind::Declaration => matches!(value, Value::Bool(_)),
        Kind::MultiSelect => matches!(value, Value::List(_)),
        Kind::Address => matches!(value, Value::Address(_)),
        _ => matches!(value, Value::Text(_)),
    }
}

/// Every answer that is not blank, by place: what goes in comes out of [`migrate`] as kept or listed.
pub fn given(answers: &Answers) -> Map<Path, Left> {
    let mut all = Map::new();
    if let Some(variant) = &answers.variant {
        all.insert(Path::Variant, Left::Value(Value::text(variant)));
    }
    for (section, given) in &answers.sections {
        let is_table = matches!(given, SectionAnswers::Many(_));
        for (at, row) in given.rows().iter().enumerate() {
            for (field, value) in row.iter().filter(|(_, value)| !value.is_blank()) {
                let path = Path::field(section, is_table.then_some(at), field);
                all.insert(path, Left::Value(value.clone()));
            }
        }
    }
    let papers = answers.documents.iter().filter(|(_, given)| **given != DocumentAnswer::default());
    all.extend(papers.map(|(id, given)| (Path::Document(id.clone()), Left::Document(given.clone()))));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn form(fields: &Json, documents: &Json) -> Form {
        let text = |words: &str| json!({ "vi": words, "en": words });
        let definition = json!({
            "number": 4, "slug": "s", "version": "0", "name": text("n"), "valid_from": "2026-01-01",
            "receiving_office": text("o"), "delivery": ["online"],
            "processing_time": { "amount": 3, "unit": "working_days", "note": text("-") },
            "sections": [{ "id": "a", "title": text("a"), "fields": fields }], "documents": documents
        });
        Form::new(serde_json::from_value(definition).unwrap()).unwrap()
    }

    fn field(id: &str, kind: &str, options: &[&str]) -> Json {
        let options: Vec<Json> = options.iter().map(|o| json!({ "value": o, "vi": o, "en": o })).collect();
        let mut field = json!({ "id": id, "label": { "vi": id, "en": id }, "type": kind });
        if !options.is_empty() {
            field["options"] = json!(options);
        }
        field
    }

    #[test]
    fn added_removed_renamed_retyped_and_narrowed() {
        let old = form(
            &json!([
                field("name", "person_name", &[]),
                field("gone", "text", &[]),
                field("born", "date", &[]),
                field("age", "text", &[]),
                field("why", "select", &["work", "study"]),
            ]),
            &json!([{ "id": "paper", "name": { "vi": "p", "en": "p" } }]),
        );
        let new = form(
            &json!([
                field("name", "person_name", &[]),
                field("added", "text", &[]),
                field("born", "partial_date", &[]),
                field("age", "integer", &[]),
                field("why", "select", &["work", "family"]),
            ]),
            &json!([]),
        );
        let answers: Answers = serde_json::from_value(json!({
            "sections": { "a": { "name": "Ánh", "gone": "x", "born": "1990-02-01", "age": "36", "why": "study" } },
            "documents": { "paper": { "files": [{ "sha256": "00", "name": "a.jpg" }] } }
        }))
        .unwrap();
        let moved = migrate(&old, &new, &answers);
        assert_eq!(
            serde_json::to_value(&moved.answers).unwrap(),
            json!({ "sections": { "a": { "name": "Ánh", "born": "1990-02-01" } } })
        );
        let left: Vec<String> = moved.left.iter().map(|(path, _)| path.to_string()).collect();
        assert_eq!(left, ["a.age", "a.gone", "a.why", "documents.paper"]);
    }
}
