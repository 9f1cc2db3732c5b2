//! What a screen shows while it waits for something, and when it does not come.

use crate::api::Failure;
use crate::parts::dead_end::{dead_end, way_on};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::live::{say, say_now};
use crate::routes;
use crate::text::{local, t};
use crate::view::prelude::*;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// After so much waiting one wonders whether anything is going on.
const LONG: Duration = Duration::from_secs(1);

/// Something on its way.
pub enum Load<T> {
    Waiting,
    Ready(Arc<T>),
    Failed(Failure),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(failure) => Self::Failed(failure.clone()),
        }
    }
}

/// A part of a screen: fetches with `fetch`, again at each press of "try again", and draws with `draw` what came.
pub fn loaded<T, F>(
    fetch: impl Fn() -> F + Copy + Send + 'static,
    draw: impl Fn(Arc<T>) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Arc<T>, Failure>> + 'static,
{
    load(fetch, draw, waiting, failed)
}

/// A whole screen that is drawn with what came; until then it has a heading of its own.
pub fn loaded_screen<T, F>(
    fetch: impl Fn() -> F + Copy + Send + 'static,
    draw: impl Fn(Arc<T>) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Arc<T>, Failure>> + 'static,
{
    load(fetch, draw, waiting_screen, failed_screen)
}

fn load<T, F>(
    fetch: impl Fn() -> F + Copy + Send + 'static,
    draw: impl Fn(Arc<T>) -> AnyView + Send + 'static,
    waiting: fn() -> AnyView,
    failed: fn(&Failure, Box<dyn Fn()>) -> AnyView,
) -> AnyView
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Arc<T>, Failure>> + 'static,
{
    let state = RwSignal::new(Load::<T>::Waiting);
    let begin = move || {
        state.set(Load::Waiting);
        // Who does not see the turning sign hears of it, but not at every screen that comes at once.
        set_timeout(
            move || {
                if matches!(state.try_get_untracked(), Some(Load::Waiting)) {
                    say(t().common.loading);
                }
            },
            LONG,
        );
        spawn_local(async move {
            let got = fetch().await;
            // The screen may have been left meanwhile: then nobody listens any more.
            state.try_set(got.map_or_else(Load::Failed, Load::Ready));
        });
    };
    begin();
    (move || match state.get() {
        Load::Waiting => waiting(),
        Load::Ready(value) => draw(value),
        Load::Failed(failure) => failed(&failure, Box::new(begin)),
    })
    .into_any()
}

/// A whole screen that waits.
pub fn waiting_screen() -> AnyView {
    view! {
        {heading(t().common.loading)}
        <p class="waiting">{icon("loader")}</p>
    }
    .into_any()
}

/// A whole screen that could not be had.
pub fn failed_screen(failure: &Failure, retry: Box<dyn Fn()>) -> AnyView {
    let common = &t().common;
    // Asking again for what does not exist helps nobody.
    if matches!(failure, Failure::Problem(problem) if problem.status == 404) {
        return dead_end(
            "search",
            common.no_such_title,
            common.no_such_help,
            way_on(routes::HOME, common.find_again),
        );
    }
    let (title, help) = explain(failure);
    let drawing = if matches!(failure, Failure::Problem(_)) { "alert" } else { "offline" };
    let ways = view! {
        <button
            type="button"
            class="button button-primary button-wide"
            data-action="retry"
            on:click=move |_| retry()
        >
            {common.retry}
        </button>
        <a class="button button-wide" href=routes::HOME>{common.to_home}</a>
    };
    dead_end(drawing, title, help, ways)
}

/// The picture of waiting.
pub fn waiting() -> AnyView {
    view! { <p class="waiting">{icon("loader")}{t().common.loading}</p> }.into_any()
}

/// Why something did not come, and a button to try again.
pub fn failed(failure: &Failure, retry: Box<dyn Fn()>) -> AnyView {
    let (title, help) = explain(failure);
    say_now(format!("{title}. {help}"));
    view! {
        <div class="notice notice-warning">
            <p class="notice-title">{title}</p>
            <p>{help}</p>
            <button type="button" class="button" on:click=move |_| retry()>{t().common.retry}</button>
        </div>
    }
    .into_any()
}

/// A failure in words: what happened, and what to do.
pub fn explain(failure: &Failure) -> (&'static str, String) {
    let common = &t().common;
    match failure {
        Failure::Offline => (common.offline_title, common.offline_help.to_owned()),
        Failure::NotOurs => (common.not_ours_title, common.not_ours_help.to_owned()),
        Failure::Problem(problem) => (common.problem_title, local(&problem.detail)),
    }
}
