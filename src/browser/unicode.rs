//! The browser's own Unicode tables: they need not be downloaded.

/// `text` in NFC. Vietnamese keyboards give composed letters, some give the parts.
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}
