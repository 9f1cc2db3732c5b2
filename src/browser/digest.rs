//! SHA-256. Computed here and not by `WebCrypto`, which a page on plain http does not get.

use sha2::{Digest, Sha256};

/// 64 lower-case hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

/// Two lower-case hex digits a byte.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What [`to_hex`] made; `None` for any other text.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |at: &u8| char::from(*at).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(pair.first()?)? << 4 | digit(pair.get(1)?)?)).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_empty_text_has_its_well_known_hash() {
        let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(super::sha256(b""), hash);
    }

    #[test]
    fn hex_is_read_as_it_was_written() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(super::from_hex(&super::to_hex(&all)), Some(all));
        for other in ["1", "0g", "ệ", "12 "] {
            assert_eq!(super::from_hex(other), None, "{other}");
        }
    }
}
