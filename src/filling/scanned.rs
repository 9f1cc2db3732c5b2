//! Answers taken from the QR code of a citizen card: not typed, not verified, and marked so until somebody edits them.

use super::{Filling, field_at, value_at};
use crate::drafts::Change;
use crate::view::prelude::*;
use forms::{FILER, Field, MEMBER, Path, Value, kinds, who_and_what};

/// What a card says of its owner, by the keys of [`Field::prefill`]. `scan/card.js` knows the same list.
const ON_CARDS: [&str; 9] = [
    "citizen.full_name",
    "citizen.family_name",
    "citizen.middle_given_name",
    "citizen.citizen_id",
    "citizen.old_id",
    "citizen.date_of_birth",
    "citizen.gender",
    "citizen.id_issue_date",
    "citizen.permanent_address",
];
/// For fewer questions than that a card is not worth looking for.
const WORTH_SCANNING: usize = 2;

/// The key of what a card says about this question; `None` for all else.
pub fn key_of(field: &Field) -> Option<&'static str> {
    let (_, what) = who_and_what(field.prefill.as_deref()?);
    ON_CARDS.into_iter().find(|key| who_and_what(key).1 == what)
}

fn is_about_filer(field: &Field) -> bool {
    field.prefill.as_deref().is_some_and(|key| who_and_what(key).0 == FILER)
}

impl Filling {
    /// Whether a card answers enough of a section's questions to offer the scanner.
    pub fn is_worth_scanning(self, section: &str) -> bool {
        let form = self.form();
        let fields =
            form.section(section).filter(|section| section.repeat.is_none()).map(|section| &section.fields);
        fields.is_some_and(|fields| {
            fields.iter().filter(|field| key_of(field).is_some()).count() >= WORTH_SCANNING
        })
    }

    /// The questions of a section, shown at the moment, that a card answers: for each person it asks about, whose card it may
    /// be. Questions that share their `prefill_when` are about one person; else the same question a second time begins the
    /// next. An office's commune is not where the card's owner lives.
    pub fn asked_of_card(self, section: &str) -> Vec<Vec<Path>> {
        let form = self.form();
        let fields = form.section(section).map(|section| &section.fields);
        let mut people: Vec<Vec<&Field>> = Vec::new();
        for field in fields.into_iter().flatten().filter(|field| !field.commune_only) {
            let shown = || self.judge(|form, answers, _| form.shows_field(answers, section, 0, &field.id));
            let Some(key) = key_of(field).filter(|_| shown()) else { continue };
            let has_no_such = |person: &Vec<&Field>| person.iter().all(|other| key_of(other) != Some(key));
            let same = people.iter().position(|person| {
                has_no_such(person) && person.iter().any(|other| other.prefill_when == field.prefill_when)
            });
            let last = people.len().checked_sub(1).filter(|last| has_no_such(&people[*last]));
            match same.or(last) {
                Some(at) => people[at].push(field),
                None => people.push(vec![field]),
            }
        }
        let path = |field: &&Field| Path::field(section, None, &field.id);
        people.iter().map(|person| person.iter().map(path).collect()).collect()
    }

    /// Takes an answer from a card, in place of what is there; the person was asked. What does not fit the question stays
    /// out.
    pub fn take_scanned(self, path: &Path, value: Value) {
        let tidy = self.0.with_value(|open| {
            let field = field_at(&open.form, path).filter(|field| kinds::fits(field, &value))?;
            Some(forms::normalize_value(field, &value))
        });
        let Some(value) = tidy else { return };
        let read = self.0.try_update_value(|open| {
            open.draft.record(Change::Scanned { path: path.clone(), value });
            let place = open.places.entry(path.clone()).or_default();
            place.typing = false;
            place.refused = None;
            open.is_read(path)
        });
        self.wake(path, read.unwrap_or_default());
        self.of_place(path, |place| place.rewritten.clone()).notify();
        if let Path::Field { section, field, .. } = path {
            self.prefill_again(Some((section, field)));
        }
    }

    /// Whether the answer came from a card and nobody has changed it since.
    pub fn is_scanned(self, path: &Path) -> bool {
        self.draft().with(|draft| draft.scanned.contains(path))
    }

    /// Whether there may be a mark beside it: it was scanned, or people were chosen for this draft.
    pub fn may_be_marked(self, path: &Path) -> bool {
        self.draft().with(|draft| draft.scanned.contains(path) || !draft.known.is_empty())
    }

    /// Whether the answer is what is known of somebody of the household who was chosen for this draft.
    pub fn is_known(self, path: &Path) -> bool {
        self.draft().with(|draft| {
            let form = self.form();
            // Where the filer may be somebody else than who is asked about, nothing is said.
            let may_be_another = |field: &&Field| field.prefill_when.is_some() && is_about_filer(field);
            let asked = field_at(&form, path).filter(|field| !may_be_another(field));
            let asked = asked.and_then(|field| field.prefill.as_deref());
            let given = value_at(&draft.answers, path).filter(|value| !value.is_blank());
            let (Some(asked), Some(given)) = (asked, given) else { return false };
            let (who, what) = who_and_what(asked);
            // Of a row, any of those who were chosen for the table.
            draft.known.iter().any(|(key, value)| {
                let (of, known) = who_and_what(key);
                let is_theirs = if who == MEMBER { of.starts_with(MEMBER) } else { of == who };
                is_theirs && known == what && value == given
            })
        })
    }
}
