//! The heading of a screen: names the window, and takes the focus when one arrives from another screen.

use crate::text::t;
use leptos::html;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// The first screen does not take the focus: nobody has moved yet.
    static FIRST: Cell<bool> = const { Cell::new(true) };
}

/// The only `<h1>` of a screen. Also sets the window's title.
pub fn heading(text: impl Into<String>) -> AnyView {
    let text = text.into();
    name_window(&text);
    let place = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(element) = place.get()
            && !FIRST.replace(false)
        {
            // A failed focus leaves it where it was.
            let _ = element.focus();
        }
    });
    view! { <h1 node_ref=place tabindex="-1">{text}</h1> }.into_any()
}

/// Sets the window's title: the screen first, so that it can be told apart among many tabs.
pub fn name_window(screen: &str) {
    document().set_title(&format!("{screen} – {}", t().common.app_name));
}
