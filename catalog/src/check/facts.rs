//! What a service says of itself: dates, fees, sources, search words, guide, papers.

use super::{Subject, at};
use crate::written::Step;
use chrono::NaiveDate;
use forms::Kind;
use std::collections::BTreeSet;

/// Fewer everyday phrases than this and people do not find the service.
const LEAST_PHRASES: usize = 10;

pub(super) fn check(subject: &mut Subject) {
    dates(subject);
    fees(subject);
    sources(subject);
    search(subject);
    guide(subject);
    documents(subject);
    receiver(subject);
    file_within(subject);
}

/// A time to file in begins with a day that every dossier asks for once, and the law sets it.
fn file_within(subject: &mut Subject) {
    let service = subject.service;
    let Some(within) = &service.file_within else { return };
    let (section, field) = within.after.split_once('.').unwrap_or_default();
    let section = service.sections.iter().find(|s| s.id == section && s.repeat.is_none());
    let is_day = |f: &forms::Field| f.id == field && matches!(f.kind, Kind::Date | Kind::PartialDate);
    if !section.is_some_and(|s| s.fields.iter().any(is_day)) {
        subject.report(at!["file_within"], format!("`{}` is no date that is asked for once", within.after));
    }
    if within.amount == 0 {
        subject.report(at!["file_within"], "a time of 0 days or months to file in");
    }
    if within.basis.trim().is_empty() {
        subject.report(
            at!["file_within"],
            "a time to file in without a basis: name the legal text that sets it",
        );
    }
}

/// The commune of the receiving office is asked for in an address that every dossier has once.
fn receiver(subject: &mut Subject) {
    let service = subject.service;
    let Some(place) = &service.receiver_commune else { return };
    let (section, field) = place.split_once('.').unwrap_or_default();
    let section = service.sections.iter().find(|s| s.id == section && s.repeat.is_none());
    if !section.is_some_and(|s| s.fields.iter().any(|f| f.id == field && f.kind == Kind::Address)) {
        subject.report(at!["receiver_commune"], format!("`{place}` is no address that is asked for once"));
    }
}

fn dates(subject: &mut Subject) {
    let service = subject.service;
    range(subject, at!["valid_until"], Some(service.valid_from), service.valid_until);
    if !subject.known.life_events.is_empty() && !subject.known.life_events.contains(&service.life_event) {
        let known = subject.known.life_events.iter().cloned().collect::<Vec<_>>().join(", ");
        subject.report(
            at!["life_event"],
            format!("unknown life event `{}`; known are {known}", service.life_event),
        );
    }
    if service.delivery.is_empty() {
        subject.report(at!["delivery"], "no way to file: online, counter or postal");
    }
    if service.ministry.trim().is_empty() {
        subject.report(at!["ministry"], "which ministry runs the procedure is blank");
    }
    for (i, code) in service.procedure_codes.iter().enumerate() {
        let is_code = code.split_once('.').is_some_and(|(head, tail)| {
            head.len() == 1 && tail.len() == 6 && code.chars().all(|c| c == '.' || c.is_ascii_digit())
        });
        if !is_code {
            subject.report(
                at!["procedure_codes", i],
                format!("procedure code `{code}` is not written like 1.004222"),
            );
        }
    }
}

/// `valid_until` is the first day on which something no longer holds, so it comes after `valid_from`.
fn range(subject: &mut Subject, path: &[Step], from: Option<NaiveDate>, until: Option<NaiveDate>) {
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        subject.report(path, format!("broken range: valid_until {until} is not after valid_from {from}"));
    }
}

fn fees(subject: &mut Subject) {
    for (i, fee) in subject.service.fees.iter().enumerate() {
        range(subject, at!["fees", i, "valid_until"], fee.valid_from, fee.valid_until);
        if fee.basis.trim().is_empty() {
            subject
                .report(at!["fees", i, "basis"], "a fee without a basis: name the legal text that sets it");
        }
        if fee.amount_vnd < 0 {
            subject.report(at!["fees", i, "amount_vnd"], "a fee is not below 0 đồng");
        }
    }
}

fn sources(subject: &mut Subject) {
    let service = subject.service;
    if service.sources.is_empty() {
        subject.report(&[], "no [[sources]]: say where the facts come from");
    }
    if service.legal_basis.is_empty() {
        subject.report(&[], "no [[legal_basis]]: name the legal texts");
    }
    for (i, basis) in service.legal_basis.iter().enumerate() {
        for (key, text) in [("number", &basis.number), ("title", &basis.title)] {
            if text.trim().is_empty() {
                subject.report(at!["legal_basis", i, key], format!("`{key}` is blank"));
            }
        }
    }
    for (i, source) in service.sources.iter().enumerate() {
        if source.url != "?" && !source.url.starts_with("https://") && !source.url.starts_with("http://") {
            subject.report(at!["sources", i, "url"], format!("`{}` is no address of a page", source.url));
        }
        if source.says.trim().is_empty() {
            subject.report(at!["sources", i, "says"], "what the source says is blank");
        }
        if let Some(date) = &source.date
            && !is_date(date)
        {
            let message = format!("date `{date}` is not written like 2025-10-01 or 2025-10");
            subject.report(at!["sources", i, "date"], message);
        }
    }
}

/// A day, or a month when the day is not known.
fn is_date(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok() || format!("{text}-01").parse::<NaiveDate>().is_ok()
}

fn search(subject: &mut Subject) {
    let search = &subject.service.search;
    if search.phrases.len() < LEAST_PHRASES {
        let message = format!("{} search phrases; at least {LEAST_PHRASES} are needed", search.phrases.len());
        subject.report(at!["search", "phrases"], message);
    }
    let lists = [
        ("phrases", &search.phrases),
        ("abbreviations", &search.abbreviations),
        ("misspelt", &search.misspelt),
    ];
    let mut seen = BTreeSet::new();
    for (list, words) in lists {
        for (i, word) in words.iter().enumerate() {
            if word.trim().is_empty() {
                subject.report(at!["search", list, i], "a search word is blank");
            } else if !seen.insert(word.to_lowercase()) {
                subject.report(at!["search", list, i], format!("search word `{word}` is given twice"));
            }
        }
    }
}

fn guide(subject: &mut Subject) {
    let guide = &subject.service.guide;
    for (key, steps) in [("prepare", &guide.prepare), ("next", &guide.next)] {
        if steps.len() < 2 {
            let message = format!("the guide's `{key}` has {} entries; at least 2 are needed", steps.len());
            subject.report(at!["guide", key], message);
        }
    }
}

fn documents(subject: &mut Subject) {
    let values = subject.written.values();
    for (i, document) in subject.service.documents.iter().enumerate() {
        let says = |key: &str| values.pointer(&format!("/documents/{i}/{key}")).is_some();
        if document.required && document.required_when.is_some() {
            let message = "`required = true` and `required_when` contradict each other: keep one";
            subject.report(at!["documents", i, "required_when"], message);
        } else if !says("required") && !says("required_when") {
            let message = format!(
                "document `{}`: say `required = true`, `required = false` (optional) or `required_when`",
                document.id
            );
            subject.report(at!["documents", i], message);
        }
    }
}
