//! Everything but questions.

use super::shown;
use crate::parts::dialog::dialog;
use crate::parts::drawing::drawing;
use crate::parts::error_summary::{Line, error_summary};
use crate::parts::icon::icon;
use crate::parts::loading;
use crate::parts::photo_tips::photo_tips;
use crate::parts::progress::progress as steps;
use crate::parts::timeline::{badge, timeline};
use crate::parts::toast::toast_with_undo;
use crate::text::t;
use crate::view::prelude::*;
use contract::{Actor, Event, State};
use std::sync::Arc;
use wasm_bindgen::JsCast;

const ALL_STATES: [State; 10] = [
    State::Registered,
    State::Received,
    State::Processing,
    State::MoreRequested,
    State::PaymentRequested,
    State::Done,
    State::Returned,
    State::Refused,
    State::Stopped,
    State::Withdrawn,
];

/// Letters with two marks above and one below: what is cut off shows here.
const STACKED: &str = "Ẫ Ễ Ỗ Ữ Ỵ Ậ Ặ Ệ Ộ Ợ ẵ ẫ ễ ỗ ữ ự Nguyễn Thị Ửng";

pub fn words() -> AnyView {
    let content = view! {
        <p class="lead">{STACKED}</p>
        <h2>{STACKED}</h2>
        <h3>{STACKED}</h3>
        <p>{t().form.no_draft_help}</p>
        <p class="soft">{t().form.no_draft_help}</p>
        <p class="soft small">{t().form.no_draft_help}</p>
        <p><a href="/-/gallery">{t().common.to_home}</a></p>
    };
    shown("words", content.into_any())
}

pub fn buttons() -> AnyView {
    let words = &t().form;
    let content = view! {
        <button type="button" class="button button-primary">{words.next}</button>
        <button type="button" class="button button-primary" aria-disabled="true">{t().review.sending}</button>
        <button type="button" class="button button-wide">{icon("share")}{t().receipt.share}</button>
        <div class="row">
            <button type="button" class="button">{words.edit}</button>
            <button type="button" class="button" disabled=true>{words.edit}</button>
            <button type="button" class="button button-quiet">{words.back}</button>
            <button type="button" class="button button-danger">{icon("remove")}{words.remove}</button>
        </div>
        <div class="deeds">
            <button type="button" class="button button-quiet">{icon("edit")}{t().my_dossiers.rename}</button>
            <button type="button" class="button button-quiet">{icon("copy")}{t().my_dossiers.duplicate}</button>
            <button type="button" class="button button-quiet">{icon("remove")}{t().my_dossiers.remove}</button>
        </div>
    };
    shown("buttons", content.into_any())
}

pub fn notices() -> AnyView {
    let words = &t().common;
    let notice = |class: &'static str, drawing: &str| {
        view! {
            <div class=class>
                <p class="notice-title">{icon(drawing)}{words.offline_title}</p>
                <p>{words.offline_help}</p>
                <button type="button" class="button">{words.retry}</button>
            </div>
        }
        .into_any()
    };
    let content = view! {
        {notice("notice", "info")}
        {notice("notice notice-good", "done")}
        {notice("notice notice-warning", "warning")}
        {notice("notice notice-bad", "alert")}
        <p class="offline-bar">{icon("offline")}{words.you_are_offline}</p>
        {loading::waiting()}
    };
    shown("notices", content.into_any())
}

pub fn cards() -> AnyView {
    let words = &t().my_dossiers;
    let content = view! {
        <ul class="lines">
            <li>
                <a class="line" href="/-/gallery">
                    {icon("edit")}
                    <span class="line-text">{words.unnamed}<span class="line-note">{(words.done)(40)}</span></span>
                    {icon("next")}
                </a>
            </li>
            <li>
                <a class="line" href="/-/gallery">
                    <span class="line-text">
                        {words.unnamed} <span class="line-note number">"H49.22-261122-482913"</span>
                        {badge(State::MoreRequested)}
                    </span>
                    {icon("next")}
                </a>
            </li>
        </ul>
        <dl class="card facts">
            <div class="fact">
                <dt>{icon("clock")}{t().guide.time}</dt>
                <dd>{(t().guide.working_days)(3)}</dd>
                <dd class="fact-note">{t().receipt.due_help}</dd>
            </div>
            <div class="fact"><dt>{icon("fee")}{t().guide.fee}</dt><dd>{t().guide.fee_none}</dd></div>
        </dl>
        <details class="card folded"><summary>{t().guide.cases}</summary><p>{t().guide.prepare_help}</p></details>
        <div class="empty">
            {icon("folder")} <p class="lead">{words.none}</p> <p class="soft">{words.none_help}</p>
            <a class="button button-primary" href="/-/gallery">{words.find_service}</a>
        </div>
    };
    shown("cards", content.into_any())
}

pub fn progress() -> AnyView {
    let lines = vec![
        Line { target: "blank.name".to_owned(), sentence: t().form.row_wrong.to_owned() },
        Line { target: "blank.born".to_owned(), sentence: t().review.consent_missing.to_owned() },
    ];
    let content = view! {
        {steps(3, 7, RwSignal::new(false))}
        <progress class="bar" max="100" value="40" aria-label=(t().my_dossiers.done)(40)></progress>
        {error_summary(Signal::stored(lines), Arc::new(|_| ()))}
    };
    shown("progress and errors", content.into_any())
}

pub fn states() -> AnyView {
    let badges: Vec<AnyView> = ALL_STATES.iter().map(|state| badge(*state)).collect();
    let events: Vec<Event> = ALL_STATES
        .iter()
        .zip(1_i64..)
        .map(|(state, number)| Event {
            number,
            state: *state,
            // Half an hour apart, on 22 November 2026.
            at: 1_795_312_800_000 + number * 1_800_000,
            actor: if number == 1 { Actor::Citizen } else { Actor::Officer },
            reason: (*state == State::MoreRequested).then(|| "Ảnh mờ, xin chụp lại.".to_owned()),
            paper: None,
            due: None,
        })
        .collect();
    shown("states", view! { <div class="row">{badges}</div> {timeline(&events, None)} }.into_any())
}

pub fn dialogs() -> AnyView {
    let open = RwSignal::new(false);
    let words = &t().common;
    let content =
        view! { <p>{words.offline_help}</p> <button type="button" class="button">{words.retry}</button> };
    let all = view! {
        <div class="row">
            <button type="button" class="button" data-action="dialog" on:click=move |_| open.set(true)>"dialog"</button>
            <button
                type="button"
                class="button"
                data-action="toast"
                on:click=|_| toast_with_undo(t().my_dossiers.removed, || ())
            >
                "toast"
            </button>
        </div>
        {dialog("gallery-dialog", open, || t().common.offline_title.to_owned(), content.into_any())}
    };
    shown("dialogs", all.into_any())
}

/// Kinds of paper, and what photos of them look like.
pub fn papers() -> AnyView {
    let kinds = crate::parts::drawing::KINDS.iter();
    let kinds: Vec<AnyView> = kinds
        .map(|(name, _)| {
            view! { <li class="tile">{drawing(name)}<span lang="en">{*name}</span></li> }.into_any()
        })
        .collect();
    shown("papers", view! { <ul class="tiles">{kinds}</ul> {photo_tips()} }.into_any())
}

/// Every drawing that stands in the page.
pub fn drawings() -> AnyView {
    let all = document().query_selector_all("symbol[id^='i-']").ok();
    let names = all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |at| all.item(at)));
    let drawings: Vec<AnyView> = names
        .filter_map(|node| node.dyn_into::<web_sys::Element>().ok())
        .map(|symbol| {
            let id = symbol.id();
            let name = id.strip_prefix("i-").unwrap_or(&id).to_owned();
            view! { <li class="tile">{icon(&name)}<span lang="en">{name}</span></li> }.into_any()
        })
        .collect();
    shown("drawings", view! { <ul class="tiles">{drawings}</ul> }.into_any())
}
