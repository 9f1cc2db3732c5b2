//! Who sends, and in which order: in each lane one tab at a time, the nearest legal deadline first, then the oldest. The texts
//! have a lane of their own, so that none waits behind somebody's photos.

use super::parcel::Parcel;
use super::{State, Way, Why, flush, guard, papers, pause, texts, way};
use crate::browser::locks::{self, Ask};
use crate::browser::{clock, event, online, timer};
use crate::drafts::announce;
use crate::order::sort_by_key;
use crate::view::prelude::*;
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Texts,
    Papers,
}

/// What this tab does in a lane.
#[derive(Default)]
struct Runner {
    is_running: Cell<bool>,
    /// Somebody has asked while it ran.
    again: Cell<bool>,
}

thread_local! {
    static TEXTS: Runner = Runner::default();
    static PAPERS: Runner = Runner::default();
}

impl Lane {
    fn runner(self) -> &'static std::thread::LocalKey<Runner> {
        match self {
            Self::Texts => &TEXTS,
            Self::Papers => &PAPERS,
        }
    }

    /// An update of the app waits while one of these is held (`public/offline.js`).
    fn lock(self) -> &'static str {
        match self {
            Self::Texts => "nhs.send.texts",
            Self::Papers => "nhs.send.papers",
        }
    }

    /// The most pressing of those that may be tried now.
    async fn next(self) -> Option<Parcel> {
        // Without a database nothing was kept, so nothing waits.
        let mut all = Parcel::all().await.unwrap_or_default();
        let now = clock::now();
        all.retain(|parcel| {
            let is_mine = match self {
                Self::Texts => parcel.dossier.is_none() && parcel.refusal.is_none(),
                Self::Papers => parcel.dossier.is_some() && parcel.left().next().is_some(),
            };
            is_mine && way(&parcel.draft).next.get() <= now
        });
        let mut dated = Vec::with_capacity(all.len());
        // Nobody looks for the deadline of one that is alone.
        let is_alone = all.len() < 2;
        for parcel in all {
            let due = if is_alone { None } else { parcel.due().await };
            dated.push((due, parcel));
        }
        sort_by_key(&mut dated, |(due, parcel)| (due.is_none(), *due, parcel.made_at));
        dated.into_iter().next().map(|(_, parcel)| parcel)
    }

    async fn send(self, parcel: Parcel) {
        let way = way(&parcel.draft);
        match self {
            Self::Texts => {
                let state = texts::attempt(parcel, &way).await;
                match state {
                    // No signal helps: it goes on when somebody has signed in.
                    Some(State::Waiting(Why::SignIn)) => way.next.set(i64::MAX),
                    Some(State::Waiting(why)) => {
                        rest(&way, why);
                        guard(&way.draft);
                    }
                    // Not before the person presses send again, or something else has changed.
                    Some(State::Arrived(_)) => {
                        way.failures.set(0);
                        guard(&way.draft);
                    }
                    _ => way.next.set(i64::MAX),
                }
                way.state.set(state);
            }
            Self::Papers => match papers::send_next(parcel, &way).await {
                Some(why) => rest(&way, why),
                None => way.failures.set(0),
            },
        }
        announce();
    }
}

/// Works through what is due, and what is added meanwhile. [`Ask::Wait`]: also when another tab is at it now.
pub async fn run(lane: Lane, ask: Ask) {
    let is_running = lane.runner().with(|me| {
        me.again.set(true);
        me.is_running.replace(true)
    });
    if is_running {
        return;
    }
    let mut ask = ask;
    while lane.runner().with(|me| me.again.replace(false)) {
        let lock =
            if locks::exist() { locks::acquire(lane.lock(), ask, || ()).await.ok().flatten() } else { None };
        if lock.is_some() || !locks::exist() {
            while let Some(parcel) = lane.next().await {
                lane.send(parcel).await;
            }
        }
        drop(lock);
        ask = Ask::Wait;
    }
    lane.runner().with(|me| me.is_running.set(false));
}

/// A try came to nothing: the next one after a while, and at once when there is a signal again.
pub fn rest(way: &Way, why: Why) {
    if why != Why::Busy {
        online::doubt();
    }
    event::fire("outbox-waits");
    let pause = pause::pause(way.failures.get(), js_sys::Math::random());
    way.failures.set(way.failures.get().saturating_add(1));
    way.next.set(clock::now() + pause);
    spawn_local(async move {
        timer::sleep(i32::try_from(pause).unwrap_or(i32::MAX)).await;
        flush(false).await;
    });
}
