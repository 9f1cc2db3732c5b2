//! Where this account is signed in, and signing out what is not at hand.

use super::words;
use crate::api::account as server;
use crate::browser::clock;
use crate::parts::icon::icon;
use crate::parts::loading::loaded;
use crate::parts::toast::toast;
use crate::text::{t, time};
use crate::view::prelude::*;
use contract::Device;
use wasm_bindgen_futures::spawn_local;

/// The list.
pub fn devices() -> AnyView {
    let again = RwSignal::new(0_u32);
    (move || {
        again.track();
        loaded(
            || async { server::devices().await.map(std::sync::Arc::new) },
            move |all| {
                let lines: Vec<AnyView> = all.iter().map(|device| line(device, again)).collect();
                view! { <ul class="lines">{lines}</ul> }.into_any()
            },
        )
    })
    .into_any()
}

fn line(device: &Device, again: RwSignal<u32>) -> AnyView {
    let text = &t().account;
    let id = StoredValue::new(device.id.clone());
    let said: Vec<&str> =
        [&*device.browser, &*device.system].into_iter().filter(|word| !word.is_empty()).collect();
    let name = if said.is_empty() { text.some_device.to_owned() } else { said.join(", ") };
    let name = if device.is_this { format!("{name} ({})", text.this_device) } else { name };
    let end = move |_| {
        spawn_local(async move {
            match server::end_device(&id.get_value()).await {
                Ok(()) => {
                    toast(t().account.ended);
                    again.try_update(|again| *again += 1);
                }
                Err(failure) => toast(words(&failure)),
            }
        });
    };
    let called = name.clone();
    let button = (!device.is_this).then(|| {
        view! {
            <button type="button" class="button button-quiet button-wide" data-action="end-device" on:click=end>
                {text.end_device}
                <span class="unseen">": " {called}</span>
            </button>
        }
        .into_any()
    });
    view! {
        <li data-device=device.id.clone()>
            <div class="line">
                {icon("user")}
                <span class="line-text">
                    {name} <span class="line-note">{(text.seen)(&time::ago(device.seen_at, clock::now()))}</span>
                </span>
            </div>
            {button}
        </li>
    }
    .into_any()
}
