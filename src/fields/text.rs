//! Text in a box: one line or several. Also the one text box that every other kind of written answer uses.

use super::{Slot, boxed};
use crate::view::prelude::*;
use forms::{Kind, Value};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// What a box asks of the phone's keyboard and of the browser.
#[derive(Clone, Copy)]
pub struct Look {
    /// `type` of the element.
    pub kind: &'static str,
    pub inputmode: Option<&'static str>,
    /// Short boxes say that a short answer is wanted: "short", "medium" or "".
    pub width: &'static str,
    /// Words are checked and capitals set by the keyboard only in prose.
    pub prose: bool,
}

impl Look {
    /// A plain line of text.
    pub const LINE: Self = Self { kind: "text", inputmode: None, width: "", prose: true };
}

/// A field of text.
pub fn draw(slot: &Slot) -> AnyView {
    let control = match slot.field().kind {
        Kind::Textarea => several_lines(slot),
        Kind::Email => {
            line(slot, Look { kind: "email", inputmode: Some("email"), prose: false, ..Look::LINE })
        }
        Kind::Text => line(slot, Look::LINE),
        // No spelling marks under names and numbers of papers.
        _ => line(slot, Look { prose: false, ..Look::LINE }),
    };
    slot.frame(control)
}

/// The box of a field that is written in one line.
pub fn line(slot: &Slot, look: Look) -> AnyView {
    let (typed, left) = (slot.clone(), slot.clone());
    text_box(
        slot,
        slot.id.clone(),
        look,
        boxed(slot.field(), &slot.text()),
        Box::new(move |text| typed.filling.type_in(&typed.path, Value::Text(text))),
        Box::new(move || {
            let tidy = left.filling.tidy(&left.path)?;
            Some(boxed(left.field(), tidy.as_text()?))
        }),
    )
}

/// One uncontrolled text box. `typed` gets what the element holds after each input; `left` gives the tidy text when the
/// person is done, and that is written into the element if it is another.
pub fn text_box(
    slot: &Slot,
    id: String,
    look: Look,
    initial: String,
    typed: Box<dyn Fn(String)>,
    left: Box<dyn Fn() -> Option<String>>,
) -> AnyView {
    let capitals = match slot.field().kind {
        Kind::PersonName => "words",
        Kind::PlateNumber | Kind::EngineNumber | Kind::ChassisNumber | Kind::DocumentNumber => "characters",
        _ if look.prose => "sentences",
        _ => "off",
    };
    view! {
        <input
            id=id
            class="box"
            data-width=look.width
            type=look.kind
            inputmode=look.inputmode
            autocomplete=if initial.is_empty() { autocomplete(slot) } else { "off" }
            autocapitalize=capitals
            spellcheck=if look.prose { "true" } else { "false" }
            value=initial
            maxlength=longest(slot)
            aria-describedby=slot.described_by()
            aria-invalid=slot.invalid()
            on:input=move |event| {
                let element = event_target::<HtmlInputElement>(&event);
                // What is in a box, some browsers write to the disk as it is, to restore the page: not of a box that says so.
                if element.autocomplete() != "off" {
                    element.set_autocomplete("off");
                }
                typed(element.value());
            }
            on:change=move |event| {
                let element = event_target::<HtmlInputElement>(&event);
                if let Some(tidy) = left()
                    && tidy != element.value()
                {
                    element.set_value(&tidy);
                }
            }
        />
    }
    .into_any()
}

fn several_lines(slot: &Slot) -> AnyView {
    let (typed, left) = (slot.clone(), slot.clone());
    view! {
        <textarea
            id=slot.id.clone()
            class="box"
            rows="4"
            autocomplete="off"
            maxlength=longest(slot)
            aria-describedby=slot.described_by()
            aria-invalid=slot.invalid()
            on:input=move |event| {
                let text = event_target::<HtmlTextAreaElement>(&event).value();
                typed.filling.type_in(&typed.path, Value::Text(text));
            }
            on:change=move |event| {
                let element = event_target::<HtmlTextAreaElement>(&event);
                if let Some(Value::Text(tidy)) = left.filling.tidy(&left.path)
                    && tidy != element.value()
                {
                    element.set_value(&tidy);
                }
            }
        >
            {slot.text()}
        </textarea>
    }
    .into_any()
}

/// A guard against pasted books only: a tight limit would cut syllables that a keyboard is still composing.
fn longest(slot: &Slot) -> String {
    let limit = slot.field().max_length.map_or(1_000, usize::from);
    (limit.max(250) * 4).to_string()
}

/// What the browser may fill in by itself: only facts about the person who holds the phone, and only an empty box.
fn autocomplete(slot: &Slot) -> &'static str {
    match slot.field().prefill.as_deref() {
        Some("citizen.full_name") => "name",
        Some("citizen.family_name") => "family-name",
        Some("citizen.phone") => "tel",
        Some("citizen.email") => "email",
        Some("citizen.current_address") => "street-address",
        _ => "off",
    }
}
