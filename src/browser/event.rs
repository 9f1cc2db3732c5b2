//! Events of our own on the window, by which the program, `public/boot.js` and `public/offline.js` speak to each other.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Tells every listener that `name` has happened.
pub fn fire(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(name)) {
        // False only when a listener says "not now"; ours never do.
        let _ = window.dispatch_event(&event);
    }
}

/// `work` is called each time `name` happens, as long as the page lives.
pub fn on(name: &str, work: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        let listener = Closure::<dyn Fn()>::new(work).into_js_value();
        // Fails only for what is no function.
        let _ = window.add_event_listener_with_callback(name, listener.unchecked_ref());
    }
}
