//! Code lists, as `GET /api/v1/reference/{list}` gives them: each an array (or one object), compact.

use chrono::NaiveDate;
use forms::Text;
use serde::{Deserialize, Serialize};

/// A reason to come here, as "Sinh con".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    pub id: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub name: Text,
}

/// Words that many say and that fit several services.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SearchAsk {
    pub words: Vec<String>,
    /// Slugs, the likeliest first.
    pub services: Vec<String>,
}

/// Of the list `provinces`: `name` is the one in force today. Of the list `former-provinces`, the 63 before 2025-07-01:
/// `code` is the first three digits of a citizen's number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Province {
    pub code: String,
    pub name: String,
}

/// Of the list `communes`, ordered by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commune {
    pub code: String,
    pub name: String,
    pub province: String,
}

/// Of the list `former-communes`: where a commune of Quảng Ninh before 2025-07-01 went. Two or more: it was split, ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerCommune {
    pub name: String,
    pub district: String,
    /// Codes of today's communes, the likeliest first.
    pub to: Vec<String>,
}

/// Of the list `ethnic-groups`. Answers hold the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EthnicGroup {
    pub code: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// Of the list `countries`. Answers hold the ISO 3166-1 alpha-2 code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    pub code: String,
    pub vi: String,
    pub en: String,
}

/// Of the list `glossary`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GlossaryTerm {
    pub id: String,
    pub term: Text,
    pub plain: Text,
    /// Slugs of the services that use the word; `*` for all.
    pub services: Vec<String>,
}

/// The list `holidays`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayTable {
    /// Days off besides weekends.
    pub off: Vec<NaiveDate>,
    /// Weekend days worked in exchange.
    pub work: Vec<NaiveDate>,
    /// Up to and with this day the table is complete.
    pub complete_until: NaiveDate,
}

/// The list `offices`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offices {
    pub hotlines: Vec<Hotline>,
    pub portals: Vec<Portal>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hotline {
    pub number: String,
    #[serde(rename = "for")]
    pub purpose: String,
    pub free: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Portal {
    pub url: String,
    #[serde(rename = "for")]
    pub purpose: String,
}
