//! Signing in by phone and code, the devices that are signed in, and signing out. Nothing is shown where nobody can sign in.

mod devices;
mod sign_in;

use crate::account;
use crate::api::{Failure, account as server};
use crate::browser::online::{self, Network};
use crate::parts::icon::icon;
use crate::parts::toast::toast;
use crate::routes;
use crate::text::{local, t};
use crate::view::prelude::*;
use contract::{AccountInfo, SignInWays};
use wasm_bindgen_futures::spawn_local;

/// What the server says.
#[derive(Clone)]
enum Known {
    /// Nobody signs in here, or nobody knows yet.
    Nothing,
    NoSignal,
    Nobody(SignInWays),
    Somebody(AccountInfo),
}

/// The card.
pub fn account() -> AnyView {
    let known = RwSignal::new(Known::Nothing);
    ask(known);
    (move || {
        let text = &t().account;
        match known.get() {
            Known::Nothing => ().into_any(),
            Known::NoSignal => card(text.account, view! { <p>{text.unknown}</p> }.into_any()),
            Known::Nobody(ways) => card(text.title, nobody(ways, known)),
            Known::Somebody(info) => card(text.account, signed_in(&info, known)),
        }
    })
    .into_any()
}

fn card(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="card" data-account="">
            <h2>{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn nobody(ways: SignInWays, known: RwSignal<Known>) -> AnyView {
    let text = &t().account;
    view! {
        <p class="soft">{if ways.needed_to_send { text.help_needed } else { text.help }}</p>
        {sign_in::sign_in(known)}
    }
    .into_any()
}

fn ask(known: RwSignal<Known>) {
    // Without a signal it is of interest only to who was signed in.
    let unknown = || if account::current().is_some() { Known::NoSignal } else { Known::Nothing };
    if online::network() == Network::Gone {
        known.set(unknown());
        return;
    }
    spawn_local(async move {
        let now = match server::ways().await {
            // Who has never signed in here, or has signed out, need not be asked about.
            Ok(ways) if ways.code && account::current().is_none() => Known::Nobody(ways),
            Ok(ways) if ways.code => match account::me().await {
                Ok(Some(info)) => Known::Somebody(info),
                Ok(None) => Known::Nobody(ways),
                Err(_) => Known::NoSignal,
            },
            Ok(_) => Known::Nothing,
            Err(_) => unknown(),
        };
        known.try_set(now);
    });
}

fn signed_in(info: &AccountInfo, known: RwSignal<Known>) -> AnyView {
    let text = &t().account;
    let leave = move |_| {
        spawn_local(async move {
            match account::sign_out().await {
                Ok(()) => {
                    toast(t().account.signed_out);
                    ask(known);
                }
                Err(failure) => toast(words(&failure)),
            }
        });
    };
    // No line breaks it.
    let phone = info.phone.replace(' ', "\u{a0}");
    view! {
        <p class="number" data-signed-in=info.id.clone()>{(text.as_whom)(&phone)}</p>
        <a class="button button-wide" href=routes::MY_DOSSIERS>{icon("folder")}{text.to_waiting}</a>
        <h3>{text.devices}</h3>
        {devices::devices()}
        <p class="soft">{text.sign_out_help}</p>
        <button type="button" class="button button-wide" data-action="sign-out" on:click=leave>{text.sign_out}</button>
    }
    .into_any()
}

/// What a person is told of a failure.
fn words(failure: &Failure) -> String {
    match failure {
        Failure::Offline => t().common.you_are_offline.to_owned(),
        Failure::NotOurs => t().common.portal.to_owned(),
        Failure::Problem(problem) => local(&problem.detail),
    }
}
