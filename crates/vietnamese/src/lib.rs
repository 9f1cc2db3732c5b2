//! Letters as Vietnamese needs them: small and capital ones, and words without their marks for searching (`Đường Lê Lợi`
//! and `duong le loi` are the same).
//!
//! The standard library knows the letters of all the world; its tables alone are a tenth of a page of WebAssembly.

/// The small letter of a capital one of Western Europe or Việt Nam; any other sign as it is.
pub fn small(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'À'..='Ö' | 'Ø'..='Þ' => moved(letter, 32),
        'Ơ' => 'ơ',
        _ if is_of_a_pair(letter) && is_first(letter) => moved(letter, 1),
        _ => letter,
    }
}

/// The capital of a small letter, as [`small`].
pub fn capital(letter: char) -> char {
    match letter {
        'a'..='z' => letter.to_ascii_uppercase(),
        'à'..='ö' | 'ø'..='þ' => moved(letter, -32),
        'ơ' => 'Ơ',
        _ if is_of_a_pair(letter) && !is_first(letter) => moved(letter, -1),
        _ => letter,
    }
}

/// Whether it is a letter of any script. Of scripts that nobody in Việt Nam writes, digits and marks may count as letters;
/// signs, pictures and marks that stand above letters never do.
pub fn is_letter(sign: char) -> bool {
    match sign {
        'a'..='z' | 'A'..='Z' | 'ª' | 'µ' | 'º' => true,
        // Marks above letters, punctuation and symbols, signs of East Asia; for private use, marks of presentation,
        // full-width signs, pictures, tags.
        '\0'..='¿'
        | '×'
        | '÷'
        | '\u{300}'..='\u{36f}'
        | '\u{2000}'..='\u{2bff}'
        | '\u{2e00}'..='\u{3004}'
        | '\u{3008}'..='\u{3030}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe6f}'
        | '\u{feff}'..='\u{ff20}'
        | '\u{fff0}'..='\u{ffff}'
        | '\u{1d000}'..='\u{1d3ff}'
        | '\u{1f000}'..='\u{1fbff}'
        | '\u{e0000}'.. => false,
        _ => true,
    }
}

/// [`small`] of each letter.
pub fn in_small_letters(text: &str) -> String {
    text.chars().map(small).collect()
}

/// Letters that stand in Unicode as pairs, the capital before the small one.
fn is_of_a_pair(letter: char) -> bool {
    matches!(
        letter,
        'Ā'..='į' | 'Ĳ'..='ķ' | 'Ĺ'..='ň' | 'Ŋ'..='ŷ' | 'Ź'..='ž' | 'Ư' | 'ư' | 'Ḁ'..='ẕ' | 'Ạ'..='ỿ'
    )
}

/// Whether it is the capital of its pair: at an even place, but for three ranges.
fn is_first(letter: char) -> bool {
    (u32::from(letter) % 2 == 0) != matches!(letter, 'Ĺ'..='ň' | 'Ź'..='ž' | 'Ư' | 'ư')
}

fn moved(letter: char, by: i32) -> char {
    u32::from(letter).checked_add_signed(by).and_then(char::from_u32).unwrap_or(letter)
}

/// Small letters without Vietnamese marks, whichever of the two Unicode forms `text` has; anything that is neither a
/// letter nor a digit becomes one space.
pub fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().map(small) {
        match letter {
            // Combining marks of the decomposed form.
            '\u{0300}'..='\u{036f}' => {}
            _ => match base(letter) {
                Some(base) => plain.push(base),
                None if !plain.is_empty() && !plain.ends_with(' ') => plain.push(' '),
                None => {}
            },
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

fn base(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ' | 'ằ'
        | 'ẳ' | 'ẵ' | 'ặ' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ỉ' | 'ị' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ơ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ớ' | 'ờ' | 'ở'
        | 'ỡ' | 'ợ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' => {
            'u'
        }
        'ỳ' | 'ý' | 'ÿ' | 'ỵ' | 'ỷ' | 'ỹ' => 'y',
        // U+0111, and U+00F0 that some old keyboards give for it.
        'đ' | 'ð' => 'd',
        'ç' => 'c',
        'ñ' => 'n',
        _ if is_letter(letter) || letter.is_ascii_digit() => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{capital, in_small_letters, is_letter, small, unmarked};

    #[test]
    fn letters_of_europe_and_vietnam_change_their_case_as_unicode_says() {
        let all = (char::MIN..='ỿ')
            .filter(|letter| !matches!(letter, 'ƀ'..='ɏ') || matches!(letter, 'Ơ' | 'ơ' | 'Ư' | 'ư'));
        for letter in all.filter(|letter| letter.is_ascii() || ('À'..='ž').contains(letter) || *letter >= 'Ḁ')
        {
            // Of one letter each; `ẞ` and the dotless `ı` have no partner that leads back.
            if matches!(letter, 'İ' | 'ı' | 'ŉ' | 'ſ' | 'Ÿ' | 'ÿ' | 'ß' | 'ẖ'..='ẟ') {
                continue;
            }
            assert_eq!(small(letter).to_string(), letter.to_lowercase().to_string(), "{letter}");
            assert_eq!(capital(letter).to_string(), letter.to_uppercase().to_string(), "{letter}");
        }
        for letter in "ƠƯơư".chars() {
            assert_eq!(small(letter).to_string(), letter.to_lowercase().to_string());
            assert_eq!(capital(letter).to_string(), letter.to_uppercase().to_string());
        }
        assert_eq!(in_small_letters("ĐẶC KHU Cô Tô 2"), "đặc khu cô tô 2");
    }

    #[test]
    fn both_unicode_forms_and_no_marks_are_the_same() {
        assert_eq!(unmarked("Phường Hồng Gai"), "phuong hong gai");
        assert_eq!(unmarked("Ho\u{0302}\u{0300}ng Gai"), "hong gai");
        assert_eq!(unmarked("  ĐẶC KHU   Cô Tô, "), "dac khu co to");
        assert_eq!(unmarked("M’Đrắk – Xơ-đăng"), "m drak xo dang");
    }

    #[test]
    fn every_vietnamese_letter_has_a_base() {
        let marked = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
        assert!(unmarked(marked).is_ascii());
        assert!(unmarked(&marked.to_uppercase()).is_ascii());
    }

    #[test]
    fn letters_that_people_here_write_are_those_of_unicode() {
        let written =
            ['\0'..='\u{2af}', '\u{1e00}'..='\u{1eff}', '\u{2000}'..='\u{2070}', '一'..='鿋', '가'..='힣'];
        for sign in written.into_iter().flatten().chain("々〇ぁアяΩ".chars()) {
            assert_eq!(is_letter(sign), sign.is_alphabetic(), "{sign:?}");
        }
        for sign in "😀🇻🇳→★、。「！\u{feff}\u{301}\u{fffd}\u{f8ff}".chars() {
            assert!(!is_letter(sign), "{sign:?}");
        }
    }
}
