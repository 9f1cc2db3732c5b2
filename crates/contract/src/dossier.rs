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
    /// Number of the standard paper (TT 03/2025/TT-VPCP, annex I) that says this: `01` receipt with appointment, `02` request for
    /// more, `03` refusal, `04` apology and extension, `05` stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// The appointment, where this step has set or moved it; only with the lookup secret, and to officers.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::day::option")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due: Option<NaiveDate>,
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

/// What the holder of the lookup secret may see. No answers: whoever answers a request for more asks for those apart
/// ([`Filed`]).
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
    /// The last answer to a request for more that has arrived: proof for the phone that sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Answered>,
    /// As the citizen has sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// Proof that a [`Supplement`] is stored durably.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answered {
    pub key: String,
    /// SHA-256 of the body as it came, 64 lower-case hex digits.
    pub payload_sha256: String,
    pub at: Millis,
}

/// What the citizen says of the service when it has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// 1, not at all content, to 5, very content.
    pub steps: u8,
    #[serde(default)]
    pub words: String,
}

/// What was filed, for the holder of the lookup secret: to answer a request for more, or to begin a new form with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Filed {
    pub service: String,
    /// Version of the definition it is judged by.
    pub definition: String,
    /// With what supplements have changed.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
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
    /// The fields, tables and papers that are wanted; only these are open. Empty: the office says it in words alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Wanted>,
    /// 1 for the first request of this dossier.
    #[serde(default = "one")]
    pub number: u32,
    /// Why it could not be asked for the first time. More than one request counts as late (TT 03/2025/TT-VPCP).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub again: String,
}

fn one() -> u32 {
    1
}

/// One place that the office wants corrected or added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// As in a problem with an answer: `applicant.full_name`, `members[0].name`, `members`, `documents.tenancy_paper`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub place: forms::Path,
    /// What the citizen reads there.
    pub reason: String,
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
    /// Answers and papers of the places that are open; what is not named stays as it was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub answers: Option<Answers>,
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
    /// Of [`Action::RequestMore`]: everything that is wanted, at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Wanted>,
    /// Of [`Action::RequestMore`], needed from the second time on: why it was not asked for the first time.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub again: String,
    /// Of [`Action::Extend`]: the new appointment.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::day::option")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due: Option<NaiveDate>,
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
    /// Requests for more and what answered them, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// A request for more with its answer, for officers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestRecord {
    pub request: MoreRequest,
    /// When the citizen answered, or the office went on without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Millis>,
    /// The answers of the open places as they came. [`Dossier::answers`] has them already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub given: Option<Answers>,
    /// What all answers were before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub before: Option<Answers>,
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
    /// How often the office has asked for more: from the second time on the dossier counts as late.
    #[serde(default)]
    pub requests: u32,
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
