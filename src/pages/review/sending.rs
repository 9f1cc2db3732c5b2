//! Where the sending stands, in words: what is going on, what waits, and what the person should do.

use super::Page;
use crate::filling::Step;
use crate::outbox::{State, Why};
use crate::parts::icon::icon;
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
    view! {
        <div data-outbox=draft role="status" aria-live="polite">
            {move || phase.get().map(|state| words(page, state))}
        </div>
    }
    .into_any()
}

fn words(page: Page, state: State) -> AnyView {
    let texts = &t().review;
    match state {
        State::Preparing => busy(texts.preparing.to_owned(), None),
        State::Uploading { file, of, .. } => {
            let words = texts.uploading.replace("{file}", &file.to_string()).replace("{of}", &of.to_string());
            busy(words, Some(page))
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
