//! What the app knows it does not ask again.

use crate::view::View;
use crate::{Answers, Form, Map, Path, SectionAnswers, Value, kinds, normalize_value};

/// What is known of a person, by the keys of [`crate::Field::prefill`], as `citizen.full_name`.
pub type Profile = Map<String, Value>;

/// What the profile changes in the answers, in sections that do not repeat: it fills blank fields and, where `prefill_when`
/// does not hold (it is somebody else who is asked about), empties those that still hold the profile's own value. It never
/// overwrites what a person gave. Fields that are hidden now are filled too: they are not sent, and are ready when they
/// appear. To be asked when a draft is made and after a change of what [`Form::steers_prefill`] names, not at other times:
/// a box that a person emptied stays empty.
pub fn prefill(form: &Form, answers: &Answers, profile: &Profile) -> Vec<(Path, Value)> {
    let view = View::new(form, answers);
    let mut changes = Vec::new();
    for (at, section) in form.definition().sections.iter().enumerate() {
        let is_table = section.repeat.is_some();
        if is_table || matches!(answers.sections.get(&section.id), Some(SectionAnswers::Many(_))) {
            continue;
        }
        for (i, field) in section.fields.iter().enumerate() {
            let known = field.prefill.as_ref().and_then(|key| profile.get(key));
            let Some(known) = known.filter(|value| !value.is_blank() && kinds::fits(field, value)) else {
                continue;
            };
            let known = normalize_value(field, known);
            let rule = &form.plan().sections[at].fields[i].prefill;
            let applies = rule.as_ref().is_none_or(|rule| view.holds(rule, Some((at, 0))));
            let path = || Path::field(&section.id, None, &field.id);
            match answers.value(&section.id, 0, &field.id) {
                Some(given) if !applies && *given == known => changes.push((path(), blank_like(&known))),
                given if applies && given.is_none_or(Value::is_blank) => changes.push((path(), known)),
                _ => {}
            }
        }
    }
    changes
}

/// An empty answer of the same shape.
fn blank_like(value: &Value) -> Value {
    match value {
        Value::Text(_) => Value::text(""),
        Value::Bool(_) => Value::Bool(false),
        Value::List(_) => Value::List(Vec::new()),
        Value::Address(_) => Value::Address(crate::Address::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Definition;

    fn form() -> Form {
        let text = |name: &str| serde_json::json!({ "vi": name, "en": name });
        let definition: Definition = serde_json::from_value(serde_json::json!({
            "number": 1, "slug": "s", "name": text("S"), "valid_from": "2026-01-01", "receiving_office": text("O"),
            "processing_time": { "amount": 1, "unit": "days", "note": text("-") }, "delivery": ["online"],
            "sections": [{ "id": "who", "title": text("Who"), "fields": [
                { "id": "filing_for", "label": text("For"), "type": "radio", "options": [
                    { "value": "self", "vi": "Tôi", "en": "Me" }, { "value": "child", "vi": "Con", "en": "Child" }] },
                { "id": "phone", "label": text("Phone"), "type": "phone", "prefill": "citizen.phone" },
                { "id": "full_name", "label": text("Name"), "type": "person_name", "prefill": "citizen.full_name",
                  "prefill_when": "filing_for == 'self'" }] }],
        }))
        .unwrap();
        Form::new(definition).unwrap()
    }

    fn apply(form: &Form, answers: &mut Answers, profile: &Profile) -> usize {
        let changes = prefill(form, answers, profile);
        for (path, value) in &changes {
            let Path::Field { section, field, .. } = path else { panic!("{path}") };
            answers.set(section, 0, field, value.clone());
        }
        changes.len()
    }

    #[test]
    fn a_childs_form_does_not_carry_the_parents_name() {
        let form = form();
        let profile: Profile = [
            ("citizen.full_name".to_owned(), Value::text("Nguyễn  Thị Ánh")),
            ("citizen.phone".to_owned(), Value::text("0912345678")),
        ]
        .into();
        let mut answers = Answers::default();
        assert_eq!(apply(&form, &mut answers, &profile), 1, "only the phone before it is known who files");
        assert!(form.steers_prefill(Some(("who", "filing_for"))) && !form.steers_prefill(None));

        answers.set("who", 0, "filing_for", Value::text("self"));
        assert_eq!(apply(&form, &mut answers, &profile), 1);
        assert_eq!(answers.value("who", 0, "full_name"), Some(&Value::text("Nguyễn Thị Ánh")));

        answers.set("who", 0, "filing_for", Value::text("child"));
        apply(&form, &mut answers, &profile);
        assert!(answers.value("who", 0, "full_name").is_some_and(Value::is_blank));

        answers.set("who", 0, "full_name", Value::text("Nguyễn Văn Con"));
        answers.set("who", 0, "filing_for", Value::text("self"));
        assert_eq!(apply(&form, &mut answers, &profile), 0, "what a person typed stays");
    }
}
