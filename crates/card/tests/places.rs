//! Addresses of cards in today's places, with the catalog's own lists.
#![cfg(not(target_arch = "wasm32"))]

use card::{Day, Former, Place, Places, Unit};
use std::sync::LazyLock;

const BEFORE: Day = Day { year: 2022, month: 3, day: 9 };
const SINCE: Day = Day { year: 2025, month: 8, day: 1 };

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let catalog = catalog::Catalog::embedded().expect("the catalog can be read");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let reference = catalog.reference();
    let unit = |code: &str, name: &str, within: &str| Unit {
        code: code.into(),
        name: name.into(),
        within: within.into(),
    };
    Places {
        provinces: reference.provinces(today).iter().map(|p| unit(&p.code, &p.name, "")).collect(),
        communes: reference.communes.iter().map(|c| unit(&c.code, &c.name, &c.province)).collect(),
        former: reference
            .former_communes
            .iter()
            .map(|f| Former { name: f.name.clone(), district: f.district.clone(), to: f.to.clone() })
            .collect(),
    }
});

fn codes(place: &Place) -> Vec<(&str, bool)> {
    place.communes.iter().map(|candidate| (candidate.code.as_str(), candidate.sure)).collect()
}

#[test]
fn a_former_commune_of_quang_ninh_leads_to_todays() {
    let place = PLACES.locate("Tổ 5, Khu 4B, Hà Phong, Hạ Long, Quảng Ninh", BEFORE);
    assert_eq!((place.province.as_str(), place.detail.as_str()), ("22", "Tổ 5, Khu 4B"));
    assert_eq!(codes(&place), [("06652", true)]);
    let ranked = PLACES.locate("Tổ 5, Khu 4B, Phường Hà Phong, TP. Hạ Long, Tỉnh Quảng Ninh", BEFORE);
    assert_eq!(ranked, place);
}

#[test]
fn of_a_split_commune_all_parts_are_offered_and_none_is_sure() {
    let place = PLACES.locate("Khu 3, Hà Khẩu, Hạ Long, Quảng Ninh", BEFORE);
    assert_eq!(codes(&place), [("06661", false), ("06706", false)]);
}

#[test]
fn a_district_that_was_merged_away_does_not_hide_the_commune() {
    let place = PLACES.locate("Thôn 1, Sơn Dương, Hoành Bồ, Quảng Ninh", BEFORE);
    assert_eq!(place.detail, "Thôn 1");
    assert_eq!(place.communes.len(), 1, "{place:?}");
}

#[test]
fn namesakes_within_the_province_are_told_apart_by_their_district() {
    let stays = |district: &str| PLACES.locate(&format!("Thôn 2, Thanh Sơn, {district}, Quảng Ninh"), BEFORE);
    let (first, second) = (stays("Uông Bí"), stays("Ba Chẽ"));
    assert!(!first.communes.is_empty() && !second.communes.is_empty());
    assert_ne!(first.communes, second.communes);
}

#[test]
fn a_card_since_july_2025_names_todays_commune() {
    let place = PLACES.locate("Tổ 1, Khu 2, Hạ Long, Quảng Ninh", SINCE);
    assert_eq!((codes(&place), place.detail.as_str()), (vec![("06688", true)], "Tổ 1, Khu 2"));
    let place = PLACES.locate("Số 8, Ba Đình, Hà Nội", SINCE);
    assert_eq!(codes(&place), [("00004", true)]);
}

#[test]
fn elsewhere_a_namesake_is_only_a_guess() {
    let place = PLACES.locate("Số 8, Việt Hưng, Long Biên, Hà Nội", BEFORE);
    assert_eq!((place.province.as_str(), codes(&place)), ("01", vec![("00127", false)]));
    let place = PLACES.locate("Xóm 3, Xuân Hồng, Xuân Trường, Nam Định", BEFORE);
    assert_eq!((place.province.as_str(), place.detail.as_str()), ("37", "Xóm 3"));
    assert!(place.communes.iter().all(|candidate| !candidate.sure));
}

#[test]
fn what_is_not_understood_stays_as_it_is_written() {
    let place = PLACES.locate("Xứ sở thần tiên", BEFORE);
    assert_eq!(place, Place { detail: "Xứ sở thần tiên".into(), ..Place::default() });
    assert_eq!(
        PLACES.locate("Ấp 1, Tân Hương, Châu Thành, Tiền Giang", BEFORE).province,
        "",
        "two provinces: asked"
    );
}

/// Every former commune, as a card writes it, leads to the communes that the resolution names.
#[test]
fn every_former_commune_is_found() {
    for former in &PLACES.former {
        let bare = |name: &str| {
            let ranks = ["Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Phường ", "Xã "];
            ranks.iter().find_map(|rank| name.strip_prefix(rank)).unwrap_or(name).to_owned()
        };
        let address = format!("Tổ 1, {}, {}, Quảng Ninh", bare(&former.name), bare(&former.district));
        let place = PLACES.locate(&address, BEFORE);
        for code in &former.to {
            assert!(place.communes.iter().any(|candidate| candidate.code == *code), "{address}: {place:?}");
        }
        assert_eq!(place.detail, "Tổ 1");
    }
}

/// Every province before July 2025 is found under its former name, but for the one that was divided.
#[test]
fn every_former_province_is_found() {
    let file = include_str!("../../../catalog/reference/old-provinces.json");
    for line in file.lines().filter(|line| line.contains("\"old_name\"")) {
        let part = |name: &str| line.split(&format!("\"{name}\": ")).nth(1).expect("the key is there");
        let name = part("old_name").split('"').nth(1).expect("a name");
        let new: Vec<&str> =
            part("new").split(']').next().expect("a list").split('"').skip(1).step_by(2).collect();
        let place = PLACES.locate(&format!("Thôn 1, Xã A, Huyện B, {name}"), BEFORE);
        if let [code] = new[..] {
            assert_eq!(place.province, code, "{name}");
        } else {
            assert_eq!(place.province, "", "{name}");
        }
    }
}
