//! What this phone keeps: how much, take it along, erase it.

use crate::browser::persist::Estimate;
use crate::browser::platform::{Platform, is_installed, platform};
use crate::browser::{address, download, event, persist};
use crate::parts::dialog::{Confirm, confirm};
use crate::parts::icon::icon;
use crate::parts::toast::toast;
use crate::parts::transfer::bring;
use crate::profile;
use crate::routes;
use crate::text::{t, time};
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The section.
pub fn data() -> AnyView {
    let text = &t().settings;
    let open = RwSignal::new(false);
    let words = Confirm {
        title: text.erase_title,
        help: text.erase_help,
        yes: text.erase_confirm,
        no: t().common.cancel,
        action: "erase-confirm",
    };
    let erase = move || {
        spawn_local(async move {
            let erased = profile::erase_everything().await.is_ok();
            event::fire("preferences");
            toast(if erased { t().settings.erased } else { t().settings.failed });
            address::go(routes::HOME);
        });
    };
    view! {
        {usage()}
        <button type="button" class="button button-wide" data-action="export" on:click=|_| export()>
            {icon("download")}
            {text.export}
        </button>
        {bring()}
        <button type="button" class="button button-danger button-wide" data-action="erase" on:click=move |_| open.set(true)>
            {icon("remove")}
            {text.erase}
        </button>
        {confirm("erase", open, words, None, erase)}
    }
    .into_any()
}

fn usage() -> AnyView {
    let known = RwSignal::new(None::<(Option<Estimate>, bool)>);
    spawn_local(async move {
        let estimate = profile::usage().await.ok();
        let is_granted = persist::is_granted().await;
        known.try_set(Some((estimate, is_granted)));
    });
    (move || {
        let text = &t().settings;
        known.get().map(|(estimate, is_granted)| {
            let used = estimate.map_or_else(
                || text.used_unknown.to_owned(),
                |e| (text.used)(&time::bytes(e.used), &time::bytes(e.quota.saturating_sub(e.used))),
            );
            let kept = match is_granted {
                true => text.kept,
                false if platform() == Platform::Ios && !is_installed() => text.not_kept_ios,
                false => text.not_kept,
            };
            view! { <p>{used}</p> <p class="soft small">{kept}</p> }.into_any()
        })
    })
    .into_any()
}

fn export() {
    spawn_local(async {
        let text = &t().settings;
        let saved = match profile::export().await {
            Ok(json) => download::save("ho-so-cua-toi.json", "application/json", json.as_bytes()).is_ok(),
            Err(_) => false,
        };
        toast(if saved { text.exported } else { text.failed });
    });
}
