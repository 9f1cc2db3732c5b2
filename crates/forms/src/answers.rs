//! What a person answered. Also the shape of the answers in the API.
//!
//! ```json
//! { "variant": "rented",
//!   "sections": { "applicant": { "full_name": "Nguyễn Thị Ánh" },
//!                 "members": [ { "member_full_name": "Nguyễn Văn Bình" } ] },
//!   "documents": { "tenancy_paper": { "files": [ { "sha256": "…", "name": "hop-dong.jpg" } ] } } }
//! ```

use crate::Map;
use crate::kinds::letters::is_blank;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The answers to one form. Section, field and document ids are those of the definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    #[serde(default)]
    pub sections: Map<String, SectionAnswers>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub documents: Map<String, DocumentAnswer>,
}

/// The answers of one row (a section that does not repeat has exactly one), by field id.
pub type Row = Map<String, Value>;

/// An object in JSON for a plain section, an array of objects for a repeated one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionAnswers {
    One(Row),
    Many(Vec<Row>),
}

/// One answer. Numbers, money and dates are text in their canonical form (`"1200000"`, `"12.5"`, `"1990-02-01"`,
/// a partial date `"1990"` or `"1990-02"`, a time `"08:30"`, both `"2026-11-22T08:30"`), so that what a person typed
/// and cannot be read stays as it is until it is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Bool(bool),
    List(Vec<String>),
    Address(Address),
}

/// A place in two levels; `province` and `commune` are codes of the General Statistics Office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub province: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub commune: String,
    /// Hamlet, street, house number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// What was given for a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentAnswer {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// The citizen asks the office to read the paper from the national database instead.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retrieve: bool,
}

/// A file by its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// 64 lower-case hex digits.
    pub sha256: String,
    /// As the citizen's phone named it; for people only.
    pub name: String,
}

impl SectionAnswers {
    /// The rows, one for a plain section.
    pub fn rows(&self) -> &[Row] {
        match self {
            Self::One(row) => std::slice::from_ref(row),
            Self::Many(rows) => rows,
        }
    }

    /// The rows to change.
    pub fn rows_mut(&mut self) -> &mut [Row] {
        match self {
            Self::One(row) => std::slice::from_mut(row),
            Self::Many(rows) => rows,
        }
    }
}

impl Answers {
    /// The rows of a section; empty when nothing was answered there.
    pub fn rows(&self, section: &str) -> &[Row] {
        self.sections.get(section).map_or(&[], SectionAnswers::rows)
    }

    /// One answer, `row` counted from 0 (0 for a plain section).
    pub fn value(&self, section: &str, row: usize, field: &str) -> Option<&Value> {
        self.rows(section).get(row)?.get(field)
    }

    /// Sets an answer of a plain section, or of an existing row of a repeated one. Returns whether there was a place.
    pub fn set(&mut self, section: &str, row: usize, field: &str, value: Value) -> bool {
        let answers =
            self.sections.entry(section.to_owned()).or_insert_with(|| SectionAnswers::One(Row::new()));
        match answers.rows_mut().get_mut(row) {
            Some(place) => {
                place.insert(field.to_owned(), value);
                true
            }
            None => false,
        }
    }
}

impl Value {
    /// A text answer.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// The text of a text answer.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Nothing was answered: no visible character, an unticked box, an empty list or address.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => is_blank(text),
            Self::Bool(ticked) => !ticked,
            Self::List(values) => values.iter().all(|value| is_blank(value)),
            Self::Address(address) => {
                is_blank(&address.province) && is_blank(&address.commune) && is_blank(&address.detail)
            }
        }
    }
}

impl Serialize for SectionAnswers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(row) => row.serialize(serializer),
            Self::Many(rows) => rows.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for SectionAnswers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;
        impl<'de> Visitor<'de> for Shape {
            type Value = SectionAnswers;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an object of answers, or an array of such objects")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Row::deserialize(de::value::MapAccessDeserializer::new(map)).map(SectionAnswers::One)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(SectionAnswers::Many)
            }
        }
        deserializer.deserialize_any(Shape)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(ticked) => serializer.serialize_bool(*ticked),
            Self::List(values) => values.serialize(serializer),
            Self::Address(address) => address.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;
        impl<'de> Visitor<'de> for Shape {
            type Value = Value;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a string, true or false, an array of strings, or an address")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }

            fn visit_bool<E: de::Error>(self, ticked: bool) -> Result<Value, E> {
                Ok(Value::Bool(ticked))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Value, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(Value::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
                Address::deserialize(de::value::MapAccessDeserializer::new(map)).map(Value::Address)
            }
        }
        deserializer.deserialize_any(Shape)
    }
}
