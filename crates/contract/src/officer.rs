//! What officers do among themselves.

use crate::Millis;
use serde::{Deserialize, Serialize};

/// Who the token in a request belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficerInfo {
    pub id: String,
    pub name: String,
    /// As `police.06685`, or `*` for all.
    pub unit: String,
    /// `officer`, `leader` or `system`.
    pub role: String,
}

/// Who works on a dossier, and who did when the sender looked: another by now is a 409.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Id of an officer; `null`: nobody.
    pub officer: Option<String>,
    #[serde(default)]
    pub seen: Option<String>,
}

/// A note for other officers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Id of who wrote it.
    pub officer: String,
    pub at: Millis,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// 1 to 4000 characters.
    pub text: String,
}
