//! Every address of the app, once, and what builds links to them.
//!
//! Slugs, draft ids, step ids and dossier codes are safe in an address as they are.

/// Search, services, drafts.
pub const HOME: &str = "/";
/// Drafts, waiting to be sent, sent.
pub const MY_DOSSIERS: &str = "/ho-so";
/// Follow a dossier by its code and secret.
pub const TRACK: &str = "/tra-cuu";
/// Language, looks, my information, this phone's data.
pub const SETTINGS: &str = "/tai-khoan";

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
