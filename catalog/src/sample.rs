//! Valid answers for every variant of every service: what the browser tests type in.

use catalog::{Catalog, Edition};
use chrono::NaiveDate;
use forms::{Answers, Definition, FileRef, Form, Lang, Path, sample, summary};
use serde::Serialize;
use std::io::{self, Write};

/// What is asked for on the command line.
#[derive(Debug)]
pub(crate) struct Options {
    slug: Option<String>,
    /// Another seed, other answers: see [`forms::sample::answers`].
    seed: u64,
    /// The day of filing.
    day: NaiveDate,
    /// SHA-256 of the file that every document gets.
    sha256: String,
}

/// One form filled in.
#[derive(Debug, Serialize)]
struct Sample<'a> {
    slug: &'a str,
    number: u16,
    version: &'a str,
    variant: Option<&'a str>,
    seed: u64,
    definition: &'a Definition,
    answers: &'a Answers,
    /// Every place that is asked with these answers, in the order of the form, documents last.
    shown: Vec<Path>,
}

impl Options {
    /// Reads `--slug`, `--seed`, `--day` and `--sha256`; the error is a sentence.
    pub(crate) fn read(words: &[&str]) -> Result<Self, String> {
        let mut options = Self { slug: None, seed: 0, day: today(), sha256: "0".repeat(64) };
        let mut words = words.iter();
        while let Some(name) = words.next() {
            let value = words.next().ok_or_else(|| format!("{name} needs a value"))?;
            match *name {
                "--slug" => options.slug = Some((*value).to_owned()),
                "--seed" => {
                    options.seed = value.parse().map_err(|_| format!("--seed {value} is no number"))?;
                }

                "--day" => {
                    options.day = value.parse().map_err(|_| format!("--day {value} is no date"))?;
                }

                "--sha256" => (*value).clone_into(&mut options.sha256),
                _ => return Err(format!("unknown option {name}")),
            }
        }
        Ok(options)
    }

    fn wants(&self, edition: &Edition) -> bool {
        edition.holds_on(self.day) && self.slug.as_ref().is_none_or(|slug| *slug == edition.card.slug)
    }
}

/// Writes the JSON array; false when no service was asked for by that slug.
pub(crate) fn print(options: &Options, out: &mut impl Write) -> io::Result<bool> {
    let catalog = Catalog::embedded().map_err(io::Error::other)?;
    let lists = catalog.lists(options.day);
    let file = FileRef { sha256: options.sha256.clone(), name: "giay-to.jpg".to_owned() };
    let mut separator = "[";
    for edition in catalog.editions().iter().filter(|edition| options.wants(edition)) {
        let definition = &edition.contents().map_err(io::Error::other)?.definition;
        let form = Form::new(definition.clone()).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            io::Error::other(format!("{}: {}", definition.slug, errors.join("; ")))
        })?;
        let variants: Vec<Option<&str>> = match definition.variants.as_slice() {
            [] => vec![None],
            variants => variants.iter().map(|variant| Some(variant.id.as_str())).collect(),
        };
        for variant in variants {
            let answers = sample::answers(&form, variant, options.seed, options.day, &lists, &file);
            let summary = summary(&form, &answers, &lists, Lang::Vi);
            let lines = summary.sections.into_iter().flat_map(|section| section.rows).flatten();
            let shown = lines.chain(summary.documents).map(|line| line.path).collect();
            let Definition { slug, number, version, .. } = definition;
            write!(out, "{separator}")?;
            let sample = Sample {
                slug,
                number: *number,
                version,
                variant,
                seed: options.seed,
                definition,
                answers: &answers,
                shown,
            };
            serde_json::to_writer(&mut *out, &sample)?;
            separator = ",\n";
        }
    }
    let found = separator != "[";
    writeln!(out, "{}]", if found { "" } else { "[" })?;
    Ok(found)
}

/// The day in Vietnam.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge of a command-line program; `--day` sets it for tests"
)]
fn today() -> NaiveDate {
    const VIETNAM_SECONDS: u64 = 7 * 3600;
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = (since_1970.as_secs() + VIETNAM_SECONDS) / 86_400;
    NaiveDate::default().checked_add_days(chrono::Days::new(days)).unwrap_or_default()
}
