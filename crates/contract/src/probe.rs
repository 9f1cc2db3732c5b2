//! Telling our server from a network that answers in its place.

use crate::Millis;
use serde::{Deserialize, Serialize};

/// The expected answer of [`crate::paths::probe`]. The log-in page of a Wi-Fi may answer 200, but not with what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Probe {
    /// [`Probe::SERVICE`].
    pub service: String,
    /// The one that was asked with.
    pub nonce: String,
    /// The server's clock.
    pub at: Millis,
}

impl Probe {
    pub const SERVICE: &'static str = "nop-ho-so";

    /// Whether this is our server's answer to that question.
    pub fn answers(&self, nonce: &str) -> bool {
        self.service == Self::SERVICE && self.nonce == nonce
    }
}
