//! Errors, as RFC 9457 problem documents (`application/problem+json`).

use forms::{Text, Violation};
use serde::{Deserialize, Serialize};

/// What went wrong, and what to do, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// One of [`kinds`].
    #[serde(rename = "type")]
    pub kind: String,
    /// A short name of the kind in English, the same each time.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// For people: what happened and what to do.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: Text,
    /// The request's id, to tell the IT office.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instance: String,
    /// Of kind [`kinds::INVALID_ANSWERS`]: every problem at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub violations: Vec<Violation>,
}

/// The kinds of problem, as relative references.
pub mod kinds {
    /// 422: `violations` says which answers.
    pub const INVALID_ANSWERS: &str = "/problems/invalid-answers";
    /// 400: the body is not what this path takes.
    pub const BAD_REQUEST: &str = "/problems/bad-request";
    /// 401: no or a wrong token or secret.
    pub const UNAUTHORIZED: &str = "/problems/unauthorized";
    /// 401: sign in first, or as the one this was filled in by; nothing of it is lost.
    pub const SIGN_IN_NEEDED: &str = "/problems/sign-in-needed";
    /// 401: this officer's token opens nothing by itself: get a short-lived one with it and the code of the second factor.
    pub const SECOND_FACTOR: &str = "/problems/second-factor";
    /// 422: the code is wrong, was used, or is too old.
    pub const WRONG_CODE: &str = "/problems/wrong-code";
    /// 422: no number that a message can be sent to.
    pub const NO_PHONE: &str = "/problems/no-phone";
    /// 403: another site's page asked for this.
    pub const CROSS_SITE: &str = "/problems/cross-site";
    /// 403: this officer may not do that.
    pub const FORBIDDEN: &str = "/problems/forbidden";
    /// 403: the dossier is of another unit; give a reason in the header `read-reason`.
    pub const REASON_NEEDED: &str = "/problems/reason-needed";
    /// 404
    pub const NOT_FOUND: &str = "/problems/not-found";
    /// 405
    pub const METHOD_NOT_ALLOWED: &str = "/problems/method-not-allowed";
    /// 409: the key was used for another payload.
    pub const KEY_REUSED: &str = "/problems/key-reused";
    /// 409: the dossier has changed since it was read.
    pub const VERSION_CONFLICT: &str = "/problems/version-conflict";
    /// 409: not a legal transition from the present state.
    pub const ILLEGAL_TRANSITION: &str = "/problems/illegal-transition";
    /// 410: this version of the form is no longer accepted.
    pub const DEFINITION_EXPIRED: &str = "/problems/definition-expired";
    /// 422: a file named by the submission has not been uploaded.
    pub const FILE_MISSING: &str = "/problems/file-missing";
    /// 409: not all papers have arrived; an officer who receives the dossier all the same must say why.
    pub const PAPERS_AWAITED: &str = "/problems/papers-awaited";
    /// 409: another number of bytes is there; ask how many.
    pub const OFFSET_CONFLICT: &str = "/problems/offset-conflict";
    /// 460: these bytes do not have the checksum sent with them; nothing of them was kept.
    pub const CHECKSUM_MISMATCH: &str = "/problems/checksum-mismatch";
    /// 412: not the version of tus that is spoken here.
    pub const TUS_VERSION: &str = "/problems/tus-version";
    /// 413
    pub const TOO_LARGE: &str = "/problems/too-large";
    /// 415 or 422: not a picture or PDF that can be read.
    pub const BAD_FILE: &str = "/problems/bad-file";
    /// 422: the bytes do not have the hash in the path.
    pub const HASH_MISMATCH: &str = "/problems/hash-mismatch";
    /// 422: sealed to another key than the server's: fetch that and seal again.
    pub const WRONG_KEY: &str = "/problems/wrong-key";
    /// 429: see `Retry-After`.
    pub const TOO_MANY_REQUESTS: &str = "/problems/too-many-requests";
    /// 503: see `Retry-After`.
    pub const BUSY: &str = "/problems/busy";
    /// 507: the server has no room left; see `Retry-After`.
    pub const OUT_OF_ROOM: &str = "/problems/out-of-room";
    /// 500
    pub const INTERNAL: &str = "/problems/internal";
}
