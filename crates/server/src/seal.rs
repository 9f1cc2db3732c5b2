//! Sealing of what is personal before it reaches the disk: AES-256-GCM under the key of `DATA_DIR/server.key`.
//!
//! Sealed are `dossier.answers`, `dossier.receipt`, `event.detail`, `result.name`, `note.text`, `audit.detail`, `account.phone`, `one_time_code.phone`,
//! `helper.phone`, `helper.name`, `officer.totp`,
//! `webhook.secret` and every file. Each is bound to its place (table, column and row), so that no sealed value can be put in the place of another.

use crate::chance;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

const NONCE: usize = 12;
const TAG: usize = 16;

/// How many bytes sealing adds.
pub const OVERHEAD: usize = NONCE + TAG;

/// Seals and opens.
#[derive(Clone)]
pub struct Sealer {
    cipher: Aes256Gcm,
}

/// The key is another one, or the bytes were changed or moved.
#[derive(Debug, thiserror::Error)]
#[error("`{place}` cannot be opened: wrong key, or changed on disk")]
pub struct Unsealable {
    pub place: String,
}

impl Sealer {
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(key)) }
    }

    /// Nonce, ciphertext and tag.
    ///
    /// # Panics
    /// Never: the cipher refuses only more than 64 GiB at once.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = chance::bytes();
        let mut sealed = nonce.to_vec();
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let text = self.cipher.encrypt(Nonce::from_slice(&nonce), payload).expect("shorter than 64 GiB");
        sealed.extend_from_slice(&text);
        sealed
    }

    /// The plain bytes.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let error = || Unsealable { place: place.to_owned() };
        let (nonce, text) = sealed.split_at_checked(NONCE).ok_or_else(error)?;
        let payload = Payload { msg: text, aad: place.as_bytes() };
        self.cipher.decrypt(Nonce::from_slice(nonce), payload).map_err(|_| error())
    }

    /// Seals a value as compressed JSON: LZ4 costs a few µs for a dossier and halves what is written and synced.
    pub fn seal_json<T: Serialize>(&self, place: &str, value: &T) -> Result<Vec<u8>, serde_json::Error> {
        let json = serde_json::to_vec(value)?;
        Ok(self.seal(place, &lz4_flex::compress_prepend_size(&json)))
    }

    /// Opens what [`Sealer::seal_json`] sealed.
    pub fn open_json<T: DeserializeOwned>(&self, place: &str, sealed: &[u8]) -> Result<T, Unsealable> {
        let unsealable = || Unsealable { place: place.to_owned() };
        let json =
            lz4_flex::decompress_size_prepended(&self.open(place, sealed)?).map_err(|_| unsealable())?;
        serde_json::from_slice(&json).map_err(|_| unsealable())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_at_its_own_place_and_unchanged() {
        let sealer = Sealer::new(&[7; 32]);
        let mut kept = sealer.seal_json("dossier.answers:A", &vec!["Nguyễn Thị Ánh"]).unwrap();
        let opened: Vec<String> = sealer.open_json("dossier.answers:A", &kept).unwrap();
        assert_eq!(opened, ["Nguyễn Thị Ánh"]);
        assert!(sealer.open_json::<Vec<String>>("dossier.answers:B", &kept).is_err());
        assert!(Sealer::new(&[8; 32]).open("dossier.answers:A", &kept).is_err());
        kept[20] ^= 1;
        assert!(sealer.open("dossier.answers:A", &kept).is_err());
        assert!(sealer.open("dossier.answers:A", &[1, 2, 3]).is_err());
    }
}
