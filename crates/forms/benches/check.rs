//! How long a verdict takes. The promise: the largest form with 100 rows in under 1 ms.

use catalog::Catalog;
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use forms::{Answers, Context, FileRef, Form, SectionAnswers, check, check_field, normalize, sample, steps};
use std::hint::black_box;

const ROWS: usize = 100;

/// The form with most fields among those whose table takes a hundred rows, and answers with as many.
fn largest(catalog: &Catalog, today: NaiveDate) -> (Form, Answers, String) {
    let lists = catalog.lists(today);
    let file = FileRef { sha256: "0".repeat(64), name: "giay-to.jpg".into() };
    let mut found: Option<(usize, Form, Answers, String)> = None;
    for edition in catalog.editions() {
        let definition = edition.contents().expect("the catalog can be read").definition;
        let form = Form::new(definition.clone()).expect("the catalog's forms are sound");
        for variant in &definition.variants {
            let mut answers = sample::answers(&form, Some(&variant.id), 1, today, &lists, &file);
            let tables = definition.sections.iter().filter(|s| {
                s.repeat.as_ref().is_some_and(|r| usize::from(r.max) >= ROWS)
                    && answers.sections.contains_key(&s.id)
            });
            let Some(table) = tables.max_by_key(|s| s.fields.len()) else { continue };
            if let Some(SectionAnswers::Many(rows)) = answers.sections.get_mut(&table.id) {
                let row = rows[0].clone();
                rows.resize(ROWS, row);
            }
            let size = answers.sections.values().flat_map(SectionAnswers::rows).map(|row| row.len()).sum();
            if found.as_ref().is_none_or(|(largest, ..)| size > *largest) {
                found = Some((size, form.clone(), answers, table.id.clone()));
            }
        }
    }
    let (_, form, answers, table) = found.expect("a service takes a hundred rows");
    (form, answers, table)
}

fn bench(criterion: &mut Criterion) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let catalog = Catalog::embedded().expect("the catalog can be read");
    let lists = catalog.lists(today);
    let (form, answers, table) = largest(&catalog, today);
    let context = Context { today, lists: &lists };
    let name = format!("{}/{ROWS} rows", form.definition().slug);
    criterion
        .bench_function(&format!("check/{name}"), |b| b.iter(|| check(&form, black_box(&answers), context)));
    criterion
        .bench_function(&format!("normalize/{name}"), |b| b.iter(|| normalize(&form, black_box(&answers))));
    criterion
        .bench_function(&format!("steps/{name}"), |b| b.iter(|| steps(&form, black_box(&answers), context)));
    let field = &form.section(&table).expect("the table").fields[0];
    let path = forms::Path::field(&table, Some(ROWS - 1), &field.id);
    criterion.bench_function(&format!("check_field/{name}"), |b| {
        b.iter(|| check_field(&form, black_box(&answers), &path, context));
    });
    criterion.bench_function("form/new", |b| b.iter(|| Form::new(black_box(form.definition()).clone())));
}

criterion_group!(benches, bench);
criterion_main!(benches);
