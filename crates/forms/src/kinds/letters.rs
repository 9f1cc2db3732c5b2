//! Letters as they should be kept: composed (NFC), without invisible characters, one space between words.

use std::borrow::Cow;

/// One line of text.
///
/// White space of any kind becomes one space and none at the ends; invisible marks (zero width, direction, control) go;
/// full-width forms become ASCII; `Ð` at the start of a word becomes `Đ`: old Vietnamese fonts and keyboards write the
/// Icelandic letter, which no Icelandic word begins with.
pub fn line(raw: &str) -> Cow<'_, str> {
    if is_tidy(raw) {
        return Cow::Borrowed(raw);
    }
    let mut plain = String::with_capacity(raw.len());
    for c in raw.chars().filter(|&c| !is_invisible(c)).map(narrow) {
        if c.is_whitespace() {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else {
            plain.push(c);
        }
    }
    plain.truncate(plain.trim_end().len());
    Cow::Owned(vietnamese_d(&composed(plain)))
}

/// Several lines: each as [`line`], at most one empty line between two paragraphs.
pub fn block(raw: &str) -> Cow<'_, str> {
    if is_tidy(raw) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut empty_lines = 0;
    for part in raw.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let part = line(part);
        if part.is_empty() {
            empty_lines += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        text.push_str(&part);
        empty_lines = 0;
    }
    Cow::Owned(text)
}

/// Nothing that a reader could see.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// The digits alone, when the text is nothing but digits and what people put between them.
pub fn bare_digits(line: &str) -> Option<String> {
    let bare: String = line.chars().filter(|c| !is_separator(*c)).collect();
    (!bare.is_empty() && is_digits(&bare)).then_some(bare)
}

/// What people write between the parts of a number.
pub fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '.' | '-' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}')
}

/// Only ASCII digits, at least one.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Length as people count it: characters after NFC, never bytes.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// A mark that stands on the letter before it.
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Surely tidy: most answers are, and need no copy then. Only signs that are known to be composed pass.
fn is_tidy(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        match c {
            ' ' if after_space => return false,
            'ð' | 'Ð' => return false,
            ' '..='~' | '\u{c0}'..='\u{17f}' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}' => {}
            _ => return false,
        }
        after_space = c == ' ';
    }
    !after_space || text.is_empty()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Full-width forms, as Asian keyboards give them, to ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(feature = "nfc")]
fn composed(text: String) -> String {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => text.nfc().collect(),
    }
}

/// Without the tables: whoever calls has composed already, as the browser does with `String.prototype.normalize`.
#[cfg(not(feature = "nfc"))]
fn composed(text: String) -> String {
    text
}

fn vietnamese_d(text: &str) -> String {
    let mut inside_word = false;
    text.chars()
        .map(|c| {
            let kept = match c {
                'Ð' if !inside_word => 'Đ',
                'ð' if !inside_word => 'đ',
                _ => c,
            };
            inside_word = vietnamese::is_letter(c) || is_combining(c);
            kept
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_marks_in_whatever_order_they_came() {
        for written in
            ["Nguyê\u{303}n Thị Hươ\u{300}ng", "Nguye\u{302}\u{303}n Thi\u{323} Hu\u{31b}o\u{31b}\u{300}ng"]
        {
            assert_eq!(line(written), "Nguyễn Thị Hường");
        }
        assert_eq!(line("Vie\u{302}\u{323}t"), "Việt");
    }

    #[test]
    fn drops_what_nobody_sees() {
        assert_eq!(line("\u{feff} Đặng\u{a0}\u{a0}Ngọc\u{200b} Ánh\t"), "Đặng Ngọc Ánh");
        assert_eq!(line("\u{202e}abc"), "abc");
        assert_eq!(line("１２３／４"), "123/4");
        assert!(is_blank("\u{200b}\u{3000}\n"));
    }

    #[test]
    fn an_icelandic_eth_at_the_start_of_a_word_is_meant_as_a_vietnamese_d() {
        assert_eq!(line("Ðặng ðình Guðrún"), "Đặng đình Guðrún");
    }

    #[test]
    fn a_block_keeps_its_lines() {
        assert_eq!(block("  một \r\n\r\n\r\n\n hai\nba  \n"), "một\n\nhai\nba");
    }
}
