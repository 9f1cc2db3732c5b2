//! The scanner as the worker calls it: pictures as bytes in, text out.
//!
//! Answers of several parts are lines of `key TAB value`, which a worker splits in a line of code; a JSON writer would be
//! half as large as the decoder.

#![expect(clippy::cast_precision_loss, reason = "sides of some thousand pixels")]

mod paper;

use card::{Code, Former, Other, Places, Unit};
use lens::Grey;
use std::fmt::Write;
use wasm_bindgen::prelude::wasm_bindgen;

/// Looks for a code in a picture of four bytes a pixel. `way` counts the pictures of a camera: each is looked at in one
/// way, the next one in another; a negative one tries all ways, for a picture that stays.
#[wasm_bindgen]
pub fn read_code(rgba: &[u8], width: usize, height: usize, way: i32) -> Option<String> {
    let grey = Grey::from_rgba(width, height, rgba)?;
    match usize::try_from(way) {
        Ok(way) => lens::code::read_in_one_way(&grey, way),
        Err(_) => lens::code::read(&grey),
    }
}

/// The lists in which an address is looked up.
#[wasm_bindgen]
pub struct Lists(Places);

#[wasm_bindgen]
impl Lists {
    /// Lines of `code TAB name`, `code TAB name TAB province` and `name TAB district TAB codes with commas`.
    #[wasm_bindgen(constructor)]
    pub fn new(provinces: &str, communes: &str, former: &str) -> Self {
        let unit = |line: &str| {
            let mut parts = line.split('\t');
            let mut part = || parts.next().unwrap_or_default().to_owned();
            Unit { code: part(), name: part(), within: part() }
        };
        let gone = |line: &str| {
            let mut parts = line.split('\t');
            let mut part = || parts.next().unwrap_or_default();
            Former {
                name: part().to_owned(),
                district: part().to_owned(),
                to: part().split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            }
        };
        Self(Places {
            provinces: provinces.lines().map(unit).collect(),
            communes: communes.lines().map(unit).collect(),
            former: former.lines().map(gone).collect(),
        })
    }
}

/// What a code says: a line `kind` with `card`, `receipt`, `insurance`, `payment`, `link`, `damaged` or `unknown`, then
/// what it carries. `text` in NFC.
#[wasm_bindgen]
pub fn understand(text: &str, lists: &Lists) -> String {
    let mut said = String::new();
    let mut say = |key: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(said, "{key}\t{value}");
    };
    match card::read(text) {
        Code::Card(card) => {
            let place = lists.0.locate(&card.address, card.issued);
            say("kind", "card");
            say("number", &card.number);
            say("old_number", card.old_number.as_deref().unwrap_or_default());
            say("full_name", &card.full_name);
            say("born", &card.born.to_string());
            say("sex", card.sex.value());
            say("issued", &card.issued.to_string());
            say("address", &card.address);
            say("province", &place.province);
            say("detail", &place.detail);
            for commune in place.communes {
                say(if commune.sure { "commune" } else { "maybe" }, &commune.code);
            }
        }
        Code::Receipt(receipt) => {
            say("kind", "receipt");
            say("code", &receipt.code);
            say("secret", &receipt.secret);
        }
        Code::Other(other) => say(
            "kind",
            match other {
                Other::HealthInsurance => "insurance",
                Other::Payment => "payment",
                Other::Link => "link",
                Other::Damaged => "damaged",
                Other::Unknown => "unknown",
            },
        ),
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_told_in_lines() {
        let lists = Lists::new(
            "22\tThành phố Quảng Ninh\n01\tThành phố Hà Nội",
            "06652\tPhường Hà Tu\t22",
            "Phường Hà Phong\tThành phố Hạ Long\t06652",
        );
        let text = "022190001234||Nguyễn Thị Ánh|01021990|Nữ|Tổ 5, Hà Phong, Hạ Long, Quảng Ninh|10052021";
        let said = understand(text, &lists);
        for line in [
            "kind\tcard",
            "sex\tfemale",
            "born\t1990-02-01",
            "province\t22",
            "commune\t06652",
            "detail\tTổ 5",
        ] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        assert_eq!(understand("https://vneid.gov.vn", &lists), "kind\tlink\n");
        assert_eq!(understand("", &Lists::new("", "", "")), "kind\tunknown\n");
    }

    #[test]
    fn bytes_that_are_no_picture_have_no_code() {
        assert_eq!(read_code(&[1, 2, 3], 1, 1, 0), None);
        assert_eq!(read_code(&[0; 4 * 64], 8, 8, -1), None);
    }
}
