//! Days, times and money as people write them.

use super::{lang, t};
use crate::browser::clock;
use chrono::{Datelike, NaiveDate};
use contract::Millis;
use forms::Lang;

const MINUTE: Millis = 60_000;
const VIETNAM: Millis = 7 * 60 * MINUTE;

/// `22/11/2026`
pub fn day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `thứ Hai, 23/11/2026`
pub fn weekday(date: NaiveDate) -> String {
    const VI: [&str; 7] = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = if lang() == Lang::Vi { VI } else { EN };
    format!("{}, {}", names[date.weekday().num_days_from_monday() as usize], day(date))
}

/// `17:08, 22/11/2026`, in Vietnam's time wherever the phone is.
pub fn instant(at: Millis) -> String {
    let minutes = (at + VIETNAM).div_euclid(MINUTE).rem_euclid(24 * 60);
    format!("{:02}:{:02}, {}", minutes / 60, minutes % 60, day(clock::day_in_vietnam(at)))
}

/// `vừa xong`, `5 phút trước`, then the instant; `now` is the phone's clock.
pub fn ago(at: Millis, now: Millis) -> String {
    let minutes = (now - at) / MINUTE;
    match (minutes, lang()) {
        (0, _) => t().common.just_now.to_owned(),
        (1..60, Lang::Vi) => format!("{minutes} phút trước"),
        (1, Lang::En) => "1 minute ago".to_owned(),
        (2..60, Lang::En) => format!("{minutes} minutes ago"),
        (60..1440, Lang::Vi) => format!("{} giờ trước", minutes / 60),
        (60..120, Lang::En) => "1 hour ago".to_owned(),
        (120..1440, Lang::En) => format!("{} hours ago", minutes / 60),
        _ => instant(at),
    }
}

/// `15.000 đồng`; nothing is free.
pub fn money(dong: i64) -> String {
    if dong == 0 {
        return t().common.free.to_owned();
    }
    let digits = dong.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(if lang() == Lang::Vi { '.' } else { ',' });
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", t().common.dong)
}

/// `1,4 MB`, `310 kB`
pub fn bytes(bytes: u64) -> String {
    let comma = if lang() == Lang::Vi { ',' } else { '.' };
    let with_one_decimal = |unit: u64, name: &str| {
        let tenths = bytes / (unit / 10);
        format!("{}{comma}{} {name}", tenths / 10, tenths % 10)
    };
    match bytes {
        ..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => with_one_decimal(1_000_000, "MB"),
        _ => with_one_decimal(1_000_000_000, "GB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write_them() {
        assert_eq!(day(NaiveDate::from_ymd_opt(2026, 2, 1).unwrap()), "01/02/2026");
        assert_eq!(weekday(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()), "Chủ nhật, 22/11/2026");
        assert_eq!(instant(1_795_366_799_999), "23:59, 22/11/2026");
        assert_eq!(money(15_000), "15.000 đồng");
        assert_eq!(money(1_250_000), "1.250.000 đồng");
        assert_eq!(money(0), "Miễn phí");
        assert_eq!(bytes(1_440_000), "1,4 MB");
        assert_eq!(bytes(10), "1 kB");
        assert_eq!(bytes(10_737_400_000), "10,7 GB");
    }

    #[test]
    fn how_long_ago() {
        assert_eq!(ago(0, 30_000), "vừa xong");
        assert_eq!(ago(0, 5 * MINUTE), "5 phút trước");
        assert_eq!(ago(0, 150 * MINUTE), "2 giờ trước");
        assert_eq!(ago(0, 3_000 * MINUTE), "07:00, 01/01/1970");
    }
}
