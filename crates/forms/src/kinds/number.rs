//! Numbers and money as Vietnamese write them: dots group thousands, a comma begins the fraction.
//!
//! Canonical is `1200000` and `12.5`, with a dot and without grouping. A fraction of exactly three digits gets a zero
//! behind it (`1.2340`), because `1.234` would be read as one thousand two hundred and thirty-four.

use super::Fault;
use super::letters::is_digits;
use crate::{Code, Field, Kind};

/// More digits are no number a form asks for, and would not be exact in `f64`.
const MOST_DIGITS: usize = 15;
const MOST_DECIMALS: usize = 6;

/// The canonical form; `None` when it is no number of that kind.
pub fn read(kind: Kind, line: &str) -> Option<String> {
    let line = if kind == Kind::MoneyVnd { without_currency(line) } else { line };
    let (sign, rest) = match line.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", line),
    };
    let (whole, fraction) = split(rest, kind == Kind::Decimal)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let is_zero = whole == "0" && fraction.is_empty();
    let sign = if is_zero { "" } else { sign };
    Some(match fraction.len() {
        0 => format!("{sign}{whole}"),
        3 => format!("{sign}{whole}.{fraction}0"),
        _ => format!("{sign}{whole}.{fraction}"),
    })
}

/// Of a number as [`read`] gives it.
pub fn judge(field: &Field, text: &str) -> Result<(), Fault> {
    let Some(number) = read(field.kind, text).as_deref().and_then(value) else {
        let oversized = text.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS;
        return Err(if oversized && read(field.kind, text).is_some() {
            Fault::wanting(Code::TooLarge, "9".repeat(MOST_DIGITS))
        } else {
            Code::WrongFormat.into()
        });
    };
    if field.kind == Kind::MoneyVnd && number < 0.0 && field.min.is_none() {
        return Err(Fault::wanting(Code::TooSmall, "0".to_owned()));
    }
    match (field.min, field.max) {
        (Some(min), _) if number < min => Err(Fault::wanting(Code::TooSmall, plain(min))),
        (_, Some(max)) if number > max => Err(Fault::wanting(Code::TooLarge, plain(max))),
        _ => Ok(()),
    }
}

/// As people read it: `1.200.000`, `12,5`.
pub fn shown(canonical: &str) -> String {
    let (sign, rest) = canonical.strip_prefix('-').map_or(("", canonical), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    if !is_digits(whole) {
        return canonical.to_owned();
    }
    let mut text = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// A bound of a definition as text. Own code, as `core`'s printing of floats is heavy in wasm; bounds have few digits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounds are small and the sign is taken off; a larger one is shown cut, never judged by it"
)]
pub fn plain(bound: f64) -> String {
    for (decimals, scale) in POWERS.iter().enumerate() {
        let scaled = bound * scale;
        let rounded = scaled.round();
        if (scaled - rounded).abs() < 1e-6 || decimals > MOST_DECIMALS {
            let sign = if rounded < 0.0 { "-" } else { "" };
            let units = rounded.abs() as u64;
            let digits = format!("{units:0>width$}", width = decimals + 1);
            let (whole, fraction) = digits.split_at(digits.len() - decimals);
            let point = if decimals > 0 { "." } else { "" };
            return format!("{sign}{whole}{point}{fraction}");
        }
    }
    String::new()
}

const POWERS: [f64; MOST_DECIMALS + 2] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

/// Exact as long as there are at most 15 digits: both parts of the division are exact then, and it rounds once.
#[expect(clippy::cast_precision_loss, reason = "at most 15 digits are exact in f64")]
fn value(canonical: &str) -> Option<f64> {
    let digits: String = canonical.chars().filter(char::is_ascii_digit).collect();
    let decimals = canonical.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if digits.len() > MOST_DIGITS || decimals >= POWERS.len() {
        return None;
    }
    let number = digits.parse::<u64>().ok()? as f64 / POWERS[decimals];
    Some(if canonical.starts_with('-') { -number } else { number })
}

fn without_currency(line: &str) -> &str {
    let mut rest = line;
    for unit in ["đồng", "Đồng", "đ", "₫", "VNĐ", "VND", "vnđ", "vnd"] {
        if let Some(shorter) = rest.strip_suffix(unit) {
            rest = shorter.trim_end();
            break;
        }
    }
    rest.strip_suffix('.').unwrap_or(rest)
}

/// Digits before and after the decimal sign.
fn split(text: &str, fractions: bool) -> Option<(String, String)> {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let plain = |text: &str| is_digits(text).then(|| text.to_owned());
    let (whole, fraction) = match signs.as_slice() {
        [] => (plain(text)?, String::new()),
        // `1.200,5` and `1,200.5`: the last sign is the decimal one when it differs from those before.
        [.., before, last] if fractions && before != last && matches!(last, '.' | ',') => {
            let (whole, fraction) = text.rsplit_once(*last)?;
            (ungroup(whole)?, plain(fraction)?)
        }
        ['.' | ',']
            if fractions && !(signs == ['.'] && ungroup(text).is_some_and(|all| !all.starts_with('0'))) =>
        {
            let (whole, fraction) = text.split_once(['.', ','])?;
            (plain(whole)?, plain(fraction)?)
        }
        _ => (ungroup(text)?, String::new()),
    };
    let fits = fraction.trim_end_matches('0').len() <= MOST_DECIMALS;
    fits.then_some((whole, fraction))
}

/// `1.200.000` with one and the same sign between groups of three.
fn ungroup(text: &str) -> Option<String> {
    let sign = text.chars().find(|c| !c.is_ascii_digit());
    let Some(sign) = sign else { return is_digits(text).then(|| text.to_owned()) };
    let mut groups = text.split(sign);
    let first = groups.next().filter(|g| is_digits(g) && g.len() <= 3)?;
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        all.push_str(group);
    }
    matches!(sign, '.' | ',' | ' ' | '\'').then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_money() {
        for text in
            ["1200000", "1.200.000", "1 200 000", "1,200,000 đ", "1.200.000đồng", "1.200.000 VNĐ", "01200000"]
        {
            assert_eq!(read(Kind::MoneyVnd, text).as_deref(), Some("1200000"), "{text}");
        }
        for text in ["1.5", "1.200.00", "1,2.3", "một triệu", "1tr", ""] {
            assert_eq!(read(Kind::MoneyVnd, text), None, "{text}");
        }
    }

    #[test]
    fn reads_decimals_the_vietnamese_way() {
        for (text, canonical) in [
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            ("1.200", "1200"),
            ("1.200,5", "1200.5"),
            ("1,200.5", "1200.5"),
            ("0.125", "0.1250"),
            ("0,125", "0.1250"),
            ("1,234", "1.2340"),
            ("1.2340", "1.2340"),
            ("12,50", "12.5"),
            ("-0,0", "0"),
            ("1.200.000", "1200000"),
        ] {
            assert_eq!(read(Kind::Decimal, text).as_deref(), Some(canonical), "{text}");
            assert_eq!(read(Kind::Decimal, canonical).as_deref(), Some(canonical), "{text} twice");
        }
        assert_eq!(read(Kind::Decimal, "1.2.3"), None);
        assert_eq!(read(Kind::Integer, "1,5"), None);
    }

    #[test]
    fn shows_numbers_and_bounds() {
        assert_eq!(shown("1200000"), "1.200.000");
        assert_eq!(shown("-1234.5"), "-1.234,5");
        assert_eq!(shown("1.2340"), "1,234");
        for (bound, text) in
            [(0.1, "0.1"), (0.01, "0.01"), (18.0, "18"), (-2.5, "-2.5"), (9_999_999.0, "9999999")]
        {
            assert_eq!(plain(bound), text);
        }
    }
}
