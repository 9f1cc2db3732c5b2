//! Answers made from a definition, that `check` accepts: for tests and benchmarks only.
//!
//! Nothing here knows a service: names of fields only help to make an answer look real.

mod chance;
mod people;
mod values;

use crate::kinds::{self, Shape};
use crate::rule::{Rule, Source};
use crate::view::View;
use crate::{
    Answers, Context, DocumentAnswer, FileRef, Form, Kind, Lists, SectionAnswers, Value, check_field,
    normalize, prune,
};
use chance::Chance;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Answers that pass [`crate::check`], pruned and tidy, always the same for the same arguments.
///
/// `seed` also says how much is answered: 0, 3, 6 … only what is needed, 1, 4, 7 … everything, 2, 5, 8 … by chance. Without
/// `variant` one is chosen. Every document that gets an answer gets `file`, a portrait its digest.
pub fn answers(
    form: &Form,
    variant: Option<&str>,
    seed: u64,
    today: NaiveDate,
    lists: &dyn Lists,
    file: &FileRef,
) -> Answers {
    let mut chance = Chance::new(seed);
    let variants = &form.definition().variants;
    let variant = variant.map(str::to_owned).or_else(|| chance.pick(variants).map(|v| v.id.clone()));
    let mut filler = Filler {
        form,
        answers: Answers { variant, ..Answers::default() },
        named: named_values(form),
        decided: BTreeSet::new(),
        chance,
        seed,
        today,
        lists,
        file,
    };
    // What is answered late may show what stands early: again until nothing new appears. Each place is decided once.
    while filler.pass() {}
    filler.attach();
    prune(form, &normalize(form, &filler.answers))
}

/// A place: section, row, field.
type Place = (usize, usize, usize);

pub(crate) struct Filler<'a> {
    form: &'a Form,
    answers: Answers,
    /// For each field the values that conditions name.
    named: Vec<Vec<Vec<String>>>,
    decided: BTreeSet<Place>,
    chance: Chance,
    seed: u64,
    today: NaiveDate,
    lists: &'a dyn Lists,
    file: &'a FileRef,
}

impl Filler<'_> {
    /// Answers everything shown that was not decided yet; whether there was anything.
    fn pass(&mut self) -> bool {
        let mut any = false;
        for (at, section) in self.form.definition().sections.iter().enumerate() {
            if !View::new(self.form, &self.answers).shows_section(at) {
                continue;
            }
            self.add_rows(at);
            let rows = View::new(self.form, &self.answers).row_count(at);
            for row in 0..rows {
                for field in 0..section.fields.len() {
                    any |= self.decide((at, row, field));
                }
            }
        }
        any
    }

    fn add_rows(&mut self, at: usize) {
        let section = &self.form.definition().sections[at];
        let Some(repeat) = &section.repeat else { return };
        if self.answers.sections.contains_key(&section.id) {
            return;
        }
        let wanted = (1 + self.chance.below(2)).max(repeat.min.into()).min(repeat.max.into());
        let rows = vec![crate::Row::new(); wanted];
        self.answers.sections.insert(section.id.clone(), SectionAnswers::Many(rows));
    }

    fn decide(&mut self, place: Place) -> bool {
        let (section, row, field) = place;
        let form = self.form;
        let asked = &form.definition().sections[section];
        let definition = &asked.fields[field];
        let view = View::new(form, &self.answers);
        if self.decided.contains(&place) || !view.shows(section, row, field) {
            return false;
        }
        let is_needed = view.requires(section, row, field) || definition.kind == Kind::Declaration;
        let is_wanted = is_needed
            || match self.seed % 3 {
                0 => false,
                1 => true,
                _ => form.plan().sections[section].fields[field].is_read || self.chance.below(2) == 0,
            };
        // Not needed now may be needed later: undecided until then.
        if !is_wanted {
            return false;
        }
        self.decided.insert(place);
        let path = crate::Path::field(&asked.id, asked.repeat.is_some().then_some(row), &definition.id);
        // Chance may miss a bound that is narrow: try again, with less imagination each time.
        for attempt in 0..20 {
            let Some(value) = self.value(place, attempt) else { break };
            self.answers.set(&asked.id, row, &definition.id, value);
            let context = Context { today: self.today, lists: self.lists };
            let problems = check_field(form, &self.answers, &path, context);
            if !problems.iter().any(crate::Violation::is_error) {
                break;
            }
        }
        true
    }

    fn value(&mut self, place: Place, attempt: usize) -> Option<Value> {
        let (section, row, at) = place;
        let field = &self.form.definition().sections[section].fields[at];
        Some(match kinds::shape(field.kind) {
            Shape::Bool => Value::Bool(true),
            Shape::List => {
                let first = self.option(place)?;
                let second = self.chance.pick(&field.options)?.value.clone();
                Value::List(if self.chance.below(2) == 0 { vec![first] } else { vec![first, second] })
            }
            Shape::Address => Value::Address(values::address(field, &mut self.chance, self.lists)),
            Shape::Text => {
                let text = match field.kind {
                    _ if !field.options.is_empty() => self.option(place)?,
                    Kind::Gender => people::sex(self, place).to_owned(),
                    Kind::PersonName => people::name(self, place),
                    Kind::CitizenId => people::citizen_id(self, place),
                    Kind::Date | Kind::PartialDate | Kind::Year | Kind::Datetime => {
                        values::moment(self, (section, row, at), attempt)
                    }
                    Kind::Photo4x6 => self.file.sha256.clone(),
                    _ => values::text(field, &mut self.chance, self.lists, attempt),
                };
                Value::Text(text)
            }
        })
    }

    /// An option; more often one that a condition names, so that what hangs on it appears.
    fn option(&mut self, (section, _, at): Place) -> Option<String> {
        let field = &self.form.definition().sections[section].fields[at];
        let is_option = |value: &&String| field.options.iter().any(|option| option.value == **value);
        let named: Vec<&String> = self.named[section][at].iter().filter(is_option).collect();
        if !named.is_empty() && self.chance.below(3) > 0 {
            return self.chance.pick(&named).map(|value| (*value).clone());
        }
        self.chance.pick(&field.options).map(|option| option.value.clone())
    }

    fn attach(&mut self) {
        let form = self.form;
        for (document, needed) in form.documents(&self.answers) {
            let is_wanted = needed
                || match self.seed % 3 {
                    0 => false,
                    1 => true,
                    _ => self.chance.below(2) == 0,
                };
            if is_wanted {
                let answer = DocumentAnswer { files: vec![self.file.clone()], retrieve: false };
                self.answers.documents.insert(document.id.clone(), answer);
            }
        }
    }
}

fn named_values(form: &Form) -> Vec<Vec<Vec<String>>> {
    let sections = &form.definition().sections;
    let mut named: Vec<Vec<Vec<String>>> =
        sections.iter().map(|s| vec![Vec::new(); s.fields.len()]).collect();
    let plan = form.plan();
    let of_fields = plan
        .sections
        .iter()
        .flat_map(|s| s.show.iter().chain(s.fields.iter().flat_map(|f| f.show.iter().chain(&f.require))));
    for rule in of_fields.chain(plan.documents.iter().flatten()) {
        collect(rule, &mut named);
    }
    named
}

fn collect(rule: &Rule, named: &mut [Vec<Vec<String>>]) {
    match rule {
        Rule::Is(Source::Field { section, field, .. }, values) => {
            named[*section][*field].extend(values.iter().cloned());
        }
        Rule::Is(Source::Variant, _) => {}
        Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|part| collect(part, named)),
        Rule::Not(part) => collect(part, named),
    }
}
