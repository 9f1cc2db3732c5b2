//! The address of the page, as Leptos's router keeps it: moved by links and by the program, without loading the page
//! again. The router's own components are not used: they give each screen a type of its own (see `crate::view`).

use crate::view::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, State};

thread_local! {
    static ROUTER: BrowserUrl = BrowserUrl::new().expect("a page has an address");
    static PATH: ArcMemo<String> = {
        let url = ROUTER.with(|router| router.as_url().clone());
        ArcMemo::new(move |_| url.with(|url| url.path().to_owned()))
    };
}

/// The path of the page, with its first slash. It follows every move.
pub fn path() -> ArcMemo<String> {
    PATH.with(Clone::clone)
}

/// The same at this moment.
pub fn now() -> String {
    path().get_untracked()
}

/// Goes to an address of this app: `/tra-cuu#code=…`.
pub fn go(address: &str) {
    move_to(address, false);
}

/// The same, in place of the present one: Back does not lead to it.
pub fn go_instead(address: &str) {
    move_to(address, true);
}

fn move_to(address: &str, replace: bool) {
    ROUTER.with(|router| {
        let Ok(url) = BrowserUrl::parse(address) else { return };
        // The address first: what is drawn for it may read it.
        let value = address.to_owned();
        router.complete_navigation(&LocationChange { value, replace, scroll: true, state: State::default() });
        router.as_url().set(url);
    });
}

/// From here on a link to a place in the app moves the address only, and Back and Forward are followed.
pub fn follow_links() {
    ROUTER.with(|router| {
        router.init(None);
        let (router, path) = (router.clone(), path());
        // A link that was pressed waits until its screen is drawn.
        effect(move |_| {
            path.track();
            router.ready_to_complete();
        });
    });
}
