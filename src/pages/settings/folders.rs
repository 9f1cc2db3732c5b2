//! Folders: their list, the PIN of the open one, handing the phone back.

mod hand_back;
mod new_pin;

use crate::browser::download;
use crate::database;
use crate::folders::many::{self, Listed};
use crate::folders::{self, pin};
use crate::pages::locked::name;
use crate::parts::icon::icon;
use crate::parts::kept::kept;
use crate::parts::toast::toast;
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// What the person is about to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Pin,
    Name,
    Add,
}

/// The section.
pub fn folders() -> AnyView {
    let again = RwSignal::new(0_u32);
    view! {
        {kept(again.into(), many::list, move |all: &Vec<Listed>| shown(all, again))}
        {damaged()}
    }
    .into_any()
}

fn shown(all: &[Listed], again: RwSignal<u32>) -> AnyView {
    let text = &t().folders;
    let deed = RwSignal::new(None::<Deed>);
    let open = all.iter().find(|folder| folder.is_open).cloned();
    let has_pin = open.as_ref().is_some_and(|folder| folder.has_pin);
    let is_unsealed = folders::current().is_some_and(|folder| folder.header.wrapped.is_open());
    let list = (all.len() > 1).then(|| {
        let lines: Vec<AnyView> = all.iter().map(line).collect();
        view! { <ul class="lines">{lines}</ul> }.into_any()
    });
    let remove = move |_| {
        spawn_local(async move {
            let removed = pin::remove_pin().await.is_ok();
            toast(if removed { t().folders.pin_removed } else { t().settings.failed });
            again.try_update(|again| *again += 1);
        });
    };
    let choose = move |chosen| {
        move |_: web_sys::MouseEvent| deed.update(|deed| *deed = (*deed != Some(chosen)).then_some(chosen))
    };
    let with_pin = has_pin.then(|| {
        view! {
            <button
                type="button"
                class="button button-wide"
                data-action="lock"
                on:click=|_| spawn_local(folders::lock_now())
            >
                {text.lock_now}
            </button>
            <button type="button" class="button button-quiet" data-action="remove-pin" on:click=remove>
                {text.remove_pin}
            </button>
        }
        .into_any()
    });
    let id = open.map(|folder| folder.id).unwrap_or_default();
    view! {
        <p class="soft">{if has_pin { text.help } else { text.protect }}</p>
        {is_unsealed.then(|| view! { <p class="notice notice-warning">{text.unsealed}</p> }.into_any())}
        {list}
        <button type="button" class="button button-wide" data-action="set-pin" on:click=choose(Deed::Pin)>
            {if has_pin { text.change_pin } else { text.set_pin }}
        </button>
        {move || (deed.get() == Some(Deed::Pin)).then(|| new_pin::new_pin(again))}
        {with_pin}
        <div class="deeds">
            <button type="button" class="button button-quiet" data-action="rename-folder" on:click=choose(Deed::Name)>
                {icon("edit")}
                {text.rename}
            </button>
            <button type="button" class="button button-quiet" data-action="add-folder" on:click=choose(Deed::Add)>
                {icon("folder")}
                {text.add}
            </button>
        </div>
        {move || match deed.get() {
            Some(Deed::Name) => Some(named(Some(id.clone()), again)),
            Some(Deed::Add) => Some(named(None, again)),
            _ => None,
        }}
        <ul class="lines">
            <li>
                <a class="line" data-action="households" href=routes::HOUSEHOLDS>
                    {icon("office")}
                    <span class="line-text">
                        {t().households.link} <span class="line-note">{t().households.link_help}</span>
                    </span>
                    {icon("next")}
                </a>
            </li>
        </ul>
        {hand_back::hand_back()}
    }
    .into_any()
}

fn line(folder: &Listed) -> AnyView {
    let text = &t().folders;
    let id = folder.id.clone();
    let state = if folder.is_open {
        text.open_now
    } else if folder.has_pin {
        text.locked
    } else {
        text.without_pin
    };
    let open = move |_| {
        let id = id.clone();
        spawn_local(async move {
            if many::switch(&id).await.is_err() {
                toast(t().settings.failed);
            }
        });
    };
    view! {
        <li>
            <button
                type="button"
                class="line"
                data-folder=folder.id.clone()
                disabled=folder.is_open
                on:click=open
            >
                {icon("folder")}
                <span class="line-text">{name(folder)} <span class="line-note">{state}</span></span>
            </button>
        </li>
    }
    .into_any()
}

/// Asks for a name: of a folder, or with `None` of a new one.
fn named(folder: Option<String>, again: RwSignal<u32>) -> AnyView {
    let text = &t().folders;
    let place = NodeRef::<web_sys::HtmlInputElement>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let called = place.get_untracked().map(|element| element.value()).unwrap_or_default();
        let folder = folder.clone();
        spawn_local(async move {
            let done = match &folder {
                Some(id) => many::rename(id, called.trim()).await,
                None => many::create(called.trim()).await,
            };
            toast(if done.is_ok() { t().settings.saved } else { t().settings.failed });
            again.try_update(|again| *again += 1);
        });
    };
    view! {
        <form class="stack-close" autocomplete="off" on:submit=submit>
            <label class="field-label" for="folder-name">{text.name}</label>
            <p id="folder-name-hint" class="soft small">{text.name_hint}</p>
            <input
                id="folder-name"
                class="box"
                node_ref=place
                type="text"
                autocomplete="off"
                maxlength="80"
                aria-describedby="folder-name-hint"
            />
            <button class="button" data-action="save-folder">{text.save}</button>
        </form>
    }
    .into_any()
}

/// What was set aside, if there is anything.
fn damaged() -> AnyView {
    let found = RwSignal::new(None::<String>);
    spawn_local(async move {
        found.try_set(database::export_aside().await.ok().flatten());
    });
    (move || {
        let text = &t().folders;
        found.get().map(|json| {
            let take = move |_| {
                let saved = download::save("ban-ghi-hong.json", "application/json", json.as_bytes());
                toast(if saved.is_ok() { t().settings.exported } else { t().settings.failed });
            };
            view! {
                <div class="notice notice-warning">
                    <p>{text.damaged}</p>
                    <button type="button" class="button" data-action="take-damaged" on:click=take>
                        {text.damaged_take}
                    </button>
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}
