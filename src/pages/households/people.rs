//! The people of the open household: what is known of each and where it comes from, and the questions about one.

use crate::browser::address;
use crate::households::{self, ME, Person, Source};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::person::{Asks, Questions, asked_in, form};
use crate::parts::toast::{toast, toast_with_undo};
use crate::routes;
use crate::services::KnownLists;
use crate::text::households::relation;
use crate::text::{lang, local, t};
use crate::view::prelude::*;
use forms::Form;
use wasm_bindgen_futures::spawn_local;

/// The list; `earlier` stand in forms of this folder.
pub fn people(all: &[Person], earlier: &[Person], editing: RwSignal<Option<Person>>) -> AnyView {
    let text = &t().households;
    let form = form(Asks::Member);
    let cards: Vec<AnyView> = all.iter().map(|person| card(person, form.as_deref(), editing)).collect();
    let list = if cards.is_empty() {
        view! { <p>{text.nobody}</p> }.into_any()
    } else {
        view! { <ul class="cards">{cards}</ul> }.into_any()
    };
    let add = move |_| match households::newcomer() {
        Ok(person) => editing.set(Some(person)),
        Err(_) => toast(t().settings.failed),
    };
    let file = (!all.is_empty()).then(|| {
        view! {
            <a class="button button-primary button-wide" data-action="file" href=routes::HOME>
                {icon("edit")}
                {text.file}
            </a>
        }
        .into_any()
    });
    view! {
        <section class="stack">
            <h2>{text.people}</h2>
            <p class="soft">{text.people_help}</p>
            {list}
            <button type="button" class="button button-wide" data-action="add-person" on:click=add>
                {icon("add")}
                {text.add_person}
            </button>
            {file}
        </section>
        {(!earlier.is_empty()).then(|| from_forms(earlier, editing))}
    }
    .into_any()
}

fn card(person: &Person, form: Option<&Form>, editing: RwSignal<Option<Person>>) -> AnyView {
    let text = &t().households;
    let (one, id) = (person.clone(), person.id.clone());
    let edit = move |_| {
        if one.id == ME {
            address::go(routes::SETTINGS);
        } else {
            editing.set(Some(one.clone()));
        }
    };
    let whole = person.clone();
    let remove = (id != ME).then(|| {
        let remove = move |_| {
            let person = whole.clone();
            spawn_local(async move {
                if households::remove(&person.id).await.is_err() {
                    return toast(t().settings.failed);
                }
                toast_with_undo(t().households.removed, move || {
                    let person = person.clone();
                    spawn_local(async move {
                        if households::keep(&person).await.is_err() {
                            toast(t().settings.failed);
                        }
                    });
                });
            });
        };
        view! {
            <button type="button" class="button button-quiet" data-action="remove-person" on:click=remove>
                {icon("remove")}
                {text.remove}
                <span class="unseen">": " {person.name().to_owned()}</span>
            </button>
        }
        .into_any()
    });
    let facts: Vec<AnyView> = form.map(|form| facts(person, form)).unwrap_or_default();
    view! {
        <li class="card" data-person=person.id.clone()>
            <div>
                <h3>{person.name().to_owned()}</h3>
                <p class="soft">{relation(person.relation())}</p>
            </div>
            <details>
                <summary class="button button-quiet">{(text.what_is_known)(facts.len())}</summary>
                <dl class="answers">{facts}</dl>
            </details>
            <div class="deeds" role="group" aria-label=person.name().to_owned()>
                <button type="button" class="button button-quiet" data-action="edit-person" on:click=edit>
                    {icon("edit")}
                    {text.edit}
                    <span class="unseen">": " {person.name().to_owned()}</span>
                </button>
                {remove}
            </div>
        </li>
    }
    .into_any()
}

/// Each fact with where it comes from.
fn facts(person: &Person, form: &Form) -> Vec<AnyView> {
    let text = &t().households;
    let lists = KnownLists::now();
    let facts = asked_in(form).filter_map(|field| {
        let key = field.prefill.as_deref()?;
        let value = person.known.get(key).filter(|value| !value.is_blank())?;
        let (source, word) = match person.source(key) {
            Source::Typed => (text.source_typed, "typed"),
            Source::Scanned => (text.source_scanned, "scanned"),
            Source::Earlier => (text.source_earlier, "earlier"),
        };
        let shown = forms::shown(field, value, &lists, lang());
        Some(view! {
            <div class="answer" data-source=word>
                <dt>{local(&field.label)}</dt>
                <dd>{shown} <span class="line-note">{source}</span></dd>
            </div>
        })
    });
    facts.map(IntoAny::into_any).collect()
}

fn from_forms(earlier: &[Person], editing: RwSignal<Option<Person>>) -> AnyView {
    let text = &t().households;
    let lines = earlier.iter().map(|person| {
        let found = person.clone();
        let add = move |_| match households::newcomer() {
            Ok(new) => editing.set(Some(Person { id: new.id, known: found.known.clone() })),
            Err(_) => toast(t().settings.failed),
        };
        view! {
            <li>
                <button type="button" class="line" data-action="add-earlier" on:click=add>
                    {icon("add")}
                    <span class="line-text">{person.name().to_owned()} <span class="line-note">{text.add}</span></span>
                </button>
            </li>
        }
        .into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    view! {
        <section class="stack-close">
            <h2>{text.earlier}</h2>
            <p class="soft">{text.earlier_help}</p>
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

/// The questions about one of them, in place of the lists.
pub fn questions(person: &Person, editing: RwSignal<Option<Person>>) -> AnyView {
    let text = &t().households;
    let Some(questions) = Questions::new(Asks::Member, person) else { return ().into_any() };
    let told = questions.clone();
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(person) = told.told() else { return };
        spawn_local(async move {
            let saved = households::keep(&person).await.is_ok();
            toast(if saved { t().settings.saved } else { t().settings.failed });
            if saved {
                editing.try_set(None);
            }
        });
    };
    let title = if person.name().is_empty() { text.new_person } else { text.person };
    view! {
        <form class="stack" novalidate autocomplete="off" data-person-form="" on:submit=save>
            {heading(title)}
            {questions.draw()}
            <button class="button button-primary button-wide" data-action="save-person">{text.save}</button>
            <button
                type="button"
                class="button button-wide"
                data-action="cancel-person"
                on:click=move |_| editing.set(None)
            >
                {t().common.cancel}
            </button>
        </form>
    }
    .into_any()
}
