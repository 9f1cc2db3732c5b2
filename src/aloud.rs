//! Reading aloud, for those who read slowly or hold the phone for somebody else: a button beside each question, and one
//! that reads the whole form back before it is sent.
//!
//! Only voices that the phone itself speaks are used: with a voice of a far-away service every answer would leave the
//! phone. Where there is none for the language of the moment the buttons do not show.

mod voice;

pub use voice::{read, start, stop, voice_may_have_changed};

use crate::parts::icon::icon;
use crate::text::{lang, spoken, t};
use crate::view::prelude::*;

/// One piece said without a stop inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub text: String,
    /// Id of the element that is marked and brought into view while this is said.
    pub place: Option<String>,
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self { text, place: None }
    }
}

/// Texts of the screen, each a phrase; blank ones are nothing to say.
pub fn phrases<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Vec<Phrase> {
    let texts = texts.into_iter();
    texts
        .map(|text| spoken::prose(text.as_ref(), lang()))
        .filter(|text| !text.is_empty())
        .map(Phrase::from)
        .collect()
}

/// The small button that reads one thing; a second press stops. `name` is what it reads; `words` gives the phrases at
/// the moment of the press.
pub fn listen(id: String, name: &str, words: impl Fn() -> Vec<Phrase> + 'static) -> AnyView {
    let what = id.clone();
    listen_by(id, name, Box::new(move || read(&what, words())))
}

/// The same, where `press` reads or stops by itself.
pub fn listen_by(id: String, name: &str, press: Box<dyn Fn()>) -> AnyView {
    let label = t().aloud.listen_to.replace("{what}", name);
    let reading = voice::reading();
    let is_read = move || if reading.with(|now| now.as_ref() == Some(&id)) { "true" } else { "false" };
    view! {
        <button
            type="button"
            class="button button-quiet aloud"
            data-action="listen"
            aria-label=label
            aria-pressed=is_read
            on:click=move |_| press()
        >
            {icon("listen")}
            {icon("stop")}
        </button>
    }
    .into_any()
}

/// The same for everything on the screen, with words on it.
pub fn listen_to_all(words: impl Fn() -> Vec<Phrase> + 'static) -> AnyView {
    const ALL: &str = "all";
    let reading = voice::reading();
    let is_read = move || reading.with(|now| now.as_deref() == Some(ALL));
    let face = move || {
        let texts = &t().aloud;
        if is_read() {
            view! { {icon("stop")} {texts.stop} }.into_any()
        } else {
            view! { {icon("listen")} {texts.listen_all} }.into_any()
        }
    };
    view! {
        <div class="aloud-all">
            <button
                type="button"
                class="button button-wide"
                data-action="listen-all"
                aria-describedby="aloud:help"
                on:click=move |_| voice::read(ALL, words())
            >
                {face}
            </button>
            <p class="soft small" id="aloud:help">{t().aloud.listen_all_help}</p>
        </div>
    }
    .into_any()
}
