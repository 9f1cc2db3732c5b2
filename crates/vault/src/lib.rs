//! How what the phone keeps is sealed.
//!
//! Each folder (a person, a household) has one random [`Key`]. Every record is sealed under it ([`seal`], [`open`]) with
//! the place it belongs to, so that a record moved elsewhere is refused. The key itself is kept wrapped: by a key of the
//! browser, or by one made of a PIN ([`Lock`]). Pure: time and chance are arguments, so all of it is tested natively.
//!
//! The cipher is XChaCha20-Poly1305: its nonce of 24 bytes may be random for every write without counting them, and it is
//! quick and small where there is no AES hardware to use, as in wasm.

mod file;
mod guesses;
mod key;
mod lock;
mod record;
#[cfg(feature = "stretch")]
mod stretch;

pub use file::{SealedFile, code_of, code_typed};
pub use guesses::{Guesses, WIPE_AFTER};
pub use key::Key;
pub use lock::{Cost, Lock, Salt, Weak, weakness};
pub use record::{Place, open, seal};
#[cfg(feature = "stretch")]
pub use stretch::stretch;

/// Why something sealed could not be had. Of a record it never says more: what is damaged and what is forged look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Another key, another place, or bytes that have changed.
    #[error("it cannot be opened with this key")]
    Refused,
    /// Not in a form this version knows.
    #[error("unknown form")]
    Form,
    /// A file that was cut or changed on its way.
    #[error("it is not whole")]
    Damaged,
    /// A file of a later version.
    #[error("made by a later version")]
    Newer,
}
