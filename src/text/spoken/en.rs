//! Numbers, dates and signs in English. Voices read an amount well when its thousands are grouped by commas.

use super::Words;

pub const WORDS: Words = Words {
    digits: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    point: "point",
    dot: "dot",
    dash: "dash",
    slash: "slash",
    underscore: "underscore",
    at: "at",
    plus: "plus",
    number,
    date: |day, month, year| format!("{day} {} {year}", name(month)),
    month: |month, year| format!("{} {year}", name(month)),
    time: |hours, minutes| format!("{hours}:{minutes:02}"),
};

fn name(month: u64) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::try_from(month.clamp(1, 12) - 1).unwrap_or_default()]
}

/// `1200000` as "1,200,000".
fn number(amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
