//! Waiting and repeating.

use super::{Error, window};
use js_sys::{Function, Promise};
use std::time::Duration;
use wasm_bindgen::JsCast;
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

fn milliseconds(time: Duration) -> i32 {
    i32::try_from(time.as_millis()).unwrap_or(i32::MAX)
}

/// As a function of JavaScript that can be called one time.
fn once(work: Box<dyn FnOnce()>) -> JsValue {
    Closure::once_into_js(work)
}

/// Calls `work` once, after `time`.
pub fn set_timeout(work: impl FnOnce() + 'static, time: Duration) {
    let work = once(Box::new(work));
    if let Ok(window) = window() {
        // Refused only by a page that is going away.
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), milliseconds(time));
    }
}

/// Calls `work` before the next frame is drawn.
pub fn request_animation_frame(work: impl FnOnce() + 'static) {
    let work = once(Box::new(work));
    if let Ok(window) = window() {
        let _ = window.request_animation_frame(work.unchecked_ref());
    }
}

/// What is called again and again until it is stopped.
#[derive(Clone, Copy)]
pub struct Repeated(i32);

impl Repeated {
    pub fn stop(self) {
        if let Ok(window) = window() {
            window.clear_interval_with_handle(self.0);
        }
    }
}

/// Calls `work` every `time` until it is stopped.
pub fn repeat(work: impl FnMut() + 'static, time: Duration) -> Result<Repeated, Error> {
    let work: JsValue = Closure::<dyn FnMut()>::new(work).into_js_value();
    let number = window()?
        .set_interval_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), milliseconds(time))?;
    Ok(Repeated(number))
}
