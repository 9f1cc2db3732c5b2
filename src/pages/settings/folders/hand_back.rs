//! Handing the phone back: what can go is sent, what cannot is said, the folder is erased, and a slip says what was.

use crate::folders::{self, many};
use crate::outbox;
use crate::parts::dialog::{Confirm, confirm, dialog};
use crate::parts::icon::icon;
use crate::parts::toast::toast;
use crate::text::t;
use crate::view::prelude::*;
use crate::{drafts, receipts};
use wasm_bindgen_futures::spawn_local;

/// What the folder holds.
#[derive(Clone, Copy, Default)]
struct Held {
    drafts: usize,
    receipts: usize,
    unsent: usize,
}

/// The button, the question, and the slip.
pub fn hand_back() -> AnyView {
    let text = &t().folders;
    let (asking, told) = (RwSignal::new(false), RwSignal::new(false));
    let (held, remaining) = (RwSignal::new(Held::default()), RwSignal::new(0_usize));
    let begin = move |_| {
        spawn_local(async move {
            // What still can go, goes now.
            for unsent in outbox::unsent().await.unwrap_or_default() {
                outbox::retry(&unsent.draft).await;
            }
            held.try_set(count().await);
            asking.try_set(true);
        });
    };
    let erase = move || {
        spawn_local(async move {
            let Some(open) = folders::current() else { return };
            let others = many::list().await.map_or(0, |all| all.len().saturating_sub(1));
            if many::erase(open.id()).await.is_err() {
                toast(t().settings.failed);
                return;
            }
            remaining.try_set(others);
            told.try_set(true);
        });
    };
    let words = Confirm {
        title: text.hand_back_title,
        help: text.hand_back_help,
        yes: text.hand_back_confirm,
        no: t().common.cancel,
        action: "hand-back-confirm",
    };
    let unsent = move || {
        let count = held.get().unsent;
        (count > 0).then(|| {
            view! { <p class="notice notice-warning">{(text.hand_back_unsent)(count)}</p> }.into_any()
        })
    };
    let slip = view! {
        <div class="stack" data-slip="">
            <p>{move || (text.done)(held.get().drafts, held.get().receipts, held.get().unsent)}</p>
            <p>{move || (text.remains)(remaining.get())}</p>
        </div>
    };
    view! {
        <button type="button" class="button button-danger button-wide" data-action="hand-back" on:click=begin>
            {icon("remove")}
            {text.hand_back}
        </button>
        {confirm("hand-back", asking, words, Some(unsent.into_any()), erase)}
        {dialog("hand-back-done", told, move || text.done_title.to_owned(), slip.into_any())}
    }
    .into_any()
}

async fn count() -> Held {
    Held {
        drafts: drafts::list().await.map_or(0, |all| all.len()),
        receipts: receipts::list().await.map_or(0, |all| all.len()),
        unsent: outbox::unsent().await.map_or(0, |all| all.len()),
    }
}
