//! A folder's key under a PIN: the wrapped key with all that is needed to make the PIN's key again.
//!
//! `1` (the form), memory in KiB and passes (4 bytes each, little end first), 16 bytes of salt, the sealed key. So that
//! the cost can grow with the phones, each lock carries its own.

use crate::Error;
use crate::key::Key;
use crate::record::{Place, open, seal};

const FORM: u8 = 1;
/// Digits of a PIN.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=12;

/// Chance that makes equal PINs different keys.
pub type Salt = [u8; 16];

/// What one guess costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// OWASP's second choice for Argon2id, and the least we take from anywhere: 19 MiB, two passes.
    pub const LEAST: Self = Self { memory: 19_456, passes: 2 };
    /// Beyond this a lock is damaged, or made to stop the phone.
    const MOST: Self = Self { memory: 262_144, passes: 64 };

    fn is_sound(self) -> bool {
        (Self::LEAST.memory..=Self::MOST.memory).contains(&self.memory)
            && (Self::LEAST.passes..=Self::MOST.passes).contains(&self.passes)
    }

    /// The cost at which a guess takes about `wanted` milliseconds where `self` took `took`; never below [`Self::LEAST`].
    #[must_use]
    pub fn tuned(self, took: u32, wanted: u32) -> Self {
        let fitting = u64::from(self.passes) * u64::from(wanted) / u64::from(took.max(1));
        let passes = u32::try_from(fitting).unwrap_or(u32::MAX);
        Self { memory: self.memory, passes: passes.clamp(Self::LEAST.passes, Self::MOST.passes) }
    }
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    pub cost: Cost,
    pub salt: Salt,
    sealed: Vec<u8>,
}

/// Where a wrapped key belongs: in its folder, under this name.
fn place(folder: &str) -> Place<'_> {
    Place { folder, store: "lock", key: &[], version: u32::from(FORM) }
}

impl Lock {
    /// Wraps a folder's key by the one made of a PIN with this cost and salt.
    pub fn new<E>(
        folder: &str,
        key: &Key,
        pin: &Key,
        (cost, salt): (Cost, Salt),
        chance: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<Self, E> {
        Ok(Self { cost, salt, sealed: seal(pin, &place(folder), key.expose(), chance)? })
    }

    /// The folder's key; refused for a wrong PIN.
    pub fn open(&self, folder: &str, pin: &Key) -> Result<Key, Error> {
        let mut plain = open(pin, &place(folder), &self.sealed)?;
        let key = Key::from_bytes(&plain);
        zeroize::Zeroize::zeroize(plain.as_mut_slice());
        key
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let Cost { memory, passes } = self.cost;
        [&[FORM], &memory.to_le_bytes()[..], &passes.to_le_bytes(), &self.salt, &self.sealed].concat()
    }

    /// What [`Self::to_bytes`] made. A lock that is too cheap or too dear to be ours is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (cost, salt, sealed) = split(bytes)?;
        Ok(Self { cost, salt, sealed: sealed.to_vec() })
    }
}

/// Cost, salt, and what follows them.
pub(crate) fn split(bytes: &[u8]) -> Result<(Cost, Salt, &[u8]), Error> {
    let (&form, rest) = bytes.split_first().ok_or(Error::Form)?;
    let (memory, rest) = rest.split_first_chunk().ok_or(Error::Form)?;
    let (passes, rest) = rest.split_first_chunk().ok_or(Error::Form)?;
    let (salt, rest) = rest.split_first_chunk().ok_or(Error::Form)?;
    let cost = Cost { memory: u32::from_le_bytes(*memory), passes: u32::from_le_bytes(*passes) };
    if form == FORM && cost.is_sound() { Ok((cost, *salt, rest)) } else { Err(Error::Form) }
}

/// Why a PIN is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Not 6 to 12 digits.
    Length,
    /// One of those that are tried first: one digit, a row, a pattern, a year twice.
    Obvious,
}

/// What is wrong with a PIN; `None` when it may be used.
pub fn weakness(pin: &str) -> Option<Weak> {
    let digits: Vec<u8> = pin.bytes().filter(u8::is_ascii_digit).collect();
    if digits.len() != pin.len() || !DIGITS.contains(&digits.len()) {
        return Some(Weak::Length);
    }
    let steps: Vec<i16> =
        digits.windows(2).map(|two| (i16::from(two[1]) - i16::from(two[0])).rem_euclid(10)).collect();
    let is_row = [0, 1, 9].iter().any(|step| steps.iter().all(|one| one == step));
    let repeats = (1..=3).any(|period| digits.iter().zip(&digits[period..]).all(|(a, b)| a == b));
    let pairs = digits.chunks(2).all(|pair| pair.iter().all(|digit| *digit == pair[0]));
    (is_row || repeats || pairs).then_some(Weak::Obvious)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_no_pin() {
        for obvious in ["000000", "123456", "654321", "121212", "123123", "112233", "890123", "11223344"] {
            assert_eq!(weakness(obvious), Some(Weak::Obvious), "{obvious}");
        }
        for short in ["", "12345", "1234567890123", "12a456", "１２３４５６"] {
            assert_eq!(weakness(short), Some(Weak::Length), "{short}");
        }
        for good in ["482913", "190463", "20261122"] {
            assert_eq!(weakness(good), None, "{good}");
        }
    }

    #[test]
    fn a_guess_takes_longer_on_a_fast_phone_and_never_less_than_the_least() {
        assert_eq!(Cost::LEAST.tuned(114, 700), Cost { passes: 12, ..Cost::LEAST });
        assert_eq!(Cost::LEAST.tuned(2_000, 700), Cost::LEAST);
        assert_eq!(Cost::LEAST.tuned(0, 700).passes, 64);
    }
}
