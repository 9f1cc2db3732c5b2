//! Install: how the app comes onto the home screen of this very phone, and why that is worth it.

use crate::browser::platform::{Platform, is_installed, platform};
use crate::browser::{event, page};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;

/// The attribute of `<html>` and the event that say that the browser would ask ("ready"), or has put it there ("done").
const INSTALL: &str = "install";

/// The screen.
pub fn install() -> AnyView {
    let text = &t().install;
    let told = RwSignal::new(page::told(INSTALL));
    event::on(INSTALL, move || {
        told.try_set(page::told(INSTALL));
    });
    let way = move || match told.get().as_deref() {
        _ if is_installed() => done(),
        Some("done") => done(),
        Some("ready") => button(),
        _ => steps(platform()),
    };
    let reasons: Vec<AnyView> =
        text.reasons.iter().map(|reason| view! { <li>{*reason}</li> }.into_any()).collect();
    view! {
        {heading(text.title)}
        <ul>{reasons}</ul>
        {way}
        {(platform() == Platform::Ios && !is_installed()).then(apart)}
        <a class="button" href=routes::HOME>{t().common.to_home}</a>
    }
    .into_any()
}

fn done() -> AnyView {
    view! { <p class="notice notice-good" data-install="done">{icon("done")}{t().install.done}</p> }
        .into_any()
}

fn button() -> AnyView {
    view! {
        <button
            type="button"
            class="button button-primary button-wide"
            data-action="install"
            on:click=|_| event::fire("install-now")
        >
            {icon("download")}
            {t().install.add}
        </button>
    }
    .into_any()
}

fn steps(platform: Platform) -> AnyView {
    let text = &t().install;
    let (name, steps) = match platform {
        Platform::Ios => ("ios", text.ios),
        Platform::Android => ("android", text.android),
        Platform::Desktop => ("desktop", text.desktop),
    };
    let steps: Vec<AnyView> = steps.iter().map(|step| view! { <li>{*step}</li> }.into_any()).collect();
    view! {
        <section class="card" data-install=name>
            <h2>{text.how}</h2>
            <ol>{steps}</ol>
        </section>
    }
    .into_any()
}

/// Safari and the app do not share what they keep.
fn apart() -> AnyView {
    let text = &t().install;
    view! {
        <div class="notice notice-warning">
            <p class="notice-title">{icon("warning")}{text.ios_first}</p>
            <p>{text.ios_apart}</p>
        </div>
    }
    .into_any()
}
