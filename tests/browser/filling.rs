//! An open form: whom a key press wakes, when a problem is told, rows, and answers for the right person.

use forms::{Answers, Code, Form, Path, Profile, Value, prefill};
use nop_ho_so::browser::{clock, timer};
use nop_ho_so::drafts::{Change, Draft, OpenDraft, apply};
use nop_ho_so::fields::field;
use nop_ho_so::filling::{Filling, Step};
use nop_ho_so::view::prelude::*;
use nop_ho_so::view::run;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

/// Filing for oneself or a child; a name, a citizen's number, a reason that only the child's case asks for, members.
fn form() -> Arc<Form> {
    let text = |words: &str| serde_json::json!({ "vi": words, "en": words });
    let definition = serde_json::json!({
        "number": 3, "slug": "thu", "version": "0123456789abcdef", "name": text("Thử"), "valid_from": "2026-01-01",
        "receiving_office": text("Xã"), "delivery": ["online"],
        "processing_time": { "amount": 1, "unit": "days", "note": text("-") },
        "sections": [
            { "id": "who", "title": text("Ai"), "fields": [
                { "id": "filing_for", "label": text("Cho ai"), "type": "radio", "required": true, "options": [
                    { "value": "self", "vi": "Tôi", "en": "Me" }, { "value": "child", "vi": "Con", "en": "Child" }] },
                { "id": "full_name", "label": text("Họ tên"), "type": "person_name", "required": true,
                  "prefill": "citizen.full_name", "prefill_when": "filing_for == 'self'" },
                { "id": "number", "label": text("Số căn cước"), "type": "citizen_id", "required": true },
                { "id": "reason", "label": text("Lý do"), "type": "text", "show_when": "filing_for == 'child'" } ] },
            { "id": "members", "title": text("Người cùng đi"), "repeat": { "min": 0, "max": 5, "item": text("Người") },
              "fields": [ { "id": "member_name", "label": text("Họ tên"), "type": "person_name", "required": true } ] } ]
    });
    Arc::new(Form::new(serde_json::from_value(definition).unwrap()).unwrap())
}

fn open(answers: Answers, profile: Profile) -> Filling {
    // Lives as long as the test's page: what hangs on it must not go before.
    let owner = Box::leak(Box::new(Owner::new()));
    owner.set();
    let draft = OpenDraft::detached(Draft { id: "test".into(), answers, ..Draft::default() });
    Filling::new(form(), draft, clock::today()).knowing(profile)
}

fn path(text: &str) -> Path {
    text.parse().unwrap()
}

/// Counts how often `watch` was woken, each time it is asked.
fn woken(watch: impl Fn() + Send + Sync + 'static) -> Memo<u32> {
    let times = Memo::new(move |before: Option<&u32>| {
        watch();
        before.map_or(0, |before| before + 1)
    });
    assert_eq!(times.get_untracked(), 0);
    times
}

#[wasm_bindgen_test]
fn a_key_press_wakes_its_own_field_and_nothing_else() {
    let filling = open(Answers::default(), Profile::new());
    let own = woken(move || filling.watch(&path("who.full_name")));
    let other = woken(move || filling.watch(&path("who.number")));
    let conditions = woken(move || filling.watch_conditions());
    for name in ["N", "Ng", "Ngu"] {
        filling.type_in(&path("who.full_name"), Value::text(name));
        own.get_untracked();
    }
    assert_eq!((own.get_untracked(), other.get_untracked(), conditions.get_untracked()), (3, 0, 0));

    let shows = filling.shows(&path("who.reason"));
    assert!(!shows.get_untracked());
    filling.type_in(&path("who.filing_for"), Value::text("child"));
    assert!(shows.get_untracked(), "a condition reads that field");
    assert_eq!((other.get_untracked(), conditions.get_untracked()), (0, 1));
}

#[wasm_bindgen_test]
fn a_problem_is_told_when_the_field_is_left_and_goes_while_it_is_mended() {
    let filling = open(Answers::default(), Profile::new());
    let number = path("who.number");
    let problems = filling.problems(&number);
    let codes = move || problems.get_untracked().iter().map(|problem| problem.code).collect::<Vec<_>>();
    filling.type_in(&number, Value::text("0221"));
    assert!(codes().is_empty(), "still typing");
    filling.tidy(&number);
    assert_eq!(codes(), [Code::WrongLength]);
    filling.type_in(&number, Value::text("022 190 012 345"));
    assert!(codes().is_empty(), "mended");
    filling.type_in(&number, Value::text("022 190 012 34"));
    assert!(codes().is_empty(), "no new problem in the middle of typing");
    assert_eq!(filling.tidy(&number), Some(Value::text("02219001234")));
    assert_eq!(codes(), [Code::WrongLength]);
}

#[wasm_bindgen_test]
fn a_step_tells_all_its_problems_at_once() {
    let filling = open(Answers::default(), Profile::new());
    let problems = filling.problems(&path("who.full_name"));
    assert!(problems.get_untracked().is_empty());
    let found = filling.check_step(&Step::Section("who".into()));
    assert_eq!(found.len(), 3);
    assert_eq!(problems.get_untracked().len(), 1);
}

#[wasm_bindgen_test]
fn what_was_composed_of_parts_is_stored_whole() {
    let filling = open(Answers::default(), Profile::new());
    let name = path("who.full_name");
    filling.type_in(&name, Value::text("  Hu\u{31b}o\u{31b}\u{300}ng  "));
    assert_eq!(filling.tidy(&name), Some(Value::text("Hường")));
}

#[wasm_bindgen_test]
fn a_removed_row_comes_back_with_its_answers_and_problems_move_with_their_rows() {
    let filling = open(Answers::default(), Profile::new());
    for (row, name) in ["An", "", "Cúc"].iter().enumerate() {
        assert_eq!(filling.add_row("members"), row);
        filling.type_in(&Path::field("members", Some(row), "member_name"), Value::text(*name));
    }
    filling.check_row("members", 1);
    let names = filling.rows("members");
    assert_eq!(names.len(), 3);

    let taken = filling.remove_row("members", 0).unwrap();
    let now = filling.rows("members");
    assert_eq!(now, [(names[1].0, 0), (names[2].0, 1)], "the others keep their names");
    let moved = filling.problems(&path("members[0].member_name"));
    assert_eq!(moved.get_untracked().len(), 1);

    filling.put_row_back("members", 0, taken);
    let name = filling.value(&path("members[0].member_name"));
    assert_eq!((filling.rows("members").len(), name), (3, Some(Value::text("An"))));
    assert!(filling.remove_row("members", 9).is_none());
}

#[wasm_bindgen_test]
async fn a_box_shows_what_the_phone_put_in_and_never_what_stood_there_before() {
    let profile = Profile::from([("citizen.full_name".to_owned(), Value::text("Nguyễn Thị Ánh"))]);
    let filling = open(Answers::default(), profile);
    let document = web_sys::window().unwrap().document().unwrap();
    run(move || field(filling, &filling.form(), path("who.full_name")));
    let shown = || {
        let element = document.get_element_by_id("who.full_name").unwrap();
        element.unchecked_into::<HtmlInputElement>().value()
    };
    let element: HtmlInputElement = document.get_element_by_id("who.full_name").unwrap().unchecked_into();
    element.set_value("B");
    element.dispatch_event(&Event::new("input").unwrap()).unwrap();
    assert_eq!(filling.value(&path("who.full_name")), Some(Value::text("B")));
    element.set_value("");
    element.dispatch_event(&Event::new("input").unwrap()).unwrap();
    filling.type_in(&path("who.filing_for"), Value::text("self"));
    timer::sleep(20).await;
    assert_eq!(shown(), "Nguyễn Thị Ánh");
    filling.type_in(&path("who.filing_for"), Value::text("child"));
    timer::sleep(20).await;
    assert_eq!(shown(), "");
    element.closest(".field").unwrap().unwrap().remove();
}

#[wasm_bindgen_test]
fn what_the_phone_knows_goes_to_the_right_person() {
    let profile = Profile::from([("citizen.full_name".to_owned(), Value::text("Nguyễn Thị Ánh"))]);
    let mut answers = Answers::default();
    for (path, value) in prefill(&form(), &answers, &profile) {
        apply(&Change::Field { path, value }, &mut answers);
    }
    let filling = open(answers, profile);
    let (who, name) = (path("who.filing_for"), path("who.full_name"));
    let redrawn = woken(move || filling.watch_rewriting(&path("who.full_name")));
    let answer = |value: &str| {
        filling.type_in(&who, Value::text(value));
        filling.tidy(&who);
    };
    let stands =
        || filling.value(&name).and_then(|value| Some(value.as_text()?.to_owned())).unwrap_or_default();

    answer("self");
    assert_eq!((stands().as_str(), redrawn.get_untracked()), ("Nguyễn Thị Ánh", 1));
    answer("child");
    assert_eq!((stands().as_str(), redrawn.get_untracked()), ("", 2));
    filling.type_in(&name, Value::text("Nguyễn Văn Bình"));
    answer("self");
    assert_eq!((stands().as_str(), redrawn.get_untracked()), ("Nguyễn Văn Bình", 2), "what was typed stays");
}
