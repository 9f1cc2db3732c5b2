//! An open folder with a PIN locks by itself: when nobody has touched the phone for three minutes, and when the app was
//! not looked at for one; whoever uses it in another tab is there. While it is not looked at, the page shows nothing: the list of open apps has a picture of it.

use super::{current, lock_now, tabs};
use crate::browser::{clock, page, timer};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;

/// Without a touch, in milliseconds.
const IDLE: f64 = 180_000.0;
/// Not looked at, in milliseconds.
const HIDDEN: f64 = 60_000.0;
/// Between two looks at the clock, in milliseconds.
const LOOK: i32 = 5_000;
/// On `<html>` while nothing may be seen.
const VEIL: &str = "data-veiled";

thread_local! {
    static IS_WATCHING: Cell<bool> = const { Cell::new(false) };
    static TOUCHED: Cell<Moment> = const { Cell::new(Moment::NEVER) };
    /// When the other tabs were told.
    static TOLD: Cell<Moment> = const { Cell::new(Moment::NEVER) };
    /// When the page was last looked at, while it is not.
    static LEFT: Cell<Option<Moment>> = const { Cell::new(None) };
}

/// A moment by two clocks: one that nobody can set but that sleeps with some phones, and the phone's own.
#[derive(Clone, Copy)]
struct Moment {
    steady: f64,
    date: f64,
}

impl Moment {
    const NEVER: Self = Self { steady: 0.0, date: 0.0 };

    fn now() -> Self {
        Self { steady: clock::steady(), date: js_sys::Date::now() }
    }

    /// Milliseconds since then: whichever clock says more, so that a clock set back locks no later.
    fn passed(self) -> f64 {
        let now = Self::now();
        (now.steady - self.steady).max(now.date - self.date)
    }
}

/// Begins to watch, once a page.
pub(super) fn watch() {
    TOUCHED.set(Moment::now());
    tabs::listen();
    if IS_WATCHING.replace(true) {
        return;
    }
    for event in ["pointerdown", "keydown", "input", "scroll"] {
        // Where it cannot be heard, the folder locks earlier.
        let _ = page::on_any(event, touched);
    }
    let _ = page::on_visibility(|is_visible| {
        if is_visible {
            spawn_local(come_back());
        } else if has_pin() {
            LEFT.set(Some(Moment::now()));
            page::set_on_html(VEIL, "");
        }
    });
    let _ = timer::every(LOOK, || spawn_local(look()));
}

/// Somebody has touched this tab.
fn touched() {
    TOUCHED.set(Moment::now());
    if TOLD.get().passed() >= f64::from(LOOK)
        && let Some(open) = current()
    {
        TOLD.set(Moment::now());
        tabs::tell_alive(open.id());
    }
}

/// Somebody is there, in this tab or in another of the same folder.
pub(super) fn touch() {
    TOUCHED.set(Moment::now());
    if LEFT.get().is_some() {
        LEFT.set(Some(Moment::now()));
    }
}

fn has_pin() -> bool {
    current().is_some_and(|open| open.header.wrapped.has_pin())
}

async fn come_back() {
    look().await;
    LEFT.set(None);
    page::remove_from_html(VEIL);
}

async fn look() {
    let is_left = LEFT.get().is_some_and(|left| left.passed() >= HIDDEN);
    if has_pin() && (is_left || TOUCHED.get().passed() >= IDLE) {
        lock_now().await;
    }
}
