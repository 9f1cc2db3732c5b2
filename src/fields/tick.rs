//! One box to tick: a fact, or a declaration that must be accepted.

use super::Slot;
use crate::view::prelude::*;
use forms::Value;
use web_sys::HtmlInputElement;

/// The label stands beside the box and is as large a target as the whole line.
pub fn draw(slot: &Slot) -> AnyView {
    let checked = matches!(slot.filling.value(&slot.path), Some(Value::Bool(true)));
    let (filling, path) = (slot.filling, slot.path.clone());
    let (invalid, described_by) = (slot.invalid(), slot.described_by());
    view! {
        <div class="field" class:field-wrong=move || invalid().is_some()>
            {slot.notes()}
            {slot.listen()}
            <label class="choice" for=slot.id.clone()>
                <input
                    type="checkbox"
                    id=slot.id.clone()
                    checked=checked
                    aria-describedby=described_by
                    aria-invalid=invalid
                    on:change=move |event| {
                        let ticked = event_target::<HtmlInputElement>(&event).checked();
                        filling.type_in(&path, Value::Bool(ticked));
                        filling.tidy(&path);
                    }
                />
                <span>{slot.label()}</span>
            </label>
        </div>
    }
    .into_any()
}
