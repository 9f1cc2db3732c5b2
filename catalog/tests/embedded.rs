//! The catalog that is shipped: every service can be read, filled and sent.

use catalog::Catalog;
use chrono::NaiveDate;
use forms::{Definition, Form, List, Lists};

#[cfg(test)]
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[cfg(test)]
fn catalog() -> Catalog {
    Catalog::embedded().unwrap()
}

#[test]
fn holds_the_25_services_today() {
    let catalog = catalog();
    let index = catalog.index(day("2026-11-22"));
    let numbers: Vec<u16> = index.services.iter().map(|card| card.number).collect();
    assert_eq!(numbers, (1..=25).collect::<Vec<u16>>());
    assert!(index.services.iter().all(|card| card.words.len() >= 10));
}

#[test]
fn every_form_is_ready_to_be_filled() {
    for edition in catalog().editions() {
        if let Err(mistakes) = Form::new(edition.contents().unwrap().definition) {
            panic!("{}: {mistakes:?}", edition.card.slug);
        }
    }
}

#[test]
fn a_definition_survives_the_way_to_the_phone() {
    for edition in catalog().editions() {
        let contents = edition.contents().unwrap();
        let received: Definition = serde_json::from_slice(&contents.json).unwrap();
        assert_eq!(received, contents.definition);
        assert_eq!(serde_json::to_vec(&received).unwrap(), contents.json);
    }
}

#[test]
fn a_version_names_the_content_and_nothing_else() {
    let (first, second) = (catalog(), catalog());
    for (a, b) in first.editions().iter().zip(second.editions()) {
        let Definition { slug, version, .. } = &a.contents().unwrap().definition;
        assert_eq!([version, version], [&a.card.version, &b.card.version]);
        assert!(version.len() == 16 && version.bytes().all(|b| b.is_ascii_hexdigit()), "{slug}: {version}");
        assert!(first.version(slug, version).is_some());
    }
    let mut versions: Vec<&String> = first.editions().iter().map(|e| &e.card.version).collect();
    versions.sort();
    versions.dedup();
    assert_eq!(versions.len(), first.editions().len());
}

#[test]
fn a_province_bears_the_name_of_the_day() {
    let catalog = catalog();
    let name = |d: &str| catalog.reference().province_name("22", day(d));
    assert_eq!(name("2026-08-31"), Some("Tỉnh Quảng Ninh"));
    assert_eq!(name("2026-09-01"), Some("Thành phố Quảng Ninh"));
    assert_eq!(catalog.lists(day("2026-08-31")).name(List::Provinces, "22"), Some(Some("Tỉnh Quảng Ninh")));
    assert_eq!(catalog.reference().provinces(day("2026-11-22")).len(), 34);
}

#[test]
fn lists_answer_the_engine() {
    let catalog = catalog();
    let lists = catalog.lists(day("2026-11-22"));
    assert_eq!(lists.name(List::Communes, "06652"), Some(Some("Phường Hà Tu")));
    assert_eq!(lists.province_of("06652"), Some(Some("22")));
    assert_eq!(lists.name(List::Communes, "99999"), Some(None));
    for commune in &catalog.reference().communes {
        assert_eq!(catalog.reference().commune(&commune.code), Some(commune));
    }
    assert_eq!(lists.name(List::CitizenIdPrefixes, "022"), Some(Some("Tỉnh Quảng Ninh")));
    assert_eq!(lists.name(List::EthnicGroups, "Dao"), Some(Some("Dao")));
    assert_eq!(lists.name(List::Countries, "VN"), Some(Some("Việt Nam")));
    assert_eq!(catalog.reference().communes.len(), 3_321);
}

#[test]
fn a_list_is_json() {
    let catalog = catalog();
    let lists = [
        ("provinces", 34),
        ("communes", 3_321),
        ("former-provinces", 63),
        ("former-communes", 193),
        ("ethnic-groups", 57),
        ("countries", 250),
        ("glossary", 96),
    ];
    for (list, entries) in lists {
        let json = catalog.reference().json(list, day("2026-11-22")).unwrap().unwrap();
        let values: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
        assert_eq!(values.len(), entries, "{list}");
    }
    for list in ["holidays", "offices"] {
        let json = catalog.reference().json(list, day("2026-11-22")).unwrap().unwrap();
        assert!(serde_json::from_slice::<serde_json::Value>(&json).unwrap().is_object(), "{list}");
    }
    assert!(catalog.reference().json("secrets", day("2026-11-22")).unwrap().is_none());
}

#[test]
fn holidays_are_those_that_are_sure() {
    let holidays = catalog().holidays();
    assert!(holidays.off.contains(&day("2026-11-24")), "Culture Day");
    assert!(!holidays.off.contains(&day("2026-11-23")), "only proposed");
    assert!(holidays.work.contains(&day("2026-08-22")), "worked for 31 August");
    assert!(!holidays.off.contains(&day("2027-02-09")), "the date is not set yet");
}

#[test]
fn a_split_commune_names_the_likeliest_first() {
    let catalog = catalog();
    let dong_ngu = catalog.reference().former_communes.iter().find(|c| c.name == "Xã Đông Ngũ").unwrap();
    assert_eq!(dong_ngu.to, ["06877", "06862"]);
}
