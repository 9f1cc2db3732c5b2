//! What the tabs of one phone tell each other of the folder that is open in them: that it is being locked, and that somebody
//! is there.

use super::{current, idle, leave, set_locked};
use crate::browser::channel::Channel;
use crate::drafts;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// Before the id of a folder.
const LOCK: &str = "lock ";
const ALIVE: &str = "alive ";
const GONE: &str = "gone ";

thread_local! {
    static CHANNEL: RefCell<Option<Channel>> = const { RefCell::new(None) };
}

/// Begins to listen, once a page; not before something was kept on this phone.
pub fn listen() {
    CHANNEL.with_borrow_mut(|channel| {
        if channel.is_none() {
            // Without the channel each tab locks by its own clock.
            *channel = Channel::open("nhs.locks", |said| heard(&said)).ok();
        }
    });
}

/// The folder is locked here, or opens in another way from now on.
pub(super) fn tell_locked(folder: &str) {
    tell(&format!("{LOCK}{folder}"));
}

/// The folder is being erased.
pub(super) fn tell_gone(folder: &str) {
    tell(&format!("{GONE}{folder}"));
}

/// Somebody uses the folder in this tab.
pub(super) fn tell_alive(folder: &str) {
    tell(&format!("{ALIVE}{folder}"));
}

fn tell(words: &str) {
    CHANNEL.with_borrow(|channel| channel.as_ref().map(|channel| channel.post(words)));
}

fn heard(said: &str) {
    let is_open = |id: &str| current().is_some_and(|open| open.id() == id);
    if said.strip_prefix(LOCK).is_some_and(is_open) {
        spawn_local(leave());
    } else if said.strip_prefix(GONE).is_some_and(is_open) {
        spawn_local(async {
            leave().await;
            // The next look at the database opens another folder.
            set_locked(false);
            drafts::announce();
        });
    } else if said.strip_prefix(ALIVE).is_some_and(is_open) {
        idle::touch();
    }
}
