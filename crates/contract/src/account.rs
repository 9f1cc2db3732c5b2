//! Signing in: who sends, with which devices, and what was sent.

use crate::{Millis, State};
use chrono::NaiveDate;
use forms::{Lang, Text};
use serde::{Deserialize, Serialize};

/// How people sign in at this server, and when they must.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInWays {
    /// By phone number and a code that is sent to it.
    pub code: bool,
    /// Sending a form needs it; filling one in never does.
    pub needed_to_send: bool,
}

/// A code is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    /// A mobile number of Vietnam, however it is written.
    pub phone: String,
    /// Of the message.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub language: Lang,
}

/// A code is on its way; the same for every number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// Goes back together with the code: 32 lower-case hex digits.
    pub challenge: String,
    pub expires_at: Millis,
    /// Before that no other code is sent to this number.
    pub again_at: Millis,
}

/// The code, as it was read in the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub challenge: String,
    /// Six digits.
    pub code: String,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountInfo {
    /// 32 lower-case hex digits. Sent along in [`crate::headers::ACCOUNT`], a form becomes nobody else's.
    pub id: String,
    /// The end of the phone number, as `•••• ••• 678`.
    pub phone: String,
    pub signed_in_at: Millis,
    /// At the latest then one signs in again.
    pub until: Millis,
    /// Whom a unit has appointed to help others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<HelperRole>,
}

/// An appointment that holds today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HelperRole {
    pub name: String,
    /// As `committee.06685`.
    pub unit: String,
    /// The last day.
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: NaiveDate,
}

/// A device that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    pub id: String,
    /// As `Chrome`; empty when it does not say.
    pub browser: String,
    /// As `Android`; empty when it does not say.
    pub system: String,
    pub signed_in_at: Millis,
    /// To the minute.
    pub seen_at: Millis,
    /// The one that asks.
    pub is_this: bool,
}

/// What an account has sent, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnDossiers {
    pub dossiers: Vec<OwnDossier>,
    /// `after` of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A line of [`OwnDossiers`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnDossier {
    pub code: String,
    /// Slug of the service.
    pub service: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub service_name: Text,
    pub state: State,
    pub submitted_at: Millis,
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: NaiveDate,
}
