//! One answer of many: the phone's own list.

use super::Slot;
use crate::text::{lang, t};
use crate::view::prelude::*;
use forms::{Lang, Value};
use web_sys::HtmlSelectElement;

/// A native list with a first line that answers nothing.
pub fn draw(slot: &Slot) -> AnyView {
    let stored = slot.text();
    let options: Vec<_> = slot
        .field()
        .options
        .iter()
        .map(|choice| {
            let words = if lang() == Lang::Vi { &choice.vi } else { &choice.en };
            let selected = choice.value == stored;
            view! { <option value=choice.value.clone() selected=selected>{words.clone()}</option> }
        })
        .collect();
    let (filling, path) = (slot.filling, slot.path.clone());
    let control = view! {
        <select
            id=slot.id.clone()
            class="box"
            aria-describedby=slot.described_by()
            aria-invalid=slot.invalid()
            on:change=move |event| {
                let chosen = event_target::<HtmlSelectElement>(&event).value();
                filling.type_in(&path, Value::Text(chosen));
                filling.tidy(&path);
            }
        >
            <option value="">{t().form.choose}</option>
            {options}
        </select>
    };
    slot.frame(control.into_any())
}
