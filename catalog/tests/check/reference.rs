//! Mistakes in the code lists, and in data that names services, are found on their line.

use catalog::{Files, check_files};
use std::fs;
use std::path::Path;

/// The files as shipped.
fn shipped() -> Files {
    let mut files = Files::new();
    for folder in ["services", "reference"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(format!("{folder}/{name}"), fs::read_to_string(&path).unwrap());
        }
    }
    files
}

/// Puts `new` in place of the first `old` in a file and expects exactly one mistake, on that line.
#[track_caller]
fn breaks(file: &str, old: &str, new: &str, message: &str) {
    let mut files = shipped();
    let text = &files[file];
    let at = text.find(old).unwrap_or_else(|| panic!("`{old}` is not in {file}"));
    let line = text[..at].matches('\n').count() + 1;
    let text = text.replacen(old, new, 1);
    files.insert(file.to_owned(), text);
    let found: Vec<String> = check_files(&files).iter().map(ToString::to_string).collect();
    assert_eq!(found, [format!("{file}:{line}: {message}")]);
}

#[test]
fn provinces_and_communes() {
    let provinces = "reference/provinces.json";
    let twice =
        "{\"code\": \"01\", \"name\": \"Hà Nội\", \"type\": \"\", \"phone_code\": 24}, {\"code\": \"04\"";
    breaks(provinces, "{\"code\": \"04\"", twice, "province `01` is given twice");
    let message = "`Tỉnh Quảng Ninh` must end on the day `Thành phố Quảng Ninh` begins";
    breaks(provinces, "\"valid_until\": \"2026-09-01\"", "\"valid_until\": \"2026-08-31\"", message);
    let communes = "reference/communes.json";
    breaks(communes, "\"code\": \"00008\"", "\"code\": \"00004\"", "commune `00004` is given twice");
    breaks(communes, "\"province\": \"01\"", "\"province\": \"02\"", "there is no province `02`");
    let message = "commune code `0008` has not five digits";
    breaks(communes, "\"code\": \"00008\"", "\"code\": \"0008\"", message);
}

#[test]
fn former_places() {
    let moved = "reference/quang-ninh-old-to-new.json";
    breaks(
        moved,
        "\"to\": [\"06661\", \"06706\"]",
        "\"to\": [\"06661\", \"99999\"]",
        "there is no commune `99999`",
    );
    let message = "likely `06661` is none of where Phường Hà Khẩu went";
    breaks(moved, "\"to\": [\"06661\", \"06706\"]", "\"to\": [\"06706\"]", message);
    let message = "Phường Ba Đình (`00004`) is not in Quảng Ninh";
    breaks(moved, "\"to\": [\"06685\"], \"since\"", "\"to\": [\"00004\"], \"since\"", message);
    let former = "reference/old-provinces.json";
    breaks(
        former,
        "\"card_prefix\": \"002\"",
        "\"card_prefix\": \"001\"",
        "card prefix `001` is given twice",
    );
}

#[test]
fn holidays() {
    let file = "reference/holidays.json";
    let message = "holidays are complete until 2026-06-30 only, not until 2026-12-31";
    breaks(file, "\"complete_until\": \"2026-12-31\"", "\"complete_until\": \"2026-06-30\"", message);
    let old = "\"date\": \"2026-11-24\", \"weekday\": 2";
    breaks(file, old, "\"date\": \"2026-11-24\", \"weekday\": 3", "2026-11-24 is not weekday 3");
    breaks(file, old, "\"date\": \"2027-11-23\", \"weekday\": 2", "2027-11-23 does not belong to 2026");
}

#[test]
fn a_list_that_cannot_be_read() {
    let mut files = shipped();
    files.insert("reference/countries.json".to_owned(), "[\n  {\"code\": \"AD\" \"vi\": 1}\n]".to_owned());
    let found = check_files(&files);
    assert!(found.iter().any(|m| m.file == "reference/countries.json" && m.line == 2), "{found:?}");
    let mut files = shipped();
    files.remove("reference/glossary.toml");
    let found: Vec<String> = check_files(&files).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["reference/glossary.toml:1: the file is missing"]);
}

#[test]
fn data_that_names_services() {
    let message = "there is no service `tach-khau`";
    breaks(
        "reference/glossary.toml",
        "services = [\"dang-ky-tam-tru\"]",
        "services = [\"tach-khau\"]",
        message,
    );
    breaks("reference/search-asks.toml", "\"bien-dong-dat-dai\"", "\"tach-khau\"", message);
    let reasons = "reference/return-reasons.toml";
    breaks(reasons, "service = \"khai-bao-tam-vang\"", "service = \"tach-khau\"", message);
    let message = "`xac-nhan-so-cmnd` has no field `request.number`";
    breaks(reasons, "\"request.old_id_number\"", "\"request.number\"", message);
    let message = "`xac-nhan-so-cmnd` has no document `cmnd`";
    breaks(reasons, "\"old_cmnd\"", "\"cmnd\"", message);
}

#[test]
fn life_events() {
    let message = "life event `papers` is given twice";
    let mut files = shipped();
    let text = files["reference/life-events.toml"].clone()
        + "\n[[life_event]]\nid = \"papers\"\nname = { vi = \"a\", en = \"a\" }\n";
    let line = text.lines().count() - 1;
    files.insert("reference/life-events.toml".to_owned(), text);
    let found: Vec<String> = check_files(&files).iter().map(ToString::to_string).collect();
    assert_eq!(found, [format!("reference/life-events.toml:{line}: {message}")]);
}
