//! People who stand in the forms of this folder: offered for the household, so that nobody types them twice.

use super::{Person, Source};
use crate::drafts::Draft;
use forms::{Definition, FILER, MEMBER, Row, Value, who_and_what};

/// Fewer facts than that are no person.
const LEAST: usize = 2;

/// Whoever stands in a draft and is not known yet, each once. Their ids are still empty.
pub fn found(drafts: &[(Draft, &Definition)], known: &[Person]) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for (draft, definition) in drafts {
        for section in &definition.sections {
            for row in draft.answers.rows(&section.id) {
                let mut whos: Vec<&str> = Vec::new();
                for field in &section.fields {
                    let who = field.prefill.as_deref().map(|key| who_and_what(key).0);
                    whos.extend(who.filter(|who| !whos.contains(who)));
                }
                for who in whos {
                    let person = of_row(row, &section.fields, who);
                    let is_new = |one: &Person| !is_same(one, &person);
                    if !person.name().is_empty()
                        && person.facts().count() >= LEAST
                        && known.iter().all(is_new)
                        && found.iter().all(is_new)
                    {
                        found.push(person);
                    }
                }
            }
        }
    }
    found
}

fn of_row(row: &Row, fields: &[forms::Field], who: &str) -> Person {
    let mut person = Person::default();
    for field in fields {
        let Some((of, what)) = field.prefill.as_deref().map(who_and_what) else { continue };
        let key = format!("{FILER}.{what}");
        // What a table calls a relation belongs to that table's household.
        let is_theirs = of == who && !(of != MEMBER && key == super::RELATION);
        let given = row.get(&field.id).filter(|value| is_theirs && !value.is_blank());
        if let Some(value) = given.filter(|_| !person.known.contains_key(&key)) {
            person.known.insert(key.clone(), value.clone());
            person.set_source(&key, Source::Earlier);
        }
    }
    person
}

/// By number where both have one, else by name and, where both have one, day of birth.
fn is_same(a: &Person, b: &Person) -> bool {
    let both = |key: &str| {
        let (a, b) = (a.known.get(key).and_then(Value::as_text), b.known.get(key).and_then(Value::as_text));
        a.zip(b)
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .map(|(a, b)| a.to_lowercase() == b.to_lowercase())
    };
    both("citizen.citizen_id").unwrap_or_else(|| {
        a.name().to_lowercase() == b.name().to_lowercase() && both("citizen.date_of_birth").unwrap_or(true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::SectionAnswers;

    #[test]
    fn somebody_in_a_form_is_found_once_and_never_twice() {
        let field = |id: &str, kind: &str, key: &str| serde_json::json!({ "id": id, "label": { "vi": id, "en": id }, "type": kind, "prefill": key });
        let text = serde_json::json!({ "vi": "x", "en": "x" });
        let definition: Definition = serde_json::from_value(serde_json::json!({
            "number": 1, "slug": "s", "name": text, "valid_from": "2026-01-01", "receiving_office": text,
            "processing_time": { "amount": 1, "unit": "days", "note": text }, "delivery": ["online"],
            "sections": [
                { "id": "filer", "title": text, "fields": [
                    field("name", "person_name", "citizen.full_name"), field("pid", "citizen_id", "citizen.citizen_id"),
                    field("phone", "phone", "citizen.phone") ] },
                { "id": "members", "title": text, "repeat": { "min": 0, "max": 5, "item": text }, "fields": [
                    field("name", "person_name", "member.full_name"), field("pid", "citizen_id", "member.citizen_id") ] },
            ],
        }))
        .unwrap();
        let row = |name: &str, number: &str| {
            Row::from_iter([("name".to_owned(), Value::text(name)), ("pid".to_owned(), Value::text(number))])
        };
        let mut draft = Draft::default();
        draft
            .answers
            .sections
            .insert("filer".into(), SectionAnswers::One(row("Phạm Thị Hà", "022192000111")));
        let rows = vec![row("Lê Minh An", "022218000222"), row("PHẠM THỊ HÀ", "022192000111"), row("Bé", "")];
        draft.answers.sections.insert("members".into(), SectionAnswers::Many(rows));
        let people = found(&[(draft.clone(), &definition)], &[]);
        let names: Vec<&str> = people.iter().map(Person::name).collect();
        assert_eq!(names, ["Phạm Thị Hà", "Lê Minh An"], "a name alone is nobody yet");
        assert_eq!(people[0].source("citizen.citizen_id"), Source::Earlier);
        assert_eq!(found(&[(draft, &definition)], &people), []);
    }
}
