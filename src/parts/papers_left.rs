//! The papers of a dossier that are still on their way from this phone: how many, how much, how long.

use crate::drafts;
use crate::outbox::{self, Papers, Why};
use crate::parts::icon::icon;
use crate::parts::live::say_when;
use crate::text::{t, time};
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Nothing when the office has them all. `draft`: the one the dossier was made of.
pub fn papers_left(draft: &str) -> AnyView {
    let papers = outbox::papers(draft);
    let again = drafts::changes();
    let is_read = RwSignal::new(false);
    let id = draft.to_owned();
    // Another tab may be the one that sends.
    effect(move |_| {
        again.track();
        let id = id.clone();
        spawn_local(async move {
            outbox::refresh_papers(&id).await;
            is_read.try_set(true);
        });
    });
    let left = memo(move |_| papers.with(|papers| papers.as_ref().map_or(0, |papers| papers.left)));
    say_when(move || (left.get() > 0).then(|| (t().receipt.papers_title)(left.get())));
    let draft = draft.to_owned();
    view! {
        <div data-papers=move || if is_read.get() { left.get().to_string() } else { String::new() }>
            {move || papers.get().map(|papers| shown(&papers, draft.clone()))}
        </div>
    }
    .into_any()
}

fn shown(papers: &Papers, draft: String) -> AnyView {
    let text = &t().receipt;
    let going = (papers.left > 0).then(|| {
        let done = papers.of.saturating_sub(papers.left);
        view! {
            <div class="notice">
                <p class="notice-title">{icon("clock")}{(text.papers_title)(papers.left)}</p>
                <progress class="bar" max=papers.of.to_string() value=done.to_string() aria-hidden="true"></progress>
                <p class="number">{amount(papers)}</p>
                <p>{advice(papers.waits)}</p>
            </div>
        }
        .into_any()
    });
    let refused = (!papers.refused.is_empty()).then(|| {
        let is_over = papers.left == 0;
        let give_up = move |_| {
            let draft = draft.clone();
            spawn_local(async move {
                // A failure leaves the notice, which can be pressed again.
                let _ = outbox::give_up_papers(&draft).await;
            });
        };
        let button = is_over.then(|| {
            view! {
                <button type="button" class="button" data-action="papers-understood" on:click=give_up>
                    {text.papers_understood}
                </button>
            }
            .into_any()
        });
        view! {
            <div class="notice notice-warning">
                <p class="notice-title">{icon("alert")}{text.papers_refused}</p>
                <p>{papers.refused.join(", ")}</p>
                <p>{text.papers_refused_help}</p>
                {button}
            </div>
        }
        .into_any()
    });
    view! { {going} {refused} }.into_any()
}

/// "1,4 MB, khoảng 2 phút"
fn amount(papers: &Papers) -> String {
    let bytes = time::bytes(papers.bytes_left);
    match papers.seconds_left {
        Some(seconds) if papers.waits.is_none() => {
            format!("{bytes}, {}", (t().receipt.papers_minutes)(seconds.div_ceil(60)))
        }
        _ => bytes,
    }
}

fn advice(waits: Option<Why>) -> &'static str {
    let text = &t().receipt;
    match waits {
        None => text.papers_going,
        Some(Why::NoSignal) => text.papers_no_signal,
        Some(Why::NotOurs) => text.papers_not_ours,
        Some(Why::Busy | Why::SignIn) => text.papers_busy,
    }
}
