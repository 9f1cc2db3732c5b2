//! Words without their marks, for searching: `Đường Lê Lợi` and `duong le loi` are the same.

/// Small letters without Vietnamese marks, whichever of the two Unicode forms `text` has; anything that is neither a
/// letter nor a digit becomes one space.
pub fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
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
        _ if letter.is_alphanumeric() => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::unmarked;

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
}
