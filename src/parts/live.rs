//! The two live regions: what is said aloud without moving the focus.

use crate::view::prelude::*;

thread_local! {
    static POLITE: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static ASSERTIVE: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

/// Says something when the screen reader is free.
pub fn say(text: impl Into<String>) {
    POLITE.with(|region| region.set(text.into()));
}

/// Says something at once: an error.
pub fn say_now(text: impl Into<String>) {
    ASSERTIVE.with(|region| region.set(text.into()));
}

/// The regions themselves; once in the app.
pub fn live_regions() -> AnyView {
    let polite = POLITE.with(Clone::clone);
    let assertive = ASSERTIVE.with(Clone::clone);
    view! {
        <div class="unseen" role="status" aria-live="polite">{move || polite.get()}</div>
        <div class="unseen" role="alert" aria-live="assertive">{move || assertive.get()}</div>
    }
    .into_any()
}
