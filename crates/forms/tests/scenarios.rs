//! What people do with a form, told as they would tell it.
#![cfg(not(target_arch = "wasm32"))]

use chrono::NaiveDate;
use forms::{
    Answers, Context, Definition, DocumentAnswer, FileRef, Form, Lang, List, Lists, SectionAnswers,
    SectionState, Value, Violation, check, normalize, prune, steps, summary,
};
use serde_json::{Value as Json, json};

/// A form with a bit of everything, and somebody filling it.
struct Scenario {
    form: Form,
    answers: Answers,
}

fn text(vi: &str) -> Json {
    json!({ "vi": vi, "en": vi })
}

fn yes_no() -> Json {
    json!([{ "value": "yes", "vi": "Có", "en": "Yes" }, { "value": "no", "vi": "Không", "en": "No" }])
}

fn definition() -> Json {
    json!({
        "number": 4, "slug": "tam-tru", "name": text("Tạm trú"), "valid_from": "2026-01-01",
        "receiving_office": text("Công an phường"), "delivery": ["online"],
        "processing_time": { "amount": 3, "unit": "working_days", "note": text("-") },
        "variants": [{ "id": "own", "name": text("Nhà mình") }, { "id": "rented", "name": text("Nhà thuê") }],
        "sections": [
            { "id": "applicant", "title": text("Người nộp"), "fields": [
                { "id": "full_name", "label": text("Họ tên"), "type": "person_name", "required": true },
                { "id": "date_of_birth", "label": text("Ngày sinh"), "type": "date", "past_only": true, "min_age": 14 },
                { "id": "gender", "label": text("Giới tính"), "type": "gender" },
                { "id": "citizen_id", "label": text("Số định danh"), "type": "citizen_id", "required": true },
                { "id": "has_phone", "label": text("Có điện thoại?"), "type": "radio", "options": yes_no() },
                { "id": "phone", "label": text("Điện thoại"), "type": "phone", "required": true,
                  "show_when": "has_phone == 'yes'" },
                { "id": "phone_owner", "label": text("Máy của ai"), "type": "text", "required": true,
                  "show_when": "phone != '0912345678'" }] },
            { "id": "home", "title": text("Chỗ ở"), "fields": [
                { "id": "address", "label": text("Địa chỉ"), "type": "address", "required": true },
                { "id": "rent", "label": text("Tiền thuê"), "type": "money_vnd", "min": 1000,
                  "required_when": "variant == 'rented'" },
                { "id": "stay_from", "label": text("Từ ngày"), "type": "date", "required": true },
                { "id": "stay_to", "label": text("Đến ngày"), "type": "date", "after": "stay_from" }] },
            { "id": "members", "title": text("Người cùng ở"), "repeat": { "min": 1, "max": 2, "item": text("Người") },
              "show_when": "variant == 'rented'", "fields": [
                { "id": "name", "label": text("Họ tên"), "type": "person_name", "required": true },
                { "id": "is_child", "label": text("Trẻ em?"), "type": "checkbox" },
                { "id": "school", "label": text("Trường"), "type": "text", "required": true,
                  "show_when": "is_child == 'true'" },
                { "id": "joined", "label": text("Đến ở ngày"), "type": "date", "after": "home.stay_from" }] },
            { "id": "last", "title": text("Cuối"), "fields": [
                { "id": "guardian", "label": text("Người giám hộ"), "type": "person_name", "required": true,
                  "show_when": "is_child == 'true'" },
                { "id": "truth", "label": text("Cam đoan"), "type": "declaration", "required": true }] }],
        "documents": [
            { "id": "contract", "name": text("Hợp đồng thuê"), "required_when": "variant == 'rented'", "retrievable": true },
            { "id": "photo", "name": text("Ảnh"), "required": false }],
    })
}

/// Two communes of Quảng Ninh, one of Hà Nội.
struct SomeLists;

impl Lists for SomeLists {
    fn name(&self, list: List, code: &str) -> Option<Option<&str>> {
        let known: &[(&str, &str)] = match list {
            List::Provinces => &[("22", "Tỉnh Quảng Ninh"), ("01", "Thành phố Hà Nội")],
            List::Communes => &[("06685", "Phường Hồng Gai"), ("00004", "Phường Ba Đình")],
            List::CitizenIdPrefixes => &[("022", "Quảng Ninh")],
            List::EthnicGroups | List::Countries => return None,
        };
        Some(known.iter().find(|(key, _)| *key == code).map(|(_, name)| *name))
    }

    fn province_of(&self, commune: &str) -> Option<Option<&str>> {
        Some(match commune {
            "06685" => Some("22"),
            "00004" => Some("01"),
            _ => None,
        })
    }
}

impl Scenario {
    fn of(variant: &str) -> Self {
        let definition: Definition = serde_json::from_value(definition()).expect("a sound example");
        let answers = Answers { variant: Some(variant.into()), ..Answers::default() };
        Self { form: Form::new(definition).expect("a sound example"), answers }
    }

    /// Somebody who answered all that a home of their own asks.
    fn finished() -> Self {
        let mut scenario = Self::of("own");
        scenario
            .answer("applicant", "full_name", "Nguyễn Thị Hường")
            .answer("applicant", "citizen_id", "022190001234")
            .live_at("22", "06685", "Số 5, tổ 3")
            .answer("home", "stay_from", "1/11/2026")
            .answer("applicant", "phone_owner", "Con gái")
            .tick("last", "truth");
        scenario
    }

    fn answer(&mut self, section: &str, field: &str, typed: &str) -> &mut Self {
        self.answers.set(section, 0, field, Value::text(typed));
        self
    }

    fn tick(&mut self, section: &str, field: &str) -> &mut Self {
        self.answers.set(section, 0, field, Value::Bool(true));
        self
    }

    fn live_at(&mut self, province: &str, commune: &str, detail: &str) -> &mut Self {
        let place =
            forms::Address { province: province.into(), commune: commune.into(), detail: detail.into() };
        self.answers.set("home", 0, "address", Value::Address(place));
        self
    }

    fn add_member(&mut self, answers: &[(&str, Value)]) -> &mut Self {
        let row = answers.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect();
        let members =
            self.answers.sections.entry("members".into()).or_insert(SectionAnswers::Many(Vec::new()));
        if let SectionAnswers::Many(rows) = members {
            rows.push(row);
        }
        self
    }

    fn context() -> Context<'static> {
        Context { today: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a sound example"), lists: &SomeLists }
    }

    fn problems(&self) -> Vec<Violation> {
        check(&self.form, &self.answers, Self::context())
    }

    /// `place code expected actual`, one a line.
    fn complaints(&self) -> Vec<String> {
        let line = |p: &Violation| {
            format!("{} {:?} {} {}", p.path, p.code, p.expected, p.actual).trim_end().to_owned()
        };
        self.problems().iter().map(line).collect()
    }

    fn shows(&self, section: &str, field: &str) -> bool {
        self.form.shows_field(&self.answers, section, 0, field)
    }
}

#[test]
fn an_empty_form_says_everything_it_needs_in_the_order_of_the_form() {
    let mut scenario = Scenario::of("rented");
    assert_eq!(
        scenario.complaints(),
        [
            "applicant.full_name Required",
            "applicant.citizen_id Required",
            "applicant.phone_owner Required",
            "home.address Required",
            "home.rent Required",
            "home.stay_from Required",
            "members TooFewRows 1 0",
            "last.truth MustAccept",
            "documents.contract Required",
        ]
    );
    scenario.answers.variant = None;
    assert_eq!(scenario.complaints()[0], "variant Required");
    scenario.answers.variant = Some("stolen".into());
    assert_eq!(scenario.complaints()[0], "variant Unknown");
}

#[test]
fn a_finished_form_has_nothing_to_complain_about() {
    assert_eq!(Scenario::finished().complaints(), [""; 0]);
}

#[test]
fn a_blank_answer_is_only_missing_and_a_filled_one_only_wrong() {
    let mut scenario = Scenario::finished();
    scenario.answer("applicant", "citizen_id", " \u{200b} ");
    assert_eq!(scenario.complaints(), ["applicant.citizen_id Required"]);
    scenario.answer("applicant", "citizen_id", "02219000123");
    assert_eq!(scenario.complaints(), ["applicant.citizen_id WrongLength 12 11"]);
}

#[test]
fn a_number_that_does_not_fit_its_owner_is_a_doubt_not_an_error() {
    let mut scenario = Scenario::finished();
    scenario.answer("applicant", "gender", "male").answer("applicant", "date_of_birth", "1/2/1991");
    scenario.answer("applicant", "citizen_id", "999190001234");
    assert_eq!(
        scenario.complaints(),
        [
            "applicant.citizen_id IdProvinceUnknown",
            "applicant.citizen_id IdSexMismatch",
            "applicant.citizen_id IdBirthYearMismatch",
        ]
    );
    assert!(scenario.problems().iter().all(|problem| !problem.is_error()));
}

#[test]
fn a_hidden_answer_is_neither_needed_nor_judged_nor_sent_and_counts_as_blank() {
    let mut scenario = Scenario::finished();
    scenario.answer("applicant", "has_phone", "yes").answer("applicant", "phone", "0912 345 678");
    // The condition sees the tidy number.
    assert!(scenario.shows("applicant", "phone") && !scenario.shows("applicant", "phone_owner"));
    assert_eq!(scenario.complaints(), [""; 0]);
    scenario.answer("applicant", "has_phone", "no").answer("applicant", "phone", "nonsense");
    assert!(!scenario.shows("applicant", "phone") && scenario.shows("applicant", "phone_owner"));
    assert_eq!(scenario.complaints(), [""; 0]);
    assert_eq!(prune(&scenario.form, &scenario.answers).value("applicant", 0, "phone"), None);
}

#[test]
fn a_table_is_asked_only_where_it_is_shown_and_row_by_row() {
    let mut scenario = Scenario::finished();
    scenario.add_member(&[("name", Value::text("Bình")), ("is_child", Value::Bool(true))]);
    assert_eq!(scenario.complaints(), [""; 0], "own homes have no table");
    scenario.answers.variant = Some("rented".into());
    scenario.answer("home", "rent", "1.200.000 đ").add_member(&[("name", Value::text("An 2"))]);
    assert_eq!(
        scenario.complaints(),
        [
            "members[0].school Required",
            "members[1].name BadCharacter  2",
            "last.guardian Required",
            "documents.contract Required",
        ],
        "a child in any row needs a guardian"
    );
    scenario.add_member(&[]).add_member(&[]);
    assert_eq!(scenario.complaints()[0], "members TooManyRows 2 4");
}

#[test]
fn dates_keep_their_order_and_their_age() {
    let mut scenario = Scenario::finished();
    scenario.answer("applicant", "citizen_id", "022312001234").answer(
        "applicant",
        "date_of_birth",
        "23/11/2012",
    );
    scenario.answer("home", "stay_to", "31/10/2026");
    assert_eq!(
        scenario.complaints(),
        ["applicant.date_of_birth TooYoung 14 13", "home.stay_to BeforeOther stay_from"]
    );
    scenario.answer("home", "stay_to", "1/11/2026").answer("applicant", "date_of_birth", "22/11/2012");
    assert_eq!(scenario.complaints(), [""; 0]);
    scenario.answers.variant = Some("rented".into());
    scenario.answer("home", "rent", "500");
    scenario.add_member(&[("name", Value::text("Bình")), ("joined", Value::text("31/10/2026"))]);
    scenario
        .answers
        .documents
        .insert("contract".into(), DocumentAnswer { files: Vec::new(), retrieve: true });
    assert_eq!(scenario.complaints(), ["home.rent TooSmall 1000", "members[0].joined BeforeOther stay_from"]);
}

#[test]
fn an_address_has_two_levels_and_a_house() {
    let mut scenario = Scenario::finished();
    for (province, commune, detail, complaint) in [
        ("22", "", "Số 5", "home.address CommuneMissing"),
        ("", "", "Số 5", "home.address CommuneMissing"),
        ("22", "00004", "Số 5", "home.address CommuneNotInProvince"),
        ("22", "99999", "Số 5", "home.address NotAnOption"),
        ("22", "06685", " ", "home.address DetailMissing"),
        ("", "", "", "home.address Required"),
    ] {
        scenario.live_at(province, commune, detail);
        assert_eq!(scenario.complaints(), [complaint]);
    }
}

#[test]
fn what_no_form_asks_is_named_and_not_sent() {
    let mut scenario = Scenario::finished();
    scenario.answer("applicant", "shoe_size", "42").answer("<script>", "x", "1");
    scenario.answers.sections.insert("home".into(), SectionAnswers::Many(Vec::new()));
    scenario.answers.documents.insert("passport".into(), DocumentAnswer::default());
    scenario.answer("applicant", "full_name", "Hường");
    scenario.answers.set("applicant", 0, "gender", Value::Bool(true));
    assert_eq!(
        scenario.complaints(),
        [
            "applicant.gender WrongShape",
            "home WrongShape",
            "-script- Unknown",
            "applicant.shoe_size Unknown",
            "documents.passport Unknown",
        ]
    );
    let sent = prune(&scenario.form, &scenario.answers);
    assert!(sent.value("applicant", 0, "shoe_size").is_none() && sent.documents.is_empty());
}

#[test]
fn papers_are_files_or_read_by_the_office() {
    let mut scenario = Scenario::finished();
    scenario.answers.variant = Some("rented".into());
    scenario.answer("home", "rent", "1000").add_member(&[("name", Value::text("Bình"))]);
    assert_eq!(scenario.complaints(), ["documents.contract Required"]);
    let file = |sha256: &str| FileRef { sha256: sha256.into(), name: "hop-dong.jpg".into() };
    let give = |scenario: &mut Scenario, answer| scenario.answers.documents.insert("contract".into(), answer);
    give(&mut scenario, DocumentAnswer { files: vec![file("abc")], retrieve: false });
    assert_eq!(scenario.complaints(), ["documents.contract WrongFormat"]);
    give(&mut scenario, DocumentAnswer { files: vec![file(&"0".repeat(64)); 21], retrieve: false });
    assert_eq!(scenario.complaints(), ["documents.contract TooManyFiles 20 21"]);
    give(&mut scenario, DocumentAnswer { files: Vec::new(), retrieve: true });
    assert_eq!(scenario.complaints(), [""; 0]);
}

#[test]
fn the_steps_know_how_far_one_is() {
    let mut scenario = Scenario::of("own");
    let states = |scenario: &Scenario| -> Vec<(String, SectionState, usize)> {
        let steps = steps(&scenario.form, &scenario.answers, Scenario::context());
        steps.into_iter().map(|step| (step.section.to_owned(), step.state, step.missing)).collect()
    };
    assert_eq!(states(&scenario)[0], ("applicant".into(), SectionState::Untouched, 3));
    scenario.answer("applicant", "full_name", "Hường");
    assert_eq!(states(&scenario)[0], ("applicant".into(), SectionState::Started, 2));
    scenario.answer("applicant", "citizen_id", "1");
    assert_eq!(states(&scenario)[0], ("applicant".into(), SectionState::Wrong, 1));
    assert!(states(&Scenario::finished()).iter().all(|(_, state, _)| *state == SectionState::Complete));
    scenario.answers.variant = Some("rented".into());
    assert_eq!(states(&scenario)[2], ("members".into(), SectionState::Untouched, 1));
}

#[test]
fn the_summary_reads_like_a_form_filled_by_hand() {
    let mut scenario = Scenario::finished();
    scenario.answers.variant = Some("rented".into());
    scenario.answer("home", "rent", "1200000").answer("applicant", "gender", "female");
    scenario.add_member(&[("name", Value::text("Bình"))]);
    let tidy = normalize(&scenario.form, &scenario.answers);
    let summary = summary(&scenario.form, &tidy, &SomeLists, Lang::Vi);
    assert_eq!(summary.variant.as_deref(), Some("Nhà thuê"));
    let lines: Vec<String> = summary
        .sections
        .iter()
        .flat_map(|section| section.rows.iter().flatten())
        .filter(|line| !line.shown.is_empty())
        .map(|line| format!("{}: {}", line.label, line.shown))
        .collect();
    assert_eq!(
        lines,
        [
            "Họ tên: Nguyễn Thị Hường",
            "Giới tính: Nữ",
            "Số định danh: 022190001234",
            "Máy của ai: Con gái",
            "Địa chỉ: Số 5, tổ 3, Phường Hồng Gai, Quảng Ninh",
            "Tiền thuê: 1.200.000 đồng",
            "Từ ngày: 01/11/2026",
            "Họ tên: Bình",
            "Trẻ em?: Không",
            "Cam đoan: Có",
        ]
    );
}

#[test]
fn a_form_that_no_engine_can_work_with_is_refused_with_every_mistake() {
    let mut broken = definition();
    let fields = &mut broken["sections"][0]["fields"];
    fields[0]["show_when"] = json!("phone_owner == 'x'");
    fields[4]["show_when"] = json!("full_name == 'x'");
    fields[5]["show_when"] = json!("has_phone == 'yes'");
    fields[1]["pattern"] = json!("(");
    fields[2]["after"] = json!("stay_from");
    fields[3]["required_when"] = json!("nobody.knows == 'x'");
    broken["sections"][1]["show_when"] = json!("rent == '1'");
    broken["sections"][3]["id"] = json!("applicant");
    broken["documents"][1]["id"] = json!("contract");
    let definition: Definition = serde_json::from_value(broken).unwrap();
    let errors: Vec<String> = Form::new(definition).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "documents: has `contract` twice",
            "sections: has `applicant` twice",
            "applicant.date_of_birth: pattern: `(` is not closed",
            "applicant.gender: is no date, so it cannot come after one",
            "applicant.citizen_id: no section `nobody`",
            "home: `rent` is a field of the section that it would show",
            "applicant.full_name: is shown by itself: applicant.full_name → applicant.phone_owner → applicant.phone → \
             applicant.has_phone → applicant.full_name",
        ]
    );
}

#[test]
fn what_is_read_by_a_rule_is_known() {
    let form = Scenario::of("own").form;
    for (field, is_read) in [
        ("full_name", false),
        ("has_phone", true),
        ("phone", true),
        ("gender", true),
        ("date_of_birth", true),
    ] {
        assert_eq!(form.is_read(Some(("applicant", field))), is_read, "{field}");
    }
    assert!(
        form.is_read(None)
            && form.is_read(Some(("home", "stay_from")))
            && form.is_read(Some(("members", "is_child")))
    );
    assert!(!form.is_read(Some(("home", "stay_to"))) && !form.is_read(Some(("nobody", "knows"))));
}
