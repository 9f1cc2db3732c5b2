//! A newer version of the app waits until nobody is at a form (`public/offline.js`). Here it can be asked for at once:
//! everything is kept first, and the same step opens again with the same answers.

use crate::browser::{event, page};
use crate::drafts::OpenDraft;
use crate::parts::icon::icon;
use crate::text::t;
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The attribute of `<html>` and the event that say that there is one.
const UPDATE: &str = "update";

/// Below the step, so that nothing moves under somebody's fingers when it comes.
pub fn newer(draft: OpenDraft) -> AnyView {
    let is_there = RwSignal::new(page::told(UPDATE).is_some());
    event::on(UPDATE, move || {
        is_there.try_set(true);
    });
    let take = move |_| {
        let draft = draft.clone();
        spawn_local(async move {
            draft.flush().await;
            event::fire("update-now");
        });
    };
    let take = StoredValue::new_local(take);
    (move || {
        is_there.get().then(|| {
            let texts = &t().form;
            view! {
                <div class="notice">
                    <p class="notice-title">{icon("info")}{texts.newer_title}</p>
                    <p>{texts.newer_help}</p>
                    <button type="button" class="button" data-action="update" on:click=move |event| take.with_value(|take| take(event))>
                        {texts.newer_take}
                    </button>
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}
