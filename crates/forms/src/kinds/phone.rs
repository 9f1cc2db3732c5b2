//! Vietnamese phone numbers: mobile 10 digits (since 2018), landline 11 digits from `02`.

use super::Fault;
use super::letters::{is_digits, is_separator};
use crate::Code;

/// `+84 912 345 678`, `84912345678` and `0084…` become `0912345678`. `None` when it is no phone number.
pub fn read(line: &str) -> Option<String> {
    let bare: String = line.chars().filter(|c| !is_separator(*c)).collect();
    let (abroad, rest) = match bare.strip_prefix('+').or_else(|| bare.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, bare.as_str()),
    };
    if !is_digits(rest) {
        return None;
    }
    match rest.strip_prefix("84").map(|own| own.trim_start_matches('0')) {
        // Nine digits follow for a mobile, ten for a landline; fewer could be a number that begins so at home.
        Some(own) if abroad || matches!(own.len(), 9 | 10) => Some(format!("0{own}")),
        _ if abroad => Some(format!("+{rest}")),
        _ => Some(rest.to_owned()),
    }
}

/// Of a number as [`read`] gives it.
pub fn judge(text: &str) -> Result<(), Fault> {
    if text.starts_with('+') && is_digits(&text[1..]) {
        return Err(Code::WrongFormat.into());
    }
    if !is_digits(text) {
        return Err(Code::DigitsOnly.into());
    }
    if !text.starts_with('0') {
        return Err(Code::WrongFormat.into());
    }
    let expected = if text.starts_with("02") { 11 } else { 10 };
    if text.len() == expected { Ok(()) } else { Err(Fault::counted(Code::WrongLength, expected, text.len())) }
}

/// A mobile number of Vietnam, however it is written, as `0912345678`: what a message can be sent to.
pub fn mobile(line: &str) -> Option<String> {
    let number = read(line)?;
    let is_mobile = judge(&number).is_ok() && is_known_network(&number) && !number.starts_with("02");
    is_mobile.then_some(number)
}

/// Whether the first digits belong to a network of the numbering plan: 02 landlines, 03 05 07 08 09 mobiles.
pub fn is_known_network(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0', b'2' | b'3' | b'5' | b'7' | b'8' | b'9', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing_a_number() {
        for text in [
            "0912345678",
            "0912 345 678",
            "091.234.5678",
            "+84912345678",
            "84912345678",
            "0084 912-345-678",
            "(+84) 912345678",
            "+84 (0) 912 345 678",
        ] {
            assert_eq!(read(text).as_deref(), Some("0912345678"), "{text}");
        }
        assert_eq!(read("(0203) 3825 825").as_deref(), Some("02033825825"));
        assert_eq!(read("+84 203 3825 825").as_deref(), Some("02033825825"));
        assert_eq!(read("+1 415 555 0100").as_deref(), Some("+14155550100"));
        assert_eq!(read("số nhà bên"), None);
    }

    #[test]
    fn a_message_goes_to_a_mobile_only() {
        assert_eq!(mobile("+84 912 345 678").as_deref(), Some("0912345678"));
        for wrong in ["0203 3825 825", "0112345678", "+1 415 555 0100", "091234567", "", "nhà"] {
            assert_eq!(mobile(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn judges_a_number() {
        assert_eq!(judge("0912345678"), Ok(()));
        assert_eq!(judge("091234567"), Err(Fault::counted(Code::WrongLength, 10, 9)));
        assert_eq!(judge("0203382582"), Err(Fault::counted(Code::WrongLength, 11, 10)));
        assert_eq!(judge("912345678").unwrap_err().code, Code::WrongFormat);
        assert_eq!(judge("+14155550100").unwrap_err().code, Code::WrongFormat);
        assert!(!is_known_network("0112345678"));
    }
}
