//! Opens what phones seal to the server's public key, and seals receipts to theirs (crate `envelope`).

use crate::app::App;
use crate::chance::{self, to_hex};
use crate::config::Key;
use crate::error::{Error, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::Receipt;
use contract::sealed::{self, SealedReceipt, SealingKey};
use envelope::{PublicKey, SecretKey};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The server's half of the key pair.
#[derive(Clone, Debug)]
pub struct Envelopes(SecretKey);

impl Envelopes {
    /// Made of the key that seals the data: one secret to keep, and a backup of it opens all.
    pub fn new(key: &Key) -> Self {
        let seed = Sha256::new().chain_update("nop-ho-so sealing key 1:").chain_update(key.0).finalize();
        Self(SecretKey::derive(&seed.into()))
    }

    /// The plain bytes; an error when they were not sealed to this server for this purpose and place.
    pub fn open(&self, purpose: &str, bound: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        self.0.open(purpose, bound, bytes).map_err(|_| Error::WrongKey)
    }
}

/// Where the receipt of a sealed form goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyTo(PublicKey);

impl ReplyTo {
    /// Of 64 hex digits; an error when nothing can be sealed to them, so that it is known before anything is stored.
    pub fn new(digits: &str) -> Result<Self> {
        let wrong =
            || Error::BadRequest("`reply_to` must be a public key: 64 lower-case hex digits".to_owned());
        let reply_to = Self(crate::config::key_of_hex(digits).ok_or_else(wrong)?);
        reply_to.seal("", b"").map_err(|_| wrong())?;
        Ok(reply_to)
    }

    /// As it was given to [`Self::new`].
    pub fn digits(self) -> String {
        to_hex(&self.0)
    }

    /// What is answered instead of the receipt, as JSON.
    pub fn receipt(self, key: &str, payload_sha256: &str, receipt: &[u8]) -> Result<Vec<u8>> {
        let Receipt { code, .. } = serde_json::from_slice(receipt)?;
        let receipt = STANDARD.encode(self.seal(key, receipt)?);
        let (key, payload_sha256) = (key.to_owned(), payload_sha256.to_owned());
        Ok(serde_json::to_vec(&SealedReceipt { key, payload_sha256, code, receipt })?)
    }

    fn seal(self, key: &str, receipt: &[u8]) -> Result<Vec<u8>> {
        envelope::seal(&self.0, sealed::RECEIPT, key, receipt, chance::bytes())
            .map_err(|error| Error::Inconsistent(error.to_string()))
    }
}

/// Whether a request's body says that it is sealed.
pub fn is_sealed(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|media_type| media_type == sealed::MEDIA_TYPE)
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(sealing_key))
}

/// The public key that phones seal to.
#[utoipa::path(get, path = "/api/v1/sealing-key", tag = "submissions", responses((status = 200, body = SealingKey)))]
async fn sealing_key(State(app): State<Arc<App>>) -> Json<SealingKey> {
    Json(SealingKey { public_key: to_hex(&app.envelopes.0.public()) })
}
