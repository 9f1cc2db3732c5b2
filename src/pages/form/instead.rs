//! What is shown in place of a form that cannot be filled, or not yet.

use crate::pages::households::choose;
use crate::parts::dead_end::{dead_end, way_on};
use crate::parts::heading::heading;
use crate::parts::live::say_now;
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Asks first whom the form of the service of that slug is for.
    Choose(String),
    /// The phone cannot keep a draft.
    CannotKeep,
    /// There is no such draft.
    NotHere,
    /// The definition is one this app cannot read, or the phone's database failed.
    Broken,
    /// The draft became the dossier of that code.
    Sent(String),
}

/// The screen.
pub fn instead(why: Instead) -> AnyView {
    let text = &t().form;
    match why {
        Instead::Choose(slug) => choose::choose(slug),
        Instead::CannotKeep => cannot_keep(),
        Instead::NotHere => notice(text.no_draft_title, text.no_draft_help),
        Instead::Broken => notice(text.broken_title, text.broken_help),
        Instead::Sent(code) => {
            let help = text.sent_help.replace("{code}", &code);
            dead_end("done", text.sent_title, help, way_on(routes::dossier(&code), text.open_dossier))
        }
    }
}

fn notice(title: &'static str, help: &'static str) -> AnyView {
    dead_end("folder", title, help, way_on(routes::HOME, t().common.to_home))
}

fn cannot_keep() -> AnyView {
    let text = &t().guide;
    say_now(format!("{}. {}", text.cannot_keep, text.cannot_keep_help));
    view! {
        {heading(text.starting)}
        <div class="notice notice-bad">
            <p class="notice-title">{text.cannot_keep}</p>
            <p>{text.cannot_keep_help}</p>
        </div>
    }
    .into_any()
}
