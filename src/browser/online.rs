//! Whether our server can be reached, as `public/offline.js` finds out: it asks the server itself. What the browser says
//! of the network counts only until the first answer: its "online" is a guess.

use super::{event, page, window};

/// The attribute of `<html>` and the event that say it.
const NETWORK: &str = "network";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// The server answers, even if only that it is busy.
    Here,
    /// Nobody answers.
    Gone,
    /// Somebody else answers: the log-in page of a public Wi-Fi.
    Portal,
}

pub fn network() -> Network {
    match page::told(NETWORK).as_deref() {
        Some("offline") => Network::Gone,
        Some("portal") => Network::Portal,
        None if !window().is_ok_and(|window| window.navigator().on_line()) => Network::Gone,
        _ => Network::Here,
    }
}

/// `work` is called with the new state each time it changes.
pub fn on_change(work: impl Fn(Network) + 'static) {
    event::on(NETWORK, move || work(network()));
}

/// No answer came, or a strange one: time to look again.
pub fn doubt() {
    event::fire("network-doubt");
}
