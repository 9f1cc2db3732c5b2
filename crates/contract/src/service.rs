//! Services: the list for Home and one service's guide.

use chrono::{Days, Months, NaiveDate};
use forms::{Answers, Delivery, Fee, ProcessingTime, Text, Variant};
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
    /// By when the law wants it filed; `None` where it sets no day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_within: Option<FileWithin>,
}

/// A time after something has happened, in which the law wants it filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileWithin {
    pub amount: u16,
    pub unit: WithinUnit,
    /// The date that begins it, as `child.child_dob`.
    pub after: String,
    /// The legal text that sets it.
    pub basis: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WithinUnit {
    Days,
    Months,
}

impl FileWithin {
    /// The last day; `None` before the answers say on which day it began.
    pub fn last_day(&self, answers: &Answers) -> Option<NaiveDate> {
        let (section, field) = self.after.split_once('.')?;
        let began: NaiveDate = answers.value(section, 0, field)?.as_text()?.parse().ok()?;
        match self.unit {
            WithinUnit::Days => began.checked_add_days(Days::new(self.amount.into())),
            WithinUnit::Months => began.checked_add_months(Months::new(self.amount.into())),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Value;

    #[test]
    fn a_deadline_runs_from_the_day_in_the_answers() {
        let within = |amount, unit| FileWithin {
            amount,
            unit,
            after: "child.child_dob".to_owned(),
            basis: "Luật Hộ tịch".to_owned(),
        };
        let mut answers = Answers::default();
        assert_eq!(within(60, WithinUnit::Days).last_day(&answers), None);
        answers.set("child", 0, "child_dob", Value::text("2026-11-30"));
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(within(60, WithinUnit::Days).last_day(&answers), day("2027-01-29"));
        assert_eq!(within(3, WithinUnit::Months).last_day(&answers), day("2027-02-28"));
        answers.set("child", 0, "child_dob", Value::text("30/1"));
        assert_eq!(within(60, WithinUnit::Days).last_day(&answers), None, "a date half typed");
    }
}
