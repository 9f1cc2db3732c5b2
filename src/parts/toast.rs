//! A short message at the bottom of the screen about something just done, perhaps with a way to take it back.

use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::text::t;
use crate::view::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Long enough to read it twice; a message with a button stays longer.
const STAYS: Duration = Duration::from_secs(6);
const STAYS_WITH_UNDO: Duration = Duration::from_secs(20);

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
}

thread_local! {
    static TOAST: ArcRwSignal<Option<Toast>> = ArcRwSignal::new(None);
}

/// Says that something was done.
pub fn toast(text: impl Into<String>) {
    show(text.into(), None);
}

/// The same with "undo".
pub fn toast_with_undo(text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
    show(text.into(), Some(Arc::new(undo)));
}

fn show(text: String, undo: Option<Arc<dyn Fn() + Send + Sync>>) {
    say(text.clone());
    let stays = if undo.is_some() { STAYS_WITH_UNDO } else { STAYS };
    let signal = TOAST.with(Clone::clone);
    let number = signal.with_untracked(|toast| toast.as_ref().map_or(0, |toast| toast.number + 1));
    signal.set(Some(Toast { number, text, undo }));
    set_timeout(
        move || {
            if signal.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.number == number)) {
                signal.set(None);
            }
        },
        stays,
    );
}

/// The place of the message; once in the app.
pub fn toast_place() -> AnyView {
    let signal = TOAST.with(Clone::clone);
    (move || signal.get().map(drawn)).into_any()
}

fn drawn(toast: Toast) -> AnyView {
    let close = || TOAST.with(|signal| signal.set(None));
    let undo = toast.undo.map(|undo| {
        let undo = move |_| {
            close();
            undo();
        };
        view! { <button type="button" class="button button-quiet" data-action="undo" on:click=undo>{icon("undo")}{t().common.undo}</button> }
            .into_any()
    });
    view! {
        <aside class="toast">
            <p>{toast.text}</p>
            {undo}
            <button type="button" class="button button-quiet" aria-label=t().common.close on:click=move |_| close()>{icon("close")}</button>
        </aside>
    }
    .into_any()
}
