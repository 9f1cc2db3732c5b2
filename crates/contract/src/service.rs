//! Services: the list for Home and one service's guide.

use chrono::NaiveDate;
use forms::{Delivery, Fee, ProcessingTime, Text, Variant};
use serde::{Deserialize, Serialize};

use crate::{LifeEvent, SearchAsk};

/// All services, as Home shows and searches them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceIndex {
    pub services: Vec<ServiceCard>,
    pub life_events: Vec<LifeEvent>,
    /// Words that fit several services.
    pub asks: Vec<SearchAsk>,
}

/// One line of Home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceCard {
    pub number: u16,
    pub slug: String,
    /// Version of the definition to fetch.
    pub version: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub name: Text,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub summary: Text,
    /// Id of a [`LifeEvent`].
    pub life_event: String,
    /// Everyday words with their marks, abbreviations and common misspellings; the search strips marks from both sides.
    pub words: Vec<String>,
}

/// One service's guide, in plain words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServicePage {
    pub number: u16,
    pub slug: String,
    pub version: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub name: Text,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub summary: Text,
    pub life_event: String,
    pub guide: Guide,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub variants: Vec<Variant>,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub fees: Vec<Fee>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub processing_time: ProcessingTime,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub delivery: Vec<Delivery>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub receiving_office: Text,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub documents: Vec<forms::Document>,
    #[serde(with = "forms::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub valid_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::day::option")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_until: Option<NaiveDate>,
}

/// What the catalog says about a service besides its form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Guide {
    pub text: GuideText,
    /// The official description of who may apply.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub applicant: Text,
    pub ministry: String,
    /// "ministry", "province" or "utility": whose system decides.
    pub processing_system: String,
    /// "commune", "province", "ministry" or "utility".
    pub receiving_level: String,
    #[serde(default)]
    pub procedure_codes: Vec<String>,
    #[serde(default)]
    pub form_code: String,
    #[serde(default)]
    pub form_source: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub results: Vec<Text>,
    pub legal_basis: Vec<LegalBasis>,
    pub sources: Vec<Source>,
    /// What is uncertain or changed lately, in Vietnamese.
    #[serde(default)]
    pub notes: Vec<String>,
    /// "high", "medium" or "low".
    pub confidence: String,
}

/// The plain-language guide: each entry one short sentence or paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideText {
    /// What it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub what: Text,
    /// Who it is for.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub who: Text,
    /// What to have at hand, in order.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub prepare: Vec<Text>,
    /// What happens after sending, in order.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub next: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    pub number: String,
    pub title: String,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub says: String,
}
