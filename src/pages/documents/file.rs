//! One file given for a paper: how it looks, how large and clear it is, and what can be done with it.

use super::paper::Paper;
use crate::attachments::{self, Stored};
use crate::browser::download::ObjectUrl;
use crate::parts::icon::icon;
use crate::text::{t, time};
use crate::view::prelude::*;
use forms::FileRef;
use send_wrapper::SendWrapper;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// What the phone has of it.
#[derive(Clone)]
enum Look {
    Waiting,
    /// Named in the answers, but its bytes are gone: the browser has cleared them.
    Lost,
    Here(Arc<SendWrapper<(Stored, ObjectUrl)>>),
}

pub fn file_line(paper: Paper, file: FileRef) -> AnyView {
    let look = RwSignal::new(Look::Waiting);
    let draft = paper.filling.draft().id();
    let sha256 = file.sha256.clone();
    spawn_local(async move {
        let found = find(&draft, &sha256)
            .await
            .map_or(Look::Lost, |found| Look::Here(Arc::new(SendWrapper::new(found))));
        // The screen may have been left meanwhile.
        let _ = look.try_set(found);
    });
    let sha256 = StoredValue::new(file.sha256.clone());
    let texts = &t().documents;
    let (drop_name, retake_name) = (file.name.clone(), file.name.clone());
    view! {
        <li class="paper-file" data-file=file.sha256>
            {move || picture(look.get())}
            <div class="paper-facts">
                <p class="paper-file-name">{file.name}</p>
                {move || facts(&look.get())}
            </div>
            <div class="paper-actions deeds">
                {move || actions(paper, &look.get())}
                <label class="button button-quiet file-button">
                    <input
                        class="file-input"
                        type="file"
                        accept="image/*"
                        capture="environment"
                        on:change=move |event| paper.photographed(&event, Some(sha256.get_value()))
                    />
                    {icon("camera")}
                    {texts.retake}
                    <span class="unseen">": " {retake_name}</span>
                </label>
                <button
                    type="button"
                    class="button button-quiet"
                    data-action="remove-file"
                    on:click=move |_| paper.remove(&sha256.get_value())
                >
                    {icon("remove")}
                    {texts.remove}
                    <span class="unseen">": " {drop_name}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}

async fn find(draft: &str, sha256: &str) -> Option<(Stored, ObjectUrl)> {
    let stored = attachments::list(draft).await.ok()?.into_iter().find(|stored| stored.sha256 == sha256)?;
    let url = attachments::preview(draft, &stored).await.ok()??;
    Some((stored, url))
}

fn picture(look: Look) -> AnyView {
    let Look::Here(found) = look else {
        return view! { <span class="paper-picture">{icon("file")}</span> }.into_any();
    };
    let (stored, url) = &**found;
    let texts = &t().documents;
    let inside = if stored.is_picture() {
        view! { <img src=url.as_str().to_owned() alt="" width=stored.width height=stored.height /> }
            .into_any()
    } else {
        icon("file")
    };
    view! {
        <a class="paper-picture" href=url.as_str().to_owned() target="_blank" rel="noopener">
            {inside}
            <span class="unseen">{texts.see} " " {stored.name.clone()} " (" {texts.in_new_window} ")"</span>
        </a>
    }
    .into_any()
}

fn facts(look: &Look) -> AnyView {
    let texts = &t().documents;
    match look {
        Look::Waiting => ().into_any(),
        Look::Lost => view! { <p class="field-error">{texts.lost}</p> }.into_any(),
        Look::Here(found) => {
            let stored = &found.0;
            let kind = if stored.is_picture() { texts.picture } else { texts.pdf };
            let size = time::bytes(stored.bytes);
            if stored.is_coarse() {
                let line = format!("{kind}, {size}");
                view! { <p class="soft small">{line}</p> <p class="field-warning">{texts.coarse}</p> }
                    .into_any()
            } else if stored.is_picture() {
                view! { <p class="soft small">{format!("{kind}, {size}, {}", texts.clear_enough)}</p> }
                    .into_any()
            } else {
                view! { <p class="soft small">{format!("{kind}, {size}")}</p> }.into_any()
            }
        }
    }
}

fn actions(paper: Paper, look: &Look) -> AnyView {
    let Look::Here(found) = look else { return ().into_any() };
    let stored = found.0.clone();
    if !stored.is_picture() {
        return ().into_any();
    }
    let texts = &t().documents;
    view! {
        {deed("crop-file", icon("crop"), texts.crop, stored.clone(), move |file| paper.crop(file))}
        {deed("turn-file", icon("turn"), texts.turn, stored, move |file| paper.turn(file))}
    }
    .into_any()
}

/// A button that does something with a kept picture.
fn deed(
    action: &'static str,
    drawing: AnyView,
    words: &'static str,
    file: Stored,
    work: impl Fn(Stored) + 'static,
) -> AnyView {
    let name = file.name.clone();
    view! {
        <button type="button" class="button button-quiet" data-action=action on:click=move |_| work(file.clone())>
            {drawing}
            {words}
            <span class="unseen">": " {name}</span>
        </button>
    }
    .into_any()
}
