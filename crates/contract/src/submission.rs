//! Sending a form, and what proves that it arrived.

use crate::Millis;
use chrono::NaiveDate;
use forms::{Answers, Text};
use serde::{Deserialize, Serialize};

/// One form, sent. The answers are those of [`forms::prune`]; their documents name files uploaded under the same key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSubmission {
    /// Idempotency key: 32 lower-case hex digits of chance, made with the draft, never used for another.
    pub key: String,
    /// Slug of the service.
    pub service: String,
    /// Version of the definition the answers were given to.
    pub version: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    pub consent: Consent,
    /// Who filled it in for the person who files; left out where they did it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Help>,
    /// Whether files may still follow. Left out by clients that send them first.
    #[serde(default, skip_serializing_if = "Papers::are_first")]
    pub papers: Papers,
}

/// When the files come that the answers name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Papers {
    /// Before the form: one that has not arrived is a 422 (`file-missing`).
    #[default]
    First,
    /// The form is stored at once and the receipt given; files that have not arrived follow under the same key.
    Later,
}

impl Papers {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    fn are_first(&self) -> bool {
        *self == Self::First
    }
}

/// Proof of the consent to the use of personal data (Luật 91/2025/QH15, art. 9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Which text was shown, as "2026-11".
    pub text_version: String,
    /// "vi" or "en".
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub language: forms::Lang,
    /// The phone's clock when the box was ticked.
    pub accepted_at: Millis,
}

/// Somebody filled the form in for the person who files. That person then read it and consented on the same screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// Who helped: a name of 1 to 100 characters.
    pub helper: String,
    pub relation: HelperRelation,
    /// Who files, by the name the screen showed: 1 to 100 characters.
    pub on_behalf_of: String,
    /// That person's consent to being helped: which text they saw, in which language, when.
    pub consent: Consent,
}

/// What the helper is to the person who files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HelperRelation {
    /// Of the community digital team.
    CommunityTeam,
    Relative,
    Neighbour,
    /// At the one-stop shop.
    Officer,
    Other,
}

/// A name in [`Help`] has at most so many characters.
pub const HELP_NAME: usize = 100;

/// Names a text of a consent, as "2026-11", in at most so many characters.
pub const TEXT_VERSION: usize = 20;

impl Help {
    /// Whether it says who helped whom, and which text the consent was given to.
    pub fn is_whole(&self) -> bool {
        let said = |text: &str, longest: usize| {
            !text.trim().is_empty() && text.chars().count() <= longest && !text.chars().any(char::is_control)
        };
        said(&self.helper, HELP_NAME)
            && said(&self.on_behalf_of, HELP_NAME)
            && said(&self.consent.text_version, TEXT_VERSION)
    }
}

/// The only proof that a submission arrived: it echoes the key and the hash of the body as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    pub key: String,
    /// SHA-256 of the request's body, 64 lower-case hex digits.
    pub payload_sha256: String,
    /// Dossier code, as `H49.22-261122-482913`.
    pub code: String,
    /// Opens the details: 26 letters and digits, at least 128 bits.
    pub secret: String,
    pub service: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub service_name: Text,
    /// The server's clock.
    pub received_at: Millis,
    /// The day the result is expected, if the office accepts today.
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due: NaiveDate,
}

/// A file has arrived whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadReceipt {
    pub sha256: String,
    pub bytes: u64,
    /// As the content tells: `image/jpeg`, `image/png`, `image/webp` or `application/pdf`.
    pub media_type: String,
}
