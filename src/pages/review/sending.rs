//! Where the sending stands, in words: what is going on, what waits, and what the person should do.

use super::Page;
use crate::filling::Step;
use crate::outbox::{State, Why};
use crate::parts::icon::icon;
use crate::parts::live::say_when;
use crate::routes;
use crate::text::{local, t};
use crate::view::prelude::*;

/// Nothing before send was pressed. Read aloud when it changes.
pub fn notice(page: Page) -> AnyView {
    let draft = page.filling.draft().id();
    let phase = page.state;
    say_when(move || {
        let (title, help) = phase.get().map(|state| told(&state))?;
        Some(format!("{title} {help}"))
    });
    view! {
        <div data-outbox=draft>
            {move || phase.get().map(|state| words(page, state))}
        </div>
    }
    .into_any()
}

/// What is said of a state: what goes on or has happened, and what to do.
fn told(state: &State) -> (String, String) {
    let texts = &t().review;
    let (title, help) = match state {
        State::Preparing => (texts.preparing, String::new()),
        State::Delivering => (texts.delivering, String::new()),
        State::Waiting(Why::NoSignal) => (texts.waiting_title, texts.waiting_no_signal.to_owned()),
        State::Waiting(Why::NotOurs) => (texts.waiting_title, texts.waiting_not_ours.to_owned()),
        State::Waiting(Why::Busy) => (texts.waiting_title, texts.waiting_busy.to_owned()),
        State::Waiting(Why::SignIn) => (texts.sign_in_title, texts.sign_in_help.to_owned()),
        State::Changed => (texts.changed_title, texts.changed_help.to_owned()),
        State::Wrong(_) => (texts.refused_title, texts.wrong_answers.to_owned()),
        State::Refused(problem) => (texts.refused_title, local(&problem.detail)),
        State::FilesLost(files) => {
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            (texts.refused_title, texts.files_lost.replace("{names}", &names.join(", ")))
        }
        State::NotKept => (texts.refused_title, texts.not_kept.to_owned()),
        State::Arrived(_) => (texts.arrived, String::new()),
    };
    (title.to_owned(), help)
}

fn words(page: Page, state: State) -> AnyView {
    let words = told(&state);
    match state {
        State::Preparing | State::Delivering => busy(words.0),
        State::Waiting(Why::SignIn) => {
            notice_of("user", words, Some((routes::SETTINGS.to_owned(), t().review.to_sign_in)), "sign-in")
        }
        State::Waiting(_) => notice_of("clock", words, None, "unsent"),
        State::Changed => notice_of("edit", words, None, "changed"),
        State::Wrong(_) => notice_of("alert", words, None, "wrong"),
        State::Refused(_) => notice_of("alert", words, None, "refused"),
        State::FilesLost(_) => {
            let papers = page.filling.link_to(&Step::Documents);
            notice_of("alert", words, Some((papers, t().review.to_papers)), "lost")
        }
        State::NotKept => notice_of("alert", words, None, "full"),
        State::Arrived(_) => notice_of("done", words, None, "arrived"),
    }
}

fn busy(words: String) -> AnyView {
    view! { <div class="notice"><p class="waiting">{icon("loader")}{words}</p></div> }.into_any()
}

fn notice_of(
    sign: &'static str,
    (title, help): (String, String),
    link: Option<(String, &'static str)>,
    kind: &'static str,
) -> AnyView {
    let link = link.map(|(place, words)| view! { <a class="button" href=place>{words}</a> });
    view! {
        <div class="notice notice-warning" class:notice-good=kind == "arrived" data-notice=kind>
            <p class="notice-title">{icon(sign)}{title}</p>
            {(!help.is_empty()).then(|| view! { <p>{help}</p> })}
            {link}
        </div>
    }
    .into_any()
}
