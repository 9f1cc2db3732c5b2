//! The phone's clock. The only one: everywhere else time is an argument.

use chrono::NaiveDate;

const HOUR: i64 = 3_600_000;

/// Milliseconds since 1970-01-01T00:00Z, as the phone believes.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, exact for 285,000 years")]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since the page was opened, by a clock that nobody can set.
pub fn steady() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// The calendar day in Vietnam, wherever the phone is.
pub fn today() -> NaiveDate {
    day_in_vietnam(now())
}

/// The calendar day in Vietnam (UTC+7, no summer time) of an instant in milliseconds.
pub fn day_in_vietnam(instant: i64) -> NaiveDate {
    let days = (instant + 7 * HOUR).div_euclid(24 * HOUR);
    NaiveDate::default() + chrono::Days::new(u64::try_from(days).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_seventeen_hours_utc() {
        let sixteen_fifty_nine = 1_795_366_799_999;
        assert_eq!(day_in_vietnam(sixteen_fifty_nine).to_string(), "2026-11-22");
        assert_eq!(day_in_vietnam(sixteen_fifty_nine + 1).to_string(), "2026-11-23");
        assert_eq!(day_in_vietnam(0).to_string(), "1970-01-01");
    }
}
