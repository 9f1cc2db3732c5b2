//! Every variant of every service can be filled in and filed.
#![cfg(feature = "sample")]

use catalog::Catalog;
use chrono::NaiveDate;
use forms::{Context, FileRef, Form, Severity, check, sample};

#[test]
fn every_variant_can_be_filed() {
    let catalog = Catalog::embedded().unwrap();
    let today: NaiveDate = "2026-11-22".parse().unwrap();
    let lists = catalog.lists(today);
    let file = FileRef { sha256: "0".repeat(64), name: "giay-to.jpg".to_owned() };
    for edition in catalog.editions() {
        let form = Form::new(edition.contents().unwrap().definition).unwrap();
        for variant in &form.definition().variants {
            for seed in 0..3 {
                let answers = sample::answers(&form, Some(&variant.id), seed, today, &lists, &file);
                let problems = check(&form, &answers, Context { today, lists: &lists });
                let refused: Vec<_> =
                    problems.iter().filter(|p| p.code.severity() == Severity::Error).collect();
                assert!(refused.is_empty(), "{} {} {seed}: {refused:?}", edition.card.slug, variant.id);
            }
        }
    }
}
