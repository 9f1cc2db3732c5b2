//! A sealed file, to be carried from one phone to another: opened with the code its maker was shown.
//!
//! `NHS` and the bytes of a [`crate::Lock`]'s beginning (form, cost, salt), then the content as a sealed record.

use crate::Error;
use crate::key::Key;
use crate::lock::{Cost, Salt, split};
use crate::record::{Place, open, seal};

const BEGINNING: &[u8; 3] = b"NHS";
const FORM: u8 = 1;
/// No 0 and O, no 1 and I: a code is read aloud and typed.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a code: 60 bits, each guess at the cost of a PIN's.
const CODE: usize = 12;

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
        [BEGINNING, &head[..], &self.sealed].concat()
    }

    /// What [`Self::to_bytes`] made; another file is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (cost, salt, sealed) = split(bytes.strip_prefix(BEGINNING).ok_or(Error::Form)?)?;
        Ok(Self { cost, salt, sealed: sealed.to_vec() })
    }
}

/// A code of chance to open a file with, in groups of four: `7KQ2-M4XD-PT9H`.
pub fn code_of(chance: [u8; CODE]) -> String {
    let letters = chance.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_no_letters_that_look_alike() {
        assert_eq!(code_of([0, 1, 2, 3, 8, 9, 10, 11, 31, 63, 255, 32]), "2345-ABCD-ZZZ2");
        assert!(!LETTERS.iter().any(|letter| b"0O1I".contains(letter)));
    }
}
