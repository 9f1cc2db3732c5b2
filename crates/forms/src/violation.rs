//! A problem with an answer: where, what, and its numbers. The sentence is made in the app, in both languages.

use crate::Path;
use serde::{Deserialize, Serialize};

/// One problem. A blank answer is judged by `required` alone and a filled one by the other rules, so a place has at
/// most one error; warnings may come beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Violation {
    pub path: Path,
    pub code: Code,
    /// What the rule wants, as the code says; the empty string when it needs no number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// What the answer has, as the code says. Never the answer itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actual: String,
}

/// Whether the answer can be sent with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    /// Shown, but may be sent: the card may be old or the rule may have an exception.
    Warning,
}

/// What is wrong. `e` and `a` below are [`Violation::expected`] and [`Violation::actual`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Nothing was answered.
    Required,
    /// A declaration must be ticked.
    MustAccept,
    /// A list was asked, a text was given, or the like: only a program can do this.
    WrongShape,
    /// No such section, field, document or variant in this definition.
    Unknown,
    /// Not one of the options, or not in the code list.
    NotAnOption,
    /// Something other than digits where only digits may stand.
    DigitsOnly,
    /// e: exact number of digits or characters ("10 | 13" when two are right), a: how many there are.
    WrongLength,
    /// e: least, a: how many characters.
    TooShort,
    /// e: most, a: how many characters.
    TooLong,
    /// Not of the form this kind has; the kind of the field tells which sentence fits.
    WrongFormat,
    /// A character that no name has; a: the character.
    BadCharacter,
    /// No such day in the calendar.
    NoSuchDate,
    /// Must be today or before.
    MustBePast,
    /// Must be today or later.
    MustBeFuture,
    /// e: id of the field it may not precede.
    BeforeOther,
    /// e: least number.
    TooSmall,
    /// e: largest number.
    TooLarge,
    /// e: least age in years, a: age.
    TooYoung,
    /// e: greatest age in years, a: age.
    TooOld,
    /// e: least number of rows, a: rows.
    TooFewRows,
    /// e: most rows, a: rows.
    TooManyRows,
    /// The commune lies in another province.
    CommuneNotInProvince,
    /// Only the province was chosen.
    CommuneMissing,
    /// Hamlet, street or house number is missing from an address.
    DetailMissing,
    /// e: most files, a: files.
    TooManyFiles,
    /// Warning: the first three digits of the citizen's number belong to no province.
    IdProvinceUnknown,
    /// Warning: the number's century and sex digit does not fit the sex or birth year answered beside it.
    IdSexMismatch,
    /// Warning: the number's birth year does not fit the birth date answered beside it.
    IdBirthYearMismatch,
    /// Warning: the phone's first digits belong to no Vietnamese network.
    PhonePrefixUnknown,
}

impl Code {
    /// Errors stop a submission, warnings are shown.
    pub fn severity(self) -> Severity {
        match self {
            Self::IdProvinceUnknown
            | Self::IdSexMismatch
            | Self::IdBirthYearMismatch
            | Self::PhonePrefixUnknown => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl Violation {
    /// A problem without numbers.
    pub fn new(path: Path, code: Code) -> Self {
        Self { path, code, expected: String::new(), actual: String::new() }
    }

    /// Whether it stops a submission.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}
