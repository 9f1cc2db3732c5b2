//! What a text box shows of a stored answer. `forms` knows how; a box only leaves out the unit, which stands beside it.

use crate::text::{lang, t};
use forms::{Field, Kind, NoLists, kinds};

/// `1990-02-01` as `01/02/1990`, `1200000` as `1.200.000`; what cannot be read stays as typed.
pub fn boxed(field: &Field, stored: &str) -> String {
    match field.kind {
        Kind::MoneyVnd => {
            let shown = kinds::shown(field, stored, &NoLists, lang());
            shown.strip_suffix(t().form.dong).map_or(shown.as_str(), str::trim_end).to_owned()
        }
        Kind::Date | Kind::PartialDate | Kind::Integer | Kind::Decimal => {
            kinds::shown(field, stored, &NoLists, lang())
        }
        _ => stored.to_owned(),
    }
}

/// A date alone, as a box of a date and a time has it.
pub fn boxed_date(stored: &str) -> String {
    kinds::date::parse(stored).map_or_else(|_| stored.to_owned(), kinds::date::shown)
}

/// A time alone.
pub fn boxed_time(stored: &str) -> String {
    kinds::time::parse(stored).map_or_else(|_| stored.to_owned(), kinds::time::shown)
}
