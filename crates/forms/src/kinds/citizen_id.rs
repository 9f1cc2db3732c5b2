//! The 12-digit personal number: 3 digits of the province of birth registration, 1 of century and sex, 2 of the birth
//! year, 6 of serial (Nghị định 137/2015/NĐ-CP art. 13, kept by Luật Căn cước 2023).
//!
//! The structure is judged only by warnings: people exist whose number keeps an old error.

use super::Fault;
use super::letters::is_digits;
use crate::{Code, List, Lists};

/// Digits in the number.
pub const LENGTH: usize = 12;

/// Only digits, and as many as one of `lengths`.
pub fn judge_digits(text: &str, lengths: &[usize]) -> Result<(), Fault> {
    if !is_digits(text) {
        return Err(Code::DigitsOnly.into());
    }
    if lengths.contains(&text.len()) {
        return Ok(());
    }
    let expected: Vec<String> = lengths.iter().map(ToString::to_string).collect();
    Err(wrong_length(&expected.join(" | "), text.len()))
}

/// `expected` names every right length.
pub fn wrong_length(expected: &str, actual: usize) -> Fault {
    Fault { code: Code::WrongLength, expected: expected.to_owned(), actual: actual.to_string() }
}

/// What the number says about its owner, of a number that [`judge_digits`] accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub is_female: bool,
    pub birth_year: i32,
}

impl Owner {
    /// `None` when the text is no such number.
    pub fn of(number: &str) -> Option<Self> {
        if number.len() != LENGTH || !is_digits(number) {
            return None;
        }
        let digit = |at: usize| i32::from(number.as_bytes()[at] - b'0');
        Some(Self {
            is_female: digit(3) % 2 == 1,
            birth_year: 1900 + 100 * (digit(3) / 2) + 10 * digit(4) + digit(5),
        })
    }
}

/// Warnings from the number and what was answered beside it.
pub fn doubts(
    number: &str,
    is_female: Option<bool>,
    birth_year: Option<i32>,
    lists: &dyn Lists,
) -> Vec<Code> {
    let Some(owner) = Owner::of(number) else { return Vec::new() };
    let mut doubts = Vec::new();
    if lists.name(List::CitizenIdPrefixes, &number[..3]) == Some(None) {
        doubts.push(Code::IdProvinceUnknown);
    }
    let same_year = birth_year.is_none_or(|year| year == owner.birth_year);
    let only_century_differs = !same_year && birth_year.is_some_and(|y| y % 100 == owner.birth_year % 100);
    if is_female.is_some_and(|female| female != owner.is_female) || only_century_differs {
        doubts.push(Code::IdSexMismatch);
    }
    if !same_year && !only_century_differs {
        doubts.push(Code::IdBirthYearMismatch);
    }
    doubts
}

/// Whose number, birth date or sex a field asks: `submitter` for `submitter_citizen_id` and `submitter_dob`, the empty
/// string for `citizen_id` and `gender`. Two fields of one section belong to the same person when this is equal.
pub fn person<'a>(id: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| {
        let rest = id.strip_suffix(ending)?;
        if rest.is_empty() { Some(rest) } else { rest.strip_suffix('_') }
    })
}

/// How ids of such fields end in the catalog.
pub const NUMBER_ENDINGS: &[&str] = &["citizen_id", "personal_id", "pid"];
pub const BIRTH_ENDINGS: &[&str] = &["date_of_birth", "birth_date", "dob", "birth_year", "year_of_birth"];
pub const SEX_ENDINGS: &[&str] = &["gender", "sex"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NoLists;

    #[test]
    fn reads_century_sex_and_year() {
        assert_eq!(Owner::of("022190001234"), Some(Owner { is_female: true, birth_year: 1990 }));
        assert_eq!(Owner::of("022205001234"), Some(Owner { is_female: false, birth_year: 2005 }));
        assert_eq!(Owner::of("02219000123"), None);
    }

    #[test]
    fn doubts_what_does_not_fit_beside_it() {
        let doubts = |sex, year| super::doubts("022190001234", sex, year, &NoLists);
        assert!(doubts(Some(true), Some(1990)).is_empty());
        assert_eq!(doubts(Some(false), Some(1990)), [Code::IdSexMismatch]);
        assert_eq!(doubts(None, Some(1991)), [Code::IdBirthYearMismatch]);
        assert_eq!(doubts(None, Some(2090)), [Code::IdSexMismatch]);
    }

    #[test]
    fn finds_who_a_field_is_about() {
        assert_eq!(person("citizen_id", NUMBER_ENDINGS), Some(""));
        assert_eq!(person("taxpayer_old_pid", NUMBER_ENDINGS), Some("taxpayer_old"));
        assert_eq!(person("member_date_of_birth", BIRTH_ENDINGS), Some("member"));
        assert_eq!(person("stupid", NUMBER_ENDINGS), None);
    }
}
