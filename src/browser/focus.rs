//! Brings a person to a place on the page.

use super::timer::request_animation_frame;
use crate::view::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Moves the focus to the element of that id, or to the first control inside it, and brings it into view. False when
/// there is none that can take it.
pub fn bring_to(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else { return false };
    // Labels and hints stand above a field: with it in the middle they are seen too.
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    let focused = take(&element) || bring_to_first_in(id);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    focused
}

/// Frames for which a place is waited for: what draws it may be in a file that is on its way.
const FRAMES: u32 = 300;

/// [`bring_to`] once what was asked for is drawn. Who has gone to another field by then stays there: on a busy phone the
/// next frame may come after the first keys.
pub fn bring_to_when_drawn(id: impl Into<String>) {
    bring_within(FRAMES, id.into(), document().active_element());
}

fn bring_within(frames: u32, id: String, before: Option<Element>) {
    request_animation_frame(move || {
        let now = document().active_element();
        // What was pressed may be gone, and the focus then is nowhere.
        if now != before && now != document().body().map(Element::from) {
            return;
        }
        if frames > 0 && document().get_element_by_id(&id).is_none() {
            bring_within(frames - 1, id, before);
        } else {
            bring_to(&id);
        }
    });
}

/// What can be answered or pressed, but for the button that reads a question aloud.
const CONTROLS: &str = "input:not([type=hidden]), select, textarea, button:not(.aloud)";

/// Moves the focus to the first control inside the element of that id.
pub fn bring_to_first_in(id: &str) -> bool {
    let inside =
        document().get_element_by_id(id).and_then(|found| found.query_selector(CONTROLS).ok().flatten());
    inside.is_some_and(|element| take(&element))
}

/// To the top, as a new screen begins.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Whether the element has the focus now. Nothing happens to one that cannot take it, as a group of radio buttons.
fn take(element: &Element) -> bool {
    let _ = element.dyn_ref::<HtmlElement>().map(HtmlElement::focus);
    document().active_element().is_some_and(|active| &active == element)
}
