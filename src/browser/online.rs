//! What the browser thinks about the network. "Online" is a guess, "offline" is true.

use super::{Error, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

pub fn is_online() -> bool {
    window().is_ok_and(|window| window.navigator().on_line())
}

/// `work` is called with the new state each time it changes.
pub fn on_change(work: impl Fn(bool) + 'static) -> Result<(), Error> {
    let window = window()?;
    let listener = Closure::<dyn Fn()>::new(move || work(is_online())).into_js_value();
    for event in ["online", "offline"] {
        window.add_event_listener_with_callback(event, listener.unchecked_ref())?;
    }
    Ok(())
}
