//! The order of the Vietnamese alphabet.

use unicode_normalization::UnicodeNormalization;

/// The letters in their order; marks of tone are compared only between words that are otherwise the same.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A key that sorts as a Vietnamese dictionary does: letters first, then tones.
pub(super) fn key(text: &str) -> (Vec<u8>, String) {
    let mut letters = Vec::with_capacity(text.len());
    let mut tones = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        let (letter, tone) = without_tone(c);
        letters.push(
            LETTERS.chars().position(|l| l == letter).and_then(|p| u8::try_from(p + 1).ok()).unwrap_or(0),
        );
        tones.extend(tone);
    }
    (letters, tones)
}

/// `ế` gives `ê` and the acute accent.
fn without_tone(c: char) -> (char, Option<char>) {
    let is_tone = |c: &char| {
        ('\u{300}'..='\u{303}').contains(c) && *c != '\u{302}' || matches!(c, '\u{309}' | '\u{323}')
    };
    let tone = std::iter::once(c).nfd().find(is_tone);
    let letter = std::iter::once(c).nfd().filter(|c| !is_tone(c)).nfc().next().unwrap_or(c);
    (letter, tone)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn sorts_as_a_dictionary_does() {
        let mut words = ["Đông", "Dương", "Ấm", "Anh", "Âu", "An", "Ân", "Ba", "Bà", "Đặng"];
        words.sort_by_key(|word| key(word));
        assert_eq!(words, ["An", "Anh", "Ấm", "Ân", "Âu", "Ba", "Bà", "Dương", "Đặng", "Đông"]);
    }
}
