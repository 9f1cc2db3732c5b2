//! What this phone has to say on Home: drafts to go on with, dossiers that want something, what waits to be sent.

use crate::drafts::{self, Head};
use crate::outbox::{self, Stage, Unsent};
use crate::parts::draft_card::draft_line;
use crate::parts::icon::icon;
use crate::parts::timeline::{badge, wants_something};
use crate::receipts::{self, Sent};
use crate::text::{local, t};
use crate::view::prelude::*;
use crate::{routes, services};
use contract::ServiceIndex;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

#[derive(Default)]
struct Mine {
    drafts: Vec<Head>,
    wanted: Vec<Sent>,
    waiting: Vec<Unsent>,
}

/// Drafts to go on with, dossiers that want something, what waits to be sent. Says nothing when there is nothing.
pub fn mine() -> AnyView {
    let again = drafts::changes();
    let mine = RwSignal::new(Mine::default());
    let index = RwSignal::new(None::<Arc<ServiceIndex>>);
    effect(move |_| {
        again.track();
        spawn_local(async move {
            // What cannot be read is not shown here; My dossiers says why.
            let mut wanted = receipts::list().await.unwrap_or_default();
            wanted.retain(|sent| last_state(sent).is_some_and(wants_something));
            let drafts = drafts::list().await.unwrap_or_default();
            let mut waiting = outbox::unsent().await.unwrap_or_default();
            // These wait for the person, as a draft does.
            waiting.retain(|unsent| !matches!(unsent.stage, Stage::ToCorrect | Stage::Changed));
            let drafts = drafts.into_iter().filter(|d| waiting.iter().all(|w| w.draft != d.id)).collect();
            mine.try_set(Mine { drafts, wanted, waiting });
            index.try_set(services::index().await.ok());
        });
    });
    (move || {
        let index = index.get();
        mine.with(|mine| mine_shown(mine, index.as_deref()))
    })
    .into_any()
}

fn mine_shown(mine: &Mine, index: Option<&ServiceIndex>) -> AnyView {
    let text = &t().home;
    let waiting = (!mine.waiting.is_empty()).then(|| {
        view! {
            <a class="notice notice-warning notice-link" href=routes::MY_DOSSIERS data-outbox="">
                <span class="notice-title">{icon("clock")}{(text.waiting)(mine.waiting.len())}</span>
                <span>{text.waiting_help}</span>
            </a>
        }
        .into_any()
    });
    let wanted = mine.wanted.iter().map(wanted_line).collect::<Vec<_>>();
    let drafts = mine.drafts.iter().take(3).map(|head| draft_line(head, index)).collect::<Vec<_>>();
    view! { {waiting} {lines(text.wanted, wanted)} {lines(text.go_on, drafts)} }.into_any()
}

fn lines(title: &'static str, lines: Vec<AnyView>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack-close">
                <h2>{title}</h2>
                <ul class="lines">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn wanted_line(sent: &Sent) -> AnyView {
    view! {
        <li>
            <a class="line" href=routes::dossier(&sent.receipt.code)>
                <span class="line-text">
                    {local(&sent.receipt.service_name)}
                    <span class="line-note">{sent.receipt.code.clone()}</span>
                    {last_state(sent).map(badge)}
                </span>
                {icon("next")}
            </a>
        </li>
    }
    .into_any()
}

/// The last known state of a dossier.
pub fn last_state(sent: &Sent) -> Option<contract::State> {
    sent.tracked.as_ref()?.steps.last().map(|step| step.state)
}
