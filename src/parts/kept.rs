//! Something read from this phone: no network, but the browser may keep its storage closed.

use crate::browser::Error;
use crate::parts::heading::heading;
use crate::parts::live::say_now;
use crate::parts::loading::{waiting, waiting_screen};
use crate::text::t;
use crate::view::prelude::*;
use std::future::Future;
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
    effect(move |_| {
        again.track();
        let reading = read();
        spawn_local(async move {
            state.try_set(Some(reading.await));
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
