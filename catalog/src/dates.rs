//! Ranges of days: from and with the first, up to and without the last.

use chrono::NaiveDate;

/// Whether `day` lies in the range; an end that is not written is open.
pub(crate) fn within(day: NaiveDate, from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
}
