//! A sealed file, to be carried from one phone to another: opened with the code its maker was shown.
//!
//! `NHS` and the bytes of a [`crate::Lock`]'s beginning (form, cost, salt), then the content as a sealed record, then the
//! first 8 bytes of the SHA-256 of all before: so a file that was cut or changed on its way is told from a wrong code. Every
//! later form keeps beginning and end, so that an older app can say that it is too old.

use crate::Error;
use crate::key::Key;
use crate::lock::{Cost, Salt, split};
use crate::record::{Place, open, seal};
use sha2::{Digest, Sha256};

const BEGINNING: &[u8; 3] = b"NHS";
const FORM: u8 = 1;
/// No 0 and O, no 1 and I: a code is read aloud and typed.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a code: 60 bits, each guess at the cost of a PIN's.
const CODE: usize = 12;

/// Bytes at the end that prove the file whole; against accidents, not against people.
const PROOF: usize = 8;

/// A file as it travels; its content only with the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    pub cost: Cost,
    pub salt: Salt,
    sealed: Vec<u8>,
}

fn place() -> Place<'static> {
    Place { folder: "", store: "file", key: &[], version: u32::from(FORM) }
}

impl SealedFile {
    /// Seals `content` under the key made of a code with this cost and salt.
    pub fn new<E>(
        content: &[u8],
        code: &Key,
        (cost, salt): (Cost, Salt),
        chance: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<Self, E> {
        Ok(Self { cost, salt, sealed: seal(code, &place(), content, chance)? })
    }

    /// The content; refused for another code.
    pub fn open(&self, code: &Key) -> Result<Vec<u8>, Error> {
        open(code, &place(), &self.sealed)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let Cost { memory, passes } = self.cost;
        let head = [&[FORM], &memory.to_le_bytes()[..], &passes.to_le_bytes(), &self.salt].concat();
        let mut bytes = [BEGINNING, &head[..], &self.sealed].concat();
        bytes.extend_from_slice(&proof(&bytes));
        bytes
    }

    /// What [`Self::to_bytes`] made; another file, a damaged one and one of a later form are refused, each in its words.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        if !bytes.starts_with(BEGINNING) {
            return Err(Error::Form);
        }
        let (whole, end) = bytes.split_last_chunk().ok_or(Error::Damaged)?;
        if proof(whole) != *end {
            return Err(Error::Damaged);
        }
        let inner = whole.strip_prefix(BEGINNING).ok_or(Error::Damaged)?;
        if inner.first().is_some_and(|form| *form > FORM) {
            return Err(Error::Newer);
        }
        let (cost, salt, sealed) = split(inner)?;
        Ok(Self { cost, salt, sealed: sealed.to_vec() })
    }
}

fn proof(bytes: &[u8]) -> [u8; PROOF] {
    let mut proof = [0; PROOF];
    proof.iter_mut().zip(Sha256::digest(bytes)).for_each(|(at, byte)| *at = byte);
    proof
}

/// A code of chance to open a file with, in groups of four: `7KQ2-M4XD-PT9H`.
pub fn code_of(chance: [u8; CODE]) -> String {
    let letters = chance.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    grouped(&letters)
}

fn grouped(letters: &[char]) -> String {
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code as somebody has typed it, with or without groups and capitals, as [`code_of`] made it; `None` for what is none.
pub fn code_typed(text: &str) -> Option<String> {
    let letters = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    let letters: Vec<char> = letters.map(|sign| sign.to_ascii_uppercase()).collect();
    let is_ours = |sign: &char| LETTERS.iter().any(|letter| char::from(*letter) == *sign);
    (letters.len() == CODE && letters.iter().all(is_ours)).then(|| grouped(&letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_no_letters_that_look_alike() {
        assert_eq!(code_of([0, 1, 2, 3, 8, 9, 10, 11, 31, 63, 255, 32]), "2345-ABCD-ZZZ2");
        assert!(!LETTERS.iter().any(|letter| b"0O1I".contains(letter)));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = "7KQ2-M4XD-PT9H";
        for typed in [code, "7kq2m4xdpt9h", " 7KQ2 m4xd PT9H ", "7-K-Q-2M4XDPT9H"] {
            assert_eq!(code_typed(typed).as_deref(), Some(code), "{typed}");
        }
        for other in ["", "7KQ2-M4XD-PT9", "7KQ2-M4XD-PT9HA", "7KQ2-M4XD-PT90", "7KQ2-M4XD-PTệH"] {
            assert_eq!(code_typed(other), None, "{other}");
        }
    }
}
