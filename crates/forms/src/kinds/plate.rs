//! Licence plates of cars and motorbikes (Thông tư 79/2024/TT-BCA): place, series, number.
//!
//! `14A-123.45`, `14B1-123.45`, `14MĐ1-123.45`, older four-digit ones `14B1-1234`, army `TM-12-34`, diplomats
//! `80-123-NG-01`.

use super::Fault;
use crate::Code;

/// The plate with capitals and its separators in place; `None` when it is none.
pub fn read(line: &str) -> Option<String> {
    let upper: Vec<char> = line.chars().map(capital).collect();
    civil(&upper).or_else(|| diplomatic(&upper)).or_else(|| army(&upper))
}

/// Of a plate as [`read`] gives it.
pub fn judge(text: &str) -> Result<(), Fault> {
    if read(text).is_some() { Ok(()) } else { Err(Code::WrongFormat.into()) }
}

fn capital(c: char) -> char {
    if c == 'đ' { 'Đ' } else { c.to_ascii_uppercase() }
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '/' | '_')
}

/// Two digits of the place, one to three series signs, four or five digits.
fn civil(plate: &[char]) -> Option<String> {
    let (province, rest) = take(plate, 2, |c| c.is_ascii_digit())?;
    if province.as_str() < "11" {
        return None;
    }
    let rest = skip_gap(rest);
    let letters = rest.iter().take_while(|c| c.is_ascii_uppercase() || **c == 'Đ').count();
    if !(1..=2).contains(&letters) {
        return None;
    }
    let (letters, rest) = rest.split_at(letters);
    let digits: String = rest.iter().filter(|c| c.is_ascii_digit()).collect();
    if rest.iter().any(|c| !c.is_ascii_digit() && !is_gap(*c)) {
        return None;
    }
    // `14B1-1234` has a series digit, `14B-112.34` has none: without a gap the length decides, five digits are a number.
    let digit_then_gap =
        rest.first().is_some_and(char::is_ascii_digit) && rest.get(1).is_some_and(|c| is_gap(*c));
    let series_digits = match digits.len() {
        6 => 1,
        5 if digit_then_gap => 1,
        5 => 0,
        4 if !digit_then_gap => 0,
        _ => return None,
    };
    let (series, number) = digits.split_at(series_digits);
    let letters: String = letters.iter().collect();
    Some(format!("{province}{letters}{series}-{}", dotted(number)))
}

/// Place, country or mission, kind, number.
fn diplomatic(plate: &[char]) -> Option<String> {
    let (province, rest) = take(plate, 2, |c| c.is_ascii_digit())?;
    let (country, rest) = take(skip_gap(rest), 3, |c| c.is_ascii_digit())?;
    let (kind, rest) = take(skip_gap(rest), 2, |c| c.is_ascii_uppercase())?;
    let (number, rest) = take(skip_gap(rest), 2, |c| c.is_ascii_digit())?;
    (rest.is_empty() && matches!(kind.as_str(), "NG" | "NN" | "QT" | "CV"))
        .then(|| format!("{province}-{country}-{kind}-{number}"))
}

/// Two letters and four digits.
fn army(plate: &[char]) -> Option<String> {
    let (unit, rest) = take(plate, 2, |c| c.is_ascii_uppercase())?;
    let (first, rest) = take(skip_gap(rest), 2, |c| c.is_ascii_digit())?;
    let (second, rest) = take(skip_gap(rest), 2, |c| c.is_ascii_digit())?;
    rest.is_empty().then(|| format!("{unit}-{first}-{second}"))
}

fn take(plate: &[char], count: usize, fits: fn(char) -> bool) -> Option<(String, &[char])> {
    let (head, rest) = plate.split_at_checked(count)?;
    head.iter().all(|c| fits(*c)).then(|| (head.iter().collect(), rest))
}

fn skip_gap(plate: &[char]) -> &[char] {
    let gap = plate.iter().take_while(|c| is_gap(**c)).count();
    &plate[gap..]
}

/// `12345` as `123.45`.
fn dotted(number: &str) -> String {
    if number.len() == 5 { format!("{}.{}", &number[..3], &number[3..]) } else { number.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plates_with_and_without_separators() {
        for (text, plate) in [
            ("14B1-123.45", "14B1-123.45"),
            ("14b112345", "14B1-123.45"),
            ("14 b1 123 45", "14B1-123.45"),
            ("14-B1 123.45", "14B1-123.45"),
            ("14A-123.45", "14A-123.45"),
            ("14a12345", "14A-123.45"),
            ("14LD-012.34", "14LD-012.34"),
            ("14mđ1-123.45", "14MĐ1-123.45"),
            ("14AA-123.45", "14AA-123.45"),
            ("14B1-1234", "14B1-1234"),
            ("14A-1234", "14A-1234"),
            ("80-123-ng-01", "80-123-NG-01"),
            ("tm1234", "TM-12-34"),
        ] {
            let read_ = read(text).unwrap_or_default();
            assert_eq!(read_, plate, "{text}");
            assert_eq!(read(&read_).as_deref(), Some(plate), "{text} twice");
        }
        for text in
            ["", "14", "B1-123.45", "14B1-123", "14B1-123.456", "14B1_ABC", "05A-123.45", "14ABC-123.45"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
