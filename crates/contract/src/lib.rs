//! What travels over HTTP between the app, the server and officers' systems.
//!
//! All bodies are JSON in UTF-8, instants are milliseconds since 1970 in UTC, dates are `YYYY-MM-DD` in Vietnam's time.
//! Unknown fields are refused in requests. Errors are [`Problem`] documents (RFC 9457).

mod account;
mod change;
mod dossier;
pub mod headers;
mod national;
mod officer;
pub mod paths;
mod probe;
mod problem;
mod reference;
pub mod sealed;
mod service;
mod state;
mod submission;

pub use account::{
    AccountInfo, CodeSent, Device, HelperRole, NewCode, OwnDossier, OwnDossiers, SignIn, SignInWays,
};
pub use change::{Change, ChangePage, NewWebhook, Replay, Webhook, WebhookMessage, WebhookSecret};
pub use dossier::{
    Actor, Answered, AttachmentInfo, Awaited, Dossier, DossierPage, DossierRow, Event, Filed, MissingFile,
    MoreRequest, Rating, RequestRecord, ResultFile, Supplement, Tracked, TrackedDetail, Transition, Wanted,
    Withdrawal,
};
pub use national::{NationalDossier, NationalFile, NationalRequest};
pub use officer::{AccessToken, Assignment, Helper, NewHelper, NewNote, Note, OfficerInfo};
pub use probe::Probe;
pub use problem::{Problem, kinds};
pub use reference::{
    Commune, Country, EthnicGroup, FormerCommune, GlossaryTerm, HolidayTable, Hotline, LifeEvent, Offices,
    Portal, Province, SearchAsk,
};
pub use service::{
    FileWithin, Guide, GuideText, LegalBasis, ServiceCard, ServiceIndex, ServicePage, Source, WithinUnit,
};
pub use state::{Action, State};
pub use submission::{
    Consent, HELP_NAME, Help, HelperRelation, NewSubmission, Papers, Receipt, TEXT_VERSION, UploadReceipt,
};

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;
