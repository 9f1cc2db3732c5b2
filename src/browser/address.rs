//! The address of the page: moved by links and by the program, without loading the page again.

use super::page;
use reactive_graph::signal::ArcRwSignal;
use reactive_graph::traits::{GetUntracked, Set};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent, Window};

thread_local! {
    static PATH: ArcRwSignal<String> = ArcRwSignal::new(now());
}

/// The path of the page, with its first slash. It follows every move.
pub fn path() -> ArcRwSignal<String> {
    PATH.with(Clone::clone)
}

/// As the browser says it at this moment.
pub fn now() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Goes to an address of this app: `/tra-cuu#code=…`.
pub fn go(address: &str) {
    move_to(address, false);
}

/// The same, in place of the present one: Back does not lead to it.
pub fn go_instead(address: &str) {
    move_to(address, true);
}

fn move_to(address: &str, replace: bool) {
    let Some(window) = web_sys::window() else { return };
    let is_here = here(&window).is_some_and(|here| here == address);
    if let Ok(history) = window.history() {
        // Refused only to a page of another origin, or one that moves a hundred times a second.
        let _ = if replace || is_here {
            history.replace_state_with_url(&JsValue::NULL, "", Some(address))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(address))
        };
    }
    follow();
    let hash = window.location().hash().unwrap_or_default();
    if !page::show(hash.trim_start_matches('#')) {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Path, query and fragment.
fn here(window: &Window) -> Option<String> {
    let location = window.location();
    Some(location.pathname().ok()? + &location.search().ok()? + &location.hash().ok()?)
}

fn follow() {
    let (path, now) = (path(), now());
    if path.get_untracked() != now {
        path.set(now);
    }
}

/// From here on a link to a place in the app moves the address only, and Back and Forward are followed.
pub fn follow_links() {
    let Some(window) = web_sys::window() else { return };
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
        if let Some(address) = wanted(&event) {
            event.prevent_default();
            go(&address);
        }
    });
    let moved = Closure::<dyn Fn()>::new(follow);
    for (event, listener) in [("click", clicked.into_js_value()), ("popstate", moved.into_js_value())] {
        // Refused only for what is no listener.
        let _ = window.add_event_listener_with_callback(event, listener.unchecked_ref());
    }
}

/// Where a click leads, when it leads to another address of the app in this window. A link to a place on this very page
/// is the browser's own matter: it also moves the focus there.
fn wanted(event: &MouseEvent) -> Option<String> {
    let has_key = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || has_key {
        return None;
    }
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let is_elsewhere = !link.target().is_empty()
        || link.has_attribute("download")
        || link.rel().split_ascii_whitespace().any(|word| word == "external");
    let window = web_sys::window()?;
    let location = window.location();
    if is_elsewhere || location.origin().ok()? != link.origin() {
        return None;
    }
    let is_place_here = !link.hash().is_empty()
        && link.pathname() == location.pathname().ok()?
        && link.search() == location.search().ok()?;
    (!is_place_here).then(|| link.pathname() + &link.search() + &link.hash())
}
