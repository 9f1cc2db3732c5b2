//! The frame around every screen: the router, the header, the tab bar, the live regions.

use crate::browser::online::{self, Network};
use crate::browser::{address, event, page};
use crate::later::{Fetch, Screens, fetch_rest};
use crate::pages;
use crate::parts::glossary::glossary_dialog;
use crate::parts::icon::icon;
use crate::parts::live::{live_regions, say_when};
use crate::parts::toast::toast_place;
use crate::text::{bring, lang, lang_name, lang_tag, set_lang, t, track_lang};
use crate::view;
use crate::view::prelude::*;
use crate::{aloud, folders, preferences, routes, takeover};
use forms::Lang;
use wasm_bindgen_futures::spawn_local;

/// The emblem beside the name.
const ICON: &str = "/icons/icon.svg";

/// Mounts the app; the code of `screens` is in `files`. A panic is written to the console and shown as a page that says nothing is lost.
pub fn start(screens: Screens, files: &'static [Fetch]) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        event::fire("app-panic");
    }));
    spawn_local(async move {
        let lang = preferences::load().lang;
        if bring(lang).await {
            set_lang(lang);
        }
        // Before the first screen, which may be the first to keep something.
        spawn_local((screens.outbox)());
        aloud::start();
        view::run(move || {
            address::follow_links();
            app(screens)
        });
        // Home says itself when it is complete.
        if !(takeover::shows_home() && routes::is_home()) {
            takeover::take_over();
        }
        fetch_rest(files);
    });
}

/// The app. Everything is drawn anew when the language changes.
fn app(screens: Screens) -> AnyView {
    (move || {
        page::set_on_html("lang", lang_tag(track_lang()));
        aloud::stop();
        aloud::voice_may_have_changed();
        frame(screens)
    })
    .into_any()
}

fn frame(screens: Screens) -> AnyView {
    let path = address::path();
    let shown = path.clone();
    // A form has a bar of its own at the bottom, and nothing beside it that leads away by mistake.
    let is_filing = memo(move |_| path.with(|path| path.starts_with("/nop/")));
    // What is read aloud belongs to its screen.
    effect(move |_| {
        shown.track();
        aloud::stop();
    });
    view! {
        <div class="frame" class:filing=is_filing>
            <a class="skip" href="#main">{t().common.skip_to_content}</a>
            {move || if is_filing.get() { header_of_a_form() } else { header() }}
            {offline_bar()}
            <main id="main" tabindex="-1">{screen(screens)}</main>
            {move || (!is_filing.get()).then(tab_bar)}
            {toast_place()}
            {glossary_dialog()}
            {live_regions()}
        </div>
    }
    .into_any()
}

fn screen(screens: Screens) -> AnyView {
    let path = routes::path();
    // Made anew only when the address names another screen, or another thing of the same.
    let route = memo(move |_| path.with(|path| routes::Route::of(path)));
    let is_locked = folders::is_locked();
    (move || match route.get() {
        route if route.is_of_a_person() && is_locked.get() => (screens.locked)(),
        routes::Route::Home => pages::home::home(screens.mine),
        routes::Route::Guide(slug) => (screens.guide)(slug),
        routes::Route::Start(slug) => (screens.start)(slug),
        routes::Route::Form => (screens.form)(),
        routes::Route::Receipt(code) => (screens.receipt)(code),
        routes::Route::MyDossiers => (screens.my_dossiers)(),
        routes::Route::Dossier(code) => (screens.dossier)(code),
        routes::Route::Track => (screens.track)(),
        routes::Route::Settings => (screens.settings)(),
        routes::Route::Households => (screens.households)(),
        routes::Route::Install => (screens.install)(),
        routes::Route::Gallery => (screens.gallery)(),
        routes::Route::NotFound => pages::not_found::not_found(),
    })
    .into_any()
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
    let network = RwSignal::new(online::network());
    online::on_change(move |now| {
        network.try_set(now);
    });
    let words = move || match network.get() {
        Network::Here => None,
        Network::Gone => Some(t().common.you_are_offline),
        Network::Portal => Some(t().common.portal),
    };
    say_when(move || words().map(str::to_owned));
    (move || words().map(|words| view! { <p class="offline-bar">{icon("offline")}{words}</p> }.into_any()))
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
    let path = address::path();
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
