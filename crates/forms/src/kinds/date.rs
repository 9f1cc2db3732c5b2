//! Dates as people write them, day before month: `1/2/1990`, `01021990`, `1.2.1990`, `1990-02-01`.

use super::letters::is_digits;
use crate::Code;
use chrono::NaiveDate;

/// Years outside are slips of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// A date of which the day, or day and month, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partial {
    Year(i32),
    Month(i32, u32),
    Day(NaiveDate),
}

impl Partial {
    /// The first day it may be.
    pub fn first(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day it may be.
    pub fn last(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) | Self::Month(year, 12) => NaiveDate::from_ymd_opt(year, 12, 31),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt(),
            Self::Day(day) => Some(day),
        }
    }

    /// `1990`, `1990-02` or `1990-02-01`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(day) => iso(day),
        }
    }

    /// `1990`, `02/1990` or `01/02/1990`.
    pub fn shown(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{month:02}/{year:04}"),
            Self::Day(day) => shown(day),
        }
    }
}

/// `1990-02-01`.
pub fn iso(day: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// `01/02/1990`.
pub fn shown(day: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// Reads a whole date. [`Code::WrongFormat`] when it has not the form of one, [`Code::NoSuchDate`] when no calendar
/// has it.
pub fn parse(line: &str) -> Result<NaiveDate, Code> {
    if let Some((year, month, day_)) = iso_parts(line) {
        return day(year, month, day_);
    }
    if line.len() == 8 && is_digits(line) {
        let day_first = day(&line[4..], &line[2..4], &line[..2]);
        return day_first.or_else(|code| day(&line[..4], &line[4..6], &line[6..]).map_err(|_| code));
    }
    match parts(line).as_slice() {
        [year, month, day_] if year.len() == 4 => day(year, month, day_),
        [day_, month, year] => day(year, month, day_),
        _ => Err(Code::WrongFormat),
    }
}

/// Reads a date of which day and month may be missing, or `00`.
pub fn parse_partial(line: &str) -> Result<Partial, Code> {
    if is_iso(line)
        && let Ok(day) = parse(line)
    {
        return Ok(Partial::Day(day));
    }
    if line.len() == 6 && is_digits(line) {
        return month(&line[2..], &line[..2]);
    }
    let is_zero = |part: &str| matches!(part, "0" | "00");
    match parts(line).as_slice() {
        [only] if only.len() == 4 => year(only).map(Partial::Year),
        [first, second] if first.len() == 4 => month(first, second),
        [first, second] => month(second, first),
        [day, month_, last] if is_zero(day) && is_zero(month_) => year(last).map(Partial::Year),
        [day, month_, last] if is_zero(day) && last.len() == 4 => month(last, month_),
        _ => parse(line).map(Partial::Day),
    }
}

/// Reads a year of four digits.
pub fn year(text: &str) -> Result<i32, Code> {
    if text.len() != 4 || !is_digits(text) {
        return Err(Code::WrongFormat);
    }
    text.parse().ok().filter(|year| YEARS.contains(year)).ok_or(Code::NoSuchDate)
}

/// Age in whole years on a day; 0 before birth.
pub fn age(birth: NaiveDate, on: NaiveDate) -> usize {
    on.years_since(birth).and_then(|years| years.try_into().ok()).unwrap_or(0)
}

/// The parts of a date that was tidied before.
fn iso_parts(line: &str) -> Option<(&str, &str, &str)> {
    let is_iso = matches!(line.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _]) && line.is_ascii();
    is_iso.then(|| (&line[..4], &line[5..7], &line[8..]))
}

/// Whether a date was tidied before, so that it need not be written anew.
pub fn is_iso(line: &str) -> bool {
    iso_parts(line).is_some()
}

fn parts(line: &str) -> Vec<&str> {
    line.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect()
}

fn small(text: &str) -> Result<u32, Code> {
    if text.len() > 2 || !is_digits(text) {
        return Err(Code::WrongFormat);
    }
    text.parse().map_err(|_| Code::WrongFormat)
}

fn month(year_: &str, month: &str) -> Result<Partial, Code> {
    let (month, year) = (small(month)?, year(year_)?);
    if (1..=12).contains(&month) { Ok(Partial::Month(year, month)) } else { Err(Code::NoSuchDate) }
}

fn day(year_: &str, month: &str, day: &str) -> Result<NaiveDate, Code> {
    let (day, month) = (small(day)?, small(month)?);
    NaiveDate::from_ymd_opt(year(year_)?, month, day).ok_or(Code::NoSuchDate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let expected = NaiveDate::from_ymd_opt(1990, 2, 1);
        for text in
            ["1/2/1990", "01/02/1990", "01021990", "1990-02-01", "1.2.1990", "1 - 2 - 1990", "19900201"]
        {
            assert_eq!(parse(text).ok(), expected, "{text}");
        }
        assert_eq!(parse("31/02/1990"), Err(Code::NoSuchDate));
        assert_eq!(parse("29/02/2023"), Err(Code::NoSuchDate));
        assert_eq!(parse("1/2/0199"), Err(Code::NoSuchDate));
        assert_eq!(parse("1/2/90"), Err(Code::WrongFormat));
        assert_eq!(parse("hôm qua"), Err(Code::WrongFormat));
        assert_eq!(parse("1/2"), Err(Code::WrongFormat));
    }

    #[test]
    fn reads_what_people_still_know_of_a_date() {
        for (text, iso) in [
            ("1945", "1945"),
            ("2/1945", "1945-02"),
            ("021945", "1945-02"),
            ("1945-02", "1945-02"),
            ("00/00/1945", "1945"),
            ("00/02/1945", "1945-02"),
            ("1/2/1945", "1945-02-01"),
        ] {
            assert_eq!(parse_partial(text).unwrap().iso(), iso, "{text}");
        }
        assert_eq!(parse_partial("13/1945"), Err(Code::NoSuchDate));
        assert_eq!(parse_partial("khoảng 1945"), Err(Code::WrongFormat));
        assert_eq!(Partial::Month(2024, 2).last(), NaiveDate::from_ymd_opt(2024, 2, 29));
    }
}
