//! Ids are well formed and not given twice.

use super::{Subject, at};
use std::collections::BTreeSet;

/// Words that stand for something else in a path of the app.
const RESERVED: [&str; 5] = ["variant", "documents", "truong-hop", "giay-to", "kiem-tra"];

pub(super) fn check(subject: &mut Subject) {
    let service = subject.service;
    let mut seen = BTreeSet::new();
    for (i, variant) in service.variants.iter().enumerate() {
        id(subject, at!["variants", i, "id"], "variant", &variant.id, &mut seen, '-');
    }
    let mut seen = BTreeSet::new();
    for (i, section) in service.sections.iter().enumerate() {
        id(subject, at!["sections", i, "id"], "section", &section.id, &mut seen, '_');
        let mut fields = BTreeSet::new();
        for (j, field) in section.fields.iter().enumerate() {
            id(subject, at!["sections", i, "fields", j, "id"], "field", &field.id, &mut fields, '_');
            let mut values = BTreeSet::new();
            for (k, option) in field.options.iter().enumerate() {
                let path = at!["sections", i, "fields", j, "options", k, "value"];
                if option.value.is_empty() || option.value.contains('\'') {
                    subject.report(path, "an option's value is not empty and has no quote in it");
                } else if !values.insert(option.value.as_str()) {
                    subject.report(path, format!("option `{}` is given twice", option.value));
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    for (i, document) in service.documents.iter().enumerate() {
        id(subject, at!["documents", i, "id"], "document", &document.id, &mut seen, '_');
    }
}

fn id<'a>(
    subject: &mut Subject,
    path: &[crate::written::Step],
    what: &str,
    id: &'a str,
    seen: &mut BTreeSet<&'a str>,
    joint: char,
) {
    // A blank put in place of a missing one has been reported already.
    if id == "?" {
        return;
    }
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint;
    if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(is_word) {
        subject.report(
            path,
            format!("{what} id `{id}` takes small letters a-z, digits and `{joint}`, a letter first"),
        );
    }
    if RESERVED.contains(&id) {
        subject.report(path, format!("{what} id `{id}` is taken by the app; choose another"));
    }
    if !seen.insert(id) {
        subject.report(path, format!("{what} id `{id}` is given twice"));
    }
}
