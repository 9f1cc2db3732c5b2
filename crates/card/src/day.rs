//! Days as cards write them: `ddMMyyyy`.

use std::fmt;

/// A day of the calendar. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// A birth date; on cards of people who do not know theirs, day or month and day are `00`. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDay {
    pub year: u16,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Day {
    /// From `ddMMyyyy`; `None` for what is no such day.
    pub fn read(text: &str) -> Option<Self> {
        let found = PartialDay::read(text)?;
        Some(Self { year: found.year, month: found.month?, day: found.day? })
    }
}

impl PartialDay {
    /// From `ddMMyyyy`, `00MMyyyy` or `0000yyyy`; `None` for what is no such day. Nobody alive was born before 1900.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number = |from: usize, to: usize| text[from..to].parse::<u16>().ok();
        let (day, month, year) = (number(0, 2)?, number(2, 4)?, number(4, 8)?);
        let is_sound = (1900..=2199).contains(&year)
            && match (month, day) {
                (0, 0) => true,
                (1..=12, day) => day <= days_of(year, month),
                _ => false,
            };
        let part = |n: u16| u8::try_from(n).ok().filter(|n| *n > 0);
        is_sound.then(|| Self { year, month: part(month), day: part(day) })
    }
}

fn days_of(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `1990-02-01`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// `1990-02-01`, `1990-02` or `1990`.
impl fmt::Display for PartialDay {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar() {
        assert_eq!(Day::read("29022024").map(|day| day.to_string()).as_deref(), Some("2024-02-29"));
        for wrong in
            ["29022023", "31041990", "01131990", "00011990", "0101199", "010119900", "0101199x", "01018990"]
        {
            assert_eq!(Day::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_birth_date_may_lack_its_day_and_month() {
        let shown = |text: &str| PartialDay::read(text).map(|day| day.to_string());
        assert_eq!(shown("00001950").as_deref(), Some("1950"));
        assert_eq!(shown("00021950").as_deref(), Some("1950-02"));
        assert_eq!(shown("01001950"), None, "a day without its month");
    }
}
