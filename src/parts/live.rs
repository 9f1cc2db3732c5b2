//! The two live regions: what a screen reader says without a move of the focus. No other element of the app is one
//! (tests/e2e/flows/a11y.spec.ts): two that change at once cut each other short, and one that arrives with its words
//! is often not read at all.

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

/// Says the words whenever they have become others; `None` says nothing.
pub fn say_when(words: impl Fn() -> Option<String> + 'static) {
    effect(move |before: Option<Option<String>>| {
        let now = words();
        if let Some(words) = &now
            && before.flatten().as_ref() != Some(words)
        {
            say(words.clone());
        }
        now
    });
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
