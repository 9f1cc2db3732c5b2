//! Every sentence shown to a person, in both languages. The compiler proves both complete: a group is a struct, and
//! `VI` and `EN` must fill every field of it.
//!
//! The language changes seldom, so the whole screen is drawn anew then ([`track_lang`] in `app.rs`), and pages read
//! [`t`] like a constant.

pub mod aloud;
pub mod common;
pub mod documents;
pub mod dossier;
pub mod form;
pub mod guide;
pub mod home;
pub mod my_dossiers;
pub mod overview;
pub mod receipt;
pub mod religions;
pub mod review;
pub mod scan;
pub mod settings;
pub mod spoken;
pub mod storage;
pub mod time;
pub mod track;
pub mod violation;

use crate::view::prelude::*;
use forms::{Lang, Text};

/// All groups: one for each screen, and `common`.
pub struct Texts {
    pub aloud: aloud::Aloud,
    pub common: common::Common,
    pub storage: storage::Storage,
    pub review: review::Review,
    pub documents: documents::Documents,
    pub form: form::Form,
    pub dossier: dossier::Dossier,
    pub guide: guide::Guide,
    pub home: home::Home,
    pub my_dossiers: my_dossiers::MyDossiers,
    pub overview: overview::Overview,
    pub receipt: receipt::Receipt,
    pub scan: scan::Scan,
    pub settings: settings::Settings,
    pub track: track::Track,
}

static VI: Texts = Texts {
    aloud: aloud::VI,
    common: common::VI,
    storage: storage::VI,
    review: review::VI,
    documents: documents::VI,
    form: form::VI,
    dossier: dossier::VI,
    guide: guide::VI,
    home: home::VI,
    my_dossiers: my_dossiers::VI,
    overview: overview::VI,
    receipt: receipt::VI,
    scan: scan::VI,
    settings: settings::VI,
    track: track::VI,
};

static EN: Texts = Texts {
    aloud: aloud::EN,
    common: common::EN,
    storage: storage::EN,
    review: review::EN,
    documents: documents::EN,
    form: form::EN,
    dossier: dossier::EN,
    guide: guide::EN,
    home: home::EN,
    my_dossiers: my_dossiers::EN,
    overview: overview::EN,
    receipt: receipt::EN,
    scan: scan::EN,
    settings: settings::EN,
    track: track::EN,
};

thread_local! {
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(Lang::Vi);
}

/// The texts in the language of the moment.
pub fn t() -> &'static Texts {
    match lang() {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

/// The language of the moment.
pub fn lang() -> Lang {
    LANG.with(GetUntracked::get_untracked)
}

/// The language of the moment; whatever calls it is drawn anew when the language changes.
pub fn track_lang() -> Lang {
    LANG.with(Get::get)
}

/// Changes the language.
pub fn set_lang(lang: Lang) {
    LANG.with(|signal| signal.set(lang));
}

/// A text of the catalog in the language of the moment.
pub fn local(text: &Text) -> String {
    text.get(lang()).to_owned()
}

/// "vi" or "en", as in `<html lang>`.
pub fn lang_tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    }
}

/// A language by its own name.
pub fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tiếng Việt",
        Lang::En => "English",
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
