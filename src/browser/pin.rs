//! Keys of PINs: a program of its own beside the app, fetched when somebody has a PIN (`public/boot.js` knows where it is).

use super::{Error, call, property, window};
use js_sys::{Promise, Uint8Array};
use vault::{Cost, Key, Salt};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The key made of a PIN or code, and how many milliseconds that took. A worker does it; the page stays alive.
pub async fn stretch(secret: &str, salt: &Salt, cost: Cost) -> Result<(Key, u32), Error> {
    let stretcher = property(window()?.as_ref(), "stretcher");
    let module = JsFuture::from(Promise::resolve(&call(&stretcher, "load", &[])?)).await?;
    let salt: JsValue = Uint8Array::from(&salt[..]).into();
    let asked = call(&module, "stretch", &[&secret.into(), &salt, &cost.memory.into(), &cost.passes.into()])?;
    let answer = JsFuture::from(Promise::resolve(&asked)).await?;
    let key = Key::from_bytes(&Uint8Array::new(&property(&answer, "key")).to_vec());
    let key = key.map_err(|_| Error::missing("stretcher"))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds at most")]
    let took = property(&answer, "took").as_f64().unwrap_or_default() as u32;
    Ok((key, took))
}
