//! What a voice should say for what stands on the screen. Digits that are an identity are said one by one; dates, times
//! and amounts as people say them. A synthesiser left alone reads `022190000123` as a number of billions and
//! `1.200.000` as three numbers.

mod en;
mod vi;

use forms::{Kind, Lang};
use vietnamese::capital;

/// A number of more digits is no amount.
const MOST_DIGITS: usize = 15;

/// The words of one language that stand for signs.
struct Words {
    digits: [&'static str; 10],
    /// Of `12,5`, whichever sign was written.
    point: &'static str,
    dot: &'static str,
    dash: &'static str,
    slash: &'static str,
    underscore: &'static str,
    at: &'static str,
    plus: &'static str,
    /// An amount.
    number: fn(u64) -> String,
    /// Day, month, year.
    date: fn(u64, u64, u64) -> String,
    /// Month, year.
    month: fn(u64, u64) -> String,
    /// Hours, minutes.
    time: fn(u64, u64) -> String,
}

fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Vi => &vi::WORDS,
        Lang::En => &en::WORDS,
    }
}

/// An answer of that kind, as the form shows it.
pub fn answer(kind: Kind, shown: &str, lang: Lang) -> String {
    match kind {
        Kind::CitizenId
        | Kind::OldId
        | Kind::Phone
        | Kind::TaxCode
        | Kind::InsuranceNumber
        | Kind::BankAccount
        | Kind::PlateNumber
        | Kind::EngineNumber
        | Kind::ChassisNumber
        | Kind::DocumentNumber => one_by_one(shown, lang),
        Kind::Email => address(shown, lang),
        _ => prose(shown, lang),
    }
}

/// Every sign by itself, with a pause after three or four digits.
pub fn one_by_one(text: &str, lang: Lang) -> String {
    let words = words(lang);
    let mut said: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while let Some(sign) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            said.push(in_groups(&rest[..digits], words));
            rest = &rest[digits..];
            continue;
        }
        match sign {
            ' ' => {}
            _ => said.push(sign_word(sign, words).map_or_else(|| capital(sign).to_string(), str::to_owned)),
        }
        rest = &rest[sign.len_utf8()..];
    }
    said.join(", ")
}

fn sign_word(sign: char, words: &Words) -> Option<&'static str> {
    Some(match sign {
        '.' => words.dot,
        '-' => words.dash,
        '/' => words.slash,
        '_' => words.underscore,
        '@' => words.at,
        '+' => words.plus,
        _ => return None,
    })
}

/// `022190000123` in four threes, a phone number as four and two threes: as people dictate them.
fn in_groups(digits: &str, words: &Words) -> String {
    let count = digits.len();
    let first = match count {
        ..5 => count,
        _ if count % 3 == 1 => 4,
        _ if count % 3 == 2 => 2,
        _ => 3,
    };
    let mut said = String::new();
    for (at, digit) in digits.bytes().enumerate() {
        if at > 0 {
            said.push_str(if at >= first && (at - first).is_multiple_of(3) { ", " } else { " " });
        }
        said.push_str(words.digits[usize::from(digit - b'0')]);
    }
    said
}

/// An e-mail address: words as they are, signs and digits named.
fn address(text: &str, lang: Lang) -> String {
    let words = words(lang);
    let mut said = String::new();
    for sign in text.chars() {
        match sign_word(sign, words).or_else(|| digit_word(sign, words)) {
            Some(word) => {
                said.push(' ');
                said.push_str(word);
                said.push(' ');
            }
            None => said.push(sign),
        }
    }
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn digit_word(sign: char, words: &Words) -> Option<&'static str> {
    words.digits.get(usize::try_from(sign.to_digit(10)?).ok()?).copied()
}

/// A text of the form: its dates, times, amounts and long numbers put into words, all else as it stands.
pub fn prose(text: &str, lang: Lang) -> String {
    let words = words(lang);
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(sign) = rest.chars().next() {
        let length = if sign.is_ascii_digit() { length_of_figures(rest) } else { sign.len_utf8() };
        let (part, after) = rest.split_at(length);
        let next = after.chars().next().unwrap_or(' ');
        let is_word = before.is_alphanumeric() || next.is_alphanumeric();
        match sign {
            // `CT01` and `14B1` are names, not numbers.
            _ if sign.is_ascii_digit() && !is_word => match figures(part, words, lang) {
                Some(spoken) => said.push_str(&spoken),
                None => said.push_str(part),
            },
            '/' if before.is_alphabetic() && next.is_alphabetic() => said.push_str(", "),
            '–' | '—' | '…' => said.push(','),
            '“' | '”' | '"' => {}
            _ => said.push_str(part),
        }
        before = part.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    said
}

/// Bytes of the figures at the beginning: digits with single signs between them, and with single spaces where they are
/// parts of one long number.
fn length_of_figures(text: &str) -> usize {
    let bytes = text.as_bytes();
    let run = |signs: &[u8]| {
        let mut end = 0;
        while end < bytes.len() {
            let is_digit = bytes[end].is_ascii_digit();
            let joins = signs.contains(&bytes[end]) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if !is_digit && !joins {
                break;
            }
            end += 1;
        }
        end
    };
    let spaced = run(b" ");
    let digits = bytes[..spaced].iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits >= 9 { spaced } else { run(b".,/:") }
}

/// One run of figures in words; `None` when it is best left to the voice.
fn figures(run: &str, words: &Words, lang: Lang) -> Option<String> {
    let number = |part: &str| part.parse::<u64>().ok();
    if let Some((first, others)) = run.split_once('/') {
        return match (others.split_once('/'), number(first)?) {
            (Some((month, year)), day @ 1..=31) if year.len() == 4 => Some((words.date)(
                day,
                number(month).filter(|month| (1..=12).contains(month))?,
                number(year)?,
            )),
            (None, month @ 1..=12) if others.len() == 4 => Some((words.month)(month, number(others)?)),
            _ => None,
        };
    }
    if let Some((hours, minutes)) = run.split_once(':') {
        return (minutes.len() == 2).then(|| Some((words.time)(number(hours)?, number(minutes)?)))?;
    }
    let (whole, fraction) = run.split_once(',').unwrap_or((run, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let is_grouped = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3);
    if (is_grouped || !fraction.is_empty()) && fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = Some(groups.concat()).filter(|digits| digits.len() <= MOST_DIGITS)?;
        let mut said = (words.number)(number(&digits)?);
        if !fraction.is_empty() {
            said.push(' ');
            said.push_str(words.point);
            said.push(' ');
            said.push_str(&in_groups(fraction, words));
        }
        return Some(said);
    }
    let is_long = whole.len() > 4 || (whole.len() > 1 && whole.starts_with('0'));
    (is_long && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b' '))
        .then(|| one_by_one(whole, lang))
}

#[cfg(test)]
mod tests;
