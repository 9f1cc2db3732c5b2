//! A time of day, and a time on a date: `8:30`, `8h30`, `08:30 22/11/2026`.

use super::date;
use super::letters::is_digits;
use crate::Code;
use chrono::NaiveDate;

/// Minutes since midnight.
pub fn parse(line: &str) -> Result<u16, Code> {
    if let [h1 @ b'0'..=b'9', h2 @ b'0'..=b'9', b':', m1 @ b'0'..=b'9', m2 @ b'0'..=b'9'] = *line.as_bytes() {
        let digits = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
        return minutes_of(digits(h1, h2), digits(m1, m2));
    }
    let words = line.to_ascii_lowercase().replace("giờ", ":").replace("phút", "");
    let text = words.replace(' ', "").replace(['g', 'h'], ":");
    let (hours, minutes) = match text.split_once(':') {
        Some((hours, "")) => (hours, "00"),
        // Seconds, as some pickers add them, are no part of any form.
        Some((hours, rest)) => (hours, rest.strip_suffix(":00").unwrap_or(rest).trim_end_matches(':')),
        None if text.len() == 4 && is_digits(&text) => text.split_at(2),
        None => return Err(Code::WrongFormat),
    };
    let number = |text: &str| {
        if text.len() > 2 || !is_digits(text) {
            return Err(Code::WrongFormat);
        }
        text.parse::<u16>().map_err(|_| Code::WrongFormat)
    };
    minutes_of(number(hours)?, number(minutes)?)
}

fn minutes_of(hours: u16, minutes: u16) -> Result<u16, Code> {
    if hours < 24 && minutes < 60 { Ok(hours * 60 + minutes) } else { Err(Code::WrongFormat) }
}

/// `08:30`.
pub fn shown(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A date and a time, in either order.
pub fn parse_datetime(line: &str) -> Result<(NaiveDate, u16), Code> {
    if let Some((day, time)) = line.split_once('T') {
        return Ok((date::parse(day.trim())?, parse(time.trim())?));
    }
    let words: Vec<&str> = line.split(' ').collect();
    let mut error = Code::WrongFormat;
    for at in 1..words.len() {
        let (left, right) = (words[..at].join(" "), words[at..].join(" "));
        for (day, time) in [(&left, &right), (&right, &left)] {
            match (date::parse(day), parse(time)) {
                (Ok(day), Ok(time)) => return Ok((day, time)),
                (Err(Code::NoSuchDate), Ok(_)) => error = Code::NoSuchDate,
                _ => {}
            }
        }
    }
    Err(error)
}

/// `2026-11-22T08:30`.
pub fn iso_datetime(day: NaiveDate, minutes: u16) -> String {
    format!("{}T{}", date::iso(day), shown(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_and_moments() {
        for text in ["8:30", "08:30", "8h30", "8 giờ 30 phút", "0830", "08:30:00", "8g30"] {
            assert_eq!(parse(text), Ok(510), "{text}");
        }
        assert_eq!(parse("8h"), Ok(480));
        for text in ["24:00", "8:60", "tám giờ", "8", ":", "8:3:3:3", ""] {
            assert_eq!(parse(text), Err(Code::WrongFormat), "{text}");
        }
        let moment = Ok((NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), 510));
        for text in ["2026-11-22T08:30", "22/11/2026 8h30", "8:30 22/11/2026", "22/11/2026 8 giờ 30"] {
            assert_eq!(parse_datetime(text), moment, "{text}");
        }
        assert_eq!(parse_datetime("31/02/2026 8:30"), Err(Code::NoSuchDate));
        assert_eq!(parse_datetime("2026-11-22T"), Err(Code::WrongFormat));
        assert_eq!(parse_datetime("22/11/2026"), Err(Code::WrongFormat));
    }
}
