//! One draft of the list: go on, rename, copy, delete.

use crate::drafts::{self, Head};
use crate::parts::draft_card::{link, name, state};
use crate::parts::icon::icon;
use crate::parts::toast::{toast, toast_with_undo};
use crate::parts::transfer::Wanted;
use crate::text::storage::draft_error;
use crate::text::t;
use crate::view::prelude::*;
use contract::ServiceIndex;
use wasm_bindgen_futures::spawn_local;

/// Its card.
pub fn card(head: &Head, index: Option<&ServiceIndex>, wanted: Wanted) -> AnyView {
    let text = &t().my_dossiers;
    let called = name(head, index);
    let id = StoredValue::new(head.id.clone());
    let title = StoredValue::new(head.title.clone());
    let is_renaming = RwSignal::new(false);
    let copy = move |_| {
        spawn_local(async move {
            let copied = drafts::duplicate(&id.get_value()).await;
            toast(copied.map_or_else(|error| draft_error(&error), |_| t().my_dossiers.duplicated));
        });
    };
    let remove = move |_| {
        let id = id.get_value();
        spawn_local(async move {
            match drafts::discard(&id).await {
                Ok(()) => toast_with_undo(t().my_dossiers.removed, move || take_back(id.clone())),
                Err(error) => toast(draft_error(&error)),
            }
        });
    };
    view! {
        <li class="card" data-draft=head.id.clone()>
            <div>
                <h3>{called.clone()}</h3>
                <p class="soft small">{state(head)}</p>
            </div>
            <progress class="bar" max="100" value=head.percent.to_string() aria-label=(text.done)(head.percent)></progress>
            <a class="button button-wide" href=link(head)>
                {text.go_on} <span class="unseen">": " {called.clone()}</span>
            </a>
            {move || is_renaming.get().then(|| rename(id, title, is_renaming))}
            <div class="deeds" role="group" aria-label=called>
                {action("rename", "edit", text.rename, move |_| is_renaming.update(|shown| *shown = !*shown))}
                {action("duplicate", "copy", text.duplicate, copy)} {action("take", "share", t().transfer.take, move |_| wanted.set(vec![id.get_value()]))}
                {action("delete", "remove", text.remove, remove)}
            </div>
        </li>
    }
    .into_any()
}

fn action(
    action: &'static str,
    drawing: &str,
    name: &'static str,
    work: impl FnMut(web_sys::MouseEvent) + 'static,
) -> AnyView {
    view! {
        <button type="button" class="button button-quiet" data-action=action on:click=work>
            {icon(drawing)}
            {name}
        </button>
    }
    .into_any()
}

fn rename(id: StoredValue<String>, title: StoredValue<String>, is_renaming: RwSignal<bool>) -> AnyView {
    let text = &t().my_dossiers;
    let box_id = format!("name-{}", id.get_value());
    let hint_id = format!("{box_id}-hint");
    let place = NodeRef::<web_sys::HtmlInputElement>::new();
    effect(move |_| {
        if let Some(element) = place.get() {
            // A failed focus leaves it where it was.
            let _ = element.focus();
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(title) = place.get_untracked().map(|element| element.value()) else { return };
        is_renaming.set(false);
        spawn_local(async move {
            if let Err(error) = drafts::rename(&id.get_value(), &title).await {
                toast(draft_error(&error));
            }
        });
    };
    view! {
        <form class="stack-close" on:submit=submit>
            <label for=box_id.clone()>{text.name_label}</label>
            <input
                id=box_id
                class="box"
                data-rename=""
                node_ref=place
                type="text"
                autocomplete="off"
                maxlength="400"
                value=title.get_value()
                aria-describedby=hint_id.clone()
            />
            <p id=hint_id class="soft small">{text.name_hint}</p>
            <button class="button">{text.save_name}</button>
        </form>
    }
    .into_any()
}

fn take_back(id: String) {
    spawn_local(async move {
        let undone = drafts::undo(&id).await;
        toast(undone.map_or_else(|error| draft_error(&error), |()| t().my_dossiers.restored));
    });
}
