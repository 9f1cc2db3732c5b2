//! Changes not yet confirmed by the database, in local storage: written before a key press returns, so that a tab that is
//! closed at that moment loses nothing. Where there is no database, whole drafts too.

use super::draft::{Draft, Entry};
use crate::browser::{Error, storage};

const TAIL: &str = "nhs.tail.";
const COPY: &str = "nhs.draft.";

/// The unconfirmed changes of a draft; a damaged record counts as none.
pub fn read(draft: &str) -> Vec<Entry> {
    storage::get(&format!("{TAIL}{draft}"))
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default()
}

pub fn write(draft: &str, entries: &[Entry]) -> Result<(), Error> {
    let key = format!("{TAIL}{draft}");
    if entries.is_empty() {
        storage::remove(&key);
        return Ok(());
    }
    storage::set(&key, &json(&entries)?)
}

/// The whole draft, kept here only while the database cannot be written.
pub fn copy(draft: &str) -> Option<Draft> {
    serde_json::from_str(&storage::get(&format!("{COPY}{draft}"))?).ok()
}

/// All drafts kept here.
pub fn copies() -> Vec<Draft> {
    storage::keys(COPY).iter().filter_map(|key| copy(key.strip_prefix(COPY)?)).collect()
}

pub fn write_copy(draft: &Draft) -> Result<(), Error> {
    storage::set(&format!("{COPY}{}", draft.id), &json(draft)?)
}

pub fn remove_copy(draft: &str) {
    storage::remove(&format!("{COPY}{draft}"));
}

/// Forgets all that is kept here of a draft.
pub fn remove(draft: &str) {
    storage::remove(&format!("{TAIL}{draft}"));
    remove_copy(draft);
}

fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error { name: "Json".to_owned(), message: e.to_string() })
}
