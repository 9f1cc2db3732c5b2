//! The scanner: a program of its own beside the app, fetched when somebody scans (`public/boot.js` knows where it is).

use super::{Error, call, property, window};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Opens the scanner's screen with a request in JSON, and waits until it closes; its answer in JSON, `null` for nothing.
pub async fn scan(request: &str) -> Result<String, Error> {
    let scanner = property(window()?.as_ref(), "scanner");
    let module = JsFuture::from(Promise::resolve(&call(&scanner, "load", &[])?)).await?;
    let answer = call(&module, "scan", &[&JsValue::from_str(request)])?;
    Ok(JsFuture::from(Promise::resolve(&answer)).await?.as_string().unwrap_or_default())
}
