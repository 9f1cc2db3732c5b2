//! Following what happens to dossiers: the list of changes, and webhooks.

use crate::{Actor, Millis, State};
use serde::{Deserialize, Serialize};

/// One event of one dossier. Nothing personal: who may read the dossier, reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// 1, 2, 3 … over all dossiers, without a gap, in the order in which they can be read.
    pub number: i64,
    pub code: String,
    pub service: String,
    /// The unit that receives it, as `police.06685`.
    pub unit: String,
    /// [`crate::Dossier::version`] after it.
    pub version: i64,
    pub state: State,
    /// `None`: it was just sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_before: Option<State>,
    pub actor: Actor,
    pub at: Millis,
}

/// Changes, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePage {
    pub changes: Vec<Change>,
    /// Give it as `?after=` for what comes next.
    pub next: i64,
}

/// The body of a webhook's request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookMessage {
    /// `dossier.changed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened, as `2026-11-22T08:15:00.000Z`.
    pub timestamp: String,
    pub data: Change,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// `https`, in the public internet.
    pub url: String,
    /// Whose changes; without it, those of one's own unit.
    #[serde(default)]
    pub unit: Option<String>,
}

/// A webhook that was just added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookSecret {
    pub id: String,
    /// `whsec_` and the key in base64, as libraries of standardwebhooks.com take it. Told only now.
    pub secret: String,
}

/// A webhook and how it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    pub id: String,
    pub url: String,
    pub unit: String,
    /// Number of the last change that it took, or that was not for it.
    pub position: i64,
    /// How many changes came since, also those that are not for it.
    pub behind: i64,
    pub added_at: Millis,
    /// Since when it takes nothing; `None`: all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<Millis>,
    /// How often it failed since.
    pub attempts: i64,
    /// When it is tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// It is tried no more, until it is replayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead_at: Option<Millis>,
}

/// From where a webhook hears it all again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// Number of the last change that it is not told again; 0: all.
    pub after: i64,
}
