//! What a service asks: the model of a form, read from the catalog and sent to the phone.

use crate::{Condition, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One service's form: all that is needed to fill, check and price it. Immutable once served; `version` names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// 1 to 25, the order of Directive 24/CT-TTg.
    pub number: u16,
    pub slug: String,
    /// First 16 hex digits of the SHA-256 of this definition's JSON with an empty `version`.
    #[serde(default)]
    pub version: String,
    pub name: Text,
    #[serde(with = "crate::day")]
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::day::option")]
    pub valid_until: Option<NaiveDate>,
    /// Official form number, as "CT01"; empty when the service has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form_code: String,
    pub receiving_office: Text,
    pub processing_time: ProcessingTime,
    pub delivery: Vec<Delivery>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Fee>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    pub sections: Vec<Section>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

/// How long the office may take. `amount == 0` means the same day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessingTime {
    pub amount: u16,
    pub unit: TimeUnit,
    pub note: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    Days,
    WorkingDays,
}

/// How a dossier may be filed and its result returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    Online,
    Counter,
    Postal,
}

/// What one case costs, in đồng; 0 is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub case: Text,
    pub amount_vnd: i64,
    /// The legal text that sets it.
    pub basis: String,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::day::option")]
    pub valid_from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::day::option")]
    pub valid_until: Option<NaiveDate>,
}

/// A case of the procedure that changes what is asked. A service with variants needs one chosen first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
}

/// A step of the form: one set of fields, or a table of rows when `repeat` is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<Condition>,
    pub fields: Vec<Field>,
}

/// How many rows a repeated section takes, and what one row is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    pub min: u16,
    pub max: u16,
    pub item: Text,
}

/// One question.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the definition's file")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// `snake_case`, unique in its section.
    pub id: String,
    pub label: Text,
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// What is known of a person that answers it: who, then what, as `citizen.full_name` (`citizen` is the filer),
    /// `mother.full_name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// When set, only while this holds is it the filer who is asked about ("for whom do you file").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill_when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Smallest and largest number, both allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// In characters after NFC, never bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// A small part of regular expressions: see `kinds::pattern`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub past_only: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub future_only: bool,
    /// Age in whole years on the day of filing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u16>,
    /// A date field (same rules of reference as in a condition) that this one may not precede.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// An address of which only province and commune are asked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub commune_only: bool,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub vi: String,
    pub en: String,
}

/// A paper to attach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// When set, the paper is asked for, and required, only while this holds; otherwise it is not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// The office can read it from a national database: the citizen may ask for that instead of attaching.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retrievable: bool,
}

/// What kind of answer a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Textarea,
    PersonName,
    CitizenId,
    OldId,
    Date,
    PartialDate,
    Time,
    Datetime,
    Select,
    Radio,
    Checkbox,
    MultiSelect,
    Phone,
    Email,
    Address,
    Ethnicity,
    Nationality,
    Religion,
    Gender,
    Integer,
    Decimal,
    MoneyVnd,
    PlateNumber,
    EngineNumber,
    ChassisNumber,
    TaxCode,
    InsuranceNumber,
    BankAccount,
    DocumentNumber,
    Country,
    #[serde(rename = "photo_4x6")]
    Photo4x6,
    Year,
    /// A box that must be ticked.
    Declaration,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}
