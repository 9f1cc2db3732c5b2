//! The outbox against a server that is not ours (the test's own, which knows no such path): nothing counts as sent.

use super::{a_draft, form, type_name};
use contract::{Consent, Receipt};
use forms::{Context, Lang, NoLists};
use nop_ho_so::browser::clock;
use nop_ho_so::database::{self, OUTBOX};
use nop_ho_so::drafts::{self, OpenDraft};
use nop_ho_so::outbox::{self, Stage, State, Why};
use nop_ho_so::receipts;
use nop_ho_so::view::prelude::GetUntracked;
use wasm_bindgen_test::wasm_bindgen_test;

async fn send(draft: &OpenDraft) -> Option<State> {
    let consent = Consent { text_version: "2026-11".into(), language: Lang::Vi, accepted_at: clock::now() };
    let context = Context { today: clock::today(), lists: &NoLists };
    outbox::send(draft, &form(), context, (consent, None)).await;
    outbox::state(&draft.id()).get_untracked()
}

async fn body_of(draft: &str) -> Option<String> {
    let json = database::text(OUTBOX, &[draft]).await.unwrap()?;
    let parcel: serde_json::Value = serde_json::from_str(&json).unwrap();
    Some(parcel["content"]["body"].as_str().unwrap().to_owned())
}

#[wasm_bindgen_test]
async fn an_answer_that_is_no_receipt_leaves_everything_waiting() {
    let draft = a_draft().await;
    type_name(&draft, "Nguyễn Thị Ánh");
    assert_eq!(send(&draft).await, Some(State::Waiting(Why::NotOurs)));
    assert!(drafts::list().await.unwrap().iter().any(|head| head.id == draft.id()));
    let first = body_of(&draft.id()).await.unwrap();
    let unsent = outbox::unsent().await.unwrap();
    assert!(unsent.iter().any(|waiting| waiting.draft == draft.id() && waiting.stage == Stage::Waits));
    assert_eq!(drafts::discard(&draft.id()).await, Err(drafts::Error::BeingSent));

    outbox::retry(&draft.id()).await;
    assert_eq!(send(&draft).await, Some(State::Waiting(Why::NotOurs)));
    assert_eq!(body_of(&draft.id()).await.unwrap(), first, "a retry is the same to the byte");
}

#[wasm_bindgen_test]
async fn a_draft_changed_after_the_try_is_not_sent_by_itself() {
    let draft = a_draft().await;
    type_name(&draft, "Nguyễn Thị Ánh");
    send(&draft).await;
    type_name(&draft, "Nguyễn Thị Ánh Nguyệt");
    let unsent = outbox::unsent().await.unwrap();
    assert!(unsent.iter().any(|waiting| waiting.draft == draft.id() && waiting.stage == Stage::Changed));
    outbox::retry(&draft.id()).await;
    assert_eq!(outbox::state(&draft.id()).get_untracked(), Some(State::Changed));
}

#[wasm_bindgen_test]
async fn wrong_answers_are_not_sent_at_all() {
    let draft = a_draft().await;
    let state = send(&draft).await;
    assert!(matches!(state, Some(State::Wrong(found)) if found[0].path.to_string() == "applicant.full_name"));
    assert_eq!(body_of(&draft.id()).await, None);
}

#[wasm_bindgen_test]
async fn a_receipt_ends_the_draft_and_stays() {
    let draft = a_draft().await;
    type_name(&draft, "Nguyễn Thị Ánh");
    send(&draft).await;
    let (id, key) = (draft.id(), draft.draft().key);
    let receipt = Receipt {
        key,
        payload_sha256: "a".repeat(64),
        code: format!("H49.22-261122-{}", &id[..6]),
        secret: "s".repeat(26),
        service: "dang-ky-tam-tru".into(),
        service_name: forms::Text::default(),
        received_at: 1,
        due: clock::today(),
    };
    drafts::sent(&id, &receipt, None).await.unwrap();
    assert!(draft.read_only().get_untracked(), "nothing more is written to it");
    type_name(&draft, "x");
    assert!(!drafts::list().await.unwrap().iter().any(|head| head.id == id));
    assert_eq!(body_of(&id).await, None);
    assert_eq!(receipts::get(&receipt.code).await.unwrap().map(|sent| sent.receipt), Some(receipt.clone()));
    drop(draft);
    assert_eq!(crate::open(&id).await.err(), Some(drafts::Error::NotFound));
    assert_eq!(receipts::code_of(&id).await, Some(receipt.code));
}
