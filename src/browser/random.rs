//! Chance good enough for keys. Works on plain http too.

use super::{Error, window};

/// `N` random bytes as lower-case hex.
pub fn hex<const N: usize>() -> Result<String, Error> {
    let mut bytes = [0; N];
    window()?.crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(super::digest::to_hex(&bytes))
}
