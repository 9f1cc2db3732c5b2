//! My dossiers: drafts, what waits to be sent, what was sent.

mod draft;
mod slip;

use crate::browser::{Error, clock};
use crate::drafts::{self, Head};
use crate::folders::helper;
use crate::outbox::{self, Slip, Stage, Unsent};
use crate::parts::draft_card::service_name;
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::kept::kept;
use crate::parts::timeline::badge;
use crate::parts::transfer::{Wanted, bring, take};
use crate::receipts::{self, Sent};
use crate::text::{local, t, time};
use crate::view::prelude::*;
use crate::{routes, services};
use contract::ServiceIndex;
use slip::slips;
use std::sync::Arc;

/// Everything on this phone.
struct Mine {
    drafts: Vec<Head>,
    waiting: Vec<Unsent>,
    sent: Vec<Sent>,
    /// What is left of folders that were erased.
    slips: Vec<Slip>,
    /// For the names; `None` without a network.
    index: Option<Arc<ServiceIndex>>,
}

/// The screen.
pub fn my_dossiers() -> AnyView {
    let wanted = Wanted::new(Vec::new());
    view! {
        {heading(t().my_dossiers.title)}
        {helper::is_there().then(to_the_round)}
        {kept(drafts::changes(), || Box::pin(read()), move |mine| show(mine, wanted))}
        {bring()}
        {take(wanted)}
    }
    .into_any()
}

/// Who files for others goes from household to household.
fn to_the_round() -> AnyView {
    view! {
        <a class="button button-wide" data-action="households" href=routes::HOUSEHOLDS>
            {icon("office")}
            {t().households.title}
        </a>
    }
    .into_any()
}

async fn read() -> Result<Mine, Error> {
    let waiting = outbox::unsent().await?;
    let mut drafts = drafts::list().await.map_err(|error| match error {
        drafts::Error::Browser(error) => error,
        other => Error::missing(&other.to_string()),
    })?;
    drafts.retain(|draft| waiting.iter().all(|waiting| waiting.draft != draft.id));
    let sent = receipts::list().await?;
    let slips = outbox::slips().await?;
    Ok(Mine { drafts, waiting, sent, slips, index: services::index().await.ok() })
}

fn show(mine: &Mine, wanted: Wanted) -> AnyView {
    let text = &t().my_dossiers;
    if mine.drafts.is_empty() && mine.waiting.is_empty() && mine.sent.is_empty() {
        return view! { {slips(&mine.slips)} {nothing()} }.into_any();
    }
    let index = mine.index.as_deref();
    let is_with_office = |unsent: &&Unsent| matches!(unsent.stage, Stage::Papers(_));
    let waiting = mine.waiting.iter().filter(|unsent| !is_with_office(unsent));
    let waiting = waiting.map(|unsent| waiting_line(unsent, index, wanted)).collect::<Vec<_>>();
    let drafts = mine.drafts.iter().map(|head| draft::card(head, index, wanted)).collect::<Vec<_>>();
    let papers = |sent: &Sent| mine.waiting.iter().find(|unsent| unsent.draft == sent.draft);
    let sent = mine.sent.iter().map(|sent| sent_line(sent, papers(sent), wanted)).collect::<Vec<_>>();
    view! {
        {section(text.waiting, "lines", waiting)} {section(text.drafts, "cards", drafts)}
        {section(text.sent, "lines", sent)} {slips(&mine.slips)}
    }
    .into_any()
}

fn nothing() -> AnyView {
    let text = &t().my_dossiers;
    view! {
        <div class="empty">
            {icon("folder")} <p class="lead">{text.none}</p> <p class="soft">{text.none_help}</p>
            <a class="button button-primary" href=routes::HOME>{text.find_service}</a>
        </div>
    }
    .into_any()
}

fn section(title: &'static str, class: &'static str, lines: Vec<AnyView>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack-close">
                <h2>{title}</h2>
                <ul class=class>{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn waiting_line(unsent: &Unsent, index: Option<&ServiceIndex>, wanted: Wanted) -> AnyView {
    let text = &t().my_dossiers;
    let since = time::ago(unsent.since, clock::now());
    let (stage, sign, words) = match unsent.stage {
        Stage::Changed => ("changed", "edit", text.held.to_owned()),
        Stage::ToCorrect => ("to-correct", "alert", text.to_correct.to_owned()),
        Stage::SignIn => ("sign-in", "user", text.sign_in.to_owned()),
        Stage::Sending => ("sending", "loader", text.is_sending.to_owned()),
        Stage::Waits | Stage::Papers(_) => ("waits", "clock", (text.waits_since)(&since)),
    };
    view! {
        <li>
            <a
                class="line"
                data-outbox=unsent.draft.clone()
                data-stage=stage
                href=way_to(unsent)
            >
                {icon(sign)}
                <span class="line-text">
                    {service_name(&unsent.service, index)}
                    <span class="line-note">{words}</span>
                </span>
                {icon("next")}
            </a>
            {unsent.answers.is_none().then(|| carry(unsent, wanted))}
        </li>
    }
    .into_any()
}

/// A form is looked at where it is sent from, the answer to a request for more at its dossier.
fn way_to(unsent: &Unsent) -> String {
    match &unsent.answers {
        Some(code) => routes::dossier(code),
        None => routes::step(&unsent.service, &unsent.draft, routes::REVIEW_STEP),
    }
}

/// What cannot go from here may go from another phone.
fn carry(unsent: &Unsent, wanted: Wanted) -> AnyView {
    let id = unsent.draft.clone();
    view! {
        <button
            type="button"
            class="button button-quiet button-wide"
            data-action="take"
            on:click=move |_| wanted.set(vec![id.clone()])
        >
            {icon("share")}
            {t().transfer.take_title}
        </button>
    }
    .into_any()
}

/// `papers`: what of it is still on the phone.
fn sent_line(sent: &Sent, papers: Option<&Unsent>, wanted: Wanted) -> AnyView {
    let text = &t().my_dossiers;
    let receipt = &sent.receipt;
    let known = sent.tracked.as_ref();
    let state = known.and_then(|tracked| tracked.steps.last()).map(|step| badge(step.state));
    let phase = if papers.is_some() { "papers" } else { "sent" };
    let carry = papers.map(|unsent| carry(unsent, wanted));
    let papers = papers.map(|unsent| match unsent.stage {
        Stage::Papers(left) if left > 0 => (text.papers_left)(left),
        _ => text.papers_refused.to_owned(),
    });
    let papers =
        papers.map(|words| view! { <span class="line-note">{icon("clock")} " " {words}</span> }.into_any());
    let due = known.and_then(|tracked| tracked.detail.as_ref()).map_or(receipt.due, |detail| detail.due);
    view! {
        <li>
            <a class="line" data-dossier=receipt.code.clone() data-stage=phase href=routes::dossier(&receipt.code)>
                <span class="line-text">
                    {local(&receipt.service_name)} <span class="line-note number">{receipt.code.clone()}</span>
                    <span class="line-note">
                        {(text.sent_at)(&time::instant(receipt.received_at))} " · " {(text.due)(&time::day(due))}
                    </span> {papers} {state}
                </span>
                {icon("next")}
            </a>
            {carry}
        </li>
    }
    .into_any()
}
