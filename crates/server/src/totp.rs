//! The codes that an authenticator app shows (RFC 6238: HMAC-SHA-1, six digits, half a minute).

use contract::Millis;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

const STEP: Millis = 30_000;

/// The half minute of `code`, if it is the code of now, of the half minute before or after: phones' clocks differ.
pub fn step_of(secret: &[u8], code: &str, now: Millis) -> Option<i64> {
    let step = now / STEP;
    [step, step - 1, step + 1].into_iter().find(|step| {
        let expected = format!("{:06}", number(secret, *step) % 1_000_000);
        expected.as_bytes().ct_eq(code.as_bytes()).into()
    })
}

/// 31 bits of the HMAC, from where its last four bits say (RFC 4226, 5.3).
fn number(secret: &[u8], step: i64) -> u32 {
    // HMAC takes a key of any length.
    let Ok(mac) = Hmac::<Sha1>::new_from_slice(secret) else { return 0 };
    let hash = mac.chain_update(step.to_be_bytes()).finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff
}

/// What an authenticator app reads, as a link or from a QR.
pub fn link(officer: &str, secret: &[u8]) -> String {
    format!("otpauth://totp/Nop%20Ho%20So:{officer}?secret={}&issuer=Nop%20Ho%20So", base32(secret))
}

/// RFC 4648 without padding; of whole groups of five bytes.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letters = bytes.chunks(5).flat_map(|group| {
        let bits = group.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (0..8).rev().map(move |at| LETTERS[usize::try_from((bits >> (5 * at)) & 31).unwrap_or_default()])
    });
    letters.map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn shows_the_codes_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step_of(secret, code, seconds * 1000), Some(seconds / 30), "{seconds}");
            assert_eq!(
                step_of(secret, code, seconds * 1000 + STEP),
                Some(seconds / 30),
                "a clock that is late"
            );
            assert_eq!(step_of(secret, code, seconds * 1000 + 2 * STEP), None);
            assert_eq!(step_of(secret, "", seconds * 1000), None);
        }
    }

    #[test]
    fn a_link_has_the_secret_in_base_32() {
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(link("lan.nguyen", b"12345").ends_with("lan.nguyen?secret=GEZDGNBV&issuer=Nop%20Ho%20So"));
    }
}
