//! Data that names services: the glossary, the search words of several services, and the reasons for sending back.

use super::{Files, at, fit};
use crate::reference::{GlossaryFile, ReasonFile, SearchAskFile};
use crate::written::Written;
use crate::{Mistake, ReturnReason, Service};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

type Services<'a> = BTreeMap<&'a str, &'a Service>;

pub(super) fn check(files: &Files, read: &[(Written, Service)], mistakes: &mut Vec<Mistake>) {
    let services: Services = read.iter().map(|(_, service)| (service.slug.as_str(), service)).collect();
    with(files, "reference/glossary.toml", mistakes, |w, f, m| glossary(w, f, &services, m));
    with(files, "reference/search-asks.toml", mistakes, |w, f, m| asks(w, f, &services, m));
    with(files, "reference/return-reasons.toml", mistakes, |w, f, m| reasons(w, f, &services, m));
}

/// Reads a TOML file of `reference/` and goes on with what it holds.
pub(super) fn with<T: DeserializeOwned>(
    files: &Files,
    file: &str,
    mistakes: &mut Vec<Mistake>,
    go_on: impl FnOnce(&Written, &T, &mut Vec<Mistake>),
) {
    let Some(text) = files.get(file) else {
        let message = "the file is missing".to_owned();
        return mistakes.push(Mistake { file: file.to_owned(), line: 1, message });
    };
    match Written::read(file, text) {
        Ok(written) => {
            if let Some(value) = fit::fit(&written, mistakes) {
                go_on(&written, &value, mistakes);
            }
        }
        Err(mistake) => mistakes.push(mistake),
    }
}

fn glossary(written: &Written, file: &GlossaryFile, services: &Services, mistakes: &mut Vec<Mistake>) {
    let mut seen = BTreeSet::new();
    for (i, term) in file.term.iter().enumerate() {
        if !seen.insert(&term.id) {
            mistakes
                .push(written.mistake(at!["term", i, "id"], format!("term `{}` is given twice", term.id)));
        }
        for (key, text) in [("term", &term.term), ("plain", &term.plain)] {
            if text.vi.trim().is_empty() || text.en.trim().is_empty() {
                mistakes
                    .push(written.mistake(at!["term", i, key], format!("`{key}` is blank in a language")));
            }
        }
        if term.services.is_empty() {
            mistakes.push(
                written.mistake(at!["term", i, "services"], "no service uses the term: \"*\" means all"),
            );
        }
        for (j, slug) in term.services.iter().enumerate() {
            if slug != "*" && !services.contains_key(slug.as_str()) {
                mistakes.push(written.mistake(at!["term", i, "services", j], no_service(slug)));
            }
        }
    }
}

fn asks(written: &Written, file: &SearchAskFile, services: &Services, mistakes: &mut Vec<Mistake>) {
    for (i, ask) in file.ask.iter().enumerate() {
        if ask.words.is_empty() || ask.words.iter().any(|word| word.trim().is_empty()) {
            mistakes.push(written.mistake(at!["ask", i, "words"], "search words are missing or blank"));
        }
        for (j, slug) in ask.services.iter().enumerate() {
            if !services.contains_key(slug.as_str()) {
                mistakes.push(written.mistake(at!["ask", i, "services", j], no_service(slug)));
            }
        }
    }
}

fn reasons(written: &Written, file: &ReasonFile, services: &Services, mistakes: &mut Vec<Mistake>) {
    let mut seen = BTreeSet::new();
    for (i, reason) in file.reason.iter().enumerate() {
        if !seen.insert((&reason.service, &reason.id)) {
            let message = format!("reason `{}` of `{}` is given twice", reason.id, reason.service);
            mistakes.push(written.mistake(at!["reason", i, "id"], message));
        }
        for (key, text) in [("text", &reason.text), ("do", &reason.remedy)] {
            if text.vi.trim().is_empty() || text.en.trim().is_empty() {
                mistakes
                    .push(written.mistake(at!["reason", i, key], format!("`{key}` is blank in a language")));
            }
        }
        let is_source = ["facts", "common knowledge"].contains(&reason.source.as_str())
            || reason.source.starts_with("https://")
            || reason.source.starts_with("http://");
        if !is_source {
            let message = format!("source `{}` is no address and no known kind", reason.source);
            mistakes.push(written.mistake(at!["reason", i, "source"], message));
        }
        if reason.service != "*" {
            if let Some(service) = services.get(reason.service.as_str()) {
                of_service(written, i, reason, service, mistakes);
            } else {
                let message = no_service(&reason.service);
                mistakes.push(written.mistake(at!["reason", i, "service"], message));
            }
        }
    }
}

/// The fields and papers a reason names are there.
fn of_service(
    written: &Written,
    i: usize,
    reason: &ReturnReason,
    service: &Service,
    mistakes: &mut Vec<Mistake>,
) {
    if reason.number.is_some_and(|number| number != service.number) {
        let message = format!("`{}` has number {}", service.slug, service.number);
        mistakes.push(written.mistake(at!["reason", i, "number"], message));
    }
    for (j, name) in reason.fields.iter().enumerate() {
        let is_there = service.sections.iter().any(|section| {
            section.fields.iter().any(|field| match name.split_once('.') {
                Some((s, f)) => section.id == s && field.id == f,
                None => field.id == *name,
            })
        });
        if !is_there {
            let message = format!("`{}` has no field `{name}`", service.slug);
            mistakes.push(written.mistake(at!["reason", i, "fields", j], message));
        }
    }
    for (j, name) in reason.documents.iter().enumerate() {
        if !service.documents.iter().any(|document| document.id == *name) {
            let message = format!("`{}` has no document `{name}`", service.slug);
            mistakes.push(written.mistake(at!["reason", i, "documents", j], message));
        }
    }
}

fn no_service(slug: &str) -> String {
    format!("there is no service `{slug}`")
}
