//! A dossier as citizens and officers see it.

use crate::{Action, Help, Millis, Note, State};
use chrono::NaiveDate;
use forms::{Answers, Text};
use serde::{Deserialize, Serialize};

/// One line of the timeline. Events are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// 1, 2, 3 …
    pub number: i64,
    pub state: State,
    pub at: Millis,
    pub actor: Actor,
    /// What the officer wrote; only with the lookup secret, and to officers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    Citizen,
    Officer,
    System,
}

/// What anyone with a code may see. An unknown code looks the same, with no steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tracked {
    pub code: String,
    /// Without reasons.
    pub steps: Vec<Event>,
    /// Only with the right lookup secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<TrackedDetail>,
}

/// What the holder of the lookup secret may see. Still no answers: those stay with the citizen's phone and the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrackedDetail {
    pub service: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub service_name: Text,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub receiving_office: Text,
    /// With reasons.
    pub timeline: Vec<Event>,
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: NaiveDate,
    /// The open request for more, if the office waits for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<MoreRequest>,
    pub results: Vec<ResultFile>,
    /// The papers that are still on their way from the citizen's phone; `None`: all are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited: Option<Awaited>,
}

/// Papers that a dossier names and that have not arrived: it was sent with [`crate::Papers::Later`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Awaited {
    /// At least 1.
    pub count: u32,
    /// They are expected by then. What comes later is taken all the same.
    pub until: Millis,
    /// That moment has passed: the office may refuse the dossier or ask for the papers.
    pub overdue: bool,
}

/// A paper that a dossier names and that has not arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingFile {
    pub sha256: String,
    /// Where it belongs: `documents.tenancy_paper`, `applicant.portrait`.
    pub place: String,
    pub name: String,
}

/// A request for more papers or a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoreRequest {
    pub reason: String,
    pub at: Millis,
}

/// A file of the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultFile {
    pub id: String,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
}

/// The citizen's answer to a request for more. Files were uploaded under `key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Idempotency key: 32 lower-case hex digits of chance.
    pub key: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub files: Vec<forms::FileRef>,
}

/// The citizen takes the dossier back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    #[serde(default)]
    pub reason: String,
}

/// An officer's action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Transition {
    pub action: Action,
    /// Needed where [`Action::needs_reason`], and to receive a dossier whose papers are not all there.
    #[serde(default)]
    pub reason: String,
    /// [`Dossier::version`] as read: another in the meantime is a 409.
    pub expected_version: i64,
}

/// A dossier, whole: officers only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dossier {
    pub code: String,
    pub service: String,
    /// Version of the definition.
    pub definition: String,
    /// The unit that receives it, as `police.06685`.
    #[serde(default)]
    pub unit: String,
    pub state: State,
    /// Grows by one with each event.
    pub version: i64,
    pub submitted_at: Millis,
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: NaiveDate,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    pub timeline: Vec<Event>,
    pub attachments: Vec<AttachmentInfo>,
    pub results: Vec<ResultFile>,
    /// `None`: all papers are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited: Option<Awaited>,
    /// Which papers are awaited, in the order of the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingFile>,
    /// When the last paper of the form had arrived; `None` while some are awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_at: Option<Millis>,
    /// Id of the officer who works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// Who filled it in for the person who files. Nothing that citizens see has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Help>,
    /// What officers noted for each other, oldest first. Nothing that citizens see has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// A file the citizen sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentInfo {
    pub sha256: String,
    /// Where it belongs: `documents.tenancy_paper`, `applicant.portrait`, or `supplement`.
    pub place: String,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    /// When it had arrived whole.
    #[serde(default)]
    pub received_at: Millis,
}

/// One line of the officers' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierRow {
    pub code: String,
    pub service: String,
    /// The unit that receives it, as `police.06685`.
    #[serde(default)]
    pub unit: String,
    pub state: State,
    pub version: i64,
    pub submitted_at: Millis,
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: NaiveDate,
    /// How many papers are awaited.
    #[serde(default)]
    pub awaited: u32,
    /// Id of the officer who works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
}

/// A page of the officers' list. All pages are of the moment of the first, the lines of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierPage {
    pub dossiers: Vec<DossierRow>,
    /// Give it as `?cursor=` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
