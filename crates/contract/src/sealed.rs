//! What is sealed to the server's public key (crate `envelope`), so that it can be sent while the folder that it belongs to
//! is locked on the phone. Each kind of content has its purpose and says what it is bound to.

use crate::NewSubmission;
use serde::{Deserialize, Serialize};

/// `Content-Type` of a sealed body.
pub const MEDIA_TYPE: &str = "application/vnd.nop-ho-so.sealed";
/// Name in `Upload-Metadata` of a resumable upload whose bytes are sealed.
pub const TUS_METADATA: &str = "sealed";
/// Of a [`SealedSubmission`] as JSON, bound to nothing.
pub const SUBMISSION: &str = "nop-ho-so submission 1";
/// Of a file's bytes, bound to [`file_bound`].
pub const FILE: &str = "nop-ho-so file 1";
/// Of the [`crate::Receipt`] in a [`SealedReceipt`] as JSON, bound to the submission's key.
pub const RECEIPT: &str = "nop-ho-so receipt 1";

/// What a sealed file is bound to: the submission's key and its own hash, both before sealing.
pub fn file_bound(key: &str, sha256: &str) -> String {
    format!("{key}/{sha256}")
}

/// The key that is sealed to. It stays the same as long as the server's data does; a phone that sealed to another one is told
/// so (`/problems/wrong-key`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealingKey {
    /// X25519, 64 lower-case hex digits.
    pub public_key: String,
}

/// A form as it is sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SealedSubmission {
    /// Public key of the folder, to which the receipt is sealed: 64 lower-case hex digits.
    pub reply_to: String,
    pub submission: NewSubmission,
}

/// Proof that a sealed form has arrived: what a locked phone may know, and the receipt, with the lookup secret, for its
/// folder alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedReceipt {
    pub key: String,
    /// SHA-256 of the body as sent, sealed.
    pub payload_sha256: String,
    /// Of the dossier: tells how far it is and nothing of whom it is about, so that it can be shown where the folder was
    /// erased. Empty from a server that does not say it yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The [`crate::Receipt`], sealed, in base64. Another each time; the receipt in it is the same for ever.
    pub receipt: String,
}
