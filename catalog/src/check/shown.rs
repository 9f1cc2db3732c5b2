//! Everything can be shown to somebody: some variant and some answers make each condition hold.

use super::outline::{self, Owner, Target};
use super::{Subject, conditions};
use crate::Service;
use forms::{Condition, Field, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Combinations of answers tried for one condition; more than that are taken to hold for somebody.
const MOST: usize = 200_000;

/// Stands for any answer that no condition names.
const OTHER: &str = "\u{0}other";

pub(super) fn check(subject: &mut Subject) {
    if conditions::has_cycle(subject) {
        return;
    }
    let service = subject.service;
    let mut hidden = BTreeSet::new();
    for (owner, _) in outline::conditions(service) {
        // What stands in a section that never shows has been said with the section.
        if owner.section().is_some_and(|s| hidden.contains(&s)) || can_hold(service, owner) {
            continue;
        }
        let mistake = subject.written.mistake(&owner.path(), sentence(service, owner));
        // A condition that is wrong in itself has been reported already.
        if subject.mistakes.iter().any(|known| known.line == mistake.line) {
            continue;
        }
        if let Owner::Section(s) = owner {
            hidden.insert(s);
        }
        subject.mistakes.push(mistake);
    }
}

fn sentence(service: &Service, owner: Owner) -> String {
    match owner {
        Owner::Section(s) => {
            format!("section `{}` is never shown: no variant and no answers allow it", service.sections[s].id)
        }
        Owner::Field(s, f) => {
            let name = outline::name(service, s, f);
            format!("field `{name}` is never shown: no variant and no answers allow it")
        }
        Owner::Requirement(s, f) => {
            format!(
                "field `{}` is never required: no variant and no answers allow it",
                outline::name(service, s, f)
            )
        }
        Owner::Document(d) => {
            format!(
                "document `{}` is never asked for: no variant and no answers allow it",
                service.documents[d].id
            )
        }
    }
}

/// Whether some answers show the thing (and make its condition hold).
fn can_hold(service: &Service, owner: Owner) -> bool {
    let mut reading = Reading { service, values: BTreeMap::new(), many: BTreeSet::new(), whole: true };
    reading.of(owner);
    if !reading.whole {
        // A name that means nothing has been reported already.
        return true;
    }
    let domains: Vec<(Target, Vec<Vec<&str>>)> =
        reading.values.iter().map(|(target, values)| (*target, reading.domain(*target, values))).collect();
    if domains.iter().map(|(_, domain)| domain.len()).try_fold(1, usize::checked_mul).is_none_or(|n| n > MOST)
    {
        return true;
    }
    let mut counter = vec![0; domains.len()];
    loop {
        let answers = domains.iter().zip(&counter).map(|((target, domain), &i)| (*target, domain[i].clone()));
        if (World { service, answers: answers.collect() }).holds(owner) {
            return true;
        }
        if !advance(&mut counter, &domains) {
            return false;
        }
    }
}

fn advance(counter: &mut [usize], domains: &[(Target, Vec<Vec<&str>>)]) -> bool {
    for (digit, (_, domain)) in counter.iter_mut().zip(domains) {
        *digit += 1;
        if *digit < domain.len() {
            return true;
        }
        *digit = 0;
    }
    false
}

/// All that a condition reads, directly or through what shows the fields it reads.
struct Reading<'a> {
    service: &'a Service,
    /// What is read, with the values it is compared with.
    values: BTreeMap<Target, BTreeSet<&'a str>>,
    /// Fields that can have several answers at once.
    many: BTreeSet<Target>,
    /// Every name meant something.
    whole: bool,
}

impl<'a> Reading<'a> {
    fn of(&mut self, owner: Owner) {
        let service = self.service;
        match owner {
            Owner::Section(s) => self.condition(owner, service.sections[s].show_when.as_ref()),
            Owner::Field(s, f) => {
                self.of(Owner::Section(s));
                self.condition(owner, outline::field(service, s, f).show_when.as_ref());
            }
            Owner::Requirement(s, f) => {
                self.of(Owner::Field(s, f));
                self.condition(owner, outline::field(service, s, f).required_when.as_ref());
            }
            Owner::Document(d) => self.condition(owner, service.documents[d].required_when.as_ref()),
        }
    }

    fn condition(&mut self, owner: Owner, condition: Option<&'a Condition>) {
        let Some(condition) = condition else { return };
        let service = self.service;
        let mut targets = Vec::new();
        condition.visit(&mut |operand, values| match outline::resolve(service, owner, operand) {
            Ok(target) => targets.push((target, values)),
            Err(_) => self.whole = false,
        });
        for (target, values) in targets {
            let known = self.values.contains_key(&target);
            self.values.entry(target).or_default().extend(values.iter().map(String::as_str));
            if let Target::Field(s, f) = target {
                // Rows seen from outside: any of them may answer.
                let rows = service.sections[s].repeat.is_some() && owner.section() != Some(s);
                if rows || outline::field(service, s, f).kind == Kind::MultiSelect {
                    self.many.insert(target);
                }
                if !known {
                    self.of(Owner::Field(s, f));
                }
            }
        }
    }

    /// The answers worth trying: each that is compared with, one that is not, and none.
    fn domain(&self, target: Target, compared: &BTreeSet<&'a str>) -> Vec<Vec<&'a str>> {
        let Target::Field(s, f) = target else {
            let all = self.service.variants.iter().map(|variant| variant.id.as_str());
            return at_most_one_other(all, compared).map(|id| vec![id]).collect();
        };
        let field = outline::field(self.service, s, f);
        let possible = possible(field, compared);
        if self.many.contains(&target) {
            return subsets(&possible);
        }
        let blank = if field.required { Vec::new() } else { vec![Vec::new()] };
        blank.into_iter().chain(possible.into_iter().map(|value| vec![value])).collect()
    }
}

/// The single answers a field can have, those that nothing is compared with as one.
fn possible<'a>(field: &'a Field, compared: &BTreeSet<&'a str>) -> Vec<&'a str> {
    match field.kind {
        Kind::Select | Kind::Radio | Kind::MultiSelect => {
            at_most_one_other(field.options.iter().map(|option| option.value.as_str()), compared).collect()
        }
        Kind::Gender => vec!["male", "female"],
        Kind::Checkbox | Kind::Declaration => vec!["true"],
        _ => compared.iter().copied().chain([OTHER]).collect(),
    }
}

fn at_most_one_other<'a>(
    all: impl Iterator<Item = &'a str>,
    compared: &BTreeSet<&str>,
) -> impl Iterator<Item = &'a str> {
    let mut others = 0;
    all.filter(move |value| {
        others += usize::from(!compared.contains(value));
        compared.contains(value) || others == 1
    })
}

/// Every combination of a few values; of many, only each alone.
fn subsets<'a>(values: &[&'a str]) -> Vec<Vec<&'a str>> {
    if values.len() > 8 {
        return std::iter::once(Vec::new()).chain(values.iter().map(|value| vec![*value])).collect();
    }
    let chosen = |bits: usize| {
        values.iter().enumerate().filter(move |(i, _)| bits >> i & 1 == 1).map(|(_, value)| *value).collect()
    };
    (0..1 << values.len()).map(chosen).collect()
}

/// One combination of answers.
struct World<'a> {
    service: &'a Service,
    answers: BTreeMap<Target, Vec<&'a str>>,
}

impl World<'_> {
    fn holds(&self, owner: Owner) -> bool {
        match owner {
            Owner::Section(s) => self.allows(owner, self.service.sections[s].show_when.as_ref()),
            Owner::Field(s, f) => {
                self.holds(Owner::Section(s))
                    && self.allows(owner, outline::field(self.service, s, f).show_when.as_ref())
            }
            Owner::Requirement(s, f) => {
                self.holds(Owner::Field(s, f))
                    && self.allows(owner, outline::field(self.service, s, f).required_when.as_ref())
            }
            Owner::Document(d) => self.allows(owner, self.service.documents[d].required_when.as_ref()),
        }
    }

    fn allows(&self, owner: Owner, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| {
            condition.holds(&mut |operand, value| {
                let Ok(target) = outline::resolve(self.service, owner, operand) else { return false };
                let shown = match target {
                    Target::Variant => true,
                    Target::Field(s, f) => self.holds(Owner::Field(s, f)),
                };
                shown && self.answers.get(&target).is_some_and(|answers| answers.contains(&value))
            })
        })
    }
}
