//! Numbers, dates and signs in Vietnamese.

use super::Words;

pub const WORDS: Words = Words {
    digits: ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"],
    point: "phẩy",
    dot: "chấm",
    dash: "gạch ngang",
    slash: "gạch chéo",
    underscore: "gạch dưới",
    at: "a còng",
    plus: "cộng",
    number,
    date: |day, month, year| format!("ngày {day} tháng {month} năm {year}"),
    month: |month, year| format!("tháng {month} năm {year}"),
    time: |hours, minutes| match minutes {
        0 => format!("{hours} giờ"),
        _ => format!("{hours} giờ {minutes} phút"),
    },
};

/// `1200000` as "một triệu hai trăm nghìn"; up to [`super::MOST_DIGITS`].
fn number(amount: u64) -> String {
    const STEPS: [(u64, &str); 5] = [
        (1_000_000_000_000, "nghìn"),
        (1_000_000_000, "tỷ"),
        (1_000_000, "triệu"),
        (1_000, "nghìn"),
        (1, ""),
    ];
    let mut words = Vec::new();
    for (step, name) in STEPS {
        let group = amount / step % 1000;
        if group > 0 {
            words.extend(hundreds(group, amount / step >= 1000));
            words.push(name);
        } else if step == 1_000_000_000 && amount > step {
            // "hai nghìn tỷ": the thousands before are of these.
            words.push(name);
        }
    }
    if words.is_empty() {
        return WORDS.digits[0].to_owned();
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// A number under a thousand; `inside` a larger one no place is left out: "một nghìn không trăm linh năm".
fn hundreds(group: u64, inside: bool) -> Vec<&'static str> {
    let digit = |value: u64| WORDS.digits[usize::try_from(value).unwrap_or_default()];
    let (hundred, ten, one) = (group / 100, group / 10 % 10, group % 10);
    let mut words = Vec::new();
    let has_hundred = hundred > 0 || inside;
    if has_hundred {
        words.extend([digit(hundred), "trăm"]);
    }
    match ten {
        0 if has_hundred && one > 0 => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(ten), "mươi"]),
    }
    match (ten, one) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(one)),
    }
    words
}
