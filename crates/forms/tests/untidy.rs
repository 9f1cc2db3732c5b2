//! What was typed untidily is judged, shown and sent as what it means.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "in a test what cannot be is a failure")]

use chrono::NaiveDate;
use forms::{Answers, Code, Context, Form, Lang, NoLists, SectionAnswers, check, normalize, prune, summary};
use serde_json::{Value as Json, json};

fn form() -> Form {
    let text = |vi: &str| json!({ "vi": vi, "en": vi });
    let definition = json!({
        "number": 1, "slug": "xe", "name": text("Xe"), "valid_from": "2026-01-01",
        "receiving_office": text("Công an xã"), "delivery": ["online"],
        "processing_time": { "amount": 3, "unit": "working_days", "note": text("-") },
        "variants": [{ "id": "one", "name": text("Một") }],
        "sections": [{ "id": "bike", "title": text("Xe"), "fields": [
            { "id": "engine", "label": text("Số máy"), "type": "engine_number" },
            { "id": "why", "label": text("Lý do"), "type": "text", "required": true, "show_when": "engine == 'abc123'" },
            { "id": "agrees", "label": text("Đồng ý"), "type": "checkbox" }] }],
        "documents": [],
    });
    Form::new(serde_json::from_value(definition).unwrap()).unwrap()
}

fn answers(bike: Json) -> Answers {
    let row: SectionAnswers = serde_json::from_value(bike).unwrap();
    let mut answers = Answers { variant: Some("one".to_owned()), ..Answers::default() };
    answers.sections.insert("bike".to_owned(), row);
    answers
}

#[test]
fn a_condition_reads_an_answer_as_it_is_sent() {
    let (form, typed) = (form(), answers(json!({ "engine": "abc123" })));
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let problems = |answers: &Answers| check(&form, answers, Context { today, lists: &NoLists });
    assert_eq!(problems(&typed), problems(&normalize(&form, &typed)));
    assert!(
        problems(&typed).iter().all(|problem| problem.code != Code::Required),
        "an engine number has capitals"
    );
}

#[test]
fn a_box_with_a_blank_in_it_was_left_unticked() {
    let (form, blank) = (form(), answers(json!({ "agrees": "" })));
    let shown = |answers: &Answers| summary(&form, answers, &NoLists, Lang::Vi).sections;
    assert_eq!(shown(&blank), shown(&prune(&form, &blank)));
    assert_eq!(shown(&blank)[0].rows[0].last().unwrap().shown, "Không");
}

#[test]
fn marks_that_a_space_kept_apart_are_put_in_order_at_once() {
    let form = form();
    let once = normalize(&form, &answers(json!({ "engine": "\u{300} \u{316}" })));
    assert_eq!(normalize(&form, &once), once);
}
