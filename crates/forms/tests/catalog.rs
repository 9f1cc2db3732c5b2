//! The engine over the 25 real services.
#![cfg(all(not(target_arch = "wasm32"), feature = "sample"))]

use catalog::Catalog;
use chrono::NaiveDate;
use forms::{Answers, Context, FileRef, Form, check, normalize, prune, sample};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a sound example")
}

fn file() -> FileRef {
    FileRef { sha256: "0123456789abcdef".repeat(4), name: "giay-to.jpg".into() }
}

/// Every service with each of its variants, and a few kinds of people who fill it.
fn every_case(mut visit: impl FnMut(&Form, Option<&str>, &Answers, Context)) {
    let catalog = Catalog::embedded().expect("a sound example");
    let lists = catalog.lists(today());
    let context = Context { today: today(), lists: &lists };
    for edition in catalog.editions() {
        let definition = &edition.contents().expect("a sound example").definition;
        let form =
            Form::new(definition.clone()).unwrap_or_else(|errors| panic!("{}: {errors:?}", definition.slug));
        let variants: Vec<Option<&str>> = match definition.variants.as_slice() {
            [] => vec![None],
            variants => variants.iter().map(|v| Some(v.id.as_str())).collect(),
        };
        for variant in variants {
            for seed in 0..12 {
                let answers = sample::answers(&form, variant, seed, today(), &lists, &file());
                visit(&form, variant, &answers, context);
            }
        }
    }
}

#[test]
fn made_answers_pass_without_a_warning() {
    let mut cases = 0;
    every_case(|form, variant, answers, context| {
        cases += 1;
        let problems = check(form, answers, context);
        assert!(problems.is_empty(), "{} {variant:?}: {problems:#?}\n{answers:#?}", form.definition().slug);
    });
    assert!(cases >= 25 * 12);
}

#[test]
fn made_answers_are_tidy_and_nothing_in_them_is_hidden() {
    every_case(|form, _, answers, _| {
        assert_eq!(normalize(form, answers), *answers);
        assert_eq!(prune(form, answers), *answers);
    });
}

#[test]
fn the_verdict_survives_json() {
    every_case(|form, _, answers, context| {
        let mut broken = answers.clone();
        // One answer taken away: the same complaint before and after the journey.
        if let Some(section) = broken.sections.iter_mut().map(|(_, section)| section).next()
            && let Some(row) = section.rows_mut().first_mut()
        {
            let first = row.keys().next().cloned();
            first.map(|first| row.remove(&first));
        }
        let definition = serde_json::to_string(form.definition()).unwrap();
        let form_there = Form::new(serde_json::from_str(&definition).unwrap()).unwrap();
        for answers in [answers, &broken] {
            let there: Answers = serde_json::from_str(&serde_json::to_string(answers).unwrap()).unwrap();
            assert_eq!(there, *answers);
            assert_eq!(check(&form_there, &there, context), check(form, answers, context));
        }
    });
}
