//! Free text, and the rules of length that any text answer can have.

use super::Fault;
use super::letters::length;
use crate::{Code, Field, Kind};

/// Longest text where the definition sets none, in characters.
const LONGEST_LINE: u16 = 500;
const LONGEST_BLOCK: u16 = 5000;

/// The field's own limits, or those of its kind.
pub fn judge(field: &Field, text: &str) -> Result<(), Fault> {
    let longest = usize::from(field.max_length.unwrap_or(match field.kind {
        Kind::Textarea => LONGEST_BLOCK,
        Kind::PersonName | Kind::DocumentNumber | Kind::Religion => 100,
        Kind::Email => 254,
        _ => LONGEST_LINE,
    }));
    let actual = length(text);
    if actual > longest {
        return Err(Fault::counted(Code::TooLong, longest, actual));
    }
    match field.min_length.map(usize::from) {
        Some(least) if actual < least => Err(Fault::counted(Code::TooShort, least, actual)),
        _ => Ok(()),
    }
}
