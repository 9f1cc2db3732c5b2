//! The slow way from a PIN or code to a key, for a worker: Argon2id keeps a phone busy for most of a second.

use vault::Cost;
use wasm_bindgen::prelude::wasm_bindgen;

/// The 32 bytes of the key; none when the salt has not 16 bytes, or this phone does not have `memory` KiB.
#[wasm_bindgen]
pub fn stretch(secret: &str, salt: &[u8], memory: u32, passes: u32) -> Option<Vec<u8>> {
    let key = vault::stretch(secret, &salt.try_into().ok()?, Cost { memory, passes }).ok()?;
    Some(key.expose().to_vec())
}
