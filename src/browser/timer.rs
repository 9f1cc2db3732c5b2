//! Waiting and repeating.

use super::{Error, window};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Returns after `milliseconds`; at once where there is no timer.
pub async fn sleep(milliseconds: i32) {
    let mut start = |resolve: Function, _: Function| {
        if let Ok(window) = window() {
            // Without a timer the promise would hang; only a page that is going away refuses one.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut start)).await;
}

/// Calls `work` every `milliseconds` as long as the page lives.
pub fn every(milliseconds: i32, work: impl FnMut() + 'static) -> Result<(), Error> {
    let work: JsValue = Closure::<dyn FnMut()>::new(work).into_js_value();
    window()?.set_interval_with_callback_and_timeout_and_arguments_0(&work.into(), milliseconds)?;
    Ok(())
}
