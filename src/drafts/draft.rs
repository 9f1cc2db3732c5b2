//! A draft as it is kept, and how it is put together again from what was stored. Pure.

use super::change::{Change, apply};
use crate::order::sort_by_key;
use contract::Millis;
use forms::{Answers, Path, Profile};
use serde::{Deserialize, Serialize};

/// A form being filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// 32 lower-case hex digits of chance; stands in the address.
    pub id: String,
    /// The idempotency key of its submission: 32 other hex digits, never used for another draft.
    pub key: String,
    /// What makes the key that its receipt is sealed to when it is sent sealed, 64 hex digits of chance: whoever carries the
    /// draft to another phone can read the receipt there too. Empty in one of before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply: String,
    /// Slug of the service.
    pub service: String,
    /// Version of the definition it was begun with, and is judged by.
    pub version: String,
    /// The person's own name for it; empty when it has none.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub answers: Answers,
    /// The step as in the address; empty before the first.
    #[serde(default)]
    pub step: String,
    /// Path of the field that had the focus; empty for none.
    #[serde(default)]
    pub field: String,
    /// 0 to 100.
    #[serde(default)]
    pub percent: u8,
    /// Answers that came from the QR code of a card and that nobody has changed since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scanned: Vec<Path>,
    /// What was known, when it was begun, of the people it is about, by the keys of [`forms::Field::prefill`]; of the rows of
    /// tables as `member1.full_name`; of who helps as [`crate::households::help`] says. Empty where only the phone's owner is
    /// known: theirs is read anew each time.
    #[serde(default, skip_serializing_if = "Profile::is_empty")]
    pub known: Profile,
    /// Grows with each change. The larger of two is the newer.
    pub revision: u64,
    pub created_at: Millis,
    pub updated_at: Millis,
    /// Thrown away at that time; can be taken back for some minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discarded_at: Option<Millis>,
}

/// A change with its place in the history of its draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// [`Draft::revision`] after it.
    pub revision: u64,
    pub at: Millis,
    pub change: Change,
}

/// What a list shows of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: String,
    /// Slug of the service.
    pub service: String,
    pub version: String,
    pub title: String,
    pub step: String,
    pub percent: u8,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Draft {
    /// Applies one change and makes it the newest; returns what the journal keeps of it.
    pub fn advance(&mut self, change: Change, at: Millis) -> Entry {
        let entry = Entry { revision: self.revision + 1, at, change };
        self.follow(&entry);
        entry
    }

    /// Applies stored changes that are newer than this draft, oldest first, whatever their order and repetition.
    pub fn replay(&mut self, mut entries: Vec<Entry>) {
        sort_by_key(&mut entries, |entry| entry.revision);
        for entry in entries {
            if entry.revision > self.revision {
                self.follow(&entry);
            }
        }
    }

    fn follow(&mut self, entry: &Entry) {
        match &entry.change {
            Change::Moved { step, field } => {
                self.step.clone_from(step);
                self.field = field.clone().unwrap_or_default();
            }
            Change::Migrated { version, answers } => {
                self.version.clone_from(version);
                self.answers.clone_from(answers);
            }
            Change::Titled(title) => self.title.clone_from(title),
            Change::Progress(percent) => self.percent = *percent,
            other => {
                self.note_origin(other);
                apply(other, &mut self.answers);
            }
        }
        self.revision = entry.revision;
        self.updated_at = self.updated_at.max(entry.at);
    }

    /// Remembers which answers came from a card; those of rows are never among them.
    fn note_origin(&mut self, change: &Change) {
        if let Change::Field { path, .. } | Change::Scanned { path, .. } = change {
            self.scanned.retain(|scanned| scanned != path);
            if matches!(change, Change::Scanned { .. }) {
                self.scanned.push(path.clone());
            }
        }
    }

    pub fn head(&self) -> Head {
        Head {
            id: self.id.clone(),
            service: self.service.clone(),
            version: self.version.clone(),
            title: self.title.clone(),
            step: self.step.clone(),
            percent: self.percent,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Value;

    fn typed(text: &str) -> Change {
        Change::Field { path: "applicant.full_name".parse().unwrap(), value: Value::text(text) }
    }

    #[test]
    fn what_was_stored_gives_the_same_draft() {
        let empty = Draft { id: "a".into(), created_at: 5, updated_at: 5, ..Draft::default() };
        let mut live = empty.clone();
        let mut journal: Vec<Entry> = ["N", "Ng", "Ngu"].map(|text| live.advance(typed(text), 10)).into();
        journal.push(live.advance(Change::Moved { step: "applicant".into(), field: Some("x".into()) }, 11));
        journal.push(live.advance(Change::Titled("Cho con".into()), 12));
        let moved = Change::Migrated { version: "2".into(), answers: live.answers.clone() };
        journal.push(live.advance(moved, 12));

        let mut again = empty;
        journal.reverse();
        again.replay(journal.clone());
        assert_eq!(again, live);
        again.replay(journal);
        assert_eq!(again, live, "entries already in the draft are not applied twice");
        assert_eq!(again.version, "2");
        assert_eq!((again.revision, again.updated_at, again.step.as_str()), (6, 12, "applicant"));
    }

    #[test]
    fn an_answer_from_a_card_is_marked_until_somebody_edits_it() {
        let path: Path = "applicant.full_name".parse().unwrap();
        let mut draft = Draft::default();
        let scanned = Change::Scanned { path: path.clone(), value: Value::text("Nguyễn Thị Ánh") };
        let entries = vec![draft.advance(typed("N"), 1), draft.advance(scanned, 2)];
        assert_eq!(draft.answers.value("applicant", 0, "full_name"), Some(&Value::text("Nguyễn Thị Ánh")));
        assert_eq!(draft.scanned, std::slice::from_ref(&path));
        let mut again = Draft::default();
        again.replay(entries);
        assert_eq!(again.scanned, [path], "the mark survives a closed tab");
        draft.advance(typed("Nguyễn Thị Ánh Tuyết"), 3);
        assert!(draft.scanned.is_empty());
    }

    #[test]
    fn the_tail_is_newer_than_the_journal() {
        let mut snapshot = Draft { revision: 7, ..Draft::default() };
        let entry = |revision, text: &str| Entry { revision, at: 0, change: typed(text) };
        snapshot.replay(vec![entry(6, "old"), entry(8, "journal"), entry(9, "tail")]);
        assert_eq!(snapshot.answers.value("applicant", 0, "full_name"), Some(&Value::text("tail")));
        assert_eq!(snapshot.revision, 9);
    }

    #[test]
    fn a_clock_set_back_does_not_make_a_draft_older() {
        let mut draft = Draft { updated_at: 1_000, ..Draft::default() };
        draft.advance(typed("x"), 10);
        assert_eq!(draft.updated_at, 1_000);
    }
}
