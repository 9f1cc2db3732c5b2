//! Working days over a dated table of holidays.

use crate::{ProcessingTime, TimeUnit};
use chrono::{Datelike, NaiveDate, Weekday};
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
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.work.contains(&day) || !(is_weekend || self.off.contains(&day))
    }

    /// The first working day after that day.
    pub fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        // Ends at the last day of the calendar, where there is no next one.
        day.iter_days().skip(1).find(|&next| self.is_working_day(next)).unwrap_or(day)
    }

    /// The day itself, or the first working day after it.
    fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        if self.is_working_day(day) { day } else { self.next_working_day(day) }
    }
}

/// The day the result is due. The day of reception is not counted (Bộ luật Dân sự, art. 147); what arrives after 15:00 or
/// on a day off counts as received on the next working day; a term in days that ends on a day off ends on the next
/// working day.
pub fn due_date(
    received: NaiveDate,
    after_cutoff: bool,
    time: &ProcessingTime,
    holidays: &Holidays,
) -> NaiveDate {
    let received =
        if after_cutoff { holidays.next_working_day(received) } else { holidays.working_day_from(received) };
    match time.unit {
        TimeUnit::WorkingDays => (0..time.amount).fold(received, |day, _| holidays.next_working_day(day)),
        TimeUnit::Days => {
            let end = received.checked_add_days(chrono::Days::new(time.amount.into())).unwrap_or(received);
            holidays.working_day_from(end)
        }
    }
}

/// The due day after a time in which the office waited for the citizen: from the day it asked to the day of the answer (one
/// that comes after 15:00 counts as of the next working day). What was left of the term then is left now; what was late by
/// some days is late by as many.
pub fn after_pause(
    due: NaiveDate,
    asked: NaiveDate,
    answered: NaiveDate,
    after_cutoff: bool,
    unit: TimeUnit,
    holidays: &Holidays,
) -> NaiveDate {
    let answered = if after_cutoff { holidays.next_working_day(answered) } else { answered };
    match unit {
        TimeUnit::WorkingDays => (0..working_days_between(asked, answered, holidays))
            .fold(due, |day, _| holidays.next_working_day(day)),
        TimeUnit::Days => {
            let days = u64::try_from((answered - asked).num_days()).unwrap_or(0);
            let end = due.checked_add_days(chrono::Days::new(days)).unwrap_or(due);
            holidays.working_day_from(end)
        }
    }
}

/// Working days after `from` up to and with `to`; negative when `to` lies before. With today and a due date: "còn 3 ngày",
/// and below zero "quá hạn 2 ngày".
pub fn working_days_between(from: NaiveDate, to: NaiveDate, holidays: &Holidays) -> i32 {
    let (earlier, later, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let days = earlier
        .iter_days()
        .skip(1)
        .take_while(|&day| day <= later)
        .filter(|&day| holidays.is_working_day(day));
    sign * i32::try_from(days.count()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn day(text: &str) -> NaiveDate {
        crate::kinds::date::parse(text).unwrap()
    }

    fn november() -> Holidays {
        // 24/11 is a holiday since 2026; a Saturday is worked in exchange for the Monday before it.
        Holidays { off: [day("24/11/2026"), day("23/11/2026")].into(), work: [day("28/11/2026")].into() }
    }

    fn due(received: &str, after_cutoff: bool, amount: u16, unit: TimeUnit) -> String {
        let time = ProcessingTime { amount, unit, note: Text::default() };
        crate::kinds::date::shown(due_date(day(received), after_cutoff, &time, &november()))
    }

    #[test]
    fn counts_over_weekends_holidays_and_days_worked_in_exchange() {
        use TimeUnit::{Days, WorkingDays};
        for (received, late, amount, unit, expected) in [
            ("18/11/2026", false, 1, WorkingDays, "19/11/2026"),
            ("20/11/2026", false, 1, WorkingDays, "25/11/2026"),
            ("20/11/2026", true, 1, WorkingDays, "26/11/2026"),
            ("22/11/2026", false, 3, WorkingDays, "28/11/2026"),
            ("18/11/2026", false, 0, WorkingDays, "18/11/2026"),
            ("18/11/2026", true, 0, WorkingDays, "19/11/2026"),
            ("21/11/2026", false, 0, Days, "25/11/2026"),
            ("18/11/2026", false, 3, Days, "25/11/2026"),
            ("18/11/2026", false, 10, Days, "28/11/2026"),
            ("19/11/2026", false, 10, Days, "30/11/2026"),
        ] {
            assert_eq!(due(received, late, amount, unit), expected, "{received} {late} {amount} {unit:?}");
        }
    }

    #[test]
    fn says_how_many_days_are_left_or_over() {
        let between = |from, to| working_days_between(day(from), day(to), &november());
        assert_eq!(between("20/11/2026", "28/11/2026"), 4);
        assert_eq!(between("28/11/2026", "20/11/2026"), -4);
        assert_eq!(between("18/11/2026", "18/11/2026"), 0);
    }

    #[test]
    fn a_term_stands_still_while_the_office_waits() {
        use TimeUnit::{Days, WorkingDays};
        for (due, asked, answered, late, unit, expected) in [
            // Two working days were left on Thursday the 19th; answered on Friday the 27th, two are left.
            ("25/11/2026", "19/11/2026", "27/11/2026", false, WorkingDays, "30/11/2026"),
            ("25/11/2026", "19/11/2026", "27/11/2026", true, WorkingDays, "01/12/2026"),
            ("20/11/2026", "19/11/2026", "19/11/2026", false, WorkingDays, "20/11/2026"),
            // One day late when it asked, one day late when it goes on.
            ("18/11/2026", "19/11/2026", "20/11/2026", false, WorkingDays, "19/11/2026"),
            ("20/11/2026", "19/11/2026", "22/11/2026", false, Days, "25/11/2026"),
            // A clock that was set back takes no day away.
            ("20/11/2026", "19/11/2026", "16/11/2026", false, WorkingDays, "20/11/2026"),
            ("20/11/2026", "19/11/2026", "16/11/2026", false, Days, "20/11/2026"),
        ] {
            let moved = after_pause(day(due), day(asked), day(answered), late, unit, &november());
            assert_eq!(
                crate::kinds::date::shown(moved),
                expected,
                "{due} {asked} {answered} {late} {unit:?}"
            );
        }
    }

    #[test]
    fn ends_at_the_end_of_the_calendar() {
        assert_eq!(Holidays::default().next_working_day(NaiveDate::MAX), NaiveDate::MAX);
    }
}
