//! `return-reasons.toml`: why dossiers are sent back, and what to do about it.

use forms::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonFile {
    #[serde(rename = "gathered")]
    _gathered: String,
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "note")]
    _note: String,
    #[serde(rename = "source_kinds")]
    _source_kinds: BTreeMap<String, String>,
    #[serde(rename = "phone_check_values")]
    _phone_check_values: BTreeMap<String, String>,
    pub(crate) reason: Vec<ReturnReason>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnReason {
    /// Slug; `*` for all services.
    pub service: String,
    /// The service's number.
    #[serde(default)]
    pub number: Option<u16>,
    pub id: String,
    pub text: Text,
    /// What the citizen should do.
    #[serde(rename = "do")]
    pub remedy: Text,
    /// Fields it is about: `section.field`, or a field's id alone.
    pub fields: Vec<String>,
    /// Papers it is about, by id.
    pub documents: Vec<String>,
    pub phone_check: PhoneCheck,
    /// The kind of check that finds it.
    pub check: String,
    pub source: String,
}

/// Whether a phone can find it before sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneCheck {
    Yes,
    Partly,
    No,
}
