//! From a PIN or passphrase to a key, slowly: Argon2id.

use crate::lock::{Cost, Salt};
use crate::{Error, Key};
use argon2::{Algorithm, Argon2, Params, Version};

/// The key of a PIN. Takes hundreds of milliseconds and `cost.memory` KiB; fails when there is no such memory.
pub fn stretch(pin: &str, salt: &Salt, cost: Cost) -> Result<Key, Error> {
    derive(pin.as_bytes(), salt, cost)
}

fn derive(secret: &[u8], salt: &[u8], cost: Cost) -> Result<Key, Error> {
    let params = Params::new(cost.memory, cost.passes, 1, Some(32)).map_err(|_| Error::Form)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Key::new(|bytes| argon2.hash_password_into(secret, salt, bytes).map_err(|_| Error::Form))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the tests of the reference implementation (phc-winner-argon2, src/test.c).
    #[test]
    fn it_is_the_function_of_the_standard() {
        let key = derive(b"password", b"somesalt", Cost { memory: 65_536, passes: 2 }).unwrap();
        let known = [
            0x09, 0x31, 0x61, 0x15, 0xd5, 0xcf, 0x24, 0xed, 0x5a, 0x15, 0xa3, 0x1a, 0x3b, 0xa3, 0x26, 0xe5,
            0xcf, 0x32, 0xed, 0xc2, 0x47, 0x02, 0x98, 0x7c, 0x02, 0xb6, 0x56, 0x6f, 0x61, 0x91, 0x3c, 0xf7,
        ];
        assert_eq!(key.expose(), &known);
    }
}
