//! Local storage: small, synchronous, written to the disk late. Not for what must survive a killed browser.

use super::{Error, window};

fn local() -> Result<web_sys::Storage, Error> {
    window()?.local_storage()?.ok_or_else(|| Error::missing("localStorage"))
}

/// The text under `key`; `None` when there is none or storage is closed to us.
pub fn get(key: &str) -> Option<String> {
    local().ok()?.get_item(key).ok()?
}

pub fn set(key: &str, value: &str) -> Result<(), Error> {
    Ok(local()?.set_item(key, value)?)
}

pub fn remove(key: &str) {
    if let Ok(storage) = local() {
        // Removing what is not there is no error; nothing else can go wrong.
        let _ = storage.remove_item(key);
    }
}

/// Every key that starts with `prefix`.
pub fn keys(prefix: &str) -> Vec<String> {
    let Ok(storage) = local() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|i| storage.key(i).ok()?).filter(|key| key.starts_with(prefix)).collect()
}
