//! A country, a nationality, an ethnic group, a religion: one of a code list, found by typing.

use super::Slot;
use crate::order::sort_by_key;
use crate::parts::picker::{Entry, Found, Picker, Rewriting, best, picker};
use crate::parts::unmarked::unmarked;
use crate::services;
use crate::text::lang;
use crate::text::religions::RELIGIONS;
use crate::view::prelude::*;
use forms::{Kind, Lang, Value};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Enough to see the whole of every list but the countries.
const MOST: usize = 100;

/// An entry and its names without marks: its own, and others it is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    entry: Entry,
    names: Vec<String>,
}

/// A picker over the list of the kind. A stored answer is a country's code, or a name.
pub fn draw(slot: &Slot) -> AnyView {
    let known: RwSignal<Option<Arc<Vec<Named>>>> = RwSignal::new(None);
    let kind = slot.field().kind;
    if kind == Kind::Religion {
        known.set(Some(Arc::new(RELIGIONS.iter().map(|name| named(name, name, &[], "")).collect())));
    }
    let filling = slot.filling;
    let rewritten = RwSignal::new(0_u32);
    if kind != Kind::Religion {
        spawn_local(async move {
            if let Some(list) = fetch(kind).await {
                // The screen may have been left meanwhile.
                let _ = known.try_set(Some(list));
                let _ = rewritten.try_update(|times| *times += 1);
                filling.lists_arrived();
            }
        });
    }
    let (typed, chosen, left, shown) = (slot.clone(), slot.clone(), slot.clone(), slot.clone());
    let control = picker(Picker {
        id: slot.id.clone(),
        initial: name_of(known.get_untracked().as_deref(), &slot.text()),
        described_by: Box::new(slot.described_by()),
        invalid: Box::new(slot.invalid()),
        find: Arc::new(move |text| match known.get() {
            None => Found::Waiting,
            Some(list) => {
                let (fitting, more) = best(list.iter(), text, MOST, |named| &named.names);
                Found::Entries {
                    entries: fitting.into_iter().map(|named| named.entry.clone()).collect(),
                    more,
                }
            }
        }),
        typed: Box::new(move |text| typed.filling.type_in(&typed.path, Value::Text(text))),
        chosen: Arc::new(move |entry| {
            chosen.filling.type_in(&chosen.path, Value::Text(entry.value.clone()));
            chosen.filling.tidy(&chosen.path);
        }),
        left: Box::new(move || {
            left.filling.tidy(&left.path);
        }),
        // A stored code can be shown as a name only once the list is here.
        rewritten: Some(Rewriting {
            times: rewritten.into(),
            text: Box::new(move || name_of(known.get_untracked().as_deref(), &shown.text())),
        }),
    });
    slot.frame(control)
}

fn name_of(list: Option<&Vec<Named>>, stored: &str) -> String {
    list.and_then(|list| list.iter().find(|named| named.entry.value == stored))
        .map_or_else(|| stored.to_owned(), |named| named.entry.label.clone())
}

async fn fetch(kind: Kind) -> Option<Arc<Vec<Named>>> {
    if kind == Kind::Ethnicity {
        let groups = services::ethnic_groups().await.ok()?;
        return Some(Arc::new(
            groups
                .iter()
                .map(|group| named(&group.name, &group.name, &group.aliases, &group.aliases.join(", ")))
                .collect(),
        ));
    }
    let countries = services::countries().await.ok()?;
    let mut list: Vec<Named> = countries
        .iter()
        .map(|country| {
            let (label, other) = match lang() {
                Lang::Vi => (&country.vi, &country.en),
                Lang::En => (&country.en, &country.vi),
            };
            named(&country.code, label, std::slice::from_ref(other), "")
        })
        .collect();
    // Nearly everybody's answer stands first.
    sort_by_key(&mut list, |named| named.entry.value != "VN");
    Some(Arc::new(list))
}

fn named(value: &str, label: &str, others: &[String], note: &str) -> Named {
    let names = std::iter::once(unmarked(label)).chain(others.iter().map(|other| unmarked(other))).collect();
    Named { entry: Entry { value: value.to_owned(), label: label.to_owned(), note: note.to_owned() }, names }
}
