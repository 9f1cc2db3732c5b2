//! The only place that draws random bytes, all from the operating system.

/// Lower-case digits and letters without `i`, `l`, `o`, `u` (Crockford's base 32): nothing to mistake when read aloud.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Length of a lookup secret: 26 letters of 5 bits are 130 bits.
const SECRET_LENGTH: usize = 26;

/// `N` random bytes.
///
/// # Panics
/// When the operating system has no randomness: nothing that is safe can be done without it.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// `2 * N` lower-case hex digits.
pub fn hex<const N: usize>() -> String {
    to_hex(&bytes::<N>())
}

/// Bytes as lower-case hex digits.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]])
        .map(char::from)
        .collect()
}

/// A lookup secret.
pub fn secret() -> String {
    bytes::<SECRET_LENGTH>().iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect()
}

/// Six digits, each as likely.
pub fn serial() -> String {
    // 2^64 is so much more than 10^6 that the remainder favours no serial by more than one part in 10^13.
    format!("{:06}", u64::from_le_bytes(bytes()) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_promised_shapes() {
        let secret = secret();
        assert_eq!(secret.len(), 26);
        assert!(secret.bytes().all(|b| LETTERS.contains(&b)));
        assert_eq!(serial().len(), 6);
        assert_eq!(to_hex(&[0, 255, 26]), "00ff1a");
        assert_ne!(hex::<16>(), hex::<16>());
    }
}
