//! Every sentence shown to a person, in both languages. The compiler proves both complete: a group is a struct, and
//! `VI` and `EN` must fill every field of it.
//!
//! The language changes seldom, so the whole screen is drawn anew then ([`track_lang`] in `app.rs`), and pages read
//! [`t`] like a constant.

pub mod aloud;
pub mod common;
pub mod documents;
pub mod dossier;
pub mod folders;
pub mod form;
pub mod guide;
pub mod home;
pub mod install;
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
pub mod transfer;
pub mod versions;
pub mod violation;

use crate::view::prelude::*;
use forms::{Lang, Text};
use std::marker::PhantomData;
use std::ops::Deref;

/// A group of texts in the language of the moment.
///
/// It holds nothing: the texts are found when one is read, so that a file of the program (`src/later.rs`) has those of
/// its own screens and not of all.
pub struct Group<T>(PhantomData<T>);

/// The two languages of a group.
pub trait Bilingual: 'static {
    fn in_language(lang: Lang) -> &'static Self;
}

impl<T: Bilingual> Deref for Group<T> {
    type Target = T;

    fn deref(&self) -> &T {
        T::in_language(lang())
    }
}

/// Declares [`Texts`]: each group is a module with a struct, which `VI` and `EN` fill.
macro_rules! groups {
    ($($name:ident: $texts:ident),* $(,)?) => {
        /// All groups: one for each screen, and `common`.
        pub struct Texts {
            $(pub $name: Group<$name::$texts>,)*
        }

        static TEXTS: Texts = Texts { $($name: Group(PhantomData),)* };

        $(impl Bilingual for $name::$texts {
            fn in_language(lang: Lang) -> &'static Self {
                match lang {
                    Lang::Vi => &$name::VI,
                    Lang::En => &$name::EN,
                }
            }
        })*
    };
}

groups! {
    aloud: Aloud,
    common: Common,
    storage: Storage,
    review: Review,
    documents: Documents,
    folders: Folders,
    form: Form,
    dossier: Dossier,
    guide: Guide,
    home: Home,
    install: Install,
    my_dossiers: MyDossiers,
    overview: Overview,
    receipt: Receipt,
    scan: Scan,
    settings: Settings,
    track: Track,
    transfer: Transfer,
    versions: Versions,
}

thread_local! {
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(Lang::Vi);
}

/// The texts in the language of the moment.
pub fn t() -> &'static Texts {
    &TEXTS
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
