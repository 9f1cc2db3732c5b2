//! What the app reads by itself says the same as what serde writes.

use contract::{FileWithin, WithinUnit};
use forms::{
    Address, Answers, Choice, Definition, Delivery, Document, DocumentAnswer, Fee, Field, FileRef, Kind, Map,
    ProcessingTime, Profile, Repeat, Row, Section, SectionAnswers, Text, TimeUnit, Value, Variant,
};
use nop_ho_so::api::Failure;
use nop_ho_so::drafts::{Change, Draft, Entry};
use nop_ho_so::reading::{self, Record};
use wasm_bindgen_test::wasm_bindgen_test;

fn text(words: &str) -> Text {
    Text { vi: words.to_owned(), en: format!("{words} (en)") }
}

/// Every key holds something: no `..`, so that a new key is not forgotten here.
fn full_field() -> Field {
    let when = Some("kind == 'a' && variant != 'b'".parse().unwrap());
    Field {
        id: "one".into(),
        label: text("Một"),
        kind: Kind::Photo4x6,
        required: true,
        required_when: when.clone(),
        show_when: when.clone(),
        help: Some(text("Giúp")),
        prefill: Some("citizen.full_name".into()),
        prefill_when: when,
        options: vec![Choice { value: "a".into(), vi: "A".into(), en: "B".into() }],
        min: Some(-1.5),
        max: Some(2e9),
        min_length: Some(1),
        max_length: Some(65_535),
        pattern: Some(r"\d+".into()),
        past_only: true,
        future_only: true,
        min_age: Some(14),
        max_age: Some(120),
        after: Some("other.day".into()),
        commune_only: true,
    }
}

fn full_definition() -> Definition {
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day);
    let bare: Field =
        serde_json::from_str(r#"{"id":"x","label":{"vi":"X","en":"X"},"type":"text"}"#).unwrap();
    Definition {
        number: 25,
        slug: "thu".into(),
        version: "0123456789abcdef".into(),
        name: text("Thử"),
        valid_from: day(1).unwrap(),
        valid_until: day(30),
        form_code: "CT01".into(),
        receiving_office: text("Xã"),
        processing_time: ProcessingTime { amount: 3, unit: TimeUnit::WorkingDays, note: text("-") },
        delivery: vec![Delivery::Online, Delivery::Counter, Delivery::Postal],
        fees: vec![Fee {
            case: text("Nhanh"),
            amount_vnd: 1_200_000_000,
            basis: "TT 1".into(),
            valid_from: day(2),
            valid_until: None,
        }],
        variants: vec![Variant { id: "rented".into(), name: text("Thuê"), help: Some(text("?")) }],
        sections: vec![Section {
            id: "who".into(),
            title: text("Ai"),
            help: Some(text("?")),
            repeat: Some(Repeat { min: 0, max: 5, item: text("Người") }),
            show_when: Some("variant == 'rented'".parse().unwrap()),
            fields: vec![full_field(), bare],
        }],
        documents: vec![Document {
            id: "paper".into(),
            name: text("Giấy"),
            required: true,
            required_when: Some("variant == 'rented'".parse().unwrap()),
            help: Some(text("?")),
            retrievable: true,
        }],
    }
}

#[wasm_bindgen_test]
fn a_definition_with_every_key() {
    let full = full_definition();
    let json = serde_json::to_string(&full).unwrap();
    assert_eq!(reading::definition(&json), Some(full));
    // As serde: what is not known, missing or of another type is refused.
    for (right, wrong) in [
        (r#""slug":"#, r#""slug2":"#),
        (r#""past_only":true"#, r#""past_only":1"#),
        (r#""number":25"#, r#""number":25.5"#),
        (r#""type":"photo_4x6""#, r#""type":"hologram""#),
        (r#""variant == 'rented'""#, r#""variant ==""#),
        (r#""min_age":14"#, r#""min_age":14,"mood":"good""#),
    ] {
        assert!(json.contains(right), "{right}");
        assert_eq!(reading::definition(&json.replacen(right, wrong, 1)), None, "{wrong}");
    }
    assert_eq!(reading::definition("<html>"), None);
}

#[wasm_bindgen_test]
fn by_when_a_service_is_to_be_filed() {
    let within = FileWithin {
        amount: 60,
        unit: WithinUnit::Days,
        after: "child.child_dob".into(),
        basis: "Luật Hộ tịch".into(),
    };
    for unit in [WithinUnit::Days, WithinUnit::Months] {
        let within = FileWithin { unit, ..within.clone() };
        let page = serde_json::json!({ "slug": "s", "file_within": within });
        assert_eq!(reading::file_within(&page.to_string()), Some(within));
    }
    assert_eq!(reading::file_within(r#"{"slug":"s"}"#), None);
}

#[wasm_bindgen_test]
fn every_kind_of_field_by_its_name() {
    for (name, kind) in reading::KINDS {
        assert_eq!(serde_json::to_value(kind).unwrap(), name);
    }
    let names: std::collections::BTreeSet<_> = reading::KINDS.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), reading::KINDS.len());
}

fn values() -> Row {
    let address = Address { province: "22".into(), commune: "06814".into(), detail: "Tổ 3 \"A\"".into() };
    Map::from_iter([
        ("text".to_owned(), Value::text("Nguyễn Thị Ánh\n😀")),
        ("ticked".to_owned(), Value::Bool(true)),
        ("list".to_owned(), Value::List(vec!["a".into(), String::new()])),
        ("address".to_owned(), Value::Address(address)),
        ("no_address".to_owned(), Value::Address(Address::default())),
    ])
}

#[wasm_bindgen_test]
fn a_draft_and_every_change() {
    let paper = DocumentAnswer {
        files: vec![FileRef { sha256: "ab".repeat(32), name: "hợp đồng.jpg".into() }],
        retrieve: true,
    };
    let full = Draft {
        id: "0a".repeat(16),
        key: "1b".repeat(16),
        reply: "2c".repeat(32),
        service: "thu".into(),
        version: "0123456789abcdef".into(),
        title: "Của bố".into(),
        answers: Answers {
            variant: Some("rented".into()),
            sections: Map::from_iter([
                ("one".to_owned(), SectionAnswers::One(values())),
                ("many".to_owned(), SectionAnswers::Many(vec![values(), Row::new()])),
            ]),
            documents: Map::from_iter([("paper".to_owned(), paper.clone())]),
        },
        step: "one".into(),
        field: "one.text".into(),
        percent: 100,
        scanned: vec!["one.text".parse().unwrap()],
        known: values(),
        revision: 1 << 40,
        created_at: 1_795_000_000_000,
        updated_at: 1_795_000_000_001,
        discarded_at: Some(1_795_000_000_002),
    };
    let answers = full.answers.clone();
    assert_eq!(Draft::read(&serde_json::to_string(&full).unwrap()), Some(full));
    let bare = Draft { id: "x".into(), ..Draft::default() };
    assert_eq!(Draft::read(&serde_json::to_string(&bare).unwrap()), Some(bare));
    assert_eq!(Draft::read("{}"), None);

    let (path, section) = (|| "many[2].name".parse().unwrap(), || "many".to_owned());
    let changes = [
        Change::Field { path: path(), value: Value::text("x") },
        Change::Scanned { path: path(), value: Value::Bool(false) },
        Change::RowAdded { section: section() },
        Change::RowRemoved { section: section(), row: 2 },
        Change::RowInserted { section: section(), row: 0, values: values() },
        Change::Variant("rented".into()),
        Change::Document { id: "paper".into(), answer: paper },
        Change::Moved { step: "one".into(), field: None },
        Change::Moved { step: "one".into(), field: Some("one.text".into()) },
        Change::Migrated { version: "0123456789abcdef".into(), answers },
        Change::Titled("Của bố".into()),
        Change::Progress(40),
    ];
    let journal: Vec<Entry> =
        changes.into_iter().zip(1..).map(|(change, revision)| Entry { revision, at: 7, change }).collect();
    for entry in &journal {
        assert_eq!(Entry::read(&serde_json::to_string(entry).unwrap()).as_ref(), Some(entry));
    }
    assert_eq!(Vec::<Entry>::read(&serde_json::to_string(&journal).unwrap()), Some(journal));
    assert_eq!(Entry::read(r#"{"revision":1,"at":1,"change":{"danced":{}}}"#), None);
}

#[wasm_bindgen_test]
fn a_profile_and_a_refusal() {
    let profile: Profile = values();
    assert_eq!(Profile::read(&serde_json::to_string(&profile).unwrap()), Some(profile));
    let body = r#"{"type":"/problems/busy","title":"Busy","status":503,"detail":{"vi":"Bận","en":"Busy"},"instance":"1"}"#;
    let Failure::Problem(problem) = reading::refusal(body) else { panic!("a problem") };
    assert_eq!((problem.status, problem.detail.vi.as_str()), (503, "Bận"));
    assert_eq!(reading::refusal("<html>"), Failure::NotOurs);
}
