//! Where the sending stands, in words: what is going on, what waits, and what the person should do.

use super::Page;
use crate::filling::Step;
use crate::outbox::{State, Why};
use crate::parts::icon::icon;
use crate::text::{local, t};
use leptos::prelude::*;

/// Nothing before send was pressed. Read aloud when it changes.
pub fn notice(page: Page) -> AnyView {
    let draft = page.filling.draft().id();
    view! {
        <div data-outbox=draft role="status" aria-live="polite">
            {move || page.state.get().map(|state| words(page, state))}
        </div>
    }
    .into_any()
}

fn words(page: Page, state: State) -> AnyView {
    let texts = &t().review;
    match state {
        State::Preparing => busy(texts.preparing.to_owned(), None),
        State::Uploading { file, of, percent } => {
            let words = texts
                .uploading
                .replace("{file}", &file.to_string())
                .replace("{of}", &of.to_string())
                .replace("{percent}", &percent.to_string());
            busy(words, Some(percent))
        }
        State::Delivering => busy(texts.delivering.to_owned(), None),
        State::Waiting(why) => {
            let help = match why {
                Why::NoSignal => texts.waiting_no_signal,
                Why::NotOurs => texts.waiting_not_ours,
                Why::Busy => texts.waiting_busy,
            };
            notice_of("clock", texts.waiting_title, help.to_owned(), None, "unsent")
        }
        State::Changed => {
            notice_of("edit", texts.changed_title, texts.changed_help.to_owned(), None, "changed")
        }
        State::Wrong(_) => {
            notice_of("alert", texts.refused_title, texts.wrong_answers.to_owned(), None, "wrong")
        }
        State::Refused(problem) => {
            notice_of("alert", texts.refused_title, local(&problem.detail), None, "refused")
        }
        State::FileRefused { name, problem } => {
            let help = format!("{} {}", texts.file_refused.replace("{name}", &name), local(&problem.detail));
            notice_of("alert", texts.refused_title, help, Some(page), "refused")
        }
        State::FilesLost(files) => {
            let names: Vec<String> = files.into_iter().map(|file| file.name).collect();
            let help = texts.files_lost.replace("{names}", &names.join(", "));
            notice_of("alert", texts.refused_title, help, Some(page), "lost")
        }
        State::NotKept => notice_of("alert", texts.refused_title, texts.not_kept.to_owned(), None, "full"),
        State::Arrived(_) => notice_of("done", texts.arrived, String::new(), None, "arrived"),
    }
}

fn busy(words: String, percent: Option<u8>) -> AnyView {
    let bar = percent.map(|percent| {
        // The words beside it say the same.
        view! { <progress class="send-progress" aria-hidden="true" max="100" value=percent></progress> }
    });
    view! { <div class="notice"><p class="waiting">{icon("loader")}{words}</p>{bar}</div> }.into_any()
}

fn notice_of(
    sign: &'static str,
    title: &'static str,
    help: String,
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
