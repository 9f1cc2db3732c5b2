//! A telephone number.

use super::Slot;
use super::text::{Look, line};
use crate::view::prelude::*;

/// The phone's own number keyboard.
pub fn draw(slot: &Slot) -> AnyView {
    slot.frame(line(slot, Look { kind: "tel", inputmode: Some("tel"), width: "medium", prose: false }))
}
