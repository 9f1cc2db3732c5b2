//! What a service says of itself.

use crate::example::{GOOD, SERVICE, breaks, expected, files, found};

#[test]
fn a_text_in_one_language_only() {
    breaks(", en = \"Date of birth\"", "", "label = { vi = \"Ngày sinh\"", "missing key `en`");
    breaks("en = \"Date of birth\"", "en = \" \"", "en = \" \"", "the English text is blank");
    breaks("vi = \"Nhà thuê\"", "vi = \"\"", "vi = \"\"", "the Vietnamese text is blank");
}

#[test]
fn a_fee_without_a_basis() {
    let message = "a fee without a basis: name the legal text that sets it";
    breaks("basis = \"Thông tư 75/2022/TT-BTC\"", "basis = \"\"", "basis = \"\"", message);
    breaks("basis = \"Thông tư 75/2022/TT-BTC\"\n", "", "[[fees]]", "missing key `basis`");
}

#[test]
fn a_range_that_is_broken() {
    let message = "broken range: valid_until 2026-01-01 is not after valid_from 2026-08-15";
    let dates = "amount_vnd = 10000\nvalid_from = 2026-08-15\nvalid_until = 2026-01-01";
    breaks("amount_vnd = 10000", dates, "valid_until", message);
    let message = "broken range: valid_until 2025-07-01 is not after valid_from 2025-07-01";
    let dates = "valid_from = 2025-07-01\nvalid_until = 2025-07-01";
    breaks("valid_from = 2025-07-01", dates, "valid_until", message);
}

#[test]
fn a_service_without_sources() {
    let sources = &GOOD[GOOD.find("[[sources]]").unwrap()..];
    let text = GOOD.replace(sources, "");
    assert_eq!(
        found(&files(&text)),
        [
            expected(&text, "number = 1", "no [[sources]]: say where the facts come from"),
            expected(&text, "min_age", "rule `min_age` without a source: the service names none"),
        ]
    );
    let basis = "[[legal_basis]]\nnumber = \"68/2020/QH14\"\ntitle = \"Luật Cư trú\"\n";
    breaks(basis, "", "number = 1", "no [[legal_basis]]: name the legal texts");
}

#[test]
fn a_time_to_file_in_begins_with_a_day_and_the_law_sets_it() {
    let with = |after: &str, basis: &str| {
        let within = format!("{{ amount = 60, unit = \"days\", after = \"{after}\", basis = \"{basis}\" }}");
        format!("receiver = \"police\"\nfile_within = {within}")
    };
    for place in ["person.full_name", "person.nothing", "nothing"] {
        let message = format!("`{place}` is no date that is asked for once");
        breaks("receiver = \"police\"", &with(place, "Luật"), "file_within", &message);
    }
    let message = "a time to file in without a basis: name the legal text that sets it";
    breaks("receiver = \"police\"", &with("person.born", " "), "file_within", message);
}

#[test]
fn the_commune_that_receives_is_asked_for() {
    for place in ["person.full_name", "person.nothing", "nothing"] {
        let with = format!("receiver = \"police\"\nreceiver_commune = \"{place}\"");
        let message = format!("`{place}` is no address that is asked for once");
        breaks("receiver = \"police\"", &with, "receiver_commune", &message);
    }
}

#[test]
fn search_words_and_life_event() {
    breaks(", \"k\"]", "]", "phrases", "9 search phrases; at least 10 are needed");
    breaks("\"k\"]", "\"A\"]", "phrases", "search word `A` is given twice");
    let text = GOOD.replace("\"moving\"", "\"move\"");
    let found = found(&files(&text));
    assert!(found[0].starts_with(&expected(&text, "life_event", "unknown life event `move`; known are ")));
}

#[test]
fn a_guide_with_a_part_missing() {
    let message = "the guide's `next` has 1 entries; at least 2 are needed";
    breaks(
        "next = [{ vi = \"Một\", en = \"One\" }, { vi = \"Hai\", en = \"Two\" }]",
        "next = [{ vi = \"Một\", en = \"One\" }]",
        "next",
        message,
    );
    breaks("who = { vi = \"Ai\", en = \"Who\" }\n", "", "[guide]", "missing key `who`");
}

#[test]
fn editions_that_do_not_follow_each_other() {
    let later = GOOD.replace("valid_from = 2025-07-01", "valid_from = 2027-03-01");
    let mut files = files(GOOD);
    files.insert("services/01-vi-du.2027-03-01.toml".to_owned(), later);
    let message = "slug `vi-du` is given twice: end this edition with `valid_until = 2027-03-01`, the day on which \
                   services/01-vi-du.2027-03-01.toml begins";
    assert_eq!(found(&files), [expected(GOOD, "number = 1", message)]);
    let ended = GOOD.replace("valid_from = 2025-07-01", "valid_from = 2025-07-01\nvalid_until = 2027-03-01");
    files.insert(SERVICE.to_owned(), ended);
    assert_eq!(found(&files), Vec::<String>::new());
}

#[test]
fn a_number_given_twice_and_a_file_with_another_name() {
    let mut files = files(GOOD);
    let other = GOOD.replace("slug = \"vi-du\"", "slug = \"khac\"");
    files.insert("services/02-khac.toml".to_owned(), other);
    assert_eq!(
        found(&files),
        [
            "services/02-khac.toml:1: number 1 is given twice: `vi-du` has it too",
            "services/02-khac.toml:2: number and slug do not fit the file's name: it should be \
             services/01-khac.toml or services/01-khac.2025-07-01.toml",
        ]
    );
}
