//! A date and a time: two boxes, one answer, `date T time`.

use super::boxed::{boxed_date, boxed_time};
use super::text::text_box;
use super::{Slot, date};
use crate::text::t;
use crate::view::prelude::*;
use forms::Value;

/// The box of the date has the id of the field, that of the time `:time` after it.
pub fn draw(slot: &Slot) -> AnyView {
    let texts = &t().form;
    let time_id = format!("{}:time", slot.id);
    let (date, time) = halves(&slot.text());
    let controls = view! {
        <div class="box-pair">
            <div>
                <label class="field-part" for=slot.id.clone()>{texts.date_part}</label>
                {half(slot, slot.id.clone(), boxed_date(&date), true)}
                <p class="field-hint">{texts.date_hint}</p>
            </div>
            <div>
                <label class="field-part" for=time_id.clone()>{texts.time_part}</label>
                {half(slot, time_id, boxed_time(&time), false)}
                <p class="field-hint">{texts.time_hint}</p>
            </div>
        </div>
    };
    slot.group("group", controls.into_any())
}

fn half(slot: &Slot, id: String, initial: String, is_date: bool) -> AnyView {
    let (typed, left) = (slot.clone(), slot.clone());
    text_box(
        slot,
        id,
        date::LOOK,
        initial,
        Box::new(move |text| {
            let (date, time) = halves(&typed.text());
            let (date, time) = if is_date { (text, time) } else { (date, text) };
            let both =
                if date.is_empty() && time.is_empty() { String::new() } else { format!("{date}T{time}") };
            typed.filling.type_in(&typed.path, Value::Text(both));
        }),
        Box::new(move || {
            let (date, time) = halves(&left.text());
            // Half an answer is not judged while the person goes on to the other half.
            let tidy = if date.is_empty() || time.is_empty() {
                left.filling.tidy_part(&left.path)
            } else {
                left.filling.tidy(&left.path)
            }?;
            let (date, time) = halves(tidy.as_text()?);
            Some(if is_date { boxed_date(&date) } else { boxed_time(&time) })
        }),
    )
}

fn halves(text: &str) -> (String, String) {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    (date.to_owned(), time.to_owned())
}
