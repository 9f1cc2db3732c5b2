//! A date, a date of which not all is known, or a time: one box, because digits are typed faster than wheels are turned.

use super::Slot;
use super::text::{Look, line};
use crate::view::prelude::*;

/// Digits only on the keyboard; `01021990` needs no stroke, and the tidy form shows what was understood.
pub const LOOK: Look = Look { kind: "text", inputmode: Some("numeric"), width: "medium", prose: false };

/// Takes `1/2/1990`, `01021990` and `1990-02-01`, shows `01/02/1990` once the field is left.
pub fn draw(slot: &Slot) -> AnyView {
    slot.frame(line(slot, LOOK))
}
