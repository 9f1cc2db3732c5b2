//! Drafts: what is typed is found again, whatever of it had reached the database.

use super::{a_draft, close, form, name_in, type_name};
use forms::Value;
use nop_ho_so::browser::idb::Durability;
use nop_ho_so::browser::{storage, timer};
use nop_ho_so::database::{self, CHANGES, DRAFTS};
use nop_ho_so::drafts::{self, Change, Draft, Entry};
use nop_ho_so::view::prelude::GetUntracked;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_was_typed_is_there_after_reopening() {
    let draft = a_draft().await;
    assert!(draft.saved().get_untracked());
    for name in ["N", "Ng", "Nguyễn Thị Ánh"] {
        type_name(&draft, name);
    }
    draft.record(Change::RowAdded { section: "members".into() });
    let path = "members[0].member_name".parse().unwrap();
    draft.record(Change::Field { path, value: Value::text("Nguyễn Văn Bình") });
    draft.record(Change::Moved { step: "members".into(), field: Some("members[0].member_name".into()) });
    assert!(!draft.saved().get_untracked(), "not before it is confirmed");
    assert!(draft.flush().await);
    let before = draft.draft();
    let id = close(draft).await;
    let again = crate::open(&id).await.unwrap();
    assert_eq!(again.draft(), before);
    assert!(!again.read_only().get_untracked());
}

#[wasm_bindgen_test]
async fn the_last_key_survives_a_tab_closed_at_once() {
    let draft = a_draft().await;
    let id = draft.id();
    type_name(&draft, "Á");
    draft.flush().await;
    type_name(&draft, "Ánh");
    // Nothing asynchronous has run since: what is in local storage now is all that a closed tab leaves.
    let tail = storage::get(&format!("nhs.tail.{id}")).unwrap();
    assert!(!tail.contains("full_name") && tail.len() > 100, "sealed: {tail:?}");
    let revision = draft.draft().revision;
    draft.flush().await;
    assert_eq!(storage::get(&format!("nhs.tail.{id}")), None, "what is confirmed leaves the tail");

    // As after a crash between the two: the tail is ahead of the database.
    close(draft).await;
    storage::set(&format!("nhs.tail.{id}"), &tail).unwrap();
    assert_eq!(name_in(&crate::open(&id).await.unwrap()).as_deref(), Some("Ánh"), "it can be opened again");
    timer::sleep(50).await;
    // Written by a version that did not seal.
    let path = "applicant.full_name".parse().unwrap();
    let change = Change::Field { path, value: Value::text("Ánh Nguyệt") };
    let ahead = [Entry { revision: revision + 1, at: 0, change }];
    storage::set(&format!("nhs.tail.{id}"), &serde_json::to_string(&ahead).unwrap()).unwrap();
    let again = crate::open(&id).await.unwrap();
    assert_eq!(name_in(&again).as_deref(), Some("Ánh Nguyệt"));
    assert!(again.flush().await);
    close(again).await;
    storage::remove(&format!("nhs.tail.{id}"));
    assert_eq!(
        name_in(&crate::open(&id).await.unwrap()).as_deref(),
        Some("Ánh Nguyệt"),
        "now in the database"
    );
}

#[wasm_bindgen_test]
async fn a_long_journal_becomes_one_whole_draft() {
    let draft = a_draft().await;
    for n in 0..60 {
        type_name(&draft, &"x".repeat(n + 1));
        draft.flush().await;
    }
    let id = draft.id();
    let left = database::read(&[CHANGES], async |t| t.texts(CHANGES, &[&id]).await).await.unwrap().len();
    assert!(left <= 51, "{left} entries");
    let id = close(draft).await;
    assert_eq!(name_in(&crate::open(&id).await.unwrap()).map(|name| name.len()), Some(60));
}

#[wasm_bindgen_test]
async fn two_handles_in_one_tab_are_the_same_draft() {
    let draft = a_draft().await;
    let other = crate::open(&draft.id()).await.unwrap();
    type_name(&other, "Bình");
    assert_eq!(name_in(&draft).as_deref(), Some("Bình"));
}

#[wasm_bindgen_test]
async fn a_draft_held_by_another_tab_is_read_only_until_it_is_taken_over() {
    use nop_ho_so::browser::locks::{self, Ask};
    let draft = a_draft().await;
    type_name(&draft, "Ánh");
    draft.flush().await;
    let id = close(draft).await;
    let name = format!("nhs.draft.{id}");
    let other_tab = locks::acquire(&name, Ask::IfFree, || ()).await.unwrap();
    assert!(other_tab.is_some());

    let draft = crate::open(&id).await.unwrap();
    assert!(draft.read_only().get_untracked());
    type_name(&draft, "lost");
    assert_eq!(name_in(&draft).as_deref(), Some("Ánh"), "nothing is written by the second tab");

    crate::read_drafts_here();
    draft.take_over().await.unwrap();
    assert!(!draft.read_only().get_untracked());
    assert_eq!(draft.loads().get_untracked(), 1);
    type_name(&draft, "Ánh Nguyệt");
    assert!(draft.flush().await);

    let _thief = locks::acquire(&name, Ask::Steal, || ()).await.unwrap();
    timer::sleep(20).await;
    assert!(draft.read_only().get_untracked(), "the tab that lost the draft stops writing");
}

#[wasm_bindgen_test]
async fn a_revision_written_by_another_tab_is_never_overwritten() {
    let draft = a_draft().await;
    let id = draft.id();
    let next = draft.draft().revision + 1;
    let stray = Entry { revision: next, at: 0, change: Change::Titled("stray".into()) };
    let json = serde_json::to_string(&stray).unwrap();
    let revision = format!("{next:016}");
    database::write(&[CHANGES], Durability::Relaxed, &|t| t.add(CHANGES, &[&id, &revision], &json))
        .await
        .unwrap();
    // This tab holds the lock, so its own state is the newer: nothing of it is lost.
    type_name(&draft, "Ánh");
    assert!(draft.flush().await);
    close(draft).await;
    assert_eq!(name_in(&crate::open(&id).await.unwrap()).as_deref(), Some("Ánh"));
}

#[wasm_bindgen_test]
async fn a_closed_connection_is_opened_again() {
    let draft = a_draft().await;
    database::forget();
    type_name(&draft, "Ánh");
    assert!(draft.flush().await);
    let id = close(draft).await;
    assert_eq!(name_in(&crate::open(&id).await.unwrap()).as_deref(), Some("Ánh"));
}

#[wasm_bindgen_test]
async fn a_discarded_draft_comes_back_and_a_copy_is_another() {
    let draft = a_draft().await;
    type_name(&draft, "Ánh");
    draft.flush().await;
    let (id, key) = (draft.id(), draft.draft().key);
    drop(draft);
    let copy = drafts::duplicate(&id).await.unwrap();
    drafts::discard(&id).await.unwrap();
    let ids: Vec<String> = drafts::list().await.unwrap().into_iter().map(|head| head.id).collect();
    assert!(!ids.contains(&id) && ids.contains(&copy));
    assert_eq!(crate::open(&id).await.err(), Some(drafts::Error::NotFound));
    drafts::undo(&id).await.unwrap();
    drafts::rename(&id, " Cho con gái ").await.unwrap();
    let heads = drafts::list().await.unwrap();
    let head = heads.iter().find(|head| head.id == id).unwrap();
    assert_eq!(head.title, "Cho con gái");
    let copied = crate::open(&copy).await.unwrap();
    assert_eq!(name_in(&copied).as_deref(), Some("Ánh"));
    assert_ne!(copied.draft().key, key, "a key is never used for two drafts");
}

#[wasm_bindgen_test]
async fn what_is_known_of_the_person_is_filled_in() {
    let known = forms::Profile::from([("citizen.full_name".to_owned(), Value::text("Nguyễn Thị Ánh"))]);
    let draft = drafts::create(&form(), &known).await.unwrap();
    assert_eq!(name_in(&draft).as_deref(), Some("Nguyễn Thị Ánh"));
}

#[wasm_bindgen_test]
async fn a_damaged_record_harms_no_other() {
    let good = a_draft().await;
    database::put_text(DRAFTS, &["damaged"], "{\"id\":\"dam", Durability::Relaxed).await.unwrap();
    assert!(drafts::list().await.unwrap().iter().any(|head| head.id == good.id()));
    assert_eq!(crate::open("damaged").await.err(), Some(drafts::Error::NotFound));
}

#[wasm_bindgen_test]
async fn a_draft_kept_without_a_database_is_found() {
    let draft = Draft { id: "f".repeat(32), key: "e".repeat(32), revision: 3, ..Draft::default() };
    let key = format!("nhs.draft.{}", draft.id);
    storage::set(&key, &serde_json::to_string(&draft).unwrap()).unwrap();
    assert!(drafts::list().await.unwrap().iter().any(|head| head.id == draft.id));
    let open = crate::open(&draft.id).await.unwrap();
    type_name(&open, "Ánh");
    assert!(open.flush().await);
    assert_eq!(storage::get(&key), None, "the database has it now");
}
