//! The name of a place in the answers, as problems and links carry it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// `variant`, `members` (the rows themselves), `applicant.full_name`, `members[2].member_gender` (rows from 0),
/// or `documents.tenancy_paper`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Path {
    Variant,
    Section(String),
    /// `row` is `None` in a section that does not repeat.
    Field {
        section: String,
        row: Option<usize>,
        field: String,
    },
    Document(String),
}

/// The text is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no path of an answer")]
pub struct PathError(pub String);

impl Path {
    /// A field of a section; `row` is `None` where the section does not repeat.
    pub fn field(section: &str, row: Option<usize>, field: &str) -> Self {
        Self::Field { section: section.to_owned(), row, field: field.to_owned() }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variant => f.write_str("variant"),
            Self::Section(id) => f.write_str(id),
            Self::Field { section, row: None, field } => write!(f, "{section}.{field}"),
            Self::Field { section, row: Some(row), field } => write!(f, "{section}[{row}].{field}"),
            Self::Document(id) => write!(f, "documents.{id}"),
        }
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let error = || PathError(text.to_owned());
        let is_id = |id: &str| {
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        };
        let Some((head, tail)) = text.split_once('.') else {
            return match text {
                "variant" => Ok(Self::Variant),
                id if is_id(id) => Ok(Self::Section(id.to_owned())),
                _ => Err(error()),
            };
        };
        if !is_id(tail) {
            return Err(error());
        }
        if head == "documents" {
            return Ok(Self::Document(tail.to_owned()));
        }
        let (section, row) = match head.strip_suffix(']').and_then(|h| h.split_once('[')) {
            Some((section, row)) => (section, Some(row.parse().map_err(|_| error())?)),
            None => (head, None),
        };
        if is_id(section) { Ok(Self::field(section, row, tail)) } else { Err(error()) }
    }
}

impl TryFrom<String> for Path {
    type Error = PathError;

    fn try_from(text: String) -> Result<Self, PathError> {
        text.parse()
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.to_string()
    }
}
