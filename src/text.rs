//! Every sentence shown to a person, in both languages. The compiler proves both complete: a group is a struct, and
//! `VI` and `EN` must fill every field of it.
//!
//! The language changes seldom, so the whole screen is drawn anew then ([`track_lang`] in `app.rs`), and pages read
//! [`t`] like a constant.

pub mod account;
pub mod aloud;
pub mod common;
pub mod documents;
pub mod dossier;
pub mod folders;
pub mod form;
pub mod guide;
pub mod home;
pub mod households;
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

use crate::later::Job;
use crate::view::prelude::*;
use forms::{Lang, Text};
use std::cell::Cell;
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

        /// All groups in English. They come in a file of their own, which those who read Vietnamese never wait for.
        pub struct English {
            $($name: &'static $name::$texts,)*
        }

        /// See [`english_by`].
        pub static ENGLISH: English = English { $($name: &$name::EN,)* };

        $(impl Bilingual for $name::$texts {
            fn in_language(lang: Lang) -> &'static Self {
                match english(lang) {
                    Some(english) => english.$name,
                    None => &$name::VI,
                }
            }
        })*
    };
}

groups! {
    account: Account,
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
    households: Households,
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

/// What fetches the English texts; `None` when they did not come.
pub type FetchEnglish = fn() -> Job<Option<&'static English>>;

thread_local! {
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(Lang::Vi);
    static ENGLISH_BY: Cell<Option<FetchEnglish>> = const { Cell::new(None) };
    static ENGLISH_HERE: Cell<Option<&'static English>> = const { Cell::new(None) };
}

/// Says once how the English texts are had.
pub fn english_by(fetch: FetchEnglish) {
    ENGLISH_BY.set(Some(fetch));
}

/// The English texts, if that is the language. They are here before [`set_lang`] makes it so.
fn english(lang: Lang) -> Option<&'static English> {
    match lang {
        Lang::Vi => None,
        #[cfg(test)]
        Lang::En => Some(&ENGLISH),
        #[cfg(not(test))]
        Lang::En => ENGLISH_HERE.get(),
    }
}

/// Whether the texts of that language are here; fetches them if not.
pub async fn bring(lang: Lang) -> bool {
    if lang == Lang::En && ENGLISH_HERE.get().is_none() {
        let Some(fetch) = ENGLISH_BY.get() else { return false };
        ENGLISH_HERE.set(fetch().await);
        return ENGLISH_HERE.get().is_some();
    }
    true
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

/// Changes the language, whose texts [`bring`] has brought.
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
