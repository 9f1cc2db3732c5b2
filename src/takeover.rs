//! From what stood in the page before the program came to the living screen: in one step, so that nothing flashes or
//! moves. A page of class `static` shows Home already and stays until the living one is complete.

use crate::browser::page;
use crate::view::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlInputElement};

/// The element with what stood there before.
const BEFORE: &str = "boot";
/// The search box of Home; before the living one has come, of the one that stood there.
const SEARCH: &str = "search";

thread_local! {
    static IS_DONE: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page already shows Home, which stays until [`take_over`] is called by what has been drawn.
pub fn shows_home() -> bool {
    document().get_element_by_id(BEFORE).is_some_and(|before| before.class_list().contains("static"))
}

/// Puts the living screen in place of what stood there, in the next frame; once.
pub fn take_over() {
    if !IS_DONE.replace(true) {
        request_animation_frame(|| {
            replace();
            request_animation_frame(|| page::set_on_html("data-ready", "true"));
        });
    }
}

/// What somebody has typed into the search already goes on in the living one.
fn replace() {
    let Some(before) = document().get_element_by_id(BEFORE) else { return };
    let typed = search_box().map(|element| (element.value(), page::has_focus(&element)));
    before.remove();
    let (Some((text, had_focus)), Some(element)) = (typed, search_box()) else { return };
    if had_focus {
        // A failed focus leaves it where it was.
        let _ = element.focus();
    }
    if !text.is_empty() {
        element.set_value(&text);
        let options = EventInit::new();
        options.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &options) {
            let _ = element.dispatch_event(&event);
        }
    }
}

fn search_box() -> Option<HtmlInputElement> {
    document().get_element_by_id(SEARCH)?.dyn_into().ok()
}
