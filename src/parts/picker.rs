//! A box to type in and choose from: finds names without their marks. The editable combobox of the ARIA practices.
//!
//! The text box is uncontrolled, as every text box: it is written to only when an entry is chosen.

use crate::browser::page;
use crate::parts::live::say;
use crate::text::t;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{HtmlInputElement, KeyboardEvent};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is stored.
    pub value: String,
    /// What the box shows when it is chosen.
    pub label: String,
    /// Says where a name belongs, or what it was; beside the label.
    pub note: String,
}

/// What fits the text typed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The list is still on its way.
    Waiting,
    /// `more`: the list goes on.
    Entries { entries: Vec<Entry>, more: bool },
}

/// What a picker is made of.
pub struct Picker {
    /// Of the text box.
    pub id: String,
    /// What the box shows at first.
    pub initial: String,
    /// Ids of hint and error.
    pub described_by: Box<dyn Fn() -> Option<String> + Send + Sync>,
    pub invalid: Box<dyn Fn() -> Option<&'static str> + Send + Sync>,
    /// What fits; with an empty text, the list from its beginning.
    pub find: Arc<dyn Fn(&str) -> Found + Send + Sync>,
    /// The text after each input, so that what is not chosen yet is saved too.
    pub typed: Box<dyn Fn(String)>,
    pub chosen: Arc<dyn Fn(&Entry)>,
    /// The person has left the box.
    pub left: Box<dyn Fn()>,
    /// Fired when another answer changed this one: the box then shows what the function returns.
    pub rewritten: Option<(Signal<u32>, Box<dyn Fn() -> String + Send + Sync>)>,
}

/// Draws it.
pub fn picker(parts: Picker) -> AnyView {
    let Picker { id, initial, described_by, invalid, find, typed, chosen, left, rewritten } = parts;
    let open = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(None::<usize>);
    let element = NodeRef::<html::Input>::new();
    let chosen = StoredValue::new_local(chosen);
    let find = StoredValue::new(find);
    let found = Memo::new(move |_| {
        if open.get() {
            query.with(|text| find.with_value(|find| find(text)))
        } else {
            Found::Waiting
        }
    });
    let entry_at = move |at: usize| {
        found.with(|found| match found {
            Found::Entries { entries, .. } => entries.get(at).cloned(),
            Found::Waiting => None,
        })
    };
    let choose = move |entry: Entry| {
        if let Some(element) = element.get_untracked() {
            element.set_value(&entry.label);
        }
        open.set(false);
        active.set(None);
        chosen.with_value(|chosen| chosen(&entry));
    };
    // The full name, or a text that fits one entry alone, needs no tap.
    let settle = move || {
        let text = element.get_untracked().map(|element| element.value()).unwrap_or_default();
        let plain = super::unmarked::unmarked(&text);
        if !plain.is_empty()
            && let Found::Entries { entries, .. } = find.with_value(|find| find(&text))
        {
            let is_full = |entry: &&Entry| super::unmarked::unmarked(&entry.label) == plain;
            let full: Vec<&Entry> = entries.iter().filter(is_full).collect();
            let fitting = if full.is_empty() && plain.len() >= 3 { entries.iter().collect() } else { full };
            if let Some(first) = fitting.first()
                && fitting.iter().all(|entry| entry.value == first.value)
            {
                choose((*first).clone());
            }
        }
    };
    if let Some((changes, text)) = rewritten {
        Effect::new(move |seen: Option<u32>| {
            let now = changes.get();
            if seen.is_some_and(|seen| seen != now)
                && let Some(element) = element.get_untracked()
                && element.value() != text()
            {
                element.set_value(&text());
            }
            now
        });
    }
    let keys = {
        let id = id.clone();
        move |event: KeyboardEvent| {
            // A keyboard that is composing keeps its own keys; phones send none of these.
            if event.is_composing() {
                return;
            }
            let count = found.with_untracked(|found| match found {
                Found::Entries { entries, .. } => entries.len(),
                Found::Waiting => 0,
            });
            let is_open = open.get_untracked();
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" if !is_open => {
                    event.prevent_default();
                    query.set(String::new());
                    open.set(true);
                }
                key @ ("ArrowDown" | "ArrowUp") if count > 0 => {
                    event.prevent_default();
                    let at = active.get_untracked();
                    let next = if key == "ArrowDown" {
                        at.map_or(0, |at| (at + 1) % count)
                    } else {
                        at.map_or(count - 1, |at| (at + count - 1) % count)
                    };
                    active.set(Some(next));
                    page::reveal(&option_id(&id, next));
                }
                "Enter" if is_open => {
                    event.prevent_default();
                    if let Some(entry) = active.get_untracked().and_then(entry_at) {
                        choose(entry);
                    } else {
                        settle();
                        open.set(false);
                    }
                }
                "Escape" if is_open => {
                    event.prevent_default();
                    open.set(false);
                    active.set(None);
                }
                _ => {}
            }
        }
    };
    let list_id = format!("{id}:list");
    let active_option = {
        let id = id.clone();
        move || active.get().filter(|_| open.get()).map(|at| option_id(&id, at))
    };
    view! {
        <div class="picker">
            <input
                id=id.clone()
                node_ref=element
                class="box"
                type="text"
                role="combobox"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=active_option
                aria-describedby=described_by
                aria-invalid=invalid
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=initial
                on:click=move |_| {
                    if !open.get_untracked() {
                        query.set(String::new());
                        open.set(true);
                    }
                }
                on:focus=move |event| {
                    event_target::<HtmlInputElement>(&event).select();
                }
                on:input=move |event| {
                    let text = event_target::<HtmlInputElement>(&event).value();
                    active.set(None);
                    query.set(text.clone());
                    open.set(true);
                    typed(text);
                }
                on:keydown=keys
                on:blur=move |_| {
                    if open.get_untracked() {
                        settle();
                        open.set(false);
                    }
                    left();
                }
            />
            {list(id, list_id, open, found, active, Arc::new(choose))}
        </div>
    }
    .into_any()
}

fn list(
    id: String,
    list_id: String,
    open: RwSignal<bool>,
    found: Memo<Found>,
    active: RwSignal<Option<usize>>,
    choose: Arc<dyn Fn(Entry) + Send + Sync>,
) -> AnyView {
    let lines = move || {
        let texts = &t().form;
        let (entries, more) = match found.get() {
            Found::Waiting => return note(texts.picker_waiting),
            Found::Entries { entries, .. } if entries.is_empty() => {
                say(texts.picker_none);
                return note(texts.picker_none);
            }
            Found::Entries { entries, more } => (entries, more),
        };
        say(texts.picker_found.replace("{count}", &entries.len().to_string()));
        let options: Vec<_> = entries
            .into_iter()
            .enumerate()
            .map(|(at, entry)| {
                let (choose, chosen) = (choose.clone(), entry.clone());
                let is_active = move || active.get() == Some(at);
                let note = (!entry.note.is_empty()).then(|| view! { <span class="picker-note">{entry.note}</span> });
                view! {
                    <li
                        id=option_id(&id, at)
                        role="option"
                        class="picker-option"
                        data-value=entry.value
                        aria-selected=move || if is_active() { "true" } else { "false" }
                        on:click=move |_| choose(chosen.clone())
                    >
                        <span>{entry.label}</span>
                        {note}
                    </li>
                }
            })
            .collect();
        let more = more.then(|| view! { <li role="presentation" class="picker-end">{texts.picker_more}</li> });
        view! { {options} {more} }.into_any()
    };
    // The list stays in the page while it is closed, so that `aria-controls` always points to something. A press on it
    // must not take the focus from the box: the phone's keyboard would close and move everything.
    view! {
        <ul
            id=list_id
            role="listbox"
            class="picker-list"
            aria-label=t().form.picker_hint
            hidden=move || !open.get()
            on:mousedown=|event| event.prevent_default()
        >
            {move || open.get().then(&lines)}
        </ul>
    }
    .into_any()
}

fn note(text: &'static str) -> AnyView {
    view! { <li role="option" aria-disabled="true" aria-selected="false" class="picker-end">{text}</li> }.into_any()
}

fn option_id(id: &str, at: usize) -> String {
    format!("{id}:option-{at}")
}

/// The entries that fit `text`, best first: those that begin with it, then those with a word that does, then the rest.
/// `names` gives the marked-off names of an entry, already [`super::unmarked::unmarked`].
pub fn best<'a, T>(
    all: impl Iterator<Item = &'a T>,
    text: &str,
    most: usize,
    names: impl Fn(&'a T) -> &'a [String],
) -> (Vec<&'a T>, bool) {
    let wanted = super::unmarked::unmarked(text);
    let mut fitting: Vec<(u8, &'a T)> = all
        .filter_map(|entry| names(entry).iter().filter_map(|name| fit(name, &wanted)).min().map(|rank| (rank, entry)))
        .collect();
    fitting.sort_by_key(|(rank, _)| *rank);
    let more = fitting.len() > most;
    fitting.truncate(most);
    (fitting.into_iter().map(|(_, entry)| entry).collect(), more)
}

/// How well a name fits: 0 is best, `None` not at all.
fn fit(name: &str, wanted: &str) -> Option<u8> {
    if wanted.is_empty() || name.starts_with(wanted) {
        return Some(u8::from(name != wanted && !wanted.is_empty()));
    }
    let at = name.find(wanted)?;
    Some(if name[..at].ends_with(' ') { 2 } else { 3 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::unmarked::unmarked;

    #[test]
    fn finds_without_marks_and_puts_the_nearest_first() {
        let names: Vec<Vec<String>> =
            ["Phường Hà Lầm", "Phường Hạ Long", "Xã Hạ", "Nhà Hạ"].iter().map(|n| vec![unmarked(n)]).collect();
        let (found, more) = best(names.iter(), "ha l", 10, |entry| entry);
        assert_eq!(found.iter().map(|e| e[0].as_str()).collect::<Vec<_>>(), ["phuong ha lam", "phuong ha long"]);
        assert!(!more);
        let (found, more) = best(names.iter(), "", 2, |entry| entry);
        assert_eq!((found.len(), more), (2, true));
        assert_eq!(found[0][0], "phuong ha lam", "an empty text keeps the order of the list");
    }
}
