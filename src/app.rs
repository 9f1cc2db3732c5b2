//! The frame around every screen: the router, the header, the tab bar, the live regions.

use crate::browser::{event, online};
use crate::pages;
use crate::parts::glossary::glossary_dialog;
use crate::parts::icon::icon;
use crate::parts::live::{live_regions, say_when};
use crate::parts::toast::toast_place;
use crate::text::{lang, lang_name, lang_tag, set_lang, t, track_lang};
use crate::view::prelude::*;
use crate::{aloud, outbox, preferences, routes};
use forms::Lang;
use leptos::prelude::mount_to_body;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::path;

/// The emblem beside the name.
const ICON: &str = "/icons/icon.svg";

/// Mounts the app. A panic is written to the console and shown as a page that says nothing is lost.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        event::fire("app-panic");
    }));
    set_lang(preferences::load().lang);
    outbox::start();
    aloud::start();
    mount_to_body(app);
    // The text of `index.html` that stood here while the app was loading.
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    request_animation_frame(|| set_on_html("data-ready", "true"));
}

/// The app. Everything is drawn anew when the language changes.
fn app() -> impl leptos::IntoView {
    leptos::prelude::view! {
        <Router>
            {move || {
                set_on_html("lang", lang_tag(track_lang()));
                aloud::stop();
                aloud::voice_may_have_changed();
                frame()
            }}
        </Router>
    }
}

fn frame() -> AnyView {
    let path = use_location().pathname;
    // A form has a bar of its own at the bottom, and nothing beside it that leads away by mistake.
    let is_filing = Memo::new(move |_| path.with(|path| path.starts_with("/nop/")));
    // What is read aloud belongs to its screen.
    Effect::new(move |_| {
        path.track();
        aloud::stop();
    });
    view! {
        <div class="frame" class:filing=is_filing>
            <a class="skip" href="#main">{t().common.skip_to_content}</a>
            {move || if is_filing.get() { header_of_a_form() } else { header() }}
            {offline_bar()}
            <main id="main" tabindex="-1">{foreign(screens())}</main>
            {move || (!is_filing.get()).then(tab_bar)}
            {toast_place()}
            {glossary_dialog()}
            {live_regions()}
        </div>
    }
    .into_any()
}

fn screens() -> impl leptos::IntoView {
    leptos::prelude::view! {
        <FlatRoutes fallback=pages::not_found::not_found>
            <Route path=path!("/") view=pages::home::home />
            <Route path=path!("/dich-vu/:slug") view=|| by_param("slug", pages::guide::guide) />
            <Route path=path!("/nop/:slug") view=|| by_param("slug", pages::start::start) />
            <Route path=path!("/nop/:slug/:draft/:step") view=pages::form::form />
            <Route path=path!("/bien-nhan/:code") view=|| by_param("code", pages::receipt::receipt) />
            <Route path=path!("/ho-so") view=pages::my_dossiers::my_dossiers />
            <Route path=path!("/ho-so/:code") view=|| by_param("code", pages::dossier::dossier) />
            <Route path=path!("/tra-cuu") view=pages::track::track />
            <Route path=path!("/tai-khoan") view=pages::settings::settings />
            <Route path=path!("/-/gallery") view=pages::gallery::gallery />
        </FlatRoutes>
    }
}

/// A screen that is about one thing named in its address: made anew when the address names another.
fn by_param(name: &'static str, screen: fn(String) -> AnyView) -> AnyView {
    let params = use_params_map();
    let value = Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default());
    (move || screen(value.get())).into_any()
}

fn header() -> AnyView {
    let (other, short) = match lang() {
        Lang::Vi => (Lang::En, "EN"),
        Lang::En => (Lang::Vi, "VI"),
    };
    let change = move |_| preferences::save(preferences::Preferences { lang: other, ..preferences::load() });
    view! {
        <header class="top">
            <a class="top-name" href=routes::HOME>
                <img src=ICON alt="" width="32" height="32" />
                {t().common.app_name}
            </a>
            <button type="button" class="button button-quiet" lang=lang_tag(other) on:click=change>
                {icon("language")}
                {short}
                <span class="unseen">" " {lang_name(other)}</span>
            </button>
        </header>
    }
    .into_any()
}

fn header_of_a_form() -> AnyView {
    view! {
        <header class="top">
            <a class="top-name" href=routes::MY_DOSSIERS>
                {icon("close")}
                {t().common.leave_form}
            </a>
        </header>
    }
    .into_any()
}

fn offline_bar() -> AnyView {
    let is_online = RwSignal::new(online::is_online());
    // Without these events the bar stays as it was at the start.
    let _ = online::on_change(move |now| {
        is_online.try_set(now);
    });
    say_when(move || (!is_online.get()).then(|| t().common.you_are_offline.to_owned()));
    (move || {
        (!is_online.get()).then(|| {
            view! { <p class="offline-bar">{icon("offline")}{t().common.you_are_offline}</p> }.into_any()
        })
    })
    .into_any()
}

fn tab_bar() -> AnyView {
    let common = &t().common;
    view! {
        <nav class="tabs" aria-label=common.menu>
            {tab(routes::HOME, "home", common.home)} {tab(routes::MY_DOSSIERS, "folder", common.dossiers)}
            {tab(routes::TRACK, "search", common.track)} {tab(routes::SETTINGS, "user", common.settings)}
        </nav>
    }
    .into_any()
}

fn tab(href: &'static str, drawing: &'static str, name: &'static str) -> AnyView {
    let path = use_location().pathname;
    // "/" is the beginning of every address.
    let is_here =
        move || path.with(|path| if href == routes::HOME { path == href } else { path.starts_with(href) });
    view! {
        <a href=href class="tab" aria-current=move || is_here().then_some("page")>
            {icon(drawing)}
            <span>{name}</span>
        </a>
    }
    .into_any()
}

fn set_on_html(attribute: &str, value: &str) {
    if let Some(html) = document().document_element() {
        // Fails only for a name that is no attribute name.
        let _ = html.set_attribute(attribute, value);
    }
}
