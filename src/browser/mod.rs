//! The browser's own things, one thin file each. They return `Result` and know no word of the domain.

pub mod address;
pub mod canvas;
pub mod channel;
pub mod clock;
pub mod crypto;
pub mod digest;
pub mod download;
pub mod event;
pub mod focus;
pub mod idb;
pub mod image;
pub mod locks;
pub mod online;
pub mod page;
pub mod persist;
pub mod pin;
pub mod platform;
pub mod random;
pub mod scanner;
pub mod share;
pub mod storage;
pub mod timer;
pub mod unicode;
pub mod upload;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What a browser threw.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {message}")]
pub struct Error {
    /// As `QuotaExceededError`; `Missing` when the browser does not have the thing at all.
    pub name: String,
    pub message: String,
}

impl Error {
    /// The browser lacks `what`, or keeps it from this page (a plain http address, a private window).
    pub fn missing(what: &str) -> Self {
        Self { name: "Missing".to_owned(), message: what.to_owned() }
    }

    /// No room is left on the phone.
    pub fn is_quota(&self) -> bool {
        self.name == "QuotaExceededError" || self.name == "NS_ERROR_DOM_QUOTA_REACHED"
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self { name: "Json".to_owned(), message: error.to_string() }
    }
}

impl From<JsValue> for Error {
    fn from(thrown: JsValue) -> Self {
        let text = |name: &str| property(&thrown, name).as_string();
        Self {
            name: text("name").unwrap_or_else(|| "Error".to_owned()),
            message: text("message").or_else(|| thrown.as_string()).unwrap_or_default(),
        }
    }
}

/// The window; there is none only in a test without a browser.
fn window() -> Result<web_sys::Window, Error> {
    web_sys::window().ok_or_else(|| Error::missing("window"))
}

/// `object[name]`, `undefined` when there is none.
fn property(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// `object[name](…arguments)`, for what web-sys still calls unstable.
fn call(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, Error> {
    let function: js_sys::Function = property(object, name).dyn_into().map_err(|_| Error::missing(name))?;
    let list = js_sys::Array::new();
    for argument in arguments {
        list.push(argument);
    }
    Ok(js_sys::Reflect::apply(&function, object, &list)?)
}

/// Calls a function of a program beside the app and waits for its answer; fetched the first time (`public/boot.js` knows
/// where it is).
async fn ask_beside(program: &str, function: &str, arguments: &[&JsValue]) -> Result<JsValue, Error> {
    let program = property(window()?.as_ref(), program);
    let module = JsFuture::from(Promise::resolve(&call(&program, "load", &[])?)).await?;
    Ok(JsFuture::from(Promise::resolve(&call(&module, function, arguments)?)).await?)
}

/// `{ name: value, … }`.
fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in entries {
        // Setting a property of a plain new object cannot fail.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}
