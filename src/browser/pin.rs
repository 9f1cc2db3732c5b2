//! Keys of PINs: a program of its own beside the app, fetched when somebody has a PIN (`public/boot.js` knows where it is).

use super::{Error, ask_beside, property};
use js_sys::Uint8Array;
use vault::{Cost, Key, Salt};
use wasm_bindgen::JsValue;

/// The key made of a PIN or code, and how many milliseconds that took. A worker does it; the page stays alive.
pub async fn stretch(secret: &str, salt: &Salt, cost: Cost) -> Result<(Key, u32), Error> {
    let salt: JsValue = Uint8Array::from(&salt[..]).into();
    let arguments = [&secret.into(), &salt, &cost.memory.into(), &cost.passes.into()];
    let answer = ask_beside("stretcher", "stretch", &arguments).await?;
    let key = Key::from_bytes(&Uint8Array::new(&property(&answer, "key")).to_vec());
    let key = key.map_err(|_| Error::missing("stretcher"))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds at most")]
    let took = property(&answer, "took").as_f64().unwrap_or_default() as u32;
    Ok((key, took))
}
