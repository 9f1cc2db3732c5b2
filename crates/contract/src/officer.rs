//! What officers do among themselves.

use crate::Millis;
use chrono::NaiveDate;
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

/// A short-lived token, as OAuth 2.0 tells it (RFC 6749, 5.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    pub access_token: String,
    /// `Bearer`
    pub token_type: String,
    /// In seconds.
    pub expires_in: i64,
}

/// Somebody whom a unit appoints to help others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewHelper {
    /// A mobile number of Vietnam, however it is written: who signs in with it is the helper.
    pub phone: String,
    pub name: String,
    /// As `committee.06685`; without it, the officer's own.
    #[serde(default)]
    pub unit: Option<String>,
    /// The last day, at most a year away.
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: NaiveDate,
}

/// An appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Helper {
    pub id: String,
    pub phone: String,
    pub name: String,
    pub unit: String,
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: NaiveDate,
    /// Id of the officer.
    pub appointed_by: String,
    pub appointed_at: Millis,
    /// When it was ended before its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Millis>,
}
