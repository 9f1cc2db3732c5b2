//! The heading of a screen: names the window, and takes the focus when one arrives from another screen.

use crate::text::t;
use crate::view::prelude::*;
use std::cell::{Cell, RefCell};

thread_local! {
    /// The address of the first screen, until it is left: nobody has moved yet, so the focus stays where it is.
    static FIRST: RefCell<Option<String>> = const { RefCell::new(None) };
    static HAS_MOVED: Cell<bool> = const { Cell::new(false) };
}

/// The only `<h1>` of a screen. Also sets the window's title.
pub fn heading(text: impl Into<String>) -> AnyView {
    let text = text.into();
    name_window(&text);
    let place = NodeRef::<web_sys::HtmlElement>::new();
    effect(move |_| {
        if let Some(element) = place.get()
            && has_moved()
        {
            // A failed focus leaves it where it was.
            let _ = element.focus();
        }
    });
    view! { <h1 node_ref=place tabindex="-1">{text}</h1> }.into_any()
}

fn has_moved() -> bool {
    let here = window().location().pathname().unwrap_or_default();
    let left = FIRST.with_borrow_mut(|first| *first.get_or_insert_with(|| here.clone()) != here);
    if left {
        HAS_MOVED.set(true);
    }
    HAS_MOVED.get()
}

/// Sets the window's title: the screen first, so that it can be told apart among many tabs.
pub fn name_window(screen: &str) {
    document().set_title(&format!("{screen} – {}", t().common.app_name));
}
