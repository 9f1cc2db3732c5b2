//! Changes not yet confirmed by the database, in local storage: written before a key press returns, so that a tab that is
//! closed at that moment loses nothing. Where there is no database, whole drafts too.

use super::draft::{Draft, Entry};
use crate::browser::{Error, storage};
use crate::folders::{self, local};
use crate::reading::Record;
use crate::writing;

const TAIL: &str = "nhs.tail.";
const COPY: &str = "nhs.draft.";
/// What could not be read, as it was found, until everything is erased.
const ASIDE: &str = "nhs.aside.";

/// The unconfirmed changes of a draft; a damaged record counts as none and is set aside.
pub fn read(draft: &str) -> Vec<Entry> {
    parsed(&format!("{TAIL}{draft}")).unwrap_or_default()
}

pub fn write(draft: &str, entries: &[Entry]) -> Result<(), Error> {
    let key = format!("{TAIL}{draft}");
    if entries.is_empty() {
        storage::remove(&key);
        return Ok(());
    }
    local::set(&key, &writing::entries(entries))
}

/// The whole draft, kept here only while the database cannot be written.
pub fn copy(draft: &str) -> Option<Draft> {
    parsed(&format!("{COPY}{draft}"))
}

/// All drafts kept here; not those of other folders.
pub fn copies() -> Vec<Draft> {
    let readable = |key: &String| Draft::read(&local::get(key)?);
    storage::keys(COPY).iter().filter_map(readable).collect()
}

pub fn write_copy(draft: &Draft) -> Result<(), Error> {
    local::set(&format!("{COPY}{}", draft.id), &writing::draft(draft))
}

pub fn remove_copy(draft: &str) {
    storage::remove(&format!("{COPY}{draft}"));
}

/// Forgets all that is kept here of a draft.
pub fn remove(draft: &str) {
    storage::remove(&format!("{TAIL}{draft}"));
    remove_copy(draft);
}

/// Seals what lies open here.
pub fn seal_what_lies_open() {
    for key in storage::keys(TAIL).iter().chain(&storage::keys(COPY)) {
        local::seal_what_lies_open(key);
    }
}

/// What is kept of a draft of this folder; set aside when it is damaged.
fn parsed<T: Record>(key: &str) -> Option<T> {
    let read = local::get(key).and_then(|json| T::read(&json));
    // Without a key nothing is known of it.
    if read.is_none()
        && folders::current().is_some()
        && let Some(damaged) = storage::get(key)
        && storage::set(&format!("{ASIDE}{key}"), &damaged).is_ok()
    {
        storage::remove(key);
    }
    read
}
