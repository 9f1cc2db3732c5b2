//! What the phone keeps, tried in a real browser: its database, its local storage, its image decoder.
//!
//! `CHROMEDRIVER=/usr/bin/chromedriver cargo test --target wasm32-unknown-unknown --test browser`

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test; the lint knows only `#[test]`")]

mod attachments;
mod drafts;
mod filling;
mod outbox;
mod reading;
mod sealed;

use nop_ho_so::browser::timer;
use nop_ho_so::drafts::OpenDraft;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

/// A form of one section, a table and a paper.
fn form() -> Arc<forms::Form> {
    let text = |words: &str| serde_json::json!({ "vi": words, "en": words });
    let definition = serde_json::json!({
        "number": 4, "slug": "dang-ky-tam-tru", "version": "0123456789abcdef", "name": text("Đăng ký tạm trú"),
        "valid_from": "2026-01-01", "receiving_office": text("Công an cấp xã"),
        "processing_time": { "amount": 3, "unit": "working_days", "note": text("-") }, "delivery": ["online"],
        "sections": [
            { "id": "applicant", "title": text("Người nộp"), "fields": [
                { "id": "full_name", "label": text("Họ và tên"), "type": "person_name", "required": true,
                  "prefill": "citizen.full_name" } ] },
            { "id": "members", "title": text("Người cùng đi"), "repeat": { "min": 0, "max": 5, "item": text("Người") },
              "fields": [ { "id": "member_name", "label": text("Họ và tên"), "type": "person_name" } ] } ],
        "documents": [ { "id": "tenancy_paper", "name": text("Hợp đồng thuê nhà") } ]
    });
    Arc::new(forms::Form::new(serde_json::from_value(definition).unwrap()).unwrap())
}

/// A new draft of that form.
async fn a_draft() -> OpenDraft {
    nop_ho_so::drafts::create(&form(), &forms::Profile::new()).await.unwrap()
}

/// The person types a name.
fn type_name(draft: &OpenDraft, name: &str) {
    let path = "applicant.full_name".parse().unwrap();
    draft.record(nop_ho_so::drafts::Change::Field { path, value: forms::Value::text(name) });
}

/// The name in a draft.
fn name_in(draft: &OpenDraft) -> Option<String> {
    draft.with(|draft| Some(draft.answers.value("applicant", 0, "full_name")?.as_text()?.to_owned()))
}

/// Opens a draft as the app does, but that all of the program is in one file here.
async fn open(id: &str) -> Result<OpenDraft, nop_ho_so::drafts::Error> {
    read_drafts_here();
    nop_ho_so::drafts::open(id).await
}

/// See [`open`].
fn read_drafts_here() {
    nop_ho_so::database::set_aside_by(nop_ho_so::database::set_aside);
    nop_ho_so::drafts::read_by(nop_ho_so::drafts::Reader::HERE);
}

/// The page closes the draft, as by leaving it; the lock comes free a moment later.
async fn close(draft: OpenDraft) -> String {
    let id = draft.id();
    drop(draft);
    timer::sleep(50).await;
    id
}
