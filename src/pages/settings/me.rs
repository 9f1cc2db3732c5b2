//! My information: asked once here, filled into every form after.

use crate::households::{self, ME, Person};
use crate::parts::kept::kept;
use crate::parts::person::{Asks, Questions};
use crate::parts::toast::toast;
use crate::profile;
use crate::text::t;
use crate::view::prelude::*;
use forms::Profile;
use wasm_bindgen_futures::spawn_local;

/// The form with what is known.
pub fn me() -> AnyView {
    let again = RwSignal::new(0_u32);
    kept(again.into(), profile::load, move |known: &Profile| asked(known, again))
}

fn asked(known: &Profile, again: RwSignal<u32>) -> AnyView {
    let me = Person { id: ME.to_owned(), known: known.clone() };
    let Some(questions) = Questions::new(Asks::Owner, &me) else { return ().into_any() };
    let text = &t().settings;
    let told = questions.clone();
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(person) = told.told() else { return };
        spawn_local(async move {
            let saved = households::keep(&person).await.is_ok();
            toast(if saved { t().settings.saved } else { t().settings.failed });
        });
    };
    let clear = move |_| {
        spawn_local(async move {
            let cleared = households::remove(ME).await.is_ok();
            toast(if cleared { t().settings.cleared_me } else { t().settings.failed });
            again.try_update(|again| *again += 1);
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=save>
            {questions.draw()}
            <button class="button button-wide" data-action="save-me">{text.save}</button>
            <button type="button" class="button button-quiet" data-action="clear-me" on:click=clear>{text.clear_me}</button>
        </form>
    }
    .into_any()
}
