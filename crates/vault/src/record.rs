//! One record, sealed: what it says, and where it belongs.
//!
//! `1` (the form), nonce of 24 bytes, ciphertext, tag of 16 bytes. 41 bytes more than what it says.

use crate::Error;
use crate::key::{Key, NONCE, TAG};

/// Of the form of a sealed record; part of what is authenticated.
const FORM: u8 = 1;

/// Where a record belongs. A record found anywhere else is refused.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Id of the folder.
    pub folder: &'a str,
    pub store: &'a str,
    /// The parts of its key within the store and folder.
    pub key: &'a [&'a str],
    /// Of the database's schema: a record of an old version does not pass for one of today.
    pub version: u32,
}

impl Place<'_> {
    /// Each part with its length before it, so that no two places look the same.
    fn authenticated(&self) -> Vec<u8> {
        let mut about = vec![FORM];
        about.extend_from_slice(&self.version.to_le_bytes());
        for part in [self.folder, self.store].iter().chain(self.key) {
            about.extend_from_slice(&(part.len() as u64).to_le_bytes());
            about.extend_from_slice(part.as_bytes());
        }
        about
    }
}

/// Seals `plain` for its place, with a nonce of `chance`; fails only when that does.
pub fn seal<E>(
    key: &Key,
    place: &Place<'_>,
    plain: &[u8],
    chance: impl FnOnce(&mut [u8]) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut nonce = [0; NONCE];
    chance(&mut nonce)?;
    let mut sealed = Vec::with_capacity(1 + NONCE + plain.len() + TAG);
    sealed.push(FORM);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let tag = key.encrypt(&nonce, &place.authenticated(), &mut sealed[1 + NONCE..]);
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// What a record says. Total: any bytes give an answer.
pub fn open(key: &Key, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let (&form, rest) = sealed.split_first().ok_or(Error::Form)?;
    if form != FORM {
        return Err(Error::Form);
    }
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(Error::Form)?;
    let (text, tag) = rest.split_last_chunk::<TAG>().ok_or(Error::Form)?;
    let mut plain = text.to_vec();
    key.decrypt(nonce, &place.authenticated(), &mut plain, tag)?;
    Ok(plain)
}
