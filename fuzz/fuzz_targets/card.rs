//! Any text as the code of a citizen card: read without a panic, and what is taken for a card has all that one needs.
#![no_main]

use card::{Code, Day, Places, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    Places::default().locate(text, Day { year: 2022, month: 3, day: 9 });
    if let Code::Card(card) = read(text) {
        assert!(card.number.len() == 12 && card.number.bytes().all(|b| b.is_ascii_digit()));
        assert!(!card.full_name.is_empty() && !card.address.is_empty());
        assert!(card.born.year <= card.issued.year);
    }
});
