//! The frame around every screen: the router, the tab bar, the live regions.

use crate::pages;
use crate::parts::icon::icon;
use crate::parts::live::live_regions;
use crate::routes;
use crate::text::{lang_tag, t, track_lang};
use leptos::prelude::*;
use leptos_router::components::{A, FlatRoutes, Route, Router};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

/// Mounts the app. A panic is written to the console and shown as a page that says nothing is lost.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(app);
    // The text of `index.html` that stood here while the app was loading.
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    if let Some(html) = document().document_element() {
        // Fails only for an invalid attribute name.
        let _ = html.set_attribute("data-ready", "true");
    }
}

/// The app. Everything is drawn anew when the language changes.
pub fn app() -> AnyView {
    view! {
        <Router>
            {move || {
                let lang = track_lang();
                if let Some(html) = document().document_element() {
                    let _ = html.set_attribute("lang", lang_tag(lang));
                }
                frame()
            }}
        </Router>
    }
    .into_any()
}

fn frame() -> AnyView {
    view! {
        <a class="skip" href="#main">{t().common.skip_to_content}</a>
        <main id="main" tabindex="-1">
            <FlatRoutes fallback=pages::not_found::not_found>
                <Route path=path!("/") view=pages::home::home />
                <Route path=path!("/dich-vu/:slug") view=|| by_param("slug", pages::guide::guide) />
            </FlatRoutes>
        </main>
        {tab_bar()}
        {live_regions()}
    }
    .into_any()
}

/// A screen that is about one thing named in its address: made anew when the address names another.
fn by_param(name: &'static str, screen: fn(String) -> AnyView) -> AnyView {
    let params = use_params_map();
    let value = Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default());
    (move || screen(value.get())).into_any()
}

fn tab_bar() -> AnyView {
    let common = &t().common;
    view! {
        <nav class="tabs" aria-label=common.menu>
            {tab(routes::HOME, "home", common.home)} {tab(routes::MY_DOSSIERS, "folder", common.dossiers)}
            {tab(routes::TRACK, "search", common.track)} {tab(routes::SETTINGS, "settings", common.settings)}
        </nav>
    }
    .into_any()
}

fn tab(href: &'static str, drawing: &'static str, name: &'static str) -> AnyView {
    // "/" is the beginning of every address.
    let exact = href == routes::HOME;
    view! {
        <A href=href exact=exact attr:class="tab">
            {icon(drawing)}
            <span>{name}</span>
        </A>
    }
    .into_any()
}
