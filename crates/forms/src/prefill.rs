//! What the app knows it does not ask again.

use crate::rule::{Rule, Scope, Source};
use crate::view::View;
use crate::{
    Answers, Condition, Field, Form, Map, Path, Row, Section, SectionAnswers, Value, kinds, normalize_value,
};

/// What is known of people, by the keys of [`crate::Field::prefill`]: who it is, then what, as `citizen.full_name`.
pub type Profile = Map<String, Value>;

/// Who files: the person whose phone it is, or whom somebody files for.
pub const FILER: &str = "citizen";
/// Each row of a table is one of them.
pub const MEMBER: &str = "member";

/// Who and what a key of [`crate::Field::prefill`] is about.
pub fn who_and_what(key: &str) -> (&str, &str) {
    key.split_once('.').unwrap_or((FILER, key))
}

/// What the profile changes in the answers, in sections that do not repeat: it fills blank fields and, where `prefill_when`
/// does not hold (it is somebody else who is asked about), empties those that still hold the profile's own value. It never
/// overwrites what a person gave. Fields that are hidden now are filled too: they are not sent, and are ready when they
/// appear. To be asked when a draft is made and after a change of what [`Form::steers_prefill`] names, not at other times:
/// a box that a person emptied stays empty.
///
/// While `prefill_when` holds, somebody of whom the profile knows nothing (`mother`) is the filer. What was filled in of
/// somebody it does know ([`prefill_chosen`]) stays.
pub fn prefill(form: &Form, answers: &Answers, profile: &Profile) -> Vec<(Path, Value)> {
    let view = View::new(form, answers);
    let mut changes = Vec::new();
    for (at, section) in form.definition().sections.iter().enumerate() {
        let is_table = section.repeat.is_some();
        if is_table || matches!(answers.sections.get(&section.id), Some(SectionAnswers::Many(_))) {
            continue;
        }
        for (i, field) in section.fields.iter().enumerate() {
            let Some(key) = &field.prefill else { continue };
            let (who, what) = who_and_what(key);
            let of_them = profile.get(key);
            let is_chosen = who != FILER && of_them.is_some();
            let of_filer = || profile.iter().find(|(key, _)| who_and_what(key) == (FILER, what));
            let known = of_them.or_else(|| of_filer().map(|(_, value)| value));
            let Some(known) = known.filter(|value| !value.is_blank() && kinds::fits(field, value)) else {
                continue;
            };
            let known = normalize_value(field, known);
            let rule = &form.plan().sections[at].fields[i].prefill;
            let applies = rule.as_ref().is_none_or(|rule| view.holds(rule, Some((at, 0))));
            let path = || Path::field(&section.id, None, &field.id);
            match answers.value(&section.id, 0, &field.id) {
                Some(given) if !applies && !is_chosen && *given == known => {
                    changes.push((path(), blank_like(&known)));
                }
                given if applies && given.is_none_or(Value::is_blank) => changes.push((path(), known)),
                _ => {}
            }
        }
    }
    changes
}

/// What a new draft is filled with of the people who were chosen for it besides the filer, whoever files: the part of
/// `prefill_when` that all questions about somebody share says when the filer is they, and is not asked. What a question asks
/// besides has to hold, or is answered with it where that is one blank answer ("kind of residence: permanent").
pub fn prefill_chosen(form: &Form, answers: &Answers, profile: &Profile) -> Vec<(Path, Value)> {
    let definition = form.definition();
    let view = View::new(form, answers);
    let mut changes: Vec<(Path, Value)> = Vec::new();
    for (at, section) in
        definition.sections.iter().enumerate().filter(|(_, section)| section.repeat.is_none())
    {
        for field in &section.fields {
            let Some(key) = &field.prefill else { continue };
            let (who, _) = who_and_what(key);
            let known = profile.get(key).filter(|value| !value.is_blank() && kinds::fits(field, value));
            let is_blank = answers.value(&section.id, 0, &field.id).is_none_or(Value::is_blank);
            let Some(known) = known.filter(|_| who != FILER && is_blank) else { continue };
            let shared = shared(section, who);
            let own: Vec<_> = parts(field).iter().filter(|part| !shared.contains(part)).collect();
            let Ok(rules) = own
                .iter()
                .map(|part| Rule::resolve(part, definition, Scope::Row(at)))
                .collect::<Result<Vec<_>, _>>()
            else {
                continue;
            };
            let unmet: Vec<&Rule> = rules.iter().filter(|rule| !view.holds(rule, Some((at, 0)))).collect();
            let given: Vec<_> =
                unmet.iter().filter_map(|rule| Some((rule, blank_answer(form, answers, rule)?))).collect();
            if given.len() == unmet.len() {
                for (_, (path, value)) in given {
                    if changes.iter().all(|(other, _)| *other != path) {
                        changes.push((path, value));
                    }
                }
                changes.push((Path::field(&section.id, None, &field.id), normalize_value(field, known)));
            }
        }
    }
    changes
}

/// The one answer that makes a rule hold, where nothing was answered yet.
fn blank_answer(form: &Form, answers: &Answers, rule: &Rule) -> Option<(Path, Value)> {
    let Rule::Is(Source::Field { section, field, .. }, values) = rule else { return None };
    let section = form.definition().sections.get(*section).filter(|section| section.repeat.is_none())?;
    let field = section.fields.get(*field)?;
    let [value] = values.as_slice() else { return None };
    let is_blank = answers.value(&section.id, 0, &field.id).is_none_or(Value::is_blank);
    is_blank.then(|| (Path::field(&section.id, None, &field.id), Value::text(value)))
}

/// The people a form asks about besides the filer, in its order, each with the first section that does. One of
/// [`MEMBER`]s is a table.
pub fn people(form: &Form) -> Vec<(&str, &Section)> {
    let mut all: Vec<(&str, &Section)> = Vec::new();
    for section in &form.definition().sections {
        for key in section.fields.iter().filter_map(|field| field.prefill.as_deref()) {
            let (who, _) = who_and_what(key);
            let is_new =
                all.iter().all(|(known, of)| *known != who || (who == MEMBER && of.id != section.id));
            if who != FILER && is_new {
                all.push((who, section));
            }
        }
    }
    all
}

/// The answer that says that the filer is that person, where one alone does: "relation: mother".
pub fn says_the_filer_is(form: &Form, who: &str) -> Option<(Path, Value)> {
    let definition = form.definition();
    definition.sections.iter().enumerate().find_map(|(at, section)| {
        shared(section, who).into_iter().find_map(|part| {
            let Condition::Is(_, value) = part else { return None };
            let Ok(Rule::Is(Source::Field { section, field, .. }, _)) =
                Rule::resolve(part, definition, Scope::Row(at))
            else {
                return None;
            };
            let section = &definition.sections[section];
            let path = Path::field(&section.id, None, &section.fields[field].id);
            section.repeat.is_none().then(|| (path, Value::text(value)))
        })
    })
}

/// The row of a table that is about this person, of whom is known what stands under [`FILER`].
pub fn row_of(section: &Section, known: &Profile) -> Row {
    let mut row = Row::new();
    for field in &section.fields {
        let what = field.prefill.as_deref().map(who_and_what).filter(|(who, _)| *who == MEMBER);
        let value = what.and_then(|(_, what)| known.get(&format!("{FILER}.{what}")));
        let is_offered = |value: &Value| {
            field.options.is_empty()
                || field.options.iter().any(|option| value.as_text() == Some(&option.value))
        };
        let suits = |value: &&Value| !value.is_blank() && kinds::fits(field, value) && is_offered(value);
        if let Some(value) = value.filter(suits) {
            row.insert(field.id.clone(), normalize_value(field, value));
        }
    }
    row
}

/// What all questions of a section about that person share of their `prefill_when`.
pub fn shared<'a>(section: &'a Section, who: &str) -> Vec<&'a Condition> {
    let is_about = |field: &&Field| field.prefill.as_deref().is_some_and(|key| who_and_what(key).0 == who);
    let mut about = section.fields.iter().filter(is_about);
    let Some(first) = about.next() else { return Vec::new() };
    let mut shared: Vec<&Condition> = parts(first).iter().collect();
    for field in about {
        shared.retain(|part| parts(field).contains(part));
    }
    shared
}

/// What has to hold all together.
fn parts(field: &Field) -> &[Condition] {
    match &field.prefill_when {
        None => &[],
        Some(Condition::All(parts)) => parts,
        Some(one) => std::slice::from_ref(one),
    }
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
        put(answers, &changes);
        changes.len()
    }

    fn put(answers: &mut Answers, changes: &[(Path, Value)]) {
        for (path, value) in changes {
            let Path::Field { section, field, .. } = path else { panic!("{path}") };
            answers.set(section, 0, field, value.clone());
        }
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

    /// A birth: the filer is a parent or somebody else, each parent has an identity paper of their own.
    fn birth() -> Form {
        let text = |name: &str| serde_json::json!({ "vi": name, "en": name });
        let choice = |value: &str| serde_json::json!({ "value": value, "vi": value, "en": value });
        let parent = |who: &str, is: &str| {
            serde_json::json!({ "id": who, "title": text(who), "fields": [
                { "id": "name", "label": text("Name"), "type": "person_name", "prefill": format!("{who}.full_name"),
                  "prefill_when": format!("relation == '{is}'") },
                { "id": "paper", "label": text("Paper"), "type": "radio", "options": [choice("card"), choice("other")] },
                { "id": "issued", "label": text("Issued"), "type": "date", "prefill": format!("{who}.id_issue_date"),
                  "prefill_when": format!("relation == '{is}' && paper == 'card'") },
                { "id": "home", "label": text("Home"), "type": "text", "prefill": format!("{who}.birth_place"),
                  "prefill_when": format!("relation == '{is}'") }] })
        };
        let definition: Definition = serde_json::from_value(serde_json::json!({
            "number": 1, "slug": "s", "name": text("S"), "valid_from": "2026-01-01", "receiving_office": text("O"),
            "processing_time": { "amount": 1, "unit": "days", "note": text("-") }, "delivery": ["online"],
            "sections": [
                { "id": "filer", "title": text("Filer"), "fields": [
                    { "id": "name", "label": text("Name"), "type": "person_name", "prefill": "citizen.full_name" },
                    { "id": "relation", "label": text("Relation"), "type": "radio",
                      "options": [choice("me"), choice("cha"), choice("khac")] }] },
                parent("mother", "me"), parent("father", "cha"),
                { "id": "others", "title": text("Others"), "repeat": { "min": 0, "max": 9, "item": text("Person") },
                  "fields": [
                    { "id": "name", "label": text("Name"), "type": "person_name", "prefill": "member.full_name" },
                    { "id": "how", "label": text("How"), "type": "select", "prefill": "member.relation_to_head",
                      "options": [choice("child")] }] },
            ],
        }))
        .unwrap();
        Form::new(definition).unwrap()
    }

    fn of(who: &str, name: &str, issued: &str) -> Profile {
        [("full_name", name), ("id_issue_date", issued), ("birth_place", "Quảng Ninh")]
            .map(|(what, value)| (format!("{who}.{what}"), Value::text(value)))
            .into_iter()
            .collect()
    }

    #[test]
    fn both_parents_are_filled_whoever_files_and_neither_is_emptied_by_the_other() {
        let form = birth();
        let mut profile = of(FILER, "Phạm Thị Hà", "2021-05-10");
        profile.extend(of("mother", "Phạm Thị Hà", "2021-05-10"));
        profile.extend(of("father", "Lê Văn Hùng", "2022-01-02"));
        let mut answers = Answers::default();
        apply(&form, &mut answers, &profile);
        let given = prefill_chosen(&form, &answers, &profile);
        put(&mut answers, &given);
        let name = |answers: &Answers, who: &str| answers.value(who, 0, "name").cloned();
        assert_eq!(name(&answers, "mother"), Some(Value::text("Phạm Thị Hà")));
        assert_eq!(name(&answers, "father"), Some(Value::text("Lê Văn Hùng")));
        // Whose card is known has one.
        assert_eq!(answers.value("father", 0, "paper"), Some(&Value::text("card")));
        assert_eq!(answers.value("father", 0, "issued"), Some(&Value::text("2022-01-02")));
        // Born in the same place as the filer, and still his own answer.
        answers.set("filer", 0, "relation", Value::text("me"));
        assert_eq!(apply(&form, &mut answers, &profile), 0);
        assert_eq!(answers.value("father", 0, "home"), Some(&Value::text("Quảng Ninh")));
        // Where another paper was named, the card's day is not given.
        let mut other = Answers::default();
        other.set("father", 0, "paper", Value::text("other"));
        let given = prefill_chosen(&form, &other, &profile);
        assert!(given.iter().all(|(path, _)| path.to_string() != "father.issued"), "{given:?}");
    }

    #[test]
    fn who_files_alone_is_a_parent_only_when_they_say_so() {
        let form = birth();
        let profile = of(FILER, "Phạm Thị Hà", "2021-05-10");
        let mut answers = Answers::default();
        assert_eq!(apply(&form, &mut answers, &profile), 1);
        answers.set("filer", 0, "relation", Value::text("me"));
        assert_eq!(apply(&form, &mut answers, &profile), 2);
        assert_eq!(answers.value("father", 0, "name"), None);
        answers.set("filer", 0, "relation", Value::text("khac"));
        apply(&form, &mut answers, &profile);
        assert!(answers.value("mother", 0, "name").is_some_and(Value::is_blank));
    }

    #[test]
    fn a_form_names_its_people_and_how_the_filer_is_one_of_them() {
        let form = birth();
        let asked: Vec<(&str, &str)> =
            people(&form).into_iter().map(|(who, section)| (who, section.id.as_str())).collect();
        assert_eq!(asked, [("mother", "mother"), ("father", "father"), (MEMBER, "others")]);
        let says = says_the_filer_is(&form, "mother");
        assert_eq!(says, Some((Path::field("filer", None, "relation"), Value::text("me"))));
        assert_eq!(says_the_filer_is(&form, MEMBER), None);
    }

    #[test]
    fn a_row_is_about_one_person_and_holds_what_fits() {
        let form = birth();
        let section = form.section("others").unwrap();
        let mut known = of(FILER, "Lê  Minh An", "2021-05-10");
        known.insert("citizen.relation_to_head".to_owned(), Value::text("child"));
        let row = row_of(section, &known);
        assert_eq!(row.get("name"), Some(&Value::text("Lê Minh An")));
        assert_eq!(row.get("how"), Some(&Value::text("child")));
        known.insert("citizen.relation_to_head".to_owned(), Value::text("no such"));
        assert_eq!(row_of(section, &known).len(), 1);
    }
}
