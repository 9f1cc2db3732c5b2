//! One answer of a few as big buttons (and the sex, which always has the same two), or several of them.

use super::Slot;
use crate::text::{lang, t};
use crate::view::prelude::*;
use forms::{Kind, Lang, Value};
use web_sys::HtmlInputElement;

/// Radio buttons, or boxes where several may be ticked.
pub fn draw(slot: &Slot) -> AnyView {
    let choices: Vec<(String, String)> = match slot.field().kind {
        Kind::Gender if slot.field().options.is_empty() => {
            vec![
                ("male".to_owned(), t().form.male.to_owned()),
                ("female".to_owned(), t().form.female.to_owned()),
            ]
        }
        _ => slot
            .field()
            .options
            .iter()
            .map(|choice| {
                let words = if lang() == Lang::Vi { &choice.vi } else { &choice.en };
                (choice.value.clone(), words.clone())
            })
            .collect(),
    };
    // Two short answers, as yes and no, stand side by side under the thumb.
    let paired = choices.len() == 2 && choices.iter().all(|(_, words)| words.chars().count() <= 12);
    let several = slot.field().kind == Kind::MultiSelect;
    let buttons: Vec<AnyView> = choices
        .into_iter()
        .map(|(value, words)| if several { tick(slot, value, words) } else { radio(slot, value, words) })
        .collect();
    let all = view! { <div class="choices" class:choices-paired=paired>{buttons}</div> };
    slot.group(if several { "group" } else { "radiogroup" }, all.into_any())
}

fn radio(slot: &Slot, value: String, words: String) -> AnyView {
    let id = format!("{}={value}", slot.id);
    let checked = slot.text() == value;
    let (filling, path) = (slot.filling, slot.path.clone());
    let chosen = value.clone();
    view! {
        <label class="choice" for=id.clone()>
            <input
                type="radio"
                id=id.clone()
                name=slot.id.clone()
                value=value
                checked=checked
                on:change=move |_| {
                    filling.type_in(&path, Value::Text(chosen.clone()));
                    filling.tidy(&path);
                }
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

fn tick(slot: &Slot, value: String, words: String) -> AnyView {
    let id = format!("{}={value}", slot.id);
    let checked = ticked(slot).contains(&value);
    let slot = slot.clone();
    let changed = value.clone();
    view! {
        <label class="choice" for=id.clone()>
            <input
                type="checkbox"
                id=id.clone()
                value=value
                checked=checked
                on:change=move |event| {
                    let now = event_target::<HtmlInputElement>(&event).checked();
                    let before = ticked(&slot);
                    // In the order of the form, whatever the order of the taps.
                    let order = slot.field().options.iter().map(|choice| &choice.value);
                    let list = order
                        .filter(|value| if **value == changed { now } else { before.contains(value) })
                        .cloned()
                        .collect();
                    slot.filling.type_in(&slot.path, Value::List(list));
                    slot.filling.tidy(&slot.path);
                }
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

fn ticked(slot: &Slot) -> Vec<String> {
    match slot.filling.value(&slot.path) {
        Some(Value::List(values)) => values,
        _ => Vec::new(),
    }
}
