//! Web Locks: one holder of a name among all tabs. Pages on plain http do not have them.

use super::{Error, call, object, property, window};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Let go when dropped, or when the page goes away.
pub struct Held {
    release: Option<Function>,
}

/// How to ask for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Only if nobody holds it.
    IfFree,
    /// As soon as nobody holds it.
    Wait,
    /// Take it from whoever holds it.
    Steal,
}

/// Whether this page has locks at all.
pub fn exist() -> bool {
    manager().is_ok()
}

fn manager() -> Result<JsValue, Error> {
    let locks = property(&window()?.navigator(), "locks");
    if locks.is_undefined() { Err(Error::missing("navigator.locks")) } else { Ok(locks) }
}

/// `None` when another tab holds it. `lost` is called when another tab takes it away.
pub async fn acquire(name: &str, ask: Ask, lost: impl FnOnce() + 'static) -> Result<Option<Held>, Error> {
    let manager = manager()?;
    let (if_free, steal) = (ask == Ask::IfFree, ask == Ask::Steal);
    let (granted, grant) = promise();
    let (kept, release) = promise();
    let on_grant = Closure::once_into_js(move |lock: JsValue| {
        // `null` says that it is not free; the promise we answer with is how long we keep it.
        let free = !lock.is_null();
        let _ = grant.call1(&JsValue::UNDEFINED, &JsValue::from_bool(free));
        if free { JsValue::from(kept) } else { JsValue::UNDEFINED }
    });
    let options = object(&[("ifAvailable", if_free.into()), ("steal", steal.into())]);
    let request = call(&manager, "request", &[&JsValue::from_str(name), &options, &on_grant])?;
    let whole = JsFuture::from(Promise::resolve(&request));
    spawn_local(async move {
        if whole.await.is_err() {
            lost();
        }
    });
    let free = JsFuture::from(granted).await?;
    Ok(free.is_truthy().then_some(Held { release: Some(release) }))
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// A promise and what fulfils it.
fn promise() -> (Promise, Function) {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    // The executor runs before `new` returns.
    (promise, fulfil.unwrap_or_else(|| Function::new_no_args("")))
}
