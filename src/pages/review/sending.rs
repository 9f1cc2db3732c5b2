//! Where the sending stands, in words: what is going on, what waits, and what the person should do.

use super::Page;
use crate::filling::Step;
use crate::outbox::{State, Why};
use crate::parts::icon::icon;
use crate::parts::live::say_when;
use crate::text::{local, t};
use crate::view::prelude::*;

/// Nothing before send was pressed. Read aloud when it changes, but not at every percent.
pub fn notice(page: Page) -> AnyView {
    let draft = page.filling.draft().id();
    let phase = Memo::new(move |_| {
        page.state.get().map(|state| match state {
            State::Uploading { file, of, .. } => State::Uploading { file, of, percent: 0 },
            other => other,
        })
    });
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
        State::Uploading { file, of, .. } => {
            let words = texts.uploading.replace("{file}", &file.to_string()).replace("{of}", &of.to_string());
            return (words, String::new());
        }
        State::Delivering => (texts.delivering, String::new()),
        State::Waiting(Why::NoSignal) => (texts.waiting_title, texts.waiting_no_signal.to_owned()),
        State::Waiting(Why::NotOurs) => (texts.waiting_title, texts.waiting_not_ours.to_owned()),
        State::Waiting(Why::Busy) => (texts.waiting_title, texts.waiting_busy.to_owned()),
        State::Changed => (texts.changed_title, texts.changed_help.to_owned()),
        State::Wrong(_) => (texts.refused_title, texts.wrong_answers.to_owned()),
        State::Refused(problem) => (texts.refused_title, local(&problem.detail)),
        State::FileRefused { name, problem } => {
            let refused = texts.file_refused.replace("{name}", name);
            (texts.refused_title, format!("{refused} {}", local(&problem.detail)))
        }
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
        State::Preparing | State::Delivering => busy(words.0, None),
        State::Uploading { .. } => busy(words.0, Some(page)),
        State::Waiting(_) => notice_of("clock", words, None, "unsent"),
        State::Changed => notice_of("edit", words, None, "changed"),
        State::Wrong(_) => notice_of("alert", words, None, "wrong"),
        State::Refused(_) => notice_of("alert", words, None, "refused"),
        State::FileRefused { .. } => notice_of("alert", words, Some(page), "refused"),
        State::FilesLost(_) => notice_of("alert", words, Some(page), "lost"),
        State::NotKept => notice_of("alert", words, None, "full"),
        State::Arrived(_) => notice_of("done", words, None, "arrived"),
    }
}

/// `uploads`: the page whose upload goes on, to show how much has gone out.
fn busy(words: String, uploads: Option<Page>) -> AnyView {
    let bar = uploads.map(|page| {
        let percent = Memo::new(move |_| match page.state.get() {
            Some(State::Uploading { percent, .. }) => percent,
            _ => 100,
        });
        view! {
            <div class="send-progress" aria-hidden="true">
                <progress max="100" value=percent></progress>
                <span class="number">{percent} " %"</span>
            </div>
        }
    });
    view! { <div class="notice"><p class="waiting">{icon("loader")}{words}</p>{bar}</div> }.into_any()
}

fn notice_of(
    sign: &'static str,
    (title, help): (String, String),
    papers: Option<Page>,
    kind: &'static str,
) -> AnyView {
    let link = papers.map(|page| {
        let link = page.filling.link_to(&Step::Documents);
        view! { <a class="button" href=link>{t().review.to_papers}</a> }
    });
    view! {
        <div class="notice notice-warning" class:notice-good=kind == "arrived" data-notice=kind>
            <p class="notice-title">{icon(sign)}{title}</p>
            {(!help.is_empty()).then(|| view! { <p>{help}</p> })}
            {link}
        </div>
    }
    .into_any()
}
