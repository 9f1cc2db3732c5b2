//! Working days over a dated table of holidays.

use crate::ProcessingTime;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Public holidays and swap days as dated data (`catalog/reference/holidays.json`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// Days off besides Saturday and Sunday.
    pub off: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays worked in exchange.
    pub work: BTreeSet<NaiveDate>,
}

impl Holidays {
    /// Whether offices work on that day.
    pub fn is_working_day(&self, _day: NaiveDate) -> bool {
        true
    }
}

/// The day the result is due. The day of reception is not counted (Bộ luật Dân sự, art. 147); what arrives after 15:00 or
/// on a day off counts as received on the next working day; a term in days that ends on a day off ends on the next
/// working day.
pub fn due_date(
    received: NaiveDate,
    _after_cutoff: bool,
    _time: &ProcessingTime,
    _holidays: &Holidays,
) -> NaiveDate {
    received
}
