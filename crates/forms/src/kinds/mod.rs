//! One file a kind of answer, or a family of kinds: how it is read, judged and shown.

pub mod address;
pub mod choice;
pub mod citizen_id;
pub mod date;
pub mod email;
mod fault;
pub mod file;
pub mod letters;
pub mod name;
pub mod number;
pub mod numbered;
pub mod pattern;
pub mod phone;
pub mod plate;
pub mod text;
pub mod time;

pub use fault::Fault;

use crate::{Code, Field, Kind, Lang, Lists, Value};
use chrono::NaiveDate;
use pattern::Pattern;
use std::borrow::Cow;

/// The shape of a kind's answer, a variant of [`crate::Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    Bool,
    List,
    Address,
}

/// Which shape a kind takes.
pub fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Checkbox | Kind::Declaration => Shape::Bool,
        Kind::MultiSelect => Shape::List,
        Kind::Address => Shape::Address,
        _ => Shape::Text,
    }
}

/// Whether a value has the shape that its field takes.
pub fn fits(field: &Field, value: &Value) -> bool {
    let actual = match value {
        Value::Text(_) => Shape::Text,
        Value::Bool(_) => Shape::Bool,
        Value::List(_) => Shape::List,
        Value::Address(_) => Shape::Address,
    };
    actual == shape(field.kind)
}

/// Nothing was answered, for this kind: two empty boxes of a date and a time leave the `T` between them.
pub fn is_blank(field: &Field, value: &Value) -> bool {
    value.is_blank()
        || (field.kind == Kind::Datetime && value.as_text().is_some_and(|text| text.trim() == "T"))
}

/// A text answer in its tidy form; what cannot be read keeps its words.
pub fn tidy<'a>(field: &Field, raw: &'a str) -> Cow<'a, str> {
    if field.kind == Kind::Textarea {
        return letters::block(raw);
    }
    let line = letters::line(raw);
    let read = match field.kind {
        Kind::Date | Kind::PartialDate if date::is_iso(&line) => None,
        Kind::CitizenId | Kind::OldId => letters::bare_digits(&line),
        Kind::Date => date::parse(&line).ok().map(date::iso),
        Kind::PartialDate => date::parse_partial(&line).ok().map(date::Partial::iso),
        Kind::Time => time::parse(&line).ok().map(time::shown),
        Kind::Datetime if line == "T" => Some(String::new()),
        Kind::Datetime => time::parse_datetime(&line).ok().map(|(day, at)| time::iso_datetime(day, at)),
        Kind::Phone => phone::read(&line),
        Kind::Email => email::read(&line),
        Kind::PlateNumber => plate::read(&line),
        Kind::EngineNumber | Kind::ChassisNumber => numbered::read_engine(&line),
        Kind::TaxCode => numbered::read_tax_code(&line),
        Kind::InsuranceNumber => numbered::read_insurance(&line),
        Kind::BankAccount => numbered::read_account(&line),
        Kind::Integer | Kind::Decimal | Kind::MoneyVnd => number::read(field.kind, &line),
        Kind::Text | Kind::DocumentNumber => as_the_pattern_wants(field, &line),
        _ => None,
    };
    match read {
        // Once more: marks that a space had kept apart change places when it is gone.
        Some(read) if read != line => Cow::Owned(letters::line(&read).into_owned()),
        _ => line,
    }
}

/// Capitals without spaces, where the pattern takes that and not what was typed: `b 1234567` for a passport.
fn as_the_pattern_wants(field: &Field, line: &str) -> Option<String> {
    let pattern = field.pattern.as_deref().and_then(|text| Pattern::parse(text).ok())?;
    let upper = line.replace(' ', "").to_ascii_uppercase();
    (!pattern.matches(line) && pattern.matches(&upper)).then_some(upper)
}

/// Judges a tidy text answer by the rules of its own field; rules that look at other fields are in `check`.
pub fn judge(field: &Field, pattern: Option<&Pattern>, text: &str, lists: &dyn Lists) -> Result<(), Fault> {
    match field.kind {
        Kind::Text | Kind::Textarea | Kind::DocumentNumber | Kind::Religion => Ok(()),
        Kind::PersonName => name::judge(text),
        Kind::CitizenId => citizen_id::judge_digits(text, &[citizen_id::LENGTH]),
        Kind::OldId => citizen_id::judge_digits(text, &[9]),
        Kind::Date => date::parse(text).map(drop).map_err(Fault::from),
        Kind::PartialDate => date::parse_partial(text).map(drop).map_err(Fault::from),
        Kind::Year => judge_year(field, text),
        Kind::Time => time::parse(text).map(drop).map_err(Fault::from),
        Kind::Datetime => time::parse_datetime(text).map(drop).map_err(Fault::from),
        Kind::Phone => phone::judge(text),
        Kind::Email => email::judge(text),
        Kind::PlateNumber => plate::judge(text),
        Kind::EngineNumber => numbered::judge_engine(text),
        Kind::ChassisNumber => numbered::judge_chassis(text),
        Kind::TaxCode => numbered::judge_tax_code(text),
        Kind::InsuranceNumber => numbered::judge_insurance(text),
        Kind::BankAccount => numbered::judge_account(text),
        Kind::Integer | Kind::Decimal | Kind::MoneyVnd => number::judge(field, text),
        Kind::Photo4x6 => file::judge_digest(text),
        Kind::Select | Kind::Radio | Kind::Gender | Kind::Ethnicity | Kind::Nationality | Kind::Country => {
            choice::judge(field, text, lists)
        }
        // Of another shape: judged where that shape is.
        Kind::Checkbox | Kind::Declaration | Kind::MultiSelect | Kind::Address => {
            Err(Code::WrongShape.into())
        }
    }?;
    text::judge(field, text)?;
    match pattern {
        Some(pattern) if !pattern.matches(text) => Err(Code::WrongFormat.into()),
        _ => Ok(()),
    }
}

fn judge_year(field: &Field, text: &str) -> Result<(), Fault> {
    let year = f64::from(date::year(text)?);
    match (field.min, field.max) {
        (Some(min), _) if year < min => Err(Fault::wanting(Code::TooSmall, number::plain(min))),
        (_, Some(max)) if year > max => Err(Fault::wanting(Code::TooLarge, number::plain(max))),
        _ => Ok(()),
    }
}

/// A day and the minute in it.
pub type Moment = (NaiveDate, u16);

/// The first and the last moment a tidy answer can mean; `None` for what is no date.
pub fn span(kind: Kind, text: &str) -> Option<(Moment, Moment)> {
    const LAST_MINUTE: u16 = 24 * 60 - 1;
    let days = |partial: date::Partial| Some(((partial.first()?, 0), (partial.last()?, LAST_MINUTE)));
    match kind {
        Kind::Date => days(date::Partial::Day(date::parse(text).ok()?)),
        Kind::PartialDate => days(date::parse_partial(text).ok()?),
        Kind::Year => days(date::Partial::Year(date::year(text).ok()?)),
        Kind::Datetime => time::parse_datetime(text).ok().map(|moment| (moment, moment)),
        Kind::Time => {
            let moment = (NaiveDate::default(), time::parse(text).ok()?);
            Some((moment, moment))
        }
        _ => None,
    }
}

/// Whether answers of this kind lie in time, so that one can come before another.
pub fn is_temporal(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::PartialDate | Kind::Year | Kind::Datetime | Kind::Time)
}

/// A tidy text answer as a person reads it; what cannot be read stays as it is.
pub fn shown(field: &Field, text: &str, lists: &dyn Lists, lang: Lang) -> String {
    let read = match field.kind {
        Kind::Date => date::parse(text).ok().map(date::shown),
        Kind::PartialDate => date::parse_partial(text).ok().map(date::Partial::shown),
        Kind::Datetime => time::parse_datetime(text)
            .ok()
            .map(|(day, at)| format!("{} {}", date::shown(day), time::shown(at))),
        Kind::Integer | Kind::Decimal => number::read(field.kind, text).map(|number| number::shown(&number)),
        Kind::MoneyVnd => {
            number::read(field.kind, text).map(|number| format!("{} đồng", number::shown(&number)))
        }
        Kind::Select | Kind::Radio | Kind::Gender | Kind::Ethnicity | Kind::Nationality | Kind::Country => {
            Some(choice::shown(field, text, lists, lang))
        }
        _ => None,
    };
    read.unwrap_or_else(|| text.to_owned())
}
