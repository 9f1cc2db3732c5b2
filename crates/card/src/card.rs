//! The card itself.

use crate::Other;
use crate::day::{Day, PartialDay};

/// What a citizen card says about its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The personal number, 12 digits.
    pub number: String,
    /// Of the identity card before it, 9 digits.
    pub old_number: Option<String>,
    pub full_name: String,
    pub born: PartialDay,
    pub sex: Sex,
    /// Permanent residence (2021) or residence (2024), as written on the card.
    pub address: String,
    pub issued: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

impl Sex {
    /// As the forms store it.
    pub fn value(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

/// Digits of the number, and of the one before it.
const NUMBER: usize = 12;
const OLD_NUMBER: usize = 9;
/// Characters of a name, and of an address.
const LONGEST_NAME: usize = 100;
const LONGEST_ADDRESS: usize = 300;

pub fn read(text: &str) -> Result<Card, Other> {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let Some((&number, rest)) = parts.split_first().filter(|(number, _)| is_number(number, NUMBER)) else {
        return Err(Other::Unknown);
    };
    if rest.len() < 5 || rest.len() > 9 {
        return Err(Other::Unknown);
    }
    let mut old_number = None;
    let (mut dates, mut sexes, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for part in rest {
        if is_number(part, OLD_NUMBER) {
            // Two old numbers contradict each other.
            if old_number.replace((*part).to_owned()).is_some_and(|earlier| earlier != *part) {
                return Err(Other::Unknown);
            }
        } else if let Some(day) = PartialDay::read(part) {
            dates.push((day, *part));
        } else if let Some(sex) = sex(part) {
            sexes.push(sex);
        } else if !part.is_empty() && !is_number(part, NUMBER) {
            words.push(*part);
        }
    }
    let ([(born, _), (_, issued)], [sex], [name, address]) = (&dates[..], &sexes[..], &words[..]) else {
        return Err(if is_damaged(text) { Other::Damaged } else { Other::Unknown });
    };
    let issued = Day::read(issued).ok_or(Other::Unknown)?;
    if is_damaged(name) || is_damaged(address) {
        return Err(Other::Damaged);
    }
    let sound = is_name(name)
        && address.chars().count() <= LONGEST_ADDRESS
        && (born.year, born.month, born.day) < (issued.year, Some(issued.month), Some(issued.day));
    if !sound {
        return Err(Other::Unknown);
    }
    Ok(Card {
        number: number.to_owned(),
        old_number,
        full_name: single_spaced(name),
        born: *born,
        sex: *sex,
        address: single_spaced(address),
        issued,
    })
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())
}

fn sex(text: &str) -> Option<Sex> {
    match vietnamese::unmarked(text).as_str() {
        "nam" => Some(Sex::Male),
        "nu" => Some(Sex::Female),
        _ => None,
    }
}

/// At least one letter, nothing that a name does not have.
fn is_name(text: &str) -> bool {
    let fits = |c: char| {
        c.is_alphabetic() || c == ' ' || is_mark(c) || matches!(c, '\'' | '’' | '-' | '.' | '(' | ')')
    };
    text.chars().any(char::is_alphabetic) && text.chars().all(fits) && text.chars().count() <= LONGEST_NAME
}

/// Combining marks of the decomposed form.
fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036f}').contains(&c)
}

/// Whether letters were lost: a reader that took UTF-8 for another encoding leaves signs that no card has, or letters of
/// scripts that no Vietnamese text has.
fn is_damaged(text: &str) -> bool {
    text.chars().any(|c| {
        !c.is_ascii()
            && !is_mark(c)
            && !is_of_vietnamese(c)
            && !matches!(c, '–' | '—' | '’' | '‘' | '“' | '”')
    })
}

/// Letters of Latin-1 and Latin Extended that Vietnamese and the names of its peoples use, and the block made for it.
fn is_of_vietnamese(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | '\u{1ea0}'..='\u{1ef9}')
        || "ĂăĐđĨĩŨũƠơƯưŎŏĔĕĬĭŬŭČč".contains(c)
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
