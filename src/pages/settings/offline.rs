//! Without a signal: how much of the app this phone keeps, and what can be done about it.

use crate::browser::platform::is_installed;
use crate::browser::{event, page};
use crate::parts::icon::icon;
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;

/// Attributes of `<html>` and events of `public/offline.js`: "all" or "12/90", and whether a newer version is there.
const KEPT: &str = "kept";
const UPDATE: &str = "update";

/// The section.
pub fn offline() -> AnyView {
    let text = &t().settings;
    let install = (!is_installed()).then(|| {
        view! { <a class="button button-wide" data-action="to-install" href=routes::INSTALL>{icon("add")}{text.install}</a> }
            .into_any()
    });
    view! { {followed(KEPT, kept)} {followed(UPDATE, update)} {install} }.into_any()
}

/// Drawn anew each time the attribute changes.
fn followed(name: &'static str, draw: fn(Option<&str>) -> AnyView) -> AnyView {
    let told = RwSignal::new(page::told(name));
    event::on(name, move || {
        told.try_set(page::told(name));
    });
    (move || draw(told.get().as_deref())).into_any()
}

fn kept(told: Option<&str>) -> AnyView {
    let text = &t().settings;
    let fetch = |_| event::fire("fill-now");
    match told {
        None => view! { <p>{text.offline_unknown}</p> }.into_any(),
        Some("all") => view! { <p>{text.offline_all}</p> }.into_any(),
        Some(part) => view! {
            <p class="number">{(text.offline_part)(part)}</p>
            <button type="button" class="button button-wide" data-action="fill" on:click=fetch>
                {icon("download")}
                {text.offline_fetch}
            </button>
        }
        .into_any(),
    }
}

fn update(told: Option<&str>) -> AnyView {
    let text = &t().settings;
    match told {
        None => ().into_any(),
        Some(_) => view! {
            <button type="button" class="button button-wide" data-action="update" on:click=|_| event::fire("update-now")>
                {icon("refresh")}
                {text.update}
            </button>
        }
        .into_any(),
    }
}
