//! A portrait: taken by the camera or chosen, kept with the draft, named in the answer by the SHA-256 of its bytes.

use super::Slot;
use crate::attachments;
use crate::browser::download::ObjectUrl;
use crate::browser::scanner::{self, Subject};
use crate::drafts::Change;
use crate::parts::live::say_when;
use crate::text::storage::attachment_error;
use crate::text::t;
use crate::view::prelude::*;
use forms::Value;
use send_wrapper::SendWrapper;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};

/// What is going on with the photo.
#[derive(Clone)]
enum State {
    Idle,
    Working,
    Refused(&'static str),
}

/// The kept photo, as this page can show it.
type Picture = RwSignal<Option<Arc<SendWrapper<ObjectUrl>>>>;

/// A file input, and the photo once there is one.
pub fn draw(slot: &Slot) -> AnyView {
    let state = RwSignal::new(State::Idle);
    let picture: Picture = RwSignal::new(None);
    let input = NodeRef::<web_sys::HtmlInputElement>::new();
    show(slot.clone(), picture);
    let texts = &t().form;
    let (taken, dropped) = (slot.clone(), slot.clone());
    let take = move |file: File| {
        let slot = taken.clone();
        let under_way = slot.filling.under_way();
        under_way.update(|count| *count += 1);
        state.set(State::Working);
        spawn_local(async move {
            let next = keep(&slot, file, picture).await;
            // Who has changed their mind may choose the same file again.
            if let Some(input) = input.get_untracked() {
                input.set_value("");
            }
            let _ = state.try_set(next);
            under_way.update(|count| *count -= 1);
        });
    };
    let drop_it = move |_| {
        let (slot, old) = (dropped.clone(), dropped.text());
        slot.filling.type_in(&slot.path, Value::Text(String::new()));
        slot.filling.tidy(&slot.path);
        picture.set(None);
        if let Some(input) = input.get_untracked() {
            input.set_value("");
            // The button that was pressed is gone.
            let _ = input.focus();
        }
        let draft = slot.filling.draft().id();
        spawn_local(async move {
            let _ = attachments::remove(&draft, &old).await;
        });
    };
    let shown = move || {
        let drop_it = drop_it.clone();
        picture.get().map(|url| {
            view! {
                <div class="photo">
                    <img class="photo-picture" src=url.as_str().to_owned() alt=texts.photo_kept />
                    <button type="button" class="button button-quiet" on:click=drop_it>{texts.photo_remove}</button>
                </div>
            }
        })
    };
    let state_words = move || match state.get() {
        State::Idle => "",
        State::Working => texts.photo_working,
        State::Refused(why) => why,
    };
    say_when(move || Some(state_words().to_owned()).filter(|words| !words.is_empty()));
    let control = view! {
        {shown}
        <input
            id=slot.id.clone()
            node_ref=input
            class="box-file"
            type="file"
            accept="image/*"
            aria-describedby=slot.described_by()
            aria-invalid=slot.invalid()
            on:change=move |event| {
                let element = event_target::<HtmlInputElement>(&event);
                if let Some(file) = element.files().and_then(|files| files.get(0)) {
                    take(file);
                }
            }
        />
        <p class="field-hint">{state_words}</p>
    };
    slot.frame(control.into_any())
}

/// Cuts the photo and keeps it in the place of the one before.
async fn keep(slot: &Slot, file: File, picture: Picture) -> State {
    let draft = slot.filling.draft();
    let old = slot.text();
    let file = match scanner::capture(Subject::Portrait, t().form.photo_name, &file).await {
        Ok(Some(cut)) => cut,
        // The person has changed their mind.
        Ok(None) => return State::Idle,
        // Without the scanner it is kept as it is.
        Err(_) => file,
    };
    let file = match attachments::add(&draft.id(), &slot.path, file).await {
        Ok(file) => file,
        Err(error) => return State::Refused(attachment_error(&error)),
    };
    let value = Value::Text(file.sha256.clone());
    if slot.filling.is_open() {
        slot.filling.type_in(&slot.path, value);
        slot.filling.tidy(&slot.path);
        show(slot.clone(), picture);
    } else {
        // The form was left while the photo was made small.
        draft.record(Change::Field { path: slot.path.clone(), value });
    }
    if !old.is_empty() && old != file.sha256 {
        // A file that stays behind is only room, and goes with the draft.
        let _ = attachments::remove(&draft.id(), &old).await;
    }
    State::Idle
}

/// Brings the kept photo onto the screen.
fn show(slot: Slot, picture: Picture) {
    let digest = slot.text();
    if digest.is_empty() {
        return;
    }
    let draft = slot.filling.draft().id();
    spawn_local(async move {
        let Ok(files) = attachments::list(&draft).await else { return };
        let Some(file) = files.into_iter().find(|file| file.sha256 == digest) else { return };
        if let Ok(Some(url)) = attachments::preview(&draft, &file).await {
            let _ = picture.try_set(Some(Arc::new(SendWrapper::new(url))));
        }
    });
}
