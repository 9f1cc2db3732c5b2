//! The services beside each other: file names, numbers, and editions that follow one another.

use super::at;
use crate::written::Written;
use crate::{Mistake, Service};
use std::collections::BTreeMap;

type Read<'a> = (Written<'a>, Service);

pub(super) fn check(services: &[Read], mistakes: &mut Vec<Mistake>) {
    let mut numbers: BTreeMap<u16, &str> = BTreeMap::new();
    let mut slugs: BTreeMap<&str, Vec<&Read>> = BTreeMap::new();
    for read in services {
        let (written, service) = read;
        file_name(written, service, mistakes);
        slugs.entry(&service.slug).or_default().push(read);
        if let Some(other) = numbers.insert(service.number, &service.slug)
            && other != service.slug
        {
            let message = format!("number {} is given twice: `{other}` has it too", service.number);
            mistakes.push(written.mistake(at!["number"], message));
        }
    }
    for editions in slugs.values_mut() {
        editions.sort_by_key(|(_, service)| service.valid_from);
        for pair in editions.windows(2) {
            follow(pair[0], pair[1], mistakes);
        }
    }
}

/// `NN-slug.toml`, or `NN-slug.DATE.toml` for an edition that begins on that date.
fn file_name(written: &Written, service: &Service, mistakes: &mut Vec<Mistake>) {
    let stem = format!("services/{:02}-{}", service.number, service.slug);
    let plain = format!("{stem}.toml");
    let dated = format!("{stem}.{}.toml", service.valid_from);
    if written.name() != plain && written.name() != dated {
        let message = format!("number and slug do not fit the file's name: it should be {plain} or {dated}");
        mistakes.push(written.mistake(at!["slug"], message));
    }
    let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if service.slug.is_empty() || !service.slug.chars().all(is_slug) {
        let message = format!("slug `{}` takes small letters a-z, digits and `-`", service.slug);
        mistakes.push(written.mistake(at!["slug"], message));
    }
}

/// The later edition begins on the day the earlier one ends: no day has two, none has none.
fn follow((written, earlier): &Read, (next, later): &Read, mistakes: &mut Vec<Mistake>) {
    if earlier.valid_until == Some(later.valid_from) {
        if earlier.number != later.number {
            let message = format!("`{}` has number {} in its other edition", later.slug, earlier.number);
            mistakes.push(next.mistake(at!["number"], message));
        }
        return;
    }
    let message = format!(
        "slug `{}` is given twice: end this edition with `valid_until = {}`, the day on which {} begins",
        earlier.slug,
        later.valid_from,
        next.name()
    );
    mistakes.push(written.mistake(at!["valid_until"], message));
}
