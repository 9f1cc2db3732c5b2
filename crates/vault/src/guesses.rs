//! Wrong PINs: five are free, then each costs a longer wait, and the tenth erases the folder.
//!
//! A wait is kept as what is left of it, and only time in which the app is open takes from it (the caller measures that
//! by a clock nobody can set). So neither a restart nor another date makes it shorter.

use crate::Error;

/// The folder is erased at this many wrong PINs in a row.
pub const WIPE_AFTER: u8 = 10;
/// The first wrong PIN after which one must wait.
const WAIT_FROM: u8 = 5;
/// The first wait, in milliseconds; each further one is twice as long.
const FIRST_WAIT: u64 = 30_000;
const FORM: u8 = 1;

/// What is remembered of the guesses at one folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guesses {
    wrong: u8,
    /// Milliseconds.
    left: u64,
}

impl Guesses {
    /// Wrong PINs in a row.
    pub fn wrong(self) -> u8 {
        self.wrong
    }

    /// How long to wait before the next guess, in milliseconds of the app being open.
    pub fn wait(self) -> u64 {
        self.left
    }

    /// How many guesses are left before the folder is erased.
    pub fn left(self) -> u8 {
        WIPE_AFTER.saturating_sub(self.wrong)
    }

    /// The folder is to be erased.
    pub fn is_over(self) -> bool {
        self.wrong >= WIPE_AFTER
    }

    /// Charges a guess, to be written down **before** it is judged: who stops the app in between has had it all the same.
    /// `None` while one must wait, or when none is left.
    pub fn charge(self) -> Option<Self> {
        if self.left > 0 || self.is_over() {
            return None;
        }
        let wrong = self.wrong + 1;
        let left = wrong.checked_sub(WAIT_FROM).map_or(0, |again| FIRST_WAIT << again);
        Some(Self { wrong, left })
    }

    /// The app was open for this many milliseconds.
    #[must_use]
    pub fn after(self, open: u64) -> Self {
        Self { left: self.left.saturating_sub(open), ..self }
    }

    /// As kept: ten bytes.
    pub fn to_bytes(self) -> Vec<u8> {
        [&[FORM, self.wrong][..], &self.left.to_le_bytes()].concat()
    }

    /// What [`Self::to_bytes`] made; anything else is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let [FORM, wrong, left @ ..] = bytes else { return Err(Error::Form) };
        let left = left.try_into().map_err(|_| Error::Form)?;
        Ok(Self { wrong: *wrong, left: u64::from_le_bytes(left) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_pin_from_the_fifth_costs_twice_the_wait_and_the_tenth_is_the_end() {
        let mut guesses = Guesses::default();
        let mut waits = Vec::new();
        while let Some(charged) = guesses.charge() {
            waits.push(charged.wait() / 1_000);
            guesses = charged.after(charged.wait());
        }
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 960]);
        assert!(guesses.is_over());
        assert_eq!(guesses.left(), 0);
    }

    #[test]
    fn nobody_guesses_during_a_wait_and_a_restart_does_not_shorten_it() {
        let five = (0..5).fold(Guesses::default(), |guesses, _| guesses.charge().unwrap());
        assert_eq!(five.charge(), None);
        let again = Guesses::from_bytes(&five.after(29_999).to_bytes()).unwrap();
        assert_eq!((again.wait(), again.charge()), (1, None));
        assert!(again.after(1).charge().is_some());
        assert_eq!(again.after(u64::MAX).wait(), 0);
    }
}
