//! A small service with every part, for the tests to break.

use catalog::{Files, check_files};
use std::fs;
use std::path::Path;

/// The service most examples break: small, with every part.
pub const SERVICE: &str = "services/01-vi-du.toml";

pub const GOOD: &str = r#"number = 1
slug = "vi-du"
name = { vi = "Ví dụ", en = "Example" }
summary = { vi = "Một ví dụ", en = "An example" }
group = "residence"
life_event = "moving"
valid_from = 2025-07-01
ministry = "Bộ Công an"
processing_system = "ministry"
receiving_level = "commune"
receiver = "police"
receiving_office = { vi = "Công an cấp xã", en = "Commune police" }
procedure_codes = ["1.004222"]
applicant = { vi = "Công dân", en = "A citizen" }
processing_time = { amount = 7, unit = "working_days", note = { vi = "Không", en = "None" } }
delivery = ["online"]
confidence = "high"

[search]
phrases = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "k"]

[guide]
what = { vi = "Là gì", en = "What" }
who = { vi = "Ai", en = "Who" }
prepare = [{ vi = "Một", en = "One" }, { vi = "Hai", en = "Two" }]
next = [{ vi = "Một", en = "One" }, { vi = "Hai", en = "Two" }]

[[fees]]
case = { vi = "Trực tuyến", en = "Online" }
amount_vnd = 10000
basis = "Thông tư 75/2022/TT-BTC"

[[legal_basis]]
number = "68/2020/QH14"
title = "Luật Cư trú"

[[variants]]
id = "own"
name = { vi = "Nhà mình", en = "Own home" }

[[variants]]
id = "rented"
name = { vi = "Nhà thuê", en = "Rented home" }

[[sections]]
id = "person"
title = { vi = "Người khai", en = "Person" }

[[sections.fields]]
id = "full_name"
label = { vi = "Họ tên", en = "Name" }
type = "person_name"
required = true
prefill = "citizen.full_name"

[[sections.fields]]
id = "born"
label = { vi = "Ngày sinh", en = "Date of birth" }
type = "date"
min_age = 18

[[sections.fields]]
id = "kind"
label = { vi = "Loại", en = "Kind" }
type = "radio"
required = true
options = [
  { value = "one", vi = "Một", en = "One" },
  { value = "two", vi = "Hai", en = "Two" },
]

[[sections]]
id = "home"
title = { vi = "Nhà", en = "Home" }
show_when = "variant == 'rented'"

[[sections.fields]]
id = "owner"
label = { vi = "Chủ nhà", en = "Owner" }
type = "text"
show_when = "kind == 'two'"

[[documents]]
id = "lease"
name = { vi = "Hợp đồng", en = "Lease" }
required_when = "variant == 'rented'"

[[sources]]
url = "https://dichvucong.gov.vn"
date = "2025-10-01"
says = "Tất cả"
"#;

/// The reference files as shipped, and only the example as a service.
pub fn files(service: &str) -> Files {
    let mut files = Files::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("reference")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // These name the real services.
        let text = match name.as_str() {
            "search-asks.toml" => "ask = []\n".to_owned(),
            "glossary.toml" => "gathered = ''\nabout = ''\nsource = ''\nterm = []\n".to_owned(),
            "return-reasons.toml" => {
                "gathered = ''\nabout = ''\nnote = ''\nreason = []\n[source_kinds]\n[phone_check_values]\n"
                    .to_owned()
            }
            _ => fs::read_to_string(&path).unwrap(),
        };
        files.insert(format!("reference/{name}"), text);
    }
    files.insert(SERVICE.to_owned(), service.to_owned());
    files
}

pub fn found(files: &Files) -> Vec<String> {
    check_files(files).iter().map(ToString::to_string).collect()
}

/// Puts `new` in place of the one `old` and expects exactly one mistake, on the line where `mark` stands.
#[track_caller]
pub fn breaks(old: &str, new: &str, mark: &str, message: &str) {
    assert_eq!(GOOD.matches(old).count(), 1, "`{old}` is in the example once");
    let text = GOOD.replace(old, new);
    assert_eq!(found(&files(&text)), [expected(&text, mark, message)]);
}

pub fn expected(text: &str, mark: &str, message: &str) -> String {
    let at = text.find(mark).unwrap_or_else(|| panic!("`{mark}` is not in the example"));
    let line = text[..at].matches('\n').count() + 1;
    format!("{SERVICE}:{line}: {message}")
}
