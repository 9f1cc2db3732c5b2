//! Both layouts, and what else people hold before the camera. Names and numbers are made up.

use card::{Code, Day, Other, PartialDay, Receipt, Sex, read};

const OF_2021: &str =
    "022190001234|100123456|Nguyễn Thị Ánh|01021990|Nữ|Tổ 5, Khu 4B, Hà Lầm, Hạ Long, Quảng Ninh|10052021";
const OF_2024: &str =
    "022190001234|Nguyễn Thị Ánh|Nữ|01021990|Tổ 5, Khu 4B, Hà Lầm, Hạ Long, Quảng Ninh|10052021|100123456|";

fn card(text: &str) -> card::Card {
    match read(text) {
        Code::Card(card) => card,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn both_layouts_say_the_same() {
    let old = card(OF_2021);
    assert_eq!(old.number, "022190001234");
    assert_eq!(old.old_number.as_deref(), Some("100123456"));
    assert_eq!(old.full_name, "Nguyễn Thị Ánh");
    assert_eq!(old.born, PartialDay { year: 1990, month: Some(2), day: Some(1) });
    assert_eq!(old.sex, Sex::Female);
    assert_eq!(old.address, "Tổ 5, Khu 4B, Hà Lầm, Hạ Long, Quảng Ninh");
    assert_eq!(old.issued, Day { year: 2021, month: 5, day: 10 });
    assert_eq!(card(OF_2024), old);
    assert_eq!(
        card(
            "022190001234|Nguyễn Thị Ánh|01021990|Nữ|Tổ 5, Khu 4B, Hà Lầm, Hạ Long, Quảng Ninh|10052021|100123456|"
        ),
        old
    );
}

#[test]
fn without_an_old_number_and_with_a_cancelled_one() {
    assert_eq!(card(&OF_2021.replace("100123456", "")).old_number, None);
    assert_eq!(card(&OF_2024.replace("100123456|", "|022090009999")).old_number, None);
}

#[test]
fn spaces_signs_and_capitals_around_it_do_no_harm() {
    assert_eq!(card(&format!("\u{feff} {OF_2021}\r\n")), card(OF_2021));
    assert_eq!(card(&OF_2021.replace("Nguyễn Thị Ánh", " NGUYỄN  THỊ ÁNH ")).full_name, "NGUYỄN THỊ ÁNH");
    assert_eq!(card(&OF_2021.replace("Nguyễn Thị Ánh", "H'Hen Niê")).full_name, "H'Hen Niê");
    assert_eq!(card(&OF_2021.replace("01021990", "00001950")).born.to_string(), "1950");
}

#[test]
fn a_name_that_is_a_sex_is_no_name_and_nothing_is_guessed() {
    for broken in [
        "022190001234|100123456|Nam|01021990|Nữ|Hạ Long, Quảng Ninh|10052021",
        "022190001234|100123456|Ánh|31021990|Nữ|Hạ Long, Quảng Ninh|10052021",
        "022190001234|100123456|Ánh|01022022|Nữ|Hạ Long, Quảng Ninh|10052021",
        "022190001234|100123456|Ánh|01021990|Hạ Long, Quảng Ninh|10052021",
        "02219000123|100123456|Ánh|01021990|Nữ|Hạ Long, Quảng Ninh|10052021",
        "022190001234|100123456|Ánh <b>|01021990|Nữ|Hạ Long, Quảng Ninh|10052021",
        "022190001234",
        "",
    ] {
        assert_eq!(read(broken), Code::Other(Other::Unknown), "{broken}");
    }
}

#[test]
fn letters_lost_by_the_reader_are_noticed() {
    for lost in ["Nguy\u{fffd}n", "Nguyá»…n", "Nguyﾃｪn", "Nguyе́n"] {
        let text = OF_2021.replace("Nguyễn Thị Ánh", lost);
        assert_eq!(read(&text), Code::Other(Other::Damaged), "{lost}");
    }
}

#[test]
fn other_codes_are_named() {
    let insurance =
        "DN4010123456789|4e677579e1bb856e|01/01/1990|1|48e1baa1|01 - 001|01/01/2021|-|05/01/2021|$";
    for (text, other) in [
        (insurance, Other::HealthInsurance),
        (&insurance.replace('|', "$").replace("DN4010123456789", "0123456789"), Other::HealthInsurance),
        (
            "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C",
            Other::Payment,
        ),
        ("https://vneid.gov.vn", Other::Link),
        ("HTTP://EXAMPLE.VN/a|b", Other::Link),
        ("Xin chào", Other::Unknown),
        ("8934563138165", Other::Unknown),
    ] {
        assert_eq!(read(text), Code::Other(other), "{text}");
    }
}

#[test]
fn a_receipt_is_known_wherever_the_app_stands() {
    let receipt =
        |code: &str, secret: &str| Code::Receipt(Receipt { code: code.into(), secret: secret.into() });
    assert_eq!(
        read("https://nop.quangninh.gov.vn/tra-cuu#code=H49.22-261122-482913&secret=7k3d9q2m"),
        receipt("H49.22-261122-482913", "7k3d9q2m")
    );
    assert_eq!(
        read("http://localhost:8080/tra-cuu#code=H49.22-261122-482913"),
        receipt("H49.22-261122-482913", "")
    );
    assert_eq!(read("H49.22-261122-482913"), receipt("H49.22-261122-482913", ""));
    assert_eq!(read("000.00.22.H49-261122-4829"), receipt("000.00.22.H49-261122-4829", ""));
    assert_eq!(read("https://a.vn/tra-cuu#code=<script>&secret=x"), Code::Other(Other::Link));
    assert_eq!(read("https://a.vn/#code=H49.22-261122-482913"), Code::Other(Other::Link));
}
