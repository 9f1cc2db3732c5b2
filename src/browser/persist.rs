//! How much room there is, and the wish that the browser does not throw our data away.

use super::{Error, call, property, window};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Bytes in use, and how many the browser says it would give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub used: u64,
    pub quota: u64,
}

fn manager() -> Result<JsValue, Error> {
    let storage = property(&window()?.navigator(), "storage");
    if storage.is_undefined() { Err(Error::missing("navigator.storage")) } else { Ok(storage) }
}

/// Asks to be kept. Nobody waits for the answer: Firefox gives it only when the person has answered a question.
pub fn ask() {
    let _ = manager().and_then(|manager| call(&manager, "persist", &[]));
}

/// Whether the browser has promised not to throw our data away by itself.
pub async fn is_granted() -> bool {
    let Ok(promise) = manager().and_then(|manager| call(&manager, "persisted", &[])) else { return false };
    JsFuture::from(Promise::resolve(&promise)).await.is_ok_and(|granted| granted.is_truthy())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, positive byte counts")]
pub async fn estimate() -> Result<Estimate, Error> {
    let promise = call(&manager()?, "estimate", &[])?;
    let answer = JsFuture::from(Promise::resolve(&promise)).await?;
    let number = |name| property(&answer, name).as_f64().unwrap_or(0.0) as u64;
    Ok(Estimate { used: number("usage"), quota: number("quota") })
}
