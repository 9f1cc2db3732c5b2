//! Numbers on papers and accounts: engine, chassis, tax, insurance, bank account, document.

use super::Fault;
use super::citizen_id::{judge_digits, wrong_length};
use super::letters::{bare_digits, is_digits, is_separator, length};
use crate::Code;

/// Capitals without spaces: `JF46E-0123456`.
pub fn read_engine(line: &str) -> Option<String> {
    Some(line.replace(' ', "").to_ascii_uppercase())
}

/// Letters and digits as stamped on an engine, with the signs makers use.
pub fn judge_engine(text: &str) -> Result<(), Fault> {
    stamped(text, 3, 30)
}

/// A chassis number is 17 signs since ISO 3779, shorter on old bikes.
pub fn judge_chassis(text: &str) -> Result<(), Fault> {
    stamped(text, 5, 20)
}

fn stamped(text: &str, least: usize, most: usize) -> Result<(), Fault> {
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-*./".contains(&b);
    if !text.bytes().all(fits) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(Code::WrongFormat.into());
    }
    within(text, least, most)
}

fn within(text: &str, least: usize, most: usize) -> Result<(), Fault> {
    match length(text) {
        n if n < least => Err(Fault::counted(Code::TooShort, least, n)),
        n if n > most => Err(Fault::counted(Code::TooLong, most, n)),
        _ => Ok(()),
    }
}

/// `0101234567-001`: ten digits, and three of a branch. The personal number serves too (Luật Quản lý thuế, since
/// 2025-07-01).
pub fn read_tax_code(line: &str) -> Option<String> {
    let digits = bare_digits(line)?;
    Some(if digits.len() == 13 { format!("{}-{}", &digits[..10], &digits[10..]) } else { digits })
}

pub fn judge_tax_code(text: &str) -> Result<(), Fault> {
    judge_digits(&text.replace('-', ""), &[10, 12, 13])
}

/// Ten digits of social insurance, or the 15 signs of an older health card: `GD4220123456789`.
pub fn read_insurance(line: &str) -> Option<String> {
    let bare: String = line.chars().filter(|c| !is_separator(*c)).collect();
    (!bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| bare.to_ascii_uppercase())
}

pub fn judge_insurance(text: &str) -> Result<(), Fault> {
    let is_card = text.get(..2).is_some_and(|kind| kind.bytes().all(|b| b.is_ascii_uppercase()));
    if !is_card && !is_digits(text) {
        return Err(Code::DigitsOnly.into());
    }
    match (is_card, length(text)) {
        (true, 15) if is_digits(&text[2..]) => Ok(()),
        (false, 10) => Ok(()),
        (_, 15) => Err(Code::WrongFormat.into()),
        (_, actual) => Err(wrong_length("10 | 15", actual)),
    }
}

/// An account number; some banks let people choose letters.
pub fn read_account(line: &str) -> Option<String> {
    read_insurance(line)
}

/// At most 19 signs fit a national transfer (NAPAS 247).
pub fn judge_account(text: &str) -> Result<(), Fault> {
    if !text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return Err(Code::WrongFormat.into());
    }
    within(text, 6, 19)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_codes() {
        assert_eq!(read_tax_code("0101 234 567 001").as_deref(), Some("0101234567-001"));
        for text in ["0101234567", "0101234567-001", "022190001234"] {
            assert_eq!(judge_tax_code(text), Ok(()), "{text}");
        }
        assert_eq!(judge_tax_code("010123456"), Err(wrong_length("10 | 12 | 13", 9)));
    }

    #[test]
    fn insurance_numbers() {
        assert_eq!(read_insurance("gd 4 22 0123456789").as_deref(), Some("GD4220123456789"));
        assert_eq!(judge_insurance("GD4220123456789"), Ok(()));
        assert_eq!(judge_insurance("0123456789"), Ok(()));
        assert_eq!(judge_insurance("GD42201234"), Err(wrong_length("10 | 15", 10)));
        assert_eq!(judge_insurance("012345678"), Err(wrong_length("10 | 15", 9)));
        assert_eq!(judge_insurance("AB3DE6789012345").unwrap_err().code, Code::WrongFormat);
    }

    #[test]
    fn engines_chassis_and_accounts() {
        assert_eq!(judge_engine("JF46E-0123456"), Ok(()));
        assert_eq!(judge_chassis("RLHJF4600CY012345"), Ok(()));
        assert_eq!(judge_chassis("RLHJF4600CY0123456789"), Err(Fault::counted(Code::TooLong, 20, 21)));
        assert_eq!(judge_engine("MÁY").unwrap_err().code, Code::WrongFormat);
        assert_eq!(judge_account("0011004123456"), Ok(()));
        assert_eq!(judge_account("00110"), Err(Fault::counted(Code::TooShort, 6, 5)));
    }
}
