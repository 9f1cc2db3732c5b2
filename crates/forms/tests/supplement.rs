//! What an office asks to be corrected or added.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "in a test what cannot be is a failure")]

use forms::{Answers, Code, Context, Definition, Form, NoLists, Path, Reopened, Violation};
use serde_json::json;

fn text(vi: &str) -> serde_json::Value {
    json!({ "vi": vi, "en": vi })
}

fn form() -> Form {
    let yes_no =
        json!([{ "value": "yes", "vi": "Có", "en": "Yes" }, { "value": "no", "vi": "Không", "en": "No" }]);
    let definition: Definition = serde_json::from_value(json!({
        "number": 4, "slug": "tam-tru", "name": text("Tạm trú"), "valid_from": "2026-01-01",
        "receiving_office": text("Công an phường"), "delivery": ["online"],
        "processing_time": { "amount": 3, "unit": "working_days", "note": text("-") },
        "sections": [
            { "id": "applicant", "title": text("Người nộp"), "fields": [
                { "id": "full_name", "label": text("Họ tên"), "type": "person_name", "required": true },
                { "id": "married", "label": text("Đã kết hôn?"), "type": "radio", "options": yes_no, "required": true },
                { "id": "spouse", "label": text("Vợ, chồng"), "type": "person_name", "required": true,
                  "show_when": "married == 'yes'" },
                { "id": "from", "label": text("Từ ngày"), "type": "date", "future_only": true, "required": true }] },
            { "id": "members", "title": text("Người cùng ở"), "repeat": { "min": 0, "max": 3, "item": text("Người") },
              "fields": [
                { "id": "name", "label": text("Họ tên"), "type": "person_name", "required": true }] }],
        "documents": [
            { "id": "marriage_paper", "name": text("Giấy kết hôn"), "required_when": "married == 'yes'" },
            { "id": "photo", "name": text("Ảnh"), "required": false }],
    }))
    .unwrap();
    Form::new(definition).unwrap()
}

fn answers(json: serde_json::Value) -> Answers {
    serde_json::from_value(json).unwrap()
}

fn filed() -> Answers {
    answers(json!({ "sections": {
        "applicant": { "full_name": "Nguyễn Thị Ánh", "married": "no", "from": "2026-11-20" },
        "members": [{ "name": "Nguyễn Văn Bình" }] } }))
}

fn paths(list: &[&str]) -> Vec<Path> {
    list.iter().map(|path| path.parse().unwrap()).collect()
}

fn context() -> Context<'static> {
    Context { today: "2026-11-23".parse().unwrap(), lists: &NoLists }
}

#[test]
fn only_what_was_asked_for_changes() {
    let (form, filed) = (form(), filed());
    let wanted = paths(&["applicant.full_name", "documents.photo"]);
    let reopened = Reopened { form: &form, filed: &filed, wanted: &wanted };
    let file = json!({ "files": [{ "sha256": "a".repeat(64), "name": "anh.jpg" }] });
    let given = answers(json!({ "sections": { "applicant": { "full_name": "Nguyễn Thị Ánh Tuyết" } },
        "documents": { "photo": file } }));
    let merged = reopened.merge(&given).unwrap();
    assert_eq!(merged.value("applicant", 0, "full_name").unwrap().as_text(), Some("Nguyễn Thị Ánh Tuyết"));
    assert_eq!(merged.value("applicant", 0, "married"), filed.value("applicant", 0, "married"));
    assert_eq!(merged.documents.get("photo").unwrap().files.len(), 1);
    // All of them may come along, as long as what is locked says the same.
    let mut whole = filed.clone();
    whole.sections.extend(given.sections.clone());
    assert!(reopened.merge(&merged).is_ok());
    let cheating = answers(json!({ "sections": { "applicant": { "married": "yes", "full_name": "Ánh" },
        "members": [] } }));
    assert_eq!(reopened.merge(&cheating), Err(paths(&["applicant.married", "members"])));
}

#[test]
fn what_a_new_answer_asks_for_is_open_too() {
    let (form, filed) = (form(), filed());
    let wanted = paths(&["applicant.married"]);
    let reopened = Reopened { form: &form, filed: &filed, wanted: &wanted };
    let given =
        answers(json!({ "sections": { "applicant": { "married": "yes", "spouse": "Trần Văn Cường" } } }));
    let merged = reopened.merge(&given).unwrap();
    assert_eq!(reopened.newly_asked(&merged), paths(&["applicant.spouse", "documents.marriage_paper"]));
    let missing = Violation::new("documents.marriage_paper".parse().unwrap(), Code::Required);
    assert_eq!(reopened.check(&merged, context()), [missing]);
    // Without the correction there is no such question.
    let alone = answers(json!({ "sections": { "applicant": { "spouse": "Trần Văn Cường" } } }));
    assert_eq!(reopened.merge(&alone), Err(paths(&["applicant.spouse"])));
}

#[test]
fn what_is_locked_is_not_judged_anew() {
    let (form, filed) = (form(), filed());
    // The day lay ahead when it was filed; now it is past, and cannot be mended where it is locked.
    let wanted = paths(&["applicant.full_name"]);
    let reopened = Reopened { form: &form, filed: &filed, wanted: &wanted };
    assert_eq!(reopened.check(&filed, context()), []);
    let wanted = paths(&["applicant.from"]);
    let reopened = Reopened { wanted: &wanted, ..reopened };
    assert_eq!(reopened.check(&filed, context())[0].code, Code::MustBeFuture);
}

#[test]
fn a_whole_table_may_be_asked_for() {
    let (form, filed) = (form(), filed());
    let wanted = paths(&["members"]);
    let reopened = Reopened { form: &form, filed: &filed, wanted: &wanted };
    let given =
        answers(json!({ "sections": { "members": [{ "name": "Nguyễn Văn Bình" }, { "name": "" }] } }));
    let merged = reopened.merge(&given).unwrap();
    assert_eq!(merged.rows("members").len(), 2);
    let found = reopened.check(&merged, context());
    assert_eq!(found, [Violation::new("members[1].name".parse().unwrap(), Code::Required)]);
}

#[test]
fn an_office_asks_only_for_what_the_form_asked() {
    let (form, filed) = (form(), filed());
    for (path, can) in [
        ("applicant.full_name", true),
        ("applicant.spouse", false),
        ("applicant.nobody", false),
        ("applicant[0].full_name", false),
        ("members", true),
        ("members[0].name", true),
        ("members[1].name", false),
        ("members.name", false),
        ("nowhere", false),
        ("variant", false),
        ("documents.photo", true),
        ("documents.marriage_paper", false),
    ] {
        assert_eq!(Reopened::can_want(&form, &filed, &path.parse().unwrap()), can, "{path}");
    }
}
