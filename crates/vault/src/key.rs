//! A secret of 256 bits that leaves the memory when it is dropped.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroize;

use crate::Error;

/// Of a key, in bytes.
const LENGTH: usize = 32;
/// Of a nonce, in bytes.
pub(crate) const NONCE: usize = 24;
/// Of what proves that nothing was changed, in bytes.
pub(crate) const TAG: usize = 16;

/// 32 bytes of chance, or made of a PIN. Not `Copy`, and shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; LENGTH]);

impl Key {
    /// A new one, of chance.
    pub fn new<E>(chance: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self([0; LENGTH]);
        chance(&mut key.0)?;
        Ok(key)
    }

    /// From exactly 32 bytes; the caller wipes its own copy.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::Form)
    }

    /// The secret itself, only to be wrapped.
    pub fn expose(&self) -> &[u8; LENGTH] {
        &self.0
    }

    /// Encrypts in place; returns the tag.
    pub(crate) fn encrypt(&self, nonce: &[u8; NONCE], about: &[u8], text: &mut [u8]) -> [u8; TAG] {
        let cipher = XChaCha20Poly1305::new(&self.0.into());
        let tag = cipher.encrypt_inout_detached(&XNonce::from(*nonce), about, text.into());
        // The only error is a text of more than 256 GiB.
        tag.map(Into::into).unwrap_or_default()
    }

    /// Decrypts in place; on refusal `text` is not to be used.
    pub(crate) fn decrypt(
        &self,
        nonce: &[u8; NONCE],
        about: &[u8],
        text: &mut [u8],
        tag: &[u8; TAG],
    ) -> Result<(), Error> {
        let cipher = XChaCha20Poly1305::new(&self.0.into());
        cipher
            .decrypt_inout_detached(&XNonce::from(*nonce), about, text.into(), &Tag::from(*tag))
            .map_err(|_| Error::Refused)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    #[test]
    fn it_is_the_cipher_of_the_standard() {
        let key = Key::from_bytes(&bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"))
            .unwrap();
        let nonce: [u8; NONCE] =
            bytes("404142434445464748494a4b4c4d4e4f5051525354555657").try_into().unwrap();
        let about = bytes("50515253c0c1c2c3c4c5c6c7");
        let plain =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
                      sunscreen would be it.";
        let mut text = plain.to_vec();
        let tag = key.encrypt(&nonce, &about, &mut text);
        assert_eq!(
            text,
            bytes(
                "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39\
                 ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
                 21f9664c97637da9768812f615c68b13b52e"
            )
        );
        assert_eq!(tag.to_vec(), bytes("c0875924c1c7987947deafd8780acf49"));
        key.decrypt(&nonce, &about, &mut text, &tag).unwrap();
        assert_eq!(text, plain);
    }

    #[test]
    fn a_key_is_shown_to_nobody() {
        assert_eq!(format!("{:?}", Key([7; LENGTH])), "Key");
    }
}
