//! Where a PIN is typed: never shown, never offered by the browser, with the phone's digits.

use crate::view::prelude::*;
use web_sys::HtmlInputElement;

/// Its label and the box. `described` names the elements that explain it.
pub fn pin_box(
    id: &'static str,
    label: &'static str,
    described: &'static str,
    place: NodeRef<HtmlInputElement>,
    is_closed: impl Fn() -> bool + 'static,
) -> AnyView {
    view! {
        <label class="field-label" for=id>{label}</label>
        <input
            id=id
            class="box"
            node_ref=place
            type="password"
            inputmode="numeric"
            autocomplete="off"
            maxlength="12"
            aria-describedby=described
            disabled=is_closed
        />
    }
    .into_any()
}
