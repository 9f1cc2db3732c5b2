//! The document's title, focus and visibility.

use super::{Error, property, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, VisibilityState,
};

fn document() -> Result<Document, Error> {
    window()?.document().ok_or_else(|| Error::missing("document"))
}

fn element(id: &str) -> Option<Element> {
    document().ok()?.get_element_by_id(id)
}

pub fn set_title(title: &str) {
    if let Ok(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the element of that id; whether there is one.
pub fn focus(id: &str) -> bool {
    element(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}

pub fn is_visible() -> bool {
    document().is_ok_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// `work` is called each time the page comes to the front.
pub fn on_visible(work: impl Fn() + 'static) -> Result<(), Error> {
    on_visibility(move |is_visible| {
        if is_visible {
            work();
        }
    })
}

/// `work` is called each time the page comes to the front (`true`) or leaves it.
pub fn on_visibility(work: impl Fn(bool) + 'static) -> Result<(), Error> {
    let document = document()?;
    let listener = Closure::<dyn Fn()>::new(move || work(is_visible()));
    document
        .add_event_listener_with_callback("visibilitychange", listener.into_js_value().unchecked_ref())?;
    Ok(())
}

/// `work` is called at each event of that name anywhere in the page.
pub fn on_any(event: &str, work: impl Fn() + 'static) -> Result<(), Error> {
    let listener = Closure::<dyn Fn()>::new(work).into_js_value();
    document()?.add_event_listener_with_callback_and_bool(event, listener.unchecked_ref(), true)?;
    Ok(())
}

/// Scrolls the element of that id into view, no farther than needed.
pub fn reveal(id: &str) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls the element of that id to the top; whether there is one.
pub fn show(id: &str) -> bool {
    let element = element(id);
    if let Some(element) = &element {
        element.scroll_into_view();
    }
    element.is_some()
}

/// Opens the phone's print dialog.
pub fn print() {
    if let Ok(window) = window() {
        // Refused only inside a frame that may not print.
        let _ = window.print();
    }
}

/// As `https://example.vn`.
pub fn origin() -> String {
    window().ok().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Whether the person has asked the browser to download as little as it can.
pub fn saves_data() -> bool {
    let connection = window().map(|window| property(&window.navigator(), "connection"));
    connection.is_ok_and(|connection| property(&connection, "saveData").is_truthy())
}

/// Sets a mark of that name in the browser's timeline.
pub fn mark(name: &str) {
    if let Some(performance) = window().ok().and_then(|window| window.performance()) {
        // Refused only for names of the browser's own.
        let _ = performance.mark(name);
    }
}

/// What `public/offline.js` has written into `data-…` of `<html>`; `None` before it has.
pub fn told(name: &str) -> Option<String> {
    document().ok()?.document_element()?.get_attribute(&format!("data-{name}"))
}

/// Sets an attribute of `<html>`.
pub fn set_on_html(attribute: &str, value: &str) {
    if let Some(html) = document().ok().and_then(|document| document.document_element()) {
        // Fails only for a name that is no attribute name.
        let _ = html.set_attribute(attribute, value);
    }
}

/// Takes an attribute from `<html>`.
pub fn remove_from_html(attribute: &str) {
    if let Some(html) = document().ok().and_then(|document| document.document_element()) {
        // Fails only for a name that is no attribute name.
        let _ = html.remove_attribute(attribute);
    }
}

pub fn has_focus(element: &Element) -> bool {
    document().is_ok_and(|document| document.active_element().as_ref() == Some(element))
}
