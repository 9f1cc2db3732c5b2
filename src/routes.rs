//! Every address of the app, once, and what builds links to them.
//!
//! Slugs, draft ids, step ids and dossier codes are safe in an address as they are.

use crate::browser::address;
use crate::view::prelude::*;

/// What an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    /// Of the service of that slug.
    Guide(String),
    Start(String),
    /// Of any draft, at any step: see [`draft_and_step`].
    Form,
    /// Of the dossier of that code.
    Receipt(String),
    MyDossiers,
    Dossier(String),
    Track,
    Settings,
    /// The people of a household, and a helper's round: says by itself what may not show while a folder is locked.
    Households,
    /// How the app comes onto the home screen.
    Install,
    /// Every component in every state, for those who build the app.
    Gallery,
    NotFound,
}

impl Route {
    /// Whether it shows what somebody has filled in or sent: not while their folder is locked.
    pub fn is_of_a_person(&self) -> bool {
        !matches!(
            self,
            Self::Home
                | Self::Guide(_)
                | Self::Track
                | Self::Households
                | Self::Install
                | Self::Gallery
                | Self::NotFound
        )
    }

    /// Of a path without its first slash. The browser tests read these arms to know every screen (`tests/e2e/walk.ts`).
    pub fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => Self::Home,
            ["dich-vu", slug] => Self::Guide((*slug).to_owned()),
            ["nop", slug] => Self::Start((*slug).to_owned()),
            ["nop", _slug, _draft, _step] => Self::Form,
            ["bien-nhan", code] => Self::Receipt((*code).to_owned()),
            ["ho-so"] => Self::MyDossiers,
            ["ho-so", code] => Self::Dossier((*code).to_owned()),
            ["tra-cuu"] => Self::Track,
            ["tai-khoan"] => Self::Settings,
            ["ho-gia-dinh"] => Self::Households,
            ["cai-ung-dung"] => Self::Install,
            ["-", "gallery"] => Self::Gallery,
            _ => Self::NotFound,
        }
    }
}

/// The present path, without its first slash.
pub fn path() -> Signal<String> {
    let path = address::path();
    derived(move || path.with(|path| path.trim_start_matches('/').to_owned()))
}

/// Whether the page was opened at Home.
pub fn is_home() -> bool {
    address::now() == HOME
}

/// Draft and step that the path of a form names; empty in any other.
pub fn draft_and_step(path: &str) -> (&str, &str) {
    let mut parts = path.split('/').skip(2);
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

/// Search, services, drafts.
pub const HOME: &str = "/";
/// Drafts, waiting to be sent, sent.
pub const MY_DOSSIERS: &str = "/ho-so";
/// Follow a dossier by its code and secret.
pub const TRACK: &str = "/tra-cuu";
/// Language, looks, my information, this phone's data.
pub const SETTINGS: &str = "/tai-khoan";

/// The people of a household, and a helper's round.
pub const HOUSEHOLDS: &str = "/ho-gia-dinh";
/// How the app comes onto the home screen.
pub const INSTALL: &str = "/cai-ung-dung";

/// The step that chooses the case of a service.
pub const VARIANT_STEP: &str = "truong-hop";
/// The step of the papers.
pub const DOCUMENTS_STEP: &str = "giay-to";
/// The step that checks everything and sends.
pub const REVIEW_STEP: &str = "kiem-tra";

/// What a service is, in plain words.
pub fn guide(slug: &str) -> String {
    format!("/dich-vu/{slug}")
}

/// Begin a form: makes a draft.
pub fn start(slug: &str) -> String {
    format!("/nop/{slug}")
}

/// One step of a draft: [`VARIANT_STEP`], a section's id, [`DOCUMENTS_STEP`] or [`REVIEW_STEP`].
pub fn step(slug: &str, draft: &str, step: &str) -> String {
    format!("/nop/{slug}/{draft}/{step}")
}

/// Proof that a form has arrived.
pub fn receipt(code: &str) -> String {
    format!("/bien-nhan/{code}")
}

/// A dossier of this phone.
pub fn dossier(code: &str) -> String {
    format!("/ho-so/{code}")
}

/// Opens tracking with the code and secret filled in. The fragment is never sent to a server.
pub fn track_link(origin: &str, code: &str, secret: &str) -> String {
    format!("{origin}{TRACK}#code={code}&secret={secret}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_shows_its_screen() {
        for (address, shown) in [
            (HOME.to_owned(), Route::Home),
            (guide("khai-sinh"), Route::Guide("khai-sinh".to_owned())),
            (start("khai-sinh"), Route::Start("khai-sinh".to_owned())),
            (step("khai-sinh", "0a1b", REVIEW_STEP), Route::Form),
            (receipt("H49.22-261122-482913"), Route::Receipt("H49.22-261122-482913".to_owned())),
            (dossier("H49.22-261122-482913"), Route::Dossier("H49.22-261122-482913".to_owned())),
            (MY_DOSSIERS.to_owned(), Route::MyDossiers),
            (TRACK.to_owned(), Route::Track),
            (HOUSEHOLDS.to_owned(), Route::Households),
            (format!("{SETTINGS}/"), Route::Settings),
            ("/nop/khai-sinh/0a1b".to_owned(), Route::NotFound),
            ("/x".to_owned(), Route::NotFound),
        ] {
            assert_eq!(Route::of(&address[1..]), shown, "{address}");
        }
    }

    #[test]
    fn a_form_s_address_names_draft_and_step() {
        assert_eq!(draft_and_step(&step("khai-sinh", "0a1b", "nguoi-khai")[1..]), ("0a1b", "nguoi-khai"));
        assert_eq!(draft_and_step("tra-cuu"), ("", ""));
    }
}
