//! Answers taken from the QR code of a citizen card: not typed, not verified, and marked so until somebody edits them.

use super::{Filling, field_at};
use crate::drafts::Change;
use crate::view::prelude::*;
use forms::{Field, Path, Value, kinds};

/// What a card says, by the keys of [`Field::prefill`]. `scan/card.js` knows the same list.
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
pub fn key_of(field: &Field) -> Option<&str> {
    field.prefill.as_deref().filter(|key| ON_CARDS.contains(key))
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

    /// The questions of a section, shown at the moment, that a card answers: of several that ask the same the first, as
    /// the others are about somebody else. An office's commune is not where the card's owner lives.
    pub fn asked_of_card(self, section: &str) -> Vec<Path> {
        let form = self.form();
        let fields = form.section(section).map(|section| &section.fields);
        let mut keys = Vec::new();
        let mut asked = Vec::new();
        for field in fields.into_iter().flatten().filter(|field| !field.commune_only) {
            let shown = || self.judge(|form, answers, _| form.shows_field(answers, section, 0, &field.id));
            if let Some(key) = key_of(field).filter(|key| !keys.contains(key))
                && shown()
            {
                keys.push(key);
                asked.push(Path::field(section, None, &field.id));
            }
        }
        asked
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
}
