//! Digits in a box: amounts, and numbers that are names (citizen's number, tax code, account).

use super::Slot;
use super::text::{Look, line};
use crate::text::t;
use crate::view::prelude::*;
use forms::Kind;

/// A field of digits. Never `type=number`: it drops leading zeros, and wheels and arrows change it by accident.
pub fn draw(slot: &Slot) -> AnyView {
    let kind = slot.field().kind;
    let look = Look {
        inputmode: Some(if kind == Kind::Decimal { "decimal" } else { "numeric" }),
        width: match kind {
            Kind::Year | Kind::Integer | Kind::Decimal => "short",
            _ => "medium",
        },
        prose: false,
        ..Look::LINE
    };
    if kind != Kind::MoneyVnd {
        return slot.frame(line(slot, look));
    }
    let unit = t().form.dong;
    let with_unit = view! {
        <div class="box-with-unit">
            {line(slot, look)} <span class="box-unit">{unit}</span>
        </div>
    };
    slot.frame(with_unit.into_any())
}
