//! Handing the phone back: what can go is sent, the rest can be taken along in a sealed file, the folder is erased, and a
//! slip says what was.

use crate::folders::{self, many};
use crate::outbox;
use crate::parts::dialog::{Confirm, confirm, dialog};
use crate::parts::icon::icon;
use crate::parts::toast::toast;
use crate::parts::transfer::{Packing, Saved, begin, packing};
use crate::text::t;
use crate::transfer::Load;
use crate::view::prelude::*;
use crate::{account, drafts, households, receipts};
use wasm_bindgen_futures::spawn_local;

/// What the folder holds.
#[derive(Clone, Copy, Default)]
struct Held {
    drafts: usize,
    receipts: usize,
    people: usize,
    unsent: usize,
    /// Of these, sealed to the server: they go out from this phone when there is a signal.
    sealed: usize,
}

/// The question's part about what is not with the office.
#[derive(Clone, Copy)]
struct Rest {
    held: RwSignal<Held>,
    /// Ids of the drafts and of what waits.
    ids: RwSignal<Vec<String>>,
    packing: RwSignal<Option<Packing>>,
    saved: RwSignal<Option<Saved>>,
}

/// The button, the question, and the slip.
pub fn hand_back() -> AnyView {
    let text = &t().folders;
    let (asking, told) = (RwSignal::new(false), RwSignal::new(false));
    let (held, remaining) = (RwSignal::new(Held::default()), RwSignal::new(0_usize));
    let (ids, packing, saved) = (RwSignal::new(Vec::new()), RwSignal::new(None), RwSignal::new(None));
    let rest = Rest { held, ids, packing, saved };
    let begin = move |_| {
        spawn_local(async move {
            // What still can go, goes now.
            for unsent in outbox::unsent().await.unwrap_or_default() {
                outbox::retry(&unsent.draft).await;
            }
            let (counted, found) = count().await;
            held.try_set(counted);
            ids.try_set(found);
            packing.try_set(None);
            saved.try_set(None);
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
            // Whoever gets the phone is not to be taken for who gives it back; without a signal the session ends by itself.
            let _ = account::sign_out().await;
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
    let slip = view! {
        <div class="stack" data-slip="">
            <p>{move || (text.done)(held.get().drafts, held.get().receipts, held.get().unsent - held.get().sealed)}</p>
            {move || Some(held.get().sealed).filter(|sealed| *sealed > 0).map(|sealed| view! { <p>{(text.goes_on)(sealed)}</p> }.into_any())}
            {move || saved.get().map(|saved| view! { <p data-slip-file="">{(text.carried)(saved.dossiers, &saved.code)}</p> }.into_any())}
            <p>{move || (text.remains)(remaining.get())}</p>
        </div>
    };
    view! {
        <button type="button" class="button button-danger button-wide" data-action="hand-back" on:click=begin>
            {icon("remove")}
            {text.hand_back}
        </button>
        {confirm("hand-back", asking, words, Some(rest.draw()), erase)}
        {dialog("hand-back-done", told, move || text.done_title.to_owned(), slip.into_any())}
    }
    .into_any()
}

impl Rest {
    fn draw(self) -> AnyView {
        let text = &t().folders;
        let told = |count: usize, words: fn(usize) -> String| {
            (count > 0).then(|| view! { <p class="notice notice-warning">{words(count)}</p> }.into_any())
        };
        let unsent = move || {
            let Held { unsent, sealed, .. } = self.held.get();
            [told(sealed, text.hand_back_sealed), told(unsent.saturating_sub(sealed), text.hand_back_unsent)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
        };
        let offer = move || {
            let drafts = self.ids.get();
            let Held { receipts, people, .. } = self.held.get();
            let is_offered = drafts.len() + receipts + people > 0 && self.packing.with(Option::is_none);
            is_offered.then(|| {
                let load = Load { drafts, rest: true };
                view! {
                    <button
                        type="button"
                        class="button button-wide"
                        data-action="hand-back-take"
                        on:click=move |_| begin(load.clone(), self.packing)
                    >
                        {icon("share")}
                        {text.take_rest}
                    </button>
                }
                .into_any()
            })
        };
        view! {
            <div class="stack">{unsent} {offer} {packing(self.packing, self.saved)}</div>
        }
        .into_any()
    }
}

/// What the folder holds, and the ids of what is not with the office.
async fn count() -> (Held, Vec<String>) {
    let unsent: Vec<String> =
        outbox::unsent().await.unwrap_or_default().into_iter().map(|unsent| unsent.draft).collect();
    let drafts: Vec<String> =
        drafts::list().await.unwrap_or_default().into_iter().map(|head| head.id).collect();
    let held = Held {
        drafts: drafts.len(),
        receipts: receipts::list().await.map_or(0, |all| all.len()),
        people: households::all().await.map_or(0, |all| all.len()),
        unsent: unsent.len(),
        sealed: outbox::seal_all().await,
    };
    let mut ids = unsent;
    for id in drafts {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    (held, ids)
}
