//! The phone's own "share with…".

use super::{Error, call, object, property, window};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Whether this browser can share at all.
pub fn exists() -> bool {
    window().is_ok_and(|window| !property(&window.navigator(), "share").is_undefined())
}

/// Shares a text and, when not empty, an address. An `AbortError` means that the person changed their mind.
pub async fn text(title: &str, text: &str, url: &str) -> Result<(), Error> {
    let mut data = vec![("title", JsValue::from_str(title)), ("text", JsValue::from_str(text))];
    if !url.is_empty() {
        data.push(("url", JsValue::from_str(url)));
    }
    let promise = call(&window()?.navigator(), "share", &[&object(&data)])?;
    JsFuture::from(Promise::resolve(&promise)).await?;
    Ok(())
}

/// Puts a text on the clipboard. Needs a secure page and a click.
pub async fn copy(text: &str) -> Result<(), Error> {
    let clipboard = property(&window()?.navigator(), "clipboard");
    if clipboard.is_undefined() {
        return Err(Error::missing("clipboard"));
    }
    let promise = call(&clipboard, "writeText", &[&text.into()])?;
    JsFuture::from(Promise::resolve(&promise)).await?;
    Ok(())
}
