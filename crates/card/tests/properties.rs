//! What holds for every text, sensible or not.
#![cfg(not(target_arch = "wasm32"))]

use card::{Code, Day, Places, read};
use proptest::prelude::*;

fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{12}",
        "[0-9]{9}",
        "(0[1-9]|[12][0-9])(0[1-9]|1[0-2])(19|20)[0-9]{2}",
        Just("Nam".to_owned()),
        Just("Nữ".to_owned()),
        Just(String::new()),
        "[A-ZĐ][a-zăâêôơưáạ]{1,6}( [A-ZĐ][a-zạếữ]{1,6}){1,3}",
        "(Tổ [0-9], )?[A-Z][a-z]{2,8}, Hạ Long, Quảng Ninh",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        read(&text);
        Places::default().locate(&text, Day { year: 2021, month: 1, day: 1 });
    }

    #[test]
    fn parts_in_any_order_give_a_card_only_with_all_it_needs(parts in prop::collection::vec(part(), 1..12)) {
        let text = parts.join("|");
        if let Code::Card(card) = read(&text) {
            prop_assert!(text.trim_start().starts_with(&card.number));
            prop_assert_eq!(card.number.len(), 12);
            prop_assert!(!card.full_name.is_empty() && !card.full_name.contains('|'));
            prop_assert!(card.born.year <= card.issued.year);
            prop_assert!(!card.address.is_empty());
        }
    }

    #[test]
    fn a_sound_card_is_read_whole(
        number in "0[0-9]{11}", old in "([0-9]{9})?", name in "[A-Z][a-z]{1,6}( [A-Z][a-z]{1,6}){1,3}",
        birth in "(0[1-9]|1[0-9])(0[1-9]|1[0-2])(19[3-9][0-9]|200[0-9])", female in any::<bool>(), of_2024 in any::<bool>(),
    ) {
        prop_assume!(!["nam", "nu"].contains(&name.to_lowercase().as_str()));
        let sex = if female { "Nữ" } else { "Nam" };
        let address = "Thôn 3, Quảng La, Hạ Long, Quảng Ninh";
        let text = if of_2024 {
            format!("{number}|{name}|{sex}|{birth}|{address}|15082024|{old}|")
        } else {
            format!("{number}|{old}|{name}|{birth}|{sex}|{address}|15082024")
        };
        let Code::Card(card) = read(&text) else { panic!("{text}") };
        prop_assert_eq!(card.number, number);
        prop_assert_eq!(card.old_number.unwrap_or_default(), old);
        prop_assert_eq!(card.full_name, name);
        prop_assert_eq!(card.sex.value() == "female", female);
        prop_assert_eq!(card.address, address);
        prop_assert_eq!(card.born.to_string().replace('-', ""), format!("{}{}{}", &birth[4..], &birth[2..4], &birth[..2]));
    }
}
