//! Each kind of mistake is found, on its line, and said in words that help.

use catalog::{Files, check_files};
use std::fs;
use std::path::Path;

/// The service most examples break: small, with every part.
const SERVICE: &str = "services/01-vi-du.toml";

const GOOD: &str = r#"number = 1
slug = "vi-du"
name = { vi = "Ví dụ", en = "Example" }
summary = { vi = "Một ví dụ", en = "An example" }
group = "residence"
life_event = "moving"
valid_from = 2025-07-01
ministry = "Bộ Công an"
processing_system = "ministry"
receiving_level = "commune"
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
fn files(service: &str) -> Files {
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

fn found(files: &Files) -> Vec<String> {
    check_files(files).iter().map(ToString::to_string).collect()
}

/// Puts `new` in place of the one `old` and expects exactly one mistake, on the line where `mark` stands.
#[track_caller]
fn breaks(old: &str, new: &str, mark: &str, message: &str) {
    assert_eq!(GOOD.matches(old).count(), 1, "`{old}` is in the example once");
    let text = GOOD.replace(old, new);
    assert_eq!(found(&files(&text)), [expected(&text, mark, message)]);
}

fn expected(text: &str, mark: &str, message: &str) -> String {
    let at = text.find(mark).unwrap_or_else(|| panic!("`{mark}` is not in the example"));
    let line = text[..at].matches('\n').count() + 1;
    format!("{SERVICE}:{line}: {message}")
}

#[test]
fn finds_nothing_in_a_good_service() {
    assert_eq!(found(&files(GOOD)), Vec::<String>::new());
}

#[test]
fn finds_nothing_in_what_is_shipped() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mistakes: Vec<String> = catalog::check(root).iter().map(ToString::to_string).collect();
    assert_eq!(mistakes, Vec::<String>::new());
}

#[test]
fn what_is_not_toml() {
    let text = GOOD.replace("type = \"date\"", "type = \"date");
    let found = found(&files(&text));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with(&expected(&text, "type = \"date", "this is not TOML: ")), "{found:?}");
}

#[test]
fn an_unknown_type() {
    let text = GOOD.replace("type = \"date\"", "type = \"dated\"");
    let found = found(&files(&text));
    assert!(found[0].starts_with(&expected(
        &text,
        "type = \"dated\"",
        "unknown value `dated`, known are `text`"
    )));
}

#[test]
fn an_unknown_key() {
    let text = GOOD.replace("min_age = 18", "minage = 18");
    let found = found(&files(&text));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(&expected(&text, "minage", "unknown key `minage`, known are `id`")),
        "{found:?}"
    );
}

#[test]
fn a_value_of_the_wrong_kind() {
    let message = "invalid type: string \"18\", expected u16";
    breaks("min_age = 18", "min_age = \"18\"", "min_age", message);
}

#[test]
fn several_mistakes_of_form_at_once() {
    let text = GOOD
        .replace("amount_vnd = 10000\n", "")
        .replace("type = \"person_name\"", "type = \"name\"")
        .replace("min_age = 18", "minage = 18");
    let found = found(&files(&text));
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], expected(&text, "[[fees]]", "missing key `amount_vnd`"));
}

#[test]
fn an_id_given_twice() {
    breaks(
        "id = \"born\"",
        "id = \"full_name\"#",
        "id = \"full_name\"#",
        "field id `full_name` is given twice",
    );
    breaks("id = \"home\"", "id = \"person\"#", "id = \"person\"#", "section id `person` is given twice");
    let options = "{ value = \"two\", vi = \"x\", en = \"x\" },\n  { value = \"two\", vi = \"Hai\"";
    breaks(
        "{ value = \"two\", vi = \"Hai\"",
        options,
        "{ value = \"two\", vi = \"Hai\"",
        "option `two` is given twice",
    );
    let message = "document id `documents` is taken by the app; choose another";
    breaks("id = \"lease\"", "id = \"documents\"", "id = \"documents\"", message);
    let document = "id = \"lease\"\nname = { vi = \"a\", en = \"a\" }\nrequired = true\n\n[[documents]]\nid = \"lease\"#";
    breaks("id = \"lease\"", document, "id = \"lease\"#", "document id `lease` is given twice");
    let variant = "id = \"own\"\nname = { vi = \"a\", en = \"a\" }\n\n[[variants]]\nid = \"own\"#";
    breaks("id = \"own\"", variant, "id = \"own\"#", "variant id `own` is given twice");
}

#[test]
fn an_id_that_no_condition_could_name() {
    let message = "field id `Born-On` takes small letters a-z, digits and `_`, a letter first";
    breaks("id = \"born\"", "id = \"Born-On\"", "id = \"Born-On\"", message);
}

#[test]
fn a_condition_over_what_is_not_there() {
    let show = "show_when = \"kind == 'two'\"";
    for (condition, message) in [
        ("sort == 'two'", "there is no field `sort` in this form"),
        ("people.kind == 'two'", "`people.kind`: there is no section `people`"),
        ("person.sort == 'two'", "`person.sort`: section `person` has no field `sort`"),
        ("kind == 'three'", "`three` is no option of `person.kind`; its options are one, two"),
        ("variant == 'lent'", "there is no variant `lent`; known are own, rented"),
    ] {
        let new = format!("show_when = \"{condition}\"");
        breaks(show, &new, &new, message);
    }
}

#[test]
fn a_condition_that_cannot_be_read() {
    let new = "show_when = \"kind = 'two'\"";
    breaks(
        "show_when = \"kind == 'two'\"",
        new,
        new,
        "condition `kind = 'two'`: expected `==`, `!=` or `in` at character 6",
    );
}

#[test]
fn a_box_compared_with_anything_but_true() {
    let text = GOOD
        .replace("type = \"date\"\nmin_age = 18", "type = \"checkbox\"")
        .replace("show_when = \"kind == 'two'\"", "show_when = \"born == 'false'\"");
    let message =
        "`person.born` is a box: compare it with 'true' (for a box that is not ticked write != 'true')";
    assert_eq!(found(&files(&text)), [expected(&text, "show_when = \"born", message)]);
}

#[test]
fn an_ambiguous_name() {
    let twice = "id = \"owner\"\nlabel = { vi = \"a\", en = \"a\" }\ntype = \"text\"\n\n[[sections.fields]]\nid = \"kind\"";
    let text = GOOD
        .replace("id = \"owner\"", twice)
        .replace("required_when = \"variant == 'rented'\"", "required_when = \"kind == 'two'\"")
        .replace("show_when = \"kind == 'two'\"", "");
    let message = "`kind` is ambiguous: write `person.kind` or `home.kind`";
    assert_eq!(found(&files(&text)), [expected(&text, "required_when", message)]);
}

#[test]
fn fields_that_wait_for_each_other() {
    let new = "show_when = \"owner == 'x'\"";
    breaks(
        "show_when = \"variant == 'rented'\"",
        new,
        new,
        "`owner` stands in the section that it would show",
    );
    let text =
        GOOD.replace("min_age = 18", "show_when = \"owner == 'x'\"").replace("kind == 'two'", "born == 'x'");
    let message =
        "a circle, nothing in it is ever shown: `person.born` needs `home.owner` needs `person.born`";
    assert_eq!(found(&files(&text)), [expected(&text, "show_when = \"owner", message)]);
}

#[test]
fn a_field_that_nobody_ever_sees() {
    let new = "show_when = \"variant == 'own'\"";
    let message = "field `home.owner` is never shown: no variant and no answers allow it";
    breaks("show_when = \"kind == 'two'\"", new, new, message);
    let new = "show_when = \"kind == 'one' && kind == 'two'\"";
    breaks("show_when = \"kind == 'two'\"", new, new, message);
    // A required choice is one of its options.
    let new = "show_when = \"!(kind in ['one', 'two'])\"";
    breaks("show_when = \"kind == 'two'\"", new, new, message);
    let new = "required_when = \"owner == 'x' && variant == 'own'\"";
    let message = "document `lease` is never asked for: no variant and no answers allow it";
    breaks("required_when = \"variant == 'rented'\"", new, new, message);
}

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
fn options_where_they_do_not_belong() {
    let text = GOOD.replace("type = \"radio\"", "type = \"radio\" #").replace(
        "options = [\n  { value = \"one\", vi = \"Một\", en = \"One\" },\n  { value = \"two\", vi = \"Hai\", en = \"Two\" },\n]\n",
        "",
    );
    let text = text.replace("show_when = \"kind == 'two'\"\n", "");
    let message = "field `kind` is for choosing, but has no options";
    assert_eq!(found(&files(&text)), [expected(&text, "[[sections.fields]]\nid = \"kind\"", message)]);
    let options = "min_age = 18\noptions = [{ value = \"a\", vi = \"a\", en = \"a\" }]";
    let message = "field `born` takes no options: its type is not for choosing";
    breaks("min_age = 18", options, "options = [{ value = \"a\"", message);
}

#[test]
fn rules_that_do_not_fit() {
    breaks("min_age = 18", "min = 1", "min = 1", "`min` means nothing for a field of this type");
    breaks("min_age = 18", "min_age = 18\nmax_age = 6", "min_age", "`min_age` 18 is above `max_age` 6");
    let message = "no day is both in the past and in the future";
    breaks("min_age = 18", "past_only = true\nfuture_only = true", "future_only", message);
    breaks("min_age = 18", "after = \"full_name\"", "after", "`person.full_name` is not a date");
    breaks("min_age = 18", "after = \"born\"", "after", "a date cannot come after itself");
    let message = "`citizen.full_name` cannot fill a field of this type";
    breaks("min_age = 18", "prefill = \"citizen.full_name\" #", "prefill = \"citizen.full_name\" #", message);
    let text = GOOD.replace("citizen.full_name", "citizen.name");
    let found = found(&files(&text));
    assert!(found[0].starts_with(&expected(
        &text,
        "prefill",
        "nobody's profile knows `citizen.name`; known are"
    )));
}

#[test]
fn a_pattern_that_cannot_be_read() {
    let new = "pattern = \"^[A-Z\"";
    breaks("prefill = \"citizen.full_name\"", new, new, "pattern: `[` is not closed");
}

#[test]
fn rows_from_many_to_few() {
    let repeat = "title = { vi = \"Người khai\", en = \"Person\" }\nrepeat = { min = 3, max = 2, item = { vi = \"a\", en = \"a\" } }";
    breaks(
        "title = { vi = \"Người khai\", en = \"Person\" }",
        repeat,
        "repeat",
        "rows from 3 to 2: `max` is below `min` or 0",
    );
}

#[test]
fn a_document_that_does_not_say_when() {
    let message = "document `lease`: say `required = true`, `required = false` (optional) or `required_when`";
    breaks("required_when = \"variant == 'rented'\"\n", "", "[[documents]]", message);
    let both = "required_when = \"variant == 'rented'\"\nrequired = true";
    let message = "`required = true` and `required_when` contradict each other: keep one";
    breaks("required_when = \"variant == 'rented'\"", both, "required_when", message);
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
