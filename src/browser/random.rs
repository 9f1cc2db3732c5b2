//! Chance good enough for keys. Works on plain http too.

use super::{Error, window};

/// Fills all of `bytes`.
pub fn fill(bytes: &mut [u8]) -> Result<(), Error> {
    window()?.crypto()?.get_random_values_with_u8_array(bytes)?;
    Ok(())
}

/// `N` random bytes as lower-case hex.
pub fn hex<const N: usize>() -> Result<String, Error> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(super::digest::to_hex(&bytes))
}
