//! Something read from this phone: no network, but the browser may keep its storage closed.

use crate::browser::Error;
use crate::parts::heading::heading;
use crate::parts::live::say_now;
use crate::parts::loading::{waiting, waiting_screen};
use crate::text::t;
use crate::view::prelude::*;
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// A part of a screen: reads with `read` now and each time `again` changes, and draws with `draw`. What was drawn before
/// stays until the new is there.
pub fn kept<T, F>(
    again: Signal<u32>,
    read: impl Fn() -> F + 'static,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    keep(again, read, draw, waiting, unreadable)
}

/// A whole screen that is drawn with what was read; until then it has a heading of its own.
pub fn kept_screen<T, F>(
    again: Signal<u32>,
    read: impl Fn() -> F + 'static,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    keep(again, read, draw, waiting_screen, unreadable_screen)
}

fn keep<T, F>(
    again: Signal<u32>,
    read: impl Fn() -> F + 'static,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
    waiting: fn() -> AnyView,
    unreadable: fn() -> AnyView,
) -> AnyView
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let state = RwSignal::new(None::<Result<T, Error>>);
    let asked = Rc::new(Cell::new(0_u32));
    effect(move |_| {
        again.track();
        let reading = read();
        let turn = asked.get().wrapping_add(1);
        asked.set(turn);
        let asked = asked.clone();
        spawn_local(async move {
            let read = reading.await;
            // Of two that were asked for the later is true, whichever comes first: it may be of another folder.
            if asked.get() == turn {
                state.try_set(Some(read));
            }
        });
    });
    (move || {
        state.with(|state| match state {
            None => waiting(),
            Some(Ok(value)) => draw(value),
            Some(Err(_)) => unreadable(),
        })
    })
    .into_any()
}

fn unreadable_screen() -> AnyView {
    let text = &t().my_dossiers;
    view! {
        {heading(text.unreadable)}
        <p>{text.unreadable_help}</p>
    }
    .into_any()
}

/// The phone's storage is closed to us.
pub fn unreadable() -> AnyView {
    let text = &t().my_dossiers;
    say_now(format!("{}. {}", text.unreadable, text.unreadable_help));
    view! {
        <div class="notice notice-bad">
            <p class="notice-title">{text.unreadable}</p>
            <p>{text.unreadable_help}</p>
        </div>
    }
    .into_any()
}
