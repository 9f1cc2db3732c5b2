//! The only place that reads the clock. Tests move it.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike};
use contract::Millis;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

/// The server's clock; clones share their shift.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift: Arc<AtomicI64>,
}

/// One day.
pub const DAY: Millis = 24 * 60 * 60 * 1000;

/// Offices work on Vietnam's time, which has no summer time.
const VIETNAM: TimeDelta = TimeDelta::hours(7);

/// What arrives from this hour on counts as received on the next working day (`rules.md`: "filed after 15:00").
const CUTOFF_HOUR: u32 = 15;

impl Clock {
    /// Milliseconds since 1970 in UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the place that may")]
    pub fn now(&self) -> Millis {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX) + self.shift.load(Ordering::Relaxed)
    }

    /// Moves this clock and its clones, for tests.
    pub fn shift(&self, by: Millis) {
        self.shift.fetch_add(by, Ordering::Relaxed);
    }
}

/// The day in Vietnam.
pub fn day(at: Millis) -> NaiveDate {
    vietnam(at).date_naive()
}

/// Whether the offices no longer count this moment as the same day.
pub fn is_after_cutoff(at: Millis) -> bool {
    vietnam(at).hour() >= CUTOFF_HOUR
}

/// As `2026-11-22T08:15:00.000Z`.
pub fn instant(at: Millis) -> String {
    let at = DateTime::from_timestamp_millis(at).unwrap_or_default();
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// Vietnam's wall clock, kept in a `DateTime` that calls itself UTC.
pub fn vietnam(at: Millis) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default() + VIETNAM
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_vietnam() {
        // 2026-11-22T16:59:59Z and one second later.
        let before = 1_795_366_799_000;
        assert_eq!(day(before).to_string(), "2026-11-22");
        assert_eq!(day(before + 1000).to_string(), "2026-11-23");
        assert!(is_after_cutoff(before));
        assert!(!is_after_cutoff(before + 1000));
    }
}
