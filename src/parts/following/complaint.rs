//! A dossier is late: a text to send to the office, ready made.

use crate::parts::icon::icon;
use crate::parts::share::share_or_copy;
use crate::text::t;
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The text, and the button that gives it away.
pub fn complaint(words: &str) -> AnyView {
    let text = &t().dossier;
    let given = words.to_owned();
    let share = move |_| {
        let given = given.clone();
        spawn_local(async move {
            let text = &t().dossier;
            share_or_copy(text.complain, &given, "", text.complaint_copied).await;
        });
    };
    view! {
        <dd>
            <details data-complaint="">
                <summary>{text.complain}</summary>
                <p lang="vi">{words.to_owned()}</p>
                <button type="button" class="button no-print" data-action="complain" on:click=share>
                    {icon("share")}
                    {text.complaint_share}
                </button>
            </details>
        </dd>
    }
    .into_any()
}
