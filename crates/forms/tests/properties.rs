//! What holds for every definition and all answers, sensible or not.
#![cfg(not(target_arch = "wasm32"))]

use chrono::NaiveDate;
use forms::{
    Address, Answers, Choice, Code, Condition, Context, Definition, Delivery, Document, DocumentAnswer,
    Field, FileRef, Form, Kind, Lang, Left, Map, NoLists, Path, ProcessingTime, Profile, Repeat, Row,
    Section, SectionAnswers, Text, TimeUnit, Value, Variant, check, check_document, check_field,
    check_section, given, migrate, normalize, prefill, prune, sample, steps, summary,
};
use proptest::collection::{btree_map, vec};
use proptest::option::{self, weighted};
use proptest::prelude::*;

fn context() -> Context<'static> {
    Context { today: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a sound example"), lists: &NoLists }
}

/// Ids that meet each other often, and seldom something else.
fn id(prefix: &'static str, count: usize) -> impl Strategy<Value = String> {
    prop_oneof![
        20 => (0..count).prop_map(move |n| format!("{prefix}{n}")),
        1 => "[a-z_]{1,6}",
        1 => any::<String>(),
    ]
}

fn option_value() -> impl Strategy<Value = String> {
    prop_oneof!["[abc]", Just("true".to_owned()), Just("v1".to_owned())]
}

fn condition() -> impl Strategy<Value = Option<Condition>> {
    let operand = prop_oneof![
        Just("variant".to_owned()),
        (0..6_usize).prop_map(|n| format!("f{n}")),
        (0..3_usize, 0..6_usize).prop_map(|(s, f)| format!("s{s}.f{f}")),
    ];
    let leaf =
        (operand, option_value(), option_value(), 0..3_u8).prop_map(|(operand, a, b, shape)| match shape {
            0 => format!("{operand} == '{a}'"),
            1 => format!("{operand} != '{a}'"),
            _ => format!("{operand} in ['{a}', '{b}']"),
        });
    let tree = leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} || {b}")),
            inner.prop_map(|a| format!("!({a})")),
        ]
    });
    weighted(0.2, tree.prop_map(|text| text.parse().expect("a sound example")))
}

const KINDS: [Kind; 34] = [
    Kind::Text,
    Kind::Textarea,
    Kind::PersonName,
    Kind::CitizenId,
    Kind::OldId,
    Kind::Date,
    Kind::PartialDate,
    Kind::Time,
    Kind::Datetime,
    Kind::Select,
    Kind::Radio,
    Kind::Checkbox,
    Kind::MultiSelect,
    Kind::Phone,
    Kind::Email,
    Kind::Address,
    Kind::Ethnicity,
    Kind::Nationality,
    Kind::Religion,
    Kind::Gender,
    Kind::Integer,
    Kind::Decimal,
    Kind::MoneyVnd,
    Kind::PlateNumber,
    Kind::EngineNumber,
    Kind::ChassisNumber,
    Kind::TaxCode,
    Kind::InsuranceNumber,
    Kind::BankAccount,
    Kind::DocumentNumber,
    Kind::Country,
    Kind::Photo4x6,
    Kind::Year,
    Kind::Declaration,
];

fn bound() -> impl Strategy<Value = Option<f64>> {
    weighted(
        0.2,
        prop_oneof![-100.0..100.0, any::<f64>().prop_filter("JSON has no such number", |n| n.is_finite())],
    )
}

fn field() -> impl Strategy<Value = Field> {
    let rules = (condition(), condition(), any::<bool>(), weighted(0.1, 0..20_u16), weighted(0.1, 0..20_u16));
    let times = (
        any::<(bool, bool)>(),
        weighted(0.1, 0..90_u16),
        weighted(0.1, 0..90_u16),
        weighted(0.1, id("f", 6)),
    );
    let numbers =
        (bound(), bound(), weighted(0.1, prop_oneof!["\\^[a-c0-9]{1,3}\\$", any::<String>()]), any::<bool>());
    let name = prop_oneof![
        8 => id("f", 6),
        1 => Just("citizen_id".to_owned()),
        1 => Just("gender".to_owned()),
        1 => Just("date_of_birth".to_owned()),
    ];
    (name, 0..KINDS.len(), rules, times, numbers).prop_map(|(id, kind, rules, times, numbers)| Field {
        id,
        label: Text::default(),
        kind: KINDS[kind],
        required: rules.2,
        required_when: rules.0,
        show_when: rules.1,
        help: None,
        prefill: Some("citizen.anything".to_owned()),
        prefill_when: None,
        options: ["a", "b", "true"].map(|v| Choice { value: v.into(), vi: v.into(), en: v.into() }).to_vec(),
        min: numbers.0,
        max: numbers.1,
        min_length: rules.3,
        max_length: rules.4,
        pattern: numbers.2,
        past_only: times.0.0,
        future_only: times.0.1,
        min_age: times.1,
        max_age: times.2,
        after: times.3,
        commune_only: numbers.3,
    })
}

fn definition() -> impl Strategy<Value = Definition> {
    let repeat =
        weighted(0.3, (0..3_u16, 0..4_u16).prop_map(|(min, max)| Repeat { min, max, item: Text::default() }));
    let section = (repeat, condition(), vec(field(), 0..6))
        .prop_map(|(repeat, show_when, fields)| (repeat, show_when, fields));
    let document = (condition(), any::<(bool, bool)>());
    (vec(section, 0..4), vec(document, 0..3), 0..3_usize).prop_map(|(sections, documents, variants)| {
        Definition {
            number: 1,
            slug: "any".into(),
            version: String::new(),
            name: Text::default(),
            valid_from: context().today,
            valid_until: None,
            form_code: String::new(),
            receiving_office: Text::default(),
            processing_time: ProcessingTime { amount: 1, unit: TimeUnit::Days, note: Text::default() },
            delivery: vec![Delivery::Online],
            fees: Vec::new(),
            variants: (0..variants)
                .map(|n| Variant { id: format!("v{n}"), name: Text::default(), help: None })
                .collect(),
            sections: sections
                .into_iter()
                .enumerate()
                .map(|(n, (repeat, show_when, mut fields))| {
                    // Twins are found by `Form::new`; here they would only cost cases.
                    fields.dedup_by(|a, b| a.id == b.id);
                    Section {
                        id: format!("s{n}"),
                        title: Text::default(),
                        help: None,
                        repeat,
                        show_when,
                        fields,
                    }
                })
                .collect(),
            documents: documents
                .into_iter()
                .enumerate()
                .map(|(n, (required_when, (required, retrievable)))| Document {
                    id: format!("d{n}"),
                    name: Text::default(),
                    required,
                    required_when,
                    help: None,
                    retrievable,
                })
                .collect(),
        }
    })
}

/// A definition that the engine takes, made from any by leaving out what it complains about.
fn form() -> impl Strategy<Value = Form> {
    definition().prop_map(|mut definition| {
        loop {
            let errors = match Form::new(definition.clone()) {
                Ok(form) => return form,
                Err(errors) => errors,
            };
            for section in &mut definition.sections {
                section.fields.retain(|field| {
                    !errors.iter().any(|e| {
                        e.place == format!("{}.{}", section.id, field.id) || e.what.contains(&field.id)
                    })
                });
                if errors.iter().any(|e| e.place == section.id) {
                    (section.show_when, section.repeat) = (None, None);
                    section.fields.pop();
                }
            }
            definition.documents.retain(|d| !errors.iter().any(|e| e.place == format!("documents.{}", d.id)));
        }
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => option_value(),
        3 => "[0-9 ./-]{0,14}",
        2 => "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}",
        2 => any::<String>(),
        1 => "[a-zA-Z0-9 .,@+\u{300}-\u{323}ÐðĐđơư\u{200b}\u{a0}０-９]{0,12}",
        1 => prop::sample::select(vec!["022190001234", "14B1-123.45", "0912345678", "a@b.vn", "1.200.000 đ", "T", "8h30"])
            .prop_map(str::to_owned),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => text().prop_map(Value::Text),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => vec(text(), 0..4).prop_map(Value::List),
        1 => (text(), text(), text())
            .prop_map(|(province, commune, detail)| Value::Address(Address { province, commune, detail })),
    ]
}

fn answers() -> impl Strategy<Value = Answers> {
    let row = || {
        btree_map(
            prop_oneof![8 => id("f", 6), 1 => Just("citizen_id".to_owned()), 1 => Just("gender".to_owned())],
            value(),
            0..7,
        )
        .prop_map(Row::from_iter)
    };
    let section = prop_oneof![
        2 => row().prop_map(SectionAnswers::One),
        1 => vec(row(), 0..4).prop_map(SectionAnswers::Many),
    ];
    let file = (prop_oneof![Just("0".repeat(64)), any::<String>()], any::<String>())
        .prop_map(|(sha256, name)| FileRef { sha256, name });
    let document =
        (vec(file, 0..3), any::<bool>()).prop_map(|(files, retrieve)| DocumentAnswer { files, retrieve });
    (option::of(id("v", 3)), btree_map(id("s", 4), section, 0..5), btree_map(id("d", 3), document, 0..3))
        .prop_map(|(variant, sections, documents)| Answers {
            variant,
            sections: Map::from_iter(sections),
            documents: Map::from_iter(documents),
        })
}

/// What was answered, as small as it can be taken apart: the chosen ones of a list one by one, a plain section as a table
/// of one row.
fn atoms(answered: impl IntoIterator<Item = (Path, Left)>) -> Vec<String> {
    let mut all = Vec::new();
    for (path, left) in answered {
        let place = match path {
            Path::Field { section, row, field } => format!("{section}[{}].{field}", row.unwrap_or(0)),
            other => other.to_string(),
        };
        match left {
            Left::Value(Value::List(chosen)) => {
                let chosen = chosen.into_iter().filter(|one| !Value::text(one).is_blank());
                all.extend(chosen.map(|one| format!("{place}: {one:?}")));
            }
            other => all.push(format!("{place}: {other:?}")),
        }
    }
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_the_verdict_is_that_of_the_tidy_form(form in form(), answers in answers()) {
        let problems = check(&form, &answers, context());
        let tidy = normalize(&form, &answers);
        prop_assert_eq!(&normalize(&form, &tidy), &tidy);
        prop_assert_eq!(&check(&form, &tidy, context()), &problems);
        for problem in &problems {
            let path: Path = problem.path.to_string().parse().unwrap();
            prop_assert_eq!(&path, &problem.path);
            if problem.code != Code::Unknown {
                let here = check_field(&form, &answers, &path, context());
                prop_assert!(matches!(path, Path::Section(_) | Path::Document(_)) || here.contains(problem));
            }
        }
        for section in &form.definition().sections {
            let here = check_section(&form, &answers, &section.id, context());
            prop_assert!(here.iter().all(|problem| problems.contains(problem)));
        }
        for document in &form.definition().documents {
            let here = check_document(&form, &answers, &document.id);
            prop_assert!(here.iter().all(|problem| problems.contains(problem)));
        }
        let _ = (steps(&form, &answers, context()), summary(&form, &answers, &NoLists, Lang::Vi));
        let profile = Profile::from([("citizen.anything".to_owned(), Value::text("0912345678"))]);
        let _ = prefill(&form, &answers, &profile);
    }

    #[test]
    fn a_journey_through_json_changes_nothing(form in form(), answers in answers()) {
        let definition: Definition =
            serde_json::from_str(&serde_json::to_string(form.definition()).unwrap()).unwrap();
        let there: Answers = serde_json::from_str(&serde_json::to_string(&answers).unwrap()).unwrap();
        prop_assert_eq!(&there, &answers);
        let verdict = check(&Form::new(definition).unwrap(), &there, context());
        prop_assert_eq!(&verdict, &check(&form, &answers, context()));
        let json = serde_json::to_string(&verdict).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<forms::Violation>>(&json).unwrap(), verdict);
    }

    #[test]
    fn what_is_pruned_was_not_seen(form in form(), mut answers in answers()) {
        let is_known = |id: &String| form.definition().variants.iter().any(|variant| variant.id == *id);
        answers.variant = answers.variant.filter(is_known);
        let kept = prune(&form, &answers);
        prop_assert_eq!(&prune(&form, &kept), &kept);
        let seen = |answers: &Answers| summary(&form, answers, &NoLists, Lang::Vi);
        let (before, after) = (seen(&answers), seen(&kept));
        prop_assert_eq!(before.documents.len(), after.documents.len());
        prop_assert_eq!(before.sections, after.sections);
        for (section, rows) in &kept.sections {
            for (row, fields) in rows.rows().iter().enumerate() {
                for field in fields.keys() {
                    prop_assert!(form.shows_field(&answers, section, row, field));
                }
            }
        }
        let strange = |code: Code| matches!(code, Code::Unknown | Code::WrongShape);
        let verdict = |answers: &Answers| {
            let problems = check(&form, answers, context()).into_iter().filter(|p| !strange(p.code));
            problems.collect::<Vec<_>>()
        };
        let sections_fit = form.definition().sections.iter().all(|section| {
            answers.sections.get(&section.id).is_none_or(|rows| matches!(rows, SectionAnswers::Many(_)) == section.repeat.is_some())
        });
        prop_assume!(sections_fit);
        let shapes_fit = check(&form, &answers, context()).iter().all(|p| p.code != Code::WrongShape);
        prop_assume!(shapes_fit);
        prop_assert_eq!(verdict(&kept), verdict(&answers));
    }

    #[test]
    fn what_is_not_read_shows_and_hides_nothing(form in form(), mut answers in answers(), section in 0..4_usize, at in 0..6_usize, new in value()) {
        let Some(section) = form.definition().sections.get(section) else { return Ok(()) };
        let Some(field) = section.fields.get(at) else { return Ok(()) };
        prop_assume!(!form.is_read(Some((&section.id, &field.id))));
        let shown = |answers: &Answers| {
            let summary = summary(&form, answers, &NoLists, Lang::Vi);
            let paths = |lines: Vec<forms::SummaryLine>| lines.into_iter().map(|line| line.path).collect::<Vec<_>>();
            let sections: Vec<_> = summary.sections.into_iter().flat_map(|s| s.rows).map(paths).collect();
            (sections, paths(summary.documents))
        };
        let before = shown(&answers);
        if answers.sections.contains_key(&section.id) && answers.set(&section.id, 0, &field.id, new) {
            prop_assert_eq!(shown(&answers), before);
        }
    }

    #[test]
    fn when_a_form_changes_every_answer_is_kept_or_listed(old in form(), new in form(), answers in answers()) {
        let moved = migrate(&old, &new, &answers);
        let after = atoms(given(&moved.answers).into_iter().chain(moved.left.clone()));
        prop_assert_eq!(after, atoms(given(&answers)));
        // What was kept has a place, so moving it again lists nothing.
        prop_assert_eq!(migrate(&new, &new, &moved.answers).left, vec![]);
    }

    #[test]
    fn conditions_are_written_as_they_are_read(text in any::<String>(), condition in condition()) {
        for condition in text.parse::<Condition>().ok().into_iter().chain(condition) {
            prop_assert_eq!(condition.to_string().parse::<Condition>().unwrap(), condition);
        }
    }

    #[test]
    fn a_mistaken_definition_is_refused_not_suffered(definition in definition()) {
        let _ = Form::new(definition);
    }

    #[test]
    fn no_json_is_too_strange(text in any::<String>(), json in "[\\[\\]{}\":,a-z0-9 ]{0,60}") {
        for text in [text, json] {
            let _ = (serde_json::from_str::<Definition>(&text), serde_json::from_str::<Answers>(&text), text.parse::<Path>());
        }
    }

    #[test]
    fn answers_can_be_made_for_any_form(form in form(), seed in any::<u64>()) {
        let file = FileRef { sha256: "0".repeat(64), name: "a.jpg".into() };
        let made = sample::answers(&form, None, seed, context().today, &NoLists, &file);
        prop_assert_eq!(&prune(&form, &made), &made);
        prop_assert_eq!(normalize(&form, &made), made);
    }
}
