//! Another tab has the draft, or the phone does not keep it as it should.

use crate::drafts::Trouble;
use crate::filling::Filling;
use crate::parts::live::{say_now, say_when};
use crate::text::t;
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// What is there to say about it.
pub fn troubles(filling: Filling) -> AnyView {
    let draft = filling.draft();
    let (read_only, trouble) = (draft.read_only(), draft.trouble());
    let texts = &t().form;
    say_when(move || read_only.get().then(|| format!("{}. {}", texts.read_only_title, texts.read_only_help)));
    view! {
        {move || {
            let draft = draft.clone();
            read_only.get().then(|| {
                let take = move |_| {
                    let draft = draft.clone();
                    spawn_local(async move {
                        // When it fails the notice stays, and can be pressed again.
                        let _ = draft.take_over().await;
                    });
                };
                view! {
                    <div class="notice notice-warning">
                        <p class="notice-title">{texts.read_only_title}</p>
                        <p>{texts.read_only_help}</p>
                        <button type="button" class="button" data-action="take-over" on:click=take>
                            {texts.take_over}
                        </button>
                    </div>
                }
            })
        }}
        {move || {
            trouble.get().map(|trouble| {
                let words = match trouble {
                    Trouble::Full => texts.trouble_full,
                    Trouble::OnlyLocal => texts.trouble_only_local,
                    Trouble::Unsaved => texts.trouble_unsaved,
                    Trouble::Cleared => texts.trouble_cleared,
                };
                say_now(words);
                view! { <p class="notice notice-warning">{words}</p> }
            })
        }}
    }
    .into_any()
}
