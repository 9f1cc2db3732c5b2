//! Codes that are not the card: a receipt of this app, a health-insurance card, a payment, a page.

use crate::Other;

/// What a receipt's code carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The dossier's code.
    pub code: String,
    /// Empty where only a code was in it.
    pub secret: String,
}

/// Where the app follows a dossier; its address stands in the receipt's code as `…/tra-cuu#code=…&secret=…`.
const TRACK: &str = "/tra-cuu#";
const LONGEST_CODE: usize = 40;
const LONGEST_SECRET: usize = 64;

/// A receipt, or a dossier's code by itself.
pub fn receipt(text: &str) -> Option<Receipt> {
    if is_web(text) {
        let (_, fragment) = text.split_once(TRACK)?;
        let part = |name: &str| {
            let mut parts = fragment.split('&').filter_map(|part| part.split_once('='));
            parts.find(|(key, _)| *key == name).map_or("", |(_, value)| value)
        };
        let (code, secret) = (part("code"), part("secret"));
        let sound = is_dossier_code(code)
            && secret.len() <= LONGEST_SECRET
            && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        return sound.then(|| Receipt { code: code.to_owned(), secret: secret.to_owned() });
    }
    is_dossier_code(text).then(|| Receipt { code: text.to_owned(), secret: String::new() })
}

/// `H49.22-261122-482913`, also in the long form `000.00.22.H49-261122-4829`.
fn is_dossier_code(text: &str) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let mut parts = text.rsplitn(3, '-');
    let (Some(serial), Some(day), Some(agency)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let fits = |part: &str| {
        let letters = part.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(part);
        digits(letters, 1, 3)
    };
    text.len() <= LONGEST_CODE
        && digits(serial, 4, 6)
        && digits(day, 6, 6)
        && agency.bytes().any(|b| b.is_ascii_uppercase())
        && agency.split('.').all(fits)
}

/// Codes known by their beginning.
pub fn known(text: &str) -> Option<Other> {
    if is_web(text) {
        return Some(Other::Link);
    }
    if text.starts_with("000201") {
        return Some(Other::Payment);
    }
    is_health_insurance(text).then_some(Other::HealthInsurance)
}

fn is_web(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    start.starts_with("https://") || start.starts_with("http://")
}

/// The number, 15 signs beginning with two letters or the 10 digits of today, then the name in hexadecimal UTF-8; `|` or
/// `$` between the parts and often a `$` at the end.
fn is_health_insurance(text: &str) -> bool {
    let mut parts = text.split(['|', '$']);
    let (Some(number), Some(name)) = (parts.next(), parts.next()) else { return false };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_number = match number.len() {
        10 => digits(number),
        15 => {
            number.is_char_boundary(2)
                && number.bytes().take(2).all(|b| b.is_ascii_uppercase())
                && digits(&number[2..])
        }
        _ => false,
    };
    let is_hex = name.len() >= 4 && name.len() % 2 == 0 && name.bytes().all(|b| b.is_ascii_hexdigit());
    is_number && (is_hex || text.ends_with('$'))
}
