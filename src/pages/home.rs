//! Home: find a service, go on with a draft, see what is wanted from me.

pub mod mine;

use crate::api::Failure;
use crate::browser::page;
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::parts::loading::loaded;
use crate::search::Search;
use crate::text::{local, t};
use crate::view::prelude::*;
use crate::{routes, services, takeover};
use contract::{LifeEvent, ServiceCard, ServiceIndex};
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

/// After the last key; a word still being composed is not searched before a longer pause.
const PAUSE: Duration = Duration::from_millis(120);
const PAUSE_COMPOSING: Duration = Duration::from_millis(600);

/// The screen; `mine` draws what this phone has kept.
pub fn home(mine: fn() -> AnyView) -> AnyView {
    let query = RwSignal::new(String::new());
    view! {
        <div class="hero">{heading(t().home.title)} {search_box(query)}</div>
        {move || query.with(String::is_empty).then(mine)}
        {loaded(index, move |index| services_found(&index, query))}
    }
    .into_any()
}

/// The services; with them, or without them when they cannot be had, Home is complete.
async fn index() -> Result<Arc<ServiceIndex>, Failure> {
    let index = services::index().await;
    takeover::take_over();
    index
}

fn search_box(query: RwSignal<String>) -> AnyView {
    let text = &t().home;
    let place = NodeRef::<web_sys::HtmlInputElement>::new();
    let keys = StoredValue::new(0_u32);
    let read = move || {
        if let Some(element) = place.get_untracked() {
            let typed = element.value().trim().to_owned();
            if query.with_untracked(|query| *query != typed) {
                query.set(typed);
            }
        }
    };
    let typed = move |event: web_sys::Event| {
        keys.update_value(|keys| *keys += 1);
        let key = keys.get_value();
        let pause = if event.unchecked_ref::<InputEvent>().is_composing() { PAUSE_COMPOSING } else { PAUSE };
        set_timeout(
            move || {
                if keys.try_get_value() == Some(key) {
                    read();
                }
            },
            pause,
        );
    };
    view! {
        <form
            class="search"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                read();
            }
        >
            <label for="search">{text.search}</label>
            <div class="search-box">
                {icon("search")}
                <input
                    id="search"
                    node_ref=place
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="search-hint"
                    on:input=typed
                />
            </div>
            <p id="search-hint" class="soft small">{text.search_hint}</p>
        </form>
    }
    .into_any()
}

fn services_found(index: &Arc<ServiceIndex>, query: RwSignal<String>) -> AnyView {
    let search = StoredValue::new(Search::new(index));
    let index = index.clone();
    (move || {
        let query = query.get();
        if query.is_empty() {
            return by_life_event(&index);
        }
        let found = search.with_value(|search| search.find(&query));
        results(&index, &found)
    })
    .into_any()
}

fn results(index: &ServiceIndex, found: &[usize]) -> AnyView {
    let text = &t().home;
    if found.is_empty() {
        say(text.nothing);
        return view! {
            <div class="notice" data-results="">
                <p class="notice-title">{text.nothing}</p>
                <p>{text.nothing_help}</p>
            </div>
            {by_life_event_unlinked(index)}
        }
        .into_any();
    }
    let title = (text.found)(found.len());
    say(title.clone());
    let lines: Vec<AnyView> = found.iter().map(|place| service_line(&index.services[*place])).collect();
    view! {
        <section class="stack-close" data-results="">
            <h2>{title}</h2>
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

/// With pictures that lead to each group, for those who do not read easily.
fn by_life_event(index: &ServiceIndex) -> AnyView {
    let tiles: Vec<AnyView> = index.life_events.iter().map(event_tile).collect();
    view! {
        <nav class="stack-close" aria-labelledby="events">
            <h2 id="events">{t().home.events}</h2>
            <ul class="tiles">{tiles}</ul>
        </nav>
        {by_life_event_unlinked(index)}
    }
    .into_any()
}

fn by_life_event_unlinked(index: &ServiceIndex) -> AnyView {
    let groups: Vec<AnyView> = index.life_events.iter().map(|event| group(event, index)).collect();
    groups.into_any()
}

fn event_tile(event: &LifeEvent) -> AnyView {
    let id = event.id.clone();
    let go = move |click: web_sys::MouseEvent| {
        click.prevent_default();
        page::focus(&id);
    };
    view! {
        <li>
            <a class="tile" href=format!("#{}", event.id) on:click=go>
                {icon(&format!("event-{}", event.id))}
                <span>{local(&event.name)}</span>
            </a>
        </li>
    }
    .into_any()
}

fn group(event: &LifeEvent, index: &ServiceIndex) -> AnyView {
    let services = index.services.iter().filter(|service| service.life_event == event.id);
    let lines: Vec<AnyView> = services.map(service_line).collect();
    view! {
        <section class="stack-close">
            <h2 id=event.id.clone() class="event" tabindex="-1">
                {icon(&format!("event-{}", event.id))}
                {local(&event.name)}
            </h2>
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

fn service_line(service: &ServiceCard) -> AnyView {
    view! {
        <li>
            <a class="line" href=routes::guide(&service.slug)>
                <span class="line-text">
                    {local(&service.name)}
                    <span class="line-note clipped">{local(&service.summary)}</span>
                </span>
                {icon("next")}
            </a>
        </li>
    }
    .into_any()
}
