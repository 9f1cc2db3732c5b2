//! Everything the phone keeps is sealed: nothing of it lies open, an older database is sealed whole or not at all, and a
//! damaged record harms no other.

use super::{a_draft, close, name_in, type_name};
use forms::Value;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use nop_ho_so::browser::idb::Durability;
use nop_ho_so::browser::{storage, timer};
use nop_ho_so::database::{self, CHANGES, DRAFTS, LETTER_PARTS, LETTERS, PERSON, RECEIPTS};
use nop_ho_so::folders::helper::{self, Helper};
use nop_ho_so::folders::many;
use nop_ho_so::households::{self, round};
use nop_ho_so::{attachments, drafts, folders, profile, receipts};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest};

const NAME: &str = "nop-ho-so";
const VERSION_1: &str = include_str!("version-1.json");

fn factory() -> IdbFactory {
    Reflect::get(&js_sys::global(), &"indexedDB".into()).unwrap().unchecked_into()
}

async fn answer(request: &IdbRequest) -> JsValue {
    let promise = Promise::new(&mut |done: Function, failed: Function| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(promise).await.unwrap();
    request.result().unwrap()
}

async fn delete_database() {
    answer(&factory().delete_database(NAME).unwrap()).await;
}

/// What a store holds: each key with its value.
type Records = Vec<(JsValue, JsValue)>;

/// The database as a version left it.
async fn make(version: u32, stores: Vec<(String, Records)>) {
    database::forget();
    delete_database().await;
    let request: IdbOpenDbRequest = factory().open_with_u32(NAME, version).unwrap();
    let upgrade = Closure::once_into_js({
        let request = request.clone();
        move || {
            let database: IdbDatabase = request.result().unwrap().unchecked_into();
            for (store, records) in &stores {
                let made = database.create_object_store(store).unwrap();
                for (key, value) in records {
                    made.put_with_key(value, key).unwrap();
                }
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = answer(&request).await.unchecked_into();
    database.close();
}

/// From the file that was kept of it.
async fn make_version_1() {
    database::sealer_by(|| Box::pin(async { Some(database::seal_version_1 as database::Sealer) }));
    // What other tests have left to be done in the background is done.
    timer::sleep(200).await;
    let content: Object = JSON::parse(VERSION_1).unwrap().unchecked_into();
    let record = |record: JsValue| {
        let record: Array = record.unchecked_into();
        let (key, value) = (record.get(0), record.get(1));
        (key, if value.is_array() { Uint8Array::new(&value).into() } else { value })
    };
    let store = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        (entry.get(0).as_string().unwrap(), Array::from(&entry.get(1)).iter().map(record).collect())
    };
    make(1, Object::entries(&content).iter().map(store).collect()).await;
}

/// From what is kept now, without the stores that version 3 has added: only this browser's own key opens its records.
async fn make_version_2() {
    timer::sleep(200).await;
    database::forget();
    let database: IdbDatabase = answer(&factory().open(NAME).unwrap()).await.unchecked_into();
    let names = database.object_store_names();
    let mut stores = Vec::new();
    for store in (0..names.length()).filter_map(|at| names.get(at)) {
        if [LETTERS, LETTER_PARTS].contains(&store.as_str()) {
            continue;
        }
        let transaction = database.transaction_with_str(&store).unwrap();
        let source = transaction.object_store(&store).unwrap();
        let keys: Array = answer(&source.get_all_keys().unwrap()).await.unchecked_into();
        let values: Array = answer(&source.get_all().unwrap()).await.unchecked_into();
        stores.push((store, keys.iter().zip(values.iter()).collect()));
    }
    database.close();
    make(2, stores).await;
}

/// Everything in the database, keys and values, each as bytes; with its version.
async fn everything() -> (f64, Vec<(String, Vec<u8>)>) {
    let database: IdbDatabase = answer(&factory().open(NAME).unwrap()).await.unchecked_into();
    let stores = database.object_store_names();
    let mut all = Vec::new();
    for store in (0..stores.length()).filter_map(|at| stores.get(at)) {
        let transaction = database.transaction_with_str(&store).unwrap();
        let source = transaction.object_store(&store).unwrap();
        let keys: Array = answer(&source.get_all_keys().unwrap()).await.unchecked_into();
        let values: Array = answer(&source.get_all().unwrap()).await.unchecked_into();
        for (key, value) in keys.iter().zip(values.iter()) {
            let bytes = match value.dyn_ref::<Uint8Array>() {
                Some(bytes) => bytes.to_vec(),
                None => JSON::stringify(&value).unwrap().as_string().unwrap().into_bytes(),
            };
            all.push((format!("{store} {}", JSON::stringify(&key).unwrap().as_string().unwrap()), bytes));
        }
    }
    let version = database.version();
    database.close();
    (version, all)
}

/// Whether a text stands anywhere in the database or in local storage.
async fn lies_open(text: &str) -> bool {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, all) = everything().await;
    let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    all.iter().any(|(key, bytes)| key.contains(text) || holds(bytes, text.as_bytes()) || holds(bytes, &utf16))
        || storage::keys("nhs.").iter().any(|key| storage::get(key).is_some_and(|kept| kept.contains(text)))
}

#[wasm_bindgen_test]
async fn nothing_of_a_person_lies_open() {
    let draft = a_draft().await;
    type_name(&draft, "Hoàng Thị Canary");
    assert!(!lies_open("Canary").await, "not even before it is written");
    draft.flush().await;
    let file = web_sys::File::new_with_u8_array_sequence(
        &Array::of1(&Uint8Array::from(&b"%PDF-1.7 Canary"[..])),
        "Canary.pdf",
    );
    let place = "documents.tenancy_paper".parse().unwrap();
    attachments::add(&draft.id(), &place, file.unwrap()).await.unwrap();
    let known = forms::Profile::from([("citizen.full_name".to_owned(), Value::text("Canary"))]);
    profile::save(&known).await.unwrap();
    assert!(!lies_open("Canary").await);
    // The key is not what keeps it: another page finds everything again.
    folders::forget();
    assert_eq!(profile::load().await.unwrap(), known);
    assert_eq!(attachments::list(&draft.id()).await.unwrap()[0].name, "Canary.pdf");
    profile::clear().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_household_is_sealed_and_shows_in_no_other() {
    crate::read_drafts_here();
    let mut person = households::newcomer().unwrap();
    person.known.insert("citizen.full_name".to_owned(), Value::text("Lường Canary Thảo"));
    person.set_source("citizen.full_name", households::Source::Scanned);
    households::keep(&person).await.unwrap();
    let helps =
        Helper { name: "Phạm Canary Tổ".to_owned(), relation: contract::HelperRelation::Relative };
    helper::set(Some(&helps)).await.unwrap();
    let known = forms::Profile::from([("citizen.full_name".to_owned(), Value::text("Lường Canary Thảo"))]);
    let begun = drafts::Draft { known: known.clone(), ..drafts::Draft::default() };
    let draft = drafts::begin(&crate::form(), &known, begun).await.unwrap();
    assert_eq!(name_in(&draft).as_deref(), Some("Lường Canary Thảo"));
    draft.flush().await;
    let id = close(draft).await;
    assert!(!lies_open("Canary").await);
    assert_eq!(households::all().await.unwrap().last(), Some(&person));
    assert_eq!(helper::get().await.unwrap(), Some(helps));
    assert!(crate::open(&id).await.unwrap().with(|draft| draft.known == known));

    // Another household knows nobody; the round sees both, by what is to be done there.
    let first = folders::current().unwrap().id().to_owned();
    many::create("Nhà số 12").await.unwrap();
    assert_eq!(households::all().await.unwrap(), []);
    let round = round::all().await.unwrap();
    let of = |id: &str| round.iter().find(|one| one.folder.id == id).unwrap();
    assert!(of(&first).tasks.as_ref().unwrap().iter().any(|task| task.id == id));
    let second = folders::current().unwrap().id().to_owned();
    assert_eq!(of(&second).tasks, Some(Vec::new()));
    assert!(!format!("{:?}", of(&first)).contains("Canary"));

    many::switch(&first).await.unwrap();
    many::erase(&second).await.unwrap();
    households::remove(&person.id).await.unwrap();
    assert!(households::asks_first().await);
    helper::set(None).await.unwrap();
    assert!(!households::asks_first().await);
}

#[wasm_bindgen_test]
async fn an_older_database_is_sealed_whole() {
    make_version_1().await;
    folders::forget();
    assert!(lies_open("Trần Thị Lan").await);
    let id = "d1".repeat(16);
    storage::set(&format!("nhs.tail.{id}"), r#"[{"revision":11,"at":1,"change":{"progress":77}}]"#).unwrap();
    let heads = drafts::list().await.unwrap();
    let head = heads.iter().find(|head| head.id == id).unwrap();
    assert_eq!((head.title.as_str(), head.percent), ("Cho mẹ và em", 77));
    let open = crate::open(&id).await.unwrap();
    assert_eq!(name_in(&open).as_deref(), Some("Trần Thị Lan Anh"));
    let files = attachments::list(&id).await.unwrap();
    assert_eq!(files[0].name, "hợp đồng.pdf");
    assert_eq!(attachments::read(&id, &files[0].sha256).await.unwrap().unwrap().to_vec(), b"%PDF-1.7");
    assert_eq!(receipts::list().await.unwrap()[0].receipt.code, "H49.22-261122-482913");
    assert_eq!(profile::load().await.unwrap().len(), 1);
    // The damaged draft is not among them, and not lost.
    assert_eq!(crate::open(&"d2".repeat(16)).await.err(), Some(drafts::Error::NotFound));
    timer::sleep(100).await;
    assert!(database::export_aside().await.unwrap().unwrap().contains("d2d2d2d2"));
    for text in ["Trần Thị Lan", "hợp đồng", "Đăng ký khai sinh", "abcdefghijklmnopqrstuvwxyz", "%PDF-1.7"]
    {
        assert!(!lies_open(text).await, "{text}");
    }
}

#[wasm_bindgen_test]
async fn a_database_without_letters_gets_their_stores_and_keeps_the_rest() {
    let draft = a_draft().await;
    type_name(&draft, "Nguyễn Thị Ánh");
    draft.flush().await;
    let id = close(draft).await;
    make_version_2().await;
    folders::forget();
    assert_eq!(everything().await.0.to_string(), "2");
    assert_eq!(name_in(&crate::open(&id).await.unwrap()).as_deref(), Some("Nguyễn Thị Ánh"));
    assert!(drafts::list().await.unwrap().iter().any(|head| head.id == id));
    let (version, _) = everything().await;
    assert_eq!(version.to_string(), "3");
}

/// What is kept now, as if a later app had raised its version and made a store more.
async fn raise_version(version: u32) {
    timer::sleep(200).await;
    database::forget();
    let request = factory().open_with_u32(NAME, version).unwrap();
    let upgrade = wasm_bindgen::prelude::Closure::once_into_js({
        let request = request.clone();
        move || {
            let database: IdbDatabase = request.result().unwrap().unchecked_into();
            database.create_object_store(&format!("of version {version}")).unwrap();
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = answer(&request).await.unchecked_into();
    database.close();
}

#[wasm_bindgen_test]
async fn an_app_of_before_works_on_with_the_database_of_a_later_one_or_leaves_it_alone() {
    let draft = a_draft().await;
    type_name(&draft, "Nguyễn Thị Ánh");
    draft.flush().await;
    let id = close(draft).await;
    raise_version(9).await;
    let draft = crate::open(&id).await.unwrap();
    assert_eq!(name_in(&draft).as_deref(), Some("Nguyễn Thị Ánh"));
    type_name(&draft, "Nguyễn Thị Ánh Tuyết");
    assert!(draft.flush().await);
    close(draft).await;
    assert_eq!(everything().await.0.to_string(), "9");

    raise_version(10).await;
    let before = everything().await;
    assert!(drafts::list().await.is_err());
    assert!(crate::open(&id).await.is_err());
    assert_eq!(everything().await, before);
    delete_database().await;
    folders::forget();
}

#[wasm_bindgen_test]
async fn an_upgrade_that_stops_in_the_middle_leaves_the_older_database_whole() {
    make_version_1().await;
    let (_, before) = everything().await;
    let put = stop_put_at(4);
    assert!(drafts::list().await.is_err());
    let prototype = store_prototype();
    Reflect::set(&prototype, &"put".into(), &put).unwrap();
    assert_eq!(everything().await, (1.0, before));
    assert!(drafts::list().await.unwrap().iter().any(|head| head.title == "Cho mẹ và em"));
}

fn store_prototype() -> JsValue {
    let store = Reflect::get(&js_sys::global(), &"IDBObjectStore".into()).unwrap();
    Reflect::get(&store, &"prototype".into()).unwrap()
}

/// From the `nth` on writing fails, as on a full disk. Returns the real function.
fn stop_put_at(nth: u32) -> JsValue {
    let prototype = store_prototype();
    let put = Reflect::get(&prototype, &"put".into()).unwrap();
    let stopping = Function::new_with_args(
        "put, nth",
        "return function (...given) { if (nth-- <= 0) throw new DOMException('full', 'QuotaExceededError'); \
         return put.apply(this, given); }",
    );
    let stopping = stopping.call2(&JsValue::UNDEFINED, &put, &nth.into()).unwrap();
    Reflect::set(&prototype, &"put".into(), &stopping).unwrap();
    put
}

/// Changes one bit of what is kept under `[folder, …key]`.
async fn damage(store: &str, key: &[&str], at: usize) {
    let database: IdbDatabase = answer(&factory().open(NAME).unwrap()).await.unchecked_into();
    let mode = web_sys::IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode(store, mode).unwrap();
    let kept = transaction.object_store(store).unwrap();
    let folder = folders::current().unwrap();
    let place: Array = [folder.id()].iter().chain(key).map(|part| JsValue::from_str(part)).collect();
    let mut bytes = answer(&kept.get(&place).unwrap()).await.unchecked_into::<Uint8Array>().to_vec();
    let at = at % bytes.len();
    bytes[at] ^= 1;
    answer(&kept.put_with_key(&Uint8Array::from(bytes.as_slice()), &place).unwrap()).await;
    database.close();
}

#[wasm_bindgen_test]
async fn a_record_with_a_flipped_bit_is_set_aside_and_harms_no_other() {
    let good = a_draft().await;
    type_name(&good, "Ánh");
    assert!(good.flush().await);
    let good = close(good).await;
    let bad = a_draft().await;
    type_name(&bad, "Bình");
    assert!(bad.flush().await);
    let bad = close(bad).await;
    damage(DRAFTS, &[&bad], 60).await;
    let heads = drafts::list().await.unwrap();
    assert!(heads.iter().any(|head| head.id == good) && heads.iter().all(|head| head.id != bad));
    timer::sleep(100).await;
    let aside = database::export_aside().await.unwrap().unwrap();
    assert!(aside.contains(&bad) && !aside.contains(&good));
    assert!(aside.contains("Bình"), "its journal can still be read");
    let left = database::read(&[CHANGES], async |t| t.texts(CHANGES, &[&bad]).await).await.unwrap();
    assert!(left.is_empty());
    assert_eq!(name_in(&crate::open(&good).await.unwrap()).as_deref(), Some("Ánh"));
}

#[wasm_bindgen_test]
async fn a_flipped_bit_anywhere_never_breaks_the_app() {
    let receipt = serde_json::from_str::<serde_json::Value>(VERSION_1).unwrap()["receipts"][0][1].clone();
    for at in (0..400).step_by(7) {
        database::put_text(PERSON, &["me"], r#"{"citizen.full_name":"Ánh"}"#, Durability::Relaxed)
            .await
            .unwrap();
        database::put_text(RECEIPTS, &["code"], receipt.as_str().unwrap(), Durability::Relaxed)
            .await
            .unwrap();
        damage(PERSON, &["me"], at).await;
        damage(RECEIPTS, &["code"], at).await;
        assert!(profile::load().await.unwrap().is_empty());
        assert!(receipts::get("code").await.unwrap().is_none());
    }
}

#[wasm_bindgen_test]
async fn data_cleared_under_an_open_draft_is_written_again_and_found_by_another_page() {
    let draft = a_draft().await;
    type_name(&draft, "Ánh");
    assert!(draft.flush().await);
    // The connection closes by itself when another asks for this.
    delete_database().await;
    timer::sleep(50).await;
    type_name(&draft, "Ánh Nguyệt");
    assert!(draft.flush().await);
    let id = close(draft).await;
    folders::forget();
    database::forget();
    assert_eq!(name_in(&crate::open(&id).await.unwrap()).as_deref(), Some("Ánh Nguyệt"));
}

#[wasm_bindgen_test]
async fn erased_is_erased_with_its_keys() {
    let draft = a_draft().await;
    type_name(&draft, "Ánh");
    assert!(draft.flush().await);
    let before = folders::current().unwrap().id().to_owned();
    close(draft).await;
    profile::erase_everything().await.unwrap();
    assert!(drafts::list().await.unwrap().is_empty());
    assert_ne!(folders::current().unwrap().id(), before);
    assert!(database::exists().await);
}
