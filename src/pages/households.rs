//! Households: the people of the open one, and the round of a helper through all of them.

pub mod choose;
mod helper;
mod people;
mod round;

use crate::browser::Error;
use crate::drafts;
use crate::folders::{self, many};
use crate::households::round::{self as round_of, Household};
use crate::households::{self, Person, earlier};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::kept::kept;
use crate::parts::toast::toast;
use crate::text::t;
use crate::view::prelude::*;
use crate::{routes, services};
use contract::ServiceIndex;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// What the screen shows.
struct Shown {
    /// `None` while the folder is locked.
    people: Option<Vec<Person>>,
    /// Who stands in its forms and is not known yet.
    earlier: Vec<Person>,
    round: Vec<Household>,
    /// For the names; `None` without a network.
    index: Option<Arc<ServiceIndex>>,
}

/// The screen: the lists, or the questions about one person.
pub fn households() -> AnyView {
    let editing = RwSignal::new(None::<Person>);
    let is_locked = folders::is_locked();
    effect(move |_| {
        // Nothing of a person stays on the screen, nor in a signal.
        if is_locked.get() {
            editing.set(None);
        }
    });
    (move || {
        // At once, and not only when what may be shown has been read.
        is_locked.track();
        match editing.get() {
            Some(person) => people::questions(&person, editing),
            None => lists(editing),
        }
    })
    .into_any()
}

fn lists(editing: RwSignal<Option<Person>>) -> AnyView {
    view! {
        <div class="stack" data-households="">
            {heading(t().households.title)}
            {kept(drafts::changes(), || Box::pin(read()), move |shown| show(shown, editing))}
            {add_household()}
            {helper::helper()}
        </div>
    }
    .into_any()
}

async fn read() -> Result<Shown, Error> {
    // The list of folders is asked first: without one there is nothing to open yet.
    let round = round_of::all().await?;
    let is_open = !folders::is_locked().get_untracked();
    let people = if is_open { Some(households::all().await?) } else { None };
    let earlier = match &people {
        Some(people) => in_forms(people).await,
        None => Vec::new(),
    };
    Ok(Shown { people, earlier, round, index: services::index().await.ok() })
}

/// Whoever stands in the drafts whose forms are on this phone.
async fn in_forms(known: &[Person]) -> Vec<Person> {
    let mut read = Vec::new();
    for draft in drafts::all().await.unwrap_or_default() {
        if draft.discarded_at.is_none()
            && let Ok(definition) = services::definition(&draft.service, &draft.version).await
        {
            read.push((draft, definition));
        }
    }
    let read: Vec<_> = read.iter().map(|(draft, definition)| (draft.clone(), &**definition)).collect();
    earlier::found(&read, known)
}

fn show(shown: &Shown, editing: RwSignal<Option<Person>>) -> AnyView {
    let people = shown.people.as_ref().map(|all| people::people(all, &shown.earlier, editing));
    let is_round = folders::helper::is_there() || shown.round.len() > 1;
    let round = is_round.then(|| round::round(&shown.round, shown.index.as_deref()));
    view! { {people} {round} }.into_any()
}

fn add_household() -> AnyView {
    let text = &t().households;
    let is_asking = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="button button-wide"
            data-action="add-household"
            on:click=move |_| is_asking.update(|is| *is = !*is)
        >
            {icon("add")}
            {text.add_household}
        </button>
        {move || is_asking.get().then(new_household)}
        <a class="button button-quiet button-wide" href=routes::SETTINGS>{text.protect}</a>
    }
    .into_any()
}

fn new_household() -> AnyView {
    let text = &t().folders;
    let place = NodeRef::<web_sys::HtmlInputElement>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let called = place.get_untracked().map(|element| element.value()).unwrap_or_default();
        spawn_local(async move {
            let made = many::create(called.trim()).await.is_ok();
            toast(if made { t().settings.saved } else { t().settings.failed });
        });
    };
    view! {
        <form class="stack-close card" autocomplete="off" on:submit=submit>
            <label class="field-label" for="household-name">{text.name}</label>
            <p id="household-name-hint" class="soft small">{text.name_hint}</p>
            <input
                id="household-name"
                class="box"
                node_ref=place
                type="text"
                autocomplete="off"
                maxlength="80"
                aria-describedby="household-name-hint"
            />
            <button class="button" data-action="save-household">{text.save}</button>
        </form>
    }
    .into_any()
}
