//! Answers that can be given by one tap: what most people say, and what this phone has heard before, in another place of
//! this form, of its owner, in another draft. Offered, never filled in.

use super::{Filling, field_at, value_at};
use crate::drafts::Draft;
use crate::text::lang;
use crate::view::prelude::*;
use forms::{Field, Kind, List, Lists as _, Path, SectionAnswers, Value, who_and_what};

/// More would have to be read one by one.
const MOST: usize = 3;

/// One answer to tap.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub value: Value,
    pub words: String,
}

impl Filling {
    /// Takes in what other drafts of this phone hold; their fields are known by their ids alone. The form may have been
    /// left while they were read.
    pub fn remembers(self, drafts: &[Draft]) {
        if !self.is_open() {
            return;
        }
        let here = self.draft().id();
        let others = drafts.iter().filter(|draft| draft.id != here);
        let sections = others.flat_map(|draft| draft.answers.sections.values());
        let answers = sections.flat_map(SectionAnswers::rows).flatten();
        let elsewhere = answers.map(|(id, value)| (id.clone(), value.clone())).collect();
        self.0.try_update_value(|open| open.elsewhere = elsewhere);
    }

    /// What to offer for a blank field, the likeliest first.
    pub fn offers(self, path: &Path) -> Vec<Offer> {
        let given: Vec<Value> = self.0.with_value(|open| {
            let Some(field) = field_at(&open.form, path) else { return Vec::new() };
            let is_same = |other: &Field| {
                other.kind == field.kind
                    && (is_about_somebody(field.kind) || other.id == field.id)
                    && (other.commune_only == field.commune_only)
            };
            let mut given: Vec<Value> = usual(field.kind).into_iter().collect();
            open.draft.with(|draft| {
                for section in &open.form.definition().sections {
                    for other in section.fields.iter().filter(|other| is_same(other)) {
                        for row in 0..draft.answers.rows(&section.id).len() {
                            let row = section.repeat.is_some().then_some(row);
                            let place = Path::field(&section.id, row, &other.id);
                            // A word that is still being typed is no answer yet.
                            let is_typed = open.places.get(&place).is_some_and(|place| place.typing);
                            if &place != path && !is_typed {
                                given.extend(value_at(&draft.answers, &place).cloned());
                            }
                        }
                    }
                }
            });
            if let Some((_, what)) = field.prefill.as_deref().map(who_and_what) {
                // Nor whoever helps, nor where a value comes from, answers a question.
                let is_answer = |who| !["helper", "source"].contains(&who);
                let known = open.profile.iter().filter(|(key, _)| {
                    let (who, known) = who_and_what(key);
                    known == what && is_answer(who)
                });
                given.extend(known.map(|(_, value)| value.clone()));
            }
            let elsewhere = open.elsewhere.iter().filter(|(id, _)| *id == field.id);
            given.extend(elsewhere.map(|(_, value)| value.clone()));
            given.retain(|value| is_whole(field, value) && forms::kinds::fits(field, value));
            given
        });
        let (form, lists) = (self.form(), self.lists());
        let mut offers: Vec<Offer> = Vec::new();
        for value in given {
            if offers.len() == MOST {
                break;
            }
            if let Some(field) = field_at(&form, path)
                && offers.iter().all(|offer| offer.value != value)
            {
                offers.push(Offer { words: forms::shown(field, &value, &lists, lang()), value });
            }
        }
        offers
    }

    /// Whether the lists are here that turn the codes of this kind into words. Watches their arrival.
    pub fn can_name(self, kind: Kind) -> bool {
        self.watch_conditions();
        let lists = self.lists();
        let is_here = |list| lists.name(list, "").is_some();
        match kind {
            Kind::Address => is_here(List::Provinces) && is_here(List::Communes),
            Kind::Nationality | Kind::Country => is_here(List::Countries),
            _ => true,
        }
    }

    /// Gives the answer that was tapped, and shows it.
    pub fn take_offer(self, path: &Path, value: Value) {
        self.put(path, value, false);
        self.of_place(path, |place| place.rewritten.clone()).notify();
    }
}

/// The same person, or the same place, often stands in several questions.
fn is_about_somebody(kind: Kind) -> bool {
    matches!(kind, Kind::PersonName | Kind::CitizenId | Kind::Phone | Kind::Email | Kind::Address)
}

/// Whether earlier answers help with this kind: what is long to type, and stays the same.
pub fn is_offered(kind: Kind) -> bool {
    let by_id = matches!(
        kind,
        Kind::OldId
            | Kind::TaxCode
            | Kind::InsuranceNumber
            | Kind::BankAccount
            | Kind::PlateNumber
            | Kind::DocumentNumber
    );
    is_about_somebody(kind) || is_listed(kind) || by_id
}

/// Of these the usual answer is offered before anything is touched.
pub fn is_listed(kind: Kind) -> bool {
    matches!(kind, Kind::Nationality | Kind::Country | Kind::Ethnicity | Kind::Religion)
}

/// What nearly everybody in Quảng Ninh answers.
fn usual(kind: Kind) -> Option<Value> {
    let answer = match kind {
        Kind::Nationality => "VN",
        Kind::Ethnicity => "Kinh",
        Kind::Religion => "Không",
        _ => return None,
    };
    Some(Value::text(answer))
}

fn is_whole(field: &Field, value: &Value) -> bool {
    match value {
        Value::Address(address) => {
            !address.commune.is_empty() && (field.commune_only || !address.detail.is_empty())
        }
        Value::Text(text) => text.trim().chars().count() > 1,
        _ => false,
    }
}
