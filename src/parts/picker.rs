//! A box to type in and choose from: finds names without their marks. The editable combobox of the ARIA practices.
//!
//! The text box is uncontrolled, as every text box: it is written to only when an entry is chosen.

use crate::browser::page;
use crate::parts::live::say;
use crate::parts::unmarked::unmarked;
use crate::text::t;
use crate::view::prelude::*;
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

/// What fits a text; with an empty one, the list from its beginning.
pub type Find = Arc<dyn Fn(&str) -> Found + Send + Sync>;
/// What to do with the entry that was taken.
pub type Take = Arc<dyn Fn(&Entry)>;

/// What a picker is made of.
pub struct Picker {
    /// Of the text box.
    pub id: String,
    /// What the box shows at first.
    pub initial: String,
    /// Ids of hint and error.
    pub described_by: Box<dyn Fn() -> Option<String> + Send + Sync>,
    pub invalid: Box<dyn Fn() -> Option<&'static str> + Send + Sync>,
    pub find: Find,
    /// The text after each input, so that what is not chosen yet is saved too.
    pub typed: Box<dyn Fn(String)>,
    pub chosen: Take,
    /// The person has left the box.
    pub left: Box<dyn Fn()>,
    /// When another answer changes this one.
    pub rewritten: Option<Rewriting>,
}

/// Another answer has changed the one of a box: a commune brings its province along.
pub struct Rewriting {
    /// Grows each time.
    pub times: Signal<u32>,
    /// What the box is to show then.
    pub text: Box<dyn Fn() -> String + Send + Sync>,
}

/// A picker on the screen.
#[derive(Clone, Copy)]
struct Shown {
    element: NodeRef<web_sys::HtmlInputElement>,
    open: RwSignal<bool>,
    query: RwSignal<String>,
    /// Place in the list that the arrow keys have reached.
    active: RwSignal<Option<usize>>,
    /// The text was typed and no entry taken since.
    unsettled: StoredValue<bool>,
    found: Memo<Found>,
    find: StoredValue<Find>,
    chosen: StoredValue<Take, LocalStorage>,
}

/// Draws it.
pub fn picker(parts: Picker) -> AnyView {
    let Picker { id, initial, described_by, invalid, find, typed, chosen, left, rewritten } = parts;
    let (open, query) = (RwSignal::new(false), RwSignal::new(String::new()));
    let find = StoredValue::new(find);
    let found =
        memo(
            move |_| {
                if open.get() {
                    query.with(|text| find.with_value(|find| find(text)))
                } else {
                    Found::Waiting
                }
            },
        );
    let shown = Shown {
        element: NodeRef::new(),
        open,
        query,
        active: RwSignal::new(None),
        unsettled: StoredValue::new(false),
        found,
        find,
        chosen: StoredValue::new_local(chosen),
    };
    if let Some(rewriting) = rewritten {
        shown.follow(rewriting);
    }
    let list_id = format!("{id}:list");
    let (keys_of, active_of) = (id.clone(), id.clone());
    view! {
        <div class="picker">
            <input
                id=id.clone()
                node_ref=shown.element
                class="box"
                type="text"
                role="combobox"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=move || {
                    shown.active.get().filter(|_| open.get()).map(|at| option_id(&active_of, at))
                }
                aria-describedby=described_by
                aria-invalid=invalid
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=initial
                on:click=move |_| shown.open_whole()
                on:focus=move |event| {
                    event_target::<HtmlInputElement>(&event).select();
                }
                on:input=move |event| {
                    let text = event_target::<HtmlInputElement>(&event).value();
                    shown.active.set(None);
                    shown.unsettled.set_value(true);
                    query.set(text.clone());
                    open.set(true);
                    typed(text);
                }
                on:keydown=move |event| shown.key(&event, &keys_of)
                on:blur=move |_| {
                    // Taken off the screen with the focus in it: there is nothing left to settle.
                    if open.is_disposed() {
                        return;
                    }
                    shown.settle();
                    shown.close();
                    left();
                }
            />
            {list(id, list_id, shown)}
        </div>
    }
    .into_any()
}

impl Shown {
    /// Opens the list from its beginning, whatever stands in the box.
    fn open_whole(self) {
        if !self.open.get_untracked() {
            self.query.set(String::new());
            self.open.set(true);
        }
    }

    fn close(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn choose(self, entry: &Entry) {
        if let Some(element) = self.element.get_untracked() {
            element.set_value(&entry.label);
        }
        self.close();
        self.unsettled.set_value(false);
        self.chosen.with_value(|chosen| chosen(entry));
    }

    /// The full name, or a text that fits one entry alone, needs no tap.
    fn settle(self) {
        let text = self.element.get_untracked().map(|element| element.value()).unwrap_or_default();
        let plain = unmarked(&text);
        if plain.is_empty() || !self.unsettled.get_value() {
            return;
        }
        if let Found::Entries { entries, .. } = self.find.with_value(|find| find(&text)) {
            let full: Vec<&Entry> = entries.iter().filter(|entry| unmarked(&entry.label) == plain).collect();
            let fitting = if full.is_empty() && plain.len() >= 3 { entries.iter().collect() } else { full };
            if let Some(first) = fitting.first()
                && fitting.iter().all(|entry| entry.value == first.value)
            {
                self.choose(first);
            }
        }
    }

    fn key(self, event: &KeyboardEvent, id: &str) {
        // A keyboard that is composing keeps its own keys; phones send none of these.
        if event.is_composing() {
            return;
        }
        let is_open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => self.open_whole(),
            key @ ("ArrowDown" | "ArrowUp") => self.step(key == "ArrowDown", id),
            // Nothing to choose from yet.
            "Enter" if is_open && self.found.with_untracked(|found| *found == Found::Waiting) => {}
            "Enter" if is_open => {
                let reached = self.active.get_untracked().and_then(|at| self.entry(at));
                match reached {
                    Some(entry) => self.choose(&entry),
                    None => self.settle(),
                }
                self.close();
            }
            "Escape" if is_open => self.close(),
            _ => return,
        }
        event.prevent_default();
    }

    fn step(self, down: bool, id: &str) {
        let count = self.found.with_untracked(|found| found.entries().len());
        if count == 0 {
            return;
        }
        let next = match (self.active.get_untracked(), down) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.active.set(Some(next));
        page::reveal(&option_id(id, next));
    }

    fn entry(self, at: usize) -> Option<Entry> {
        self.found.with_untracked(|found| found.entries().get(at).cloned())
    }

    fn follow(self, rewriting: Rewriting) {
        effect(move |seen: Option<u32>| {
            let now = rewriting.times.get();
            let text = (rewriting.text)();
            if seen.is_some_and(|seen| seen != now)
                && let Some(element) = self.element.get_untracked()
                && element.value() != text
            {
                element.set_value(&text);
            }
            now
        });
    }
}

impl Found {
    fn entries(&self) -> &[Entry] {
        match self {
            Self::Entries { entries, .. } => entries,
            Self::Waiting => &[],
        }
    }
}

fn list(id: String, list_id: String, shown: Shown) -> AnyView {
    let Shown { open, found, active, .. } = shown;
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
                let chosen = entry.clone();
                let is_active = move || active.get() == Some(at);
                let note =
                    (!entry.note.is_empty()).then(|| view! { <span class="picker-note">{entry.note}</span> });
                view! {
                    <li
                        id=option_id(&id, at)
                        role="option"
                        class="picker-option"
                        data-value=entry.value
                        aria-selected=move || if is_active() { "true" } else { "false" }
                        on:click=move |_| shown.choose(&chosen)
                    >
                        <span>{entry.label}</span>
                        {note}
                    </li>
                }
            })
            .collect();
        let more =
            more.then(|| view! { <li role="presentation" class="picker-end">{texts.picker_more}</li> });
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
    view! { <li role="option" aria-disabled="true" aria-selected="false" class="picker-end">{text}</li> }
        .into_any()
}

fn option_id(id: &str, at: usize) -> String {
    format!("{id}:option-{at}")
}

/// The entries that fit `text`, best first: those that begin with it, then those with a word that does, then the rest.
/// `names` gives the marked-off names of an entry, already [`unmarked`].
pub fn best<'a, T>(
    all: impl Iterator<Item = &'a T>,
    text: &str,
    most: usize,
    names: impl Fn(&'a T) -> &'a [String],
) -> (Vec<&'a T>, bool) {
    let wanted = unmarked(text);
    let mut fitting: Vec<(u8, &'a T)> = all
        .filter_map(|entry| {
            names(entry).iter().filter_map(|name| fit(name, &wanted)).min().map(|rank| (rank, entry))
        })
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

    #[test]
    fn finds_without_marks_and_puts_the_nearest_first() {
        let names: Vec<Vec<String>> = ["Phường Hà Lầm", "Phường Hạ Long", "Xã Hạ", "Nhà Hạ"]
            .iter()
            .map(|n| vec![unmarked(n)])
            .collect();
        let (found, more) = best(names.iter(), "ha l", 10, |entry| entry);
        assert_eq!(
            found.iter().map(|e| e[0].as_str()).collect::<Vec<_>>(),
            ["phuong ha lam", "phuong ha long"]
        );
        assert!(!more);
        let (found, more) = best(names.iter(), "", 2, |entry| entry);
        assert_eq!((found.len(), more), (2, true));
        assert_eq!(found[0][0], "phuong ha lam", "an empty text keeps the order of the list");
    }
}
