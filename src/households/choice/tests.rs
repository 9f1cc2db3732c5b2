use super::*;
use forms::Definition;
use serde_json::json;

fn text(name: &str) -> serde_json::Value {
    json!({ "vi": name, "en": name })
}

fn form(sections: serde_json::Value) -> Form {
    let definition: Definition = serde_json::from_value(json!({
        "number": 1, "slug": "s", "name": text("S"), "valid_from": "2026-01-01", "receiving_office": text("O"),
        "processing_time": { "amount": 1, "unit": "days", "note": text("-") }, "delivery": ["online"],
        "sections": sections,
    }))
    .unwrap();
    Form::new(definition).unwrap()
}

fn name(key: &str, when: Option<&str>) -> serde_json::Value {
    let mut field = json!({ "id": "name", "label": text("Name"), "type": "person_name", "prefill": format!("{key}.full_name") });
    if let Some(when) = when {
        field["prefill_when"] = when.into();
    }
    field
}

fn radio(id: &str, values: &[&str]) -> serde_json::Value {
    let options: Vec<_> =
        values.iter().map(|value| json!({ "value": value, "vi": value, "en": value })).collect();
    json!({ "id": id, "label": text(id), "type": "radio", "options": options })
}

/// A birth: the filer, both parents, and a table of siblings.
fn birth() -> Form {
    form(json!([
        { "id": "filer", "title": text("Filer"), "fields": [name("citizen", None), radio("relation", &["me", "cha"])] },
        { "id": "mother", "title": text("Mother"), "fields": [name("mother", Some("relation == 'me'"))] },
        { "id": "father", "title": text("Father"), "fields": [name("father", Some("relation == 'cha'"))] },
        { "id": "siblings", "title": text("Siblings"), "repeat": { "min": 0, "max": 9, "item": text("One") },
          "fields": [name("member", None)] },
    ]))
}

/// A request for oneself or for somebody else.
fn request() -> Form {
    form(json!([
        { "id": "how", "title": text("How"), "fields": [radio("filing_as", &["self", "other"])] },
        { "id": "applicant", "title": text("Applicant"), "fields": [name("subject", Some("filing_as == 'self'"))] },
        { "id": "filer", "title": text("Filer"), "fields": [name("citizen", None)] },
    ]))
}

fn person(id: &str, name: &str, relation: &str, gender: &str, born: &str) -> Person {
    let known = [
        ("citizen.full_name", name),
        ("citizen.relation_to_head", relation),
        ("citizen.gender", gender),
        ("citizen.date_of_birth", born),
    ];
    Person {
        id: id.into(),
        known: known.map(|(key, value)| (key.to_owned(), Value::text(value))).into_iter().collect(),
    }
}

fn family() -> Vec<Person> {
    vec![
        person("h", "Lê Văn Hùng", "head", "male", "1990-01-01"),
        person("w", "Phạm Thị Hà", "wife", "female", "1992-01-01"),
        person("c", "Lê Minh An", "child", "male", "2018-01-01"),
    ]
}

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

fn of(chosen: &Chosen, who: &str) -> String {
    chosen.iter().find(|(of, _)| of == who).map(|(_, ids)| ids.join(",")).unwrap_or_default()
}

fn answer(draft: &Draft, section: &str, field: &str) -> String {
    draft.answers.value(section, 0, field).and_then(Value::as_text).unwrap_or_default().to_owned()
}

#[test]
fn a_birth_is_filled_for_both_parents_and_says_which_of_them_files() {
    let (form, people) = (birth(), family());
    let asked = asked(&form);
    let whos: Vec<&str> = asked.iter().map(|one| one.who.as_str()).collect();
    assert_eq!(whos, [FILER, "mother", "father", "siblings"]);
    let mut chosen = guess(&asked, &people, "w", today());
    assert_eq!(
        (of(&chosen, FILER), of(&chosen, "mother"), of(&chosen, "father")),
        ("w".into(), "w".into(), "h".into())
    );
    chosen.push(("siblings".to_owned(), vec!["c".to_owned()]));
    let draft = begun(&form, &asked, &people, &chosen);
    assert_eq!(answer(&draft, "filer", "name"), "Phạm Thị Hà");
    assert_eq!(answer(&draft, "filer", "relation"), "me");
    assert_eq!(answer(&draft, "mother", "name"), "Phạm Thị Hà");
    assert_eq!(answer(&draft, "father", "name"), "Lê Văn Hùng");
    assert_eq!(answer(&draft, "siblings", "name"), "Lê Minh An");
    assert_eq!(draft.known.get("member1.full_name"), Some(&Value::text("Lê Minh An")));
}

#[test]
fn for_a_child_a_parent_files() {
    let (form, people) = (request(), family());
    let asked = asked(&form);
    assert_eq!(asked[0].who, SUBJECT);
    let chosen = guess(&asked, &people, "c", today());
    assert_eq!((of(&chosen, SUBJECT), of(&chosen, FILER)), ("c".into(), "h".into()));
    let draft = begun(&form, &asked, &people, &chosen);
    assert_eq!(answer(&draft, "applicant", "name"), "Lê Minh An");
    assert_eq!(answer(&draft, "filer", "name"), "Lê Văn Hùng");
    assert_eq!(answer(&draft, "how", "filing_as"), "", "which of the others it is the person says");
    let own = begun(&form, &asked, &people, &guess(&asked, &people, "h", today()));
    assert_eq!(answer(&own, "how", "filing_as"), "self");
}

#[test]
fn a_grown_child_is_no_part_of_the_parents_couple() {
    let (form, mut people) = (birth(), family());
    people.push(person("g", "Lê Thị Mai", "child", "female", "2000-01-01"));
    let chosen = guess(&asked(&form), &people, "g", today());
    assert_eq!((of(&chosen, "mother"), of(&chosen, "father")), ("g".into(), String::new()));
}

#[test]
fn for_nobody_of_the_household_nothing_is_filled() {
    let (form, people) = (birth(), family());
    let draft = begun(&form, &asked(&form), &people, &Chosen::new());
    assert_eq!(answer(&draft, "filer", "name"), "");
    assert!(!draft.known.is_empty(), "else the phone's owner would be filled in when it is opened");
}

#[test]
fn what_was_scanned_is_marked_so_in_the_form() {
    let (form, mut people) = (birth(), family());
    people[1].set_source("citizen.full_name", Source::Scanned);
    let asked = asked(&form);
    let draft = begun(&form, &asked, &people, &guess(&asked, &people, "w", today()));
    let marked: Vec<String> = draft.scanned.iter().map(ToString::to_string).collect();
    assert_eq!(marked, ["filer.name", "mother.name"]);
}
