//! The QR code of the Vietnamese citizen card, as text.
//!
//! Two layouts are in use, both UTF-8 with `|` between the parts and dates as `ddMMyyyy`:
//!
//! - 2021, on the front of the card with a chip:
//!   `number|old number|name|birth|sex|permanent residence|issued`;
//! - 2024, on the back (Thông tư 16/2024/TT-BCA), as reported: `number|name|sex|birth|residence|issued|old number|cancelled
//!   number`, with sex and birth in either order.
//!
//! The parts are told apart by what they look like and not by their place alone, so that both orders and a layout with a
//! part more or less are read. The text is not signed: it is for filling in a form, and proves nothing.

mod card;
mod day;
mod other;
mod place;

pub use card::{Card, Sex};
pub use day::{Day, PartialDay};
pub use other::Receipt;
pub use place::{Candidate, Former, Place, Places, Unit};

/// Longest text looked at, in bytes; a citizen's card has some 150, the densest QR code 2,953.
pub const LONGEST: usize = 3_000;

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    Card(Card),
    /// The code of a receipt of this app, or a dossier's code alone.
    Receipt(Receipt),
    Other(Other),
}

/// Codes that are at hand when somebody looks for the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A health-insurance card.
    HealthInsurance,
    /// `VietQR` and other payment codes (`EMVCo`).
    Payment,
    /// The address of a page.
    Link,
    /// It begins like a citizen card but cannot be trusted: letters were lost on the way.
    Damaged,
    Unknown,
}

/// Reads the text of a code. Never fails: what is nothing else is [`Other::Unknown`].
pub fn read(text: &str) -> Code {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    if text.is_empty() || text.len() > LONGEST {
        return Code::Other(Other::Unknown);
    }
    if let Some(receipt) = other::receipt(text) {
        return Code::Receipt(receipt);
    }
    if let Some(other) = other::known(text) {
        return Code::Other(other);
    }
    match card::read(text) {
        Ok(card) => Code::Card(card),
        Err(other) => Code::Other(other),
    }
}
