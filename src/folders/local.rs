//! Local storage, sealed: a letter a byte. Only where there is no database there is no key either: then what is written
//! here lies open, as the app says.

use super::current;
use crate::browser::{Error, storage};

/// What local storage is called where a record's place is sealed into it.
const PLACE: &str = "local";

/// Keeps a JSON; when this returns it is there.
pub fn set(key: &str, json: &str) -> Result<(), Error> {
    match current() {
        None => storage::set(key, json),
        Some(folder) => {
            let sealed = folder.seal(PLACE, &[key], json.as_bytes())?;
            storage::set(key, &sealed.into_iter().map(char::from).collect::<String>())
        }
    }
}

/// What is kept under a key; `None` when there is nothing, or nothing this folder can read.
pub fn get(key: &str) -> Option<String> {
    let text = storage::get(key)?;
    if lies_open(&text) {
        return Some(text);
    }
    let sealed: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(letter).ok()).collect();
    String::from_utf8(current()?.open(PLACE, &[key], &sealed?)?).ok()
}

/// Seals what lies open under a key: written by an older version, or while there was no database.
pub fn seal_what_lies_open(key: &str) {
    if current().is_some()
        && let Some(json) = storage::get(key).filter(|text| lies_open(text))
    {
        // No room: it lies there as it did.
        let _ = set(key, &json);
    }
}

/// JSON; what is sealed begins with the number of its form.
fn lies_open(text: &str) -> bool {
    text.starts_with(['[', '{'])
}
