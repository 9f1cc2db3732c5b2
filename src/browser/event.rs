//! Events of our own on the window, by which the program and `public/boot.js` speak to each other.

/// Tells every listener that `name` has happened.
pub fn fire(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(name)) {
        // False only when a listener says "not now"; ours never do.
        let _ = window.dispatch_event(&event);
    }
}
