//! The phone's database: its stores, and the one connection to it. The browser may close that at any time (iOS does so
//! in the background); it is then opened again.

use crate::browser::idb::{self, Database, Durability, Transaction};
use crate::browser::{Error, timer};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Whole drafts as JSON, by id.
pub const DRAFTS: &str = "drafts";
/// Changes since the whole draft was written, as JSON, by [draft id, revision].
pub const CHANGES: &str = "changes";
/// What is known of a file, as JSON, by [draft id, SHA-256].
pub const FILES: &str = "files";
/// Its bytes, by the same key: a list of files must not read megabytes.
pub const FILE_BYTES: &str = "file_bytes";
/// Submissions on their way, as JSON, by draft id.
pub const OUTBOX: &str = "outbox";
/// Receipts and the last known state of their dossiers, as JSON, by dossier code.
pub const RECEIPTS: &str = "receipts";
/// What is known of the phone's owner, as JSON.
pub const PERSON: &str = "person";

pub const STORES: [&str; 7] = [DRAFTS, CHANGES, FILES, FILE_BYTES, OUTBOX, RECEIPTS, PERSON];
const NAME: &str = "nop-ho-so";
const VERSION: u32 = 1;
/// While the browser is clearing our data it refuses to open a database, for so many milliseconds.
const PAUSES: [i32; 3] = [50, 200, 800];

thread_local! {
    static CONNECTION: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
    static LOSSES: Cell<u32> = const { Cell::new(0) };
    static ON_LOSS: RefCell<Vec<Rc<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
}

/// How often the browser has closed the database under us. After each time what was stored may be gone.
pub fn losses() -> u32 {
    LOSSES.get()
}

/// `work` is called each time the browser has closed the database.
pub fn on_loss(work: impl Fn() + 'static) {
    ON_LOSS.with_borrow_mut(|all| all.push(Rc::new(work)));
}

/// Whether anything was ever kept on this phone; true where the browser does not tell.
pub async fn exists() -> bool {
    idb::exists(NAME).await.unwrap_or(true)
}

/// Writes all that `work` asks for, or nothing. Returns only after it is written.
pub async fn write(
    stores: &[&str],
    durability: Durability,
    work: &dyn Fn(&Transaction) -> Result<(), Error>,
) -> Result<(), Error> {
    let first = write_once(stores, durability, work).await;
    match first {
        Err(error) if is_closed(&error) => {
            forget();
            write_once(stores, durability, work).await
        }
        other => other,
    }
}

async fn write_once(
    stores: &[&str],
    durability: Durability,
    work: &dyn Fn(&Transaction) -> Result<(), Error>,
) -> Result<(), Error> {
    let transaction = connection().await?.write(stores, durability)?;
    let asked = work(&transaction);
    if asked.is_err() {
        transaction.abort();
    }
    let written = transaction.done().await;
    asked.and(written)
}

/// Reads what belongs together at one moment.
pub async fn read<T>(
    stores: &[&str],
    work: impl AsyncFn(&Transaction) -> Result<T, Error>,
) -> Result<T, Error> {
    match begin_read(stores).await {
        Ok(transaction) => work(&transaction).await,
        Err(error) => Err(error),
    }
}

async fn begin_read(stores: &[&str]) -> Result<Transaction, Error> {
    match connection().await?.read(stores) {
        Err(error) if is_closed(&error) => {
            forget();
            connection().await?.read(stores)
        }
        other => other,
    }
}

/// The JSON under a key.
pub async fn text(store: &str, key: &JsValue) -> Result<Option<String>, Error> {
    read(&[store], async |transaction| Ok(transaction.get(store, key).await?.as_string())).await
}

/// Every JSON of a store.
pub async fn texts(store: &str) -> Result<Vec<String>, Error> {
    let all = read(&[store], async |transaction| transaction.all(store, &JsValue::UNDEFINED).await).await?;
    Ok(all.iter().filter_map(|value| value.as_string()).collect())
}

/// Writes one JSON.
pub async fn put_text(store: &str, key: &str, json: &str, durability: Durability) -> Result<(), Error> {
    write(&[store], durability, &|transaction| transaction.put(store, &key.into(), &json.into())).await
}

/// The key `[draft, part]`.
pub fn pair(draft: &str, part: impl Into<JsValue>) -> JsValue {
    js_sys::Array::of2(&draft.into(), &part.into()).into()
}

/// All keys `[draft, …]`: an array sorts after every text and number.
pub fn all_of(draft: &str) -> Result<JsValue, Error> {
    let first = js_sys::Array::of1(&draft.into());
    idb::between(&first, &pair(draft, js_sys::Array::new()))
}

/// Empties every store.
pub async fn clear() -> Result<(), Error> {
    write(&STORES, Durability::Strict, &|transaction| {
        STORES.iter().try_for_each(|store| transaction.clear(store))
    })
    .await
}

/// Closes the connection; the next use opens another.
pub fn forget() {
    if let Some(database) = CONNECTION.take() {
        database.close();
    }
}

async fn connection() -> Result<Rc<Database>, Error> {
    let mut pauses = PAUSES.into_iter();
    loop {
        if let Some(open) = CONNECTION.with_borrow(Clone::clone) {
            return Ok(open);
        }
        match idb::open(NAME, VERSION, &STORES, lost).await {
            Ok(opened) => return Ok(keep(opened)),
            Err(error) => match pauses.next() {
                Some(pause) if error.name == "AbortError" => timer::sleep(pause).await,
                _ => return Err(error),
            },
        }
    }
}

/// Of two that were opened at the same time the first stays.
fn keep(opened: Database) -> Rc<Database> {
    CONNECTION.with_borrow_mut(|kept| {
        if let Some(first) = kept {
            opened.close();
            return first.clone();
        }
        kept.insert(Rc::new(opened)).clone()
    })
}

fn lost() {
    CONNECTION.set(None);
    LOSSES.set(LOSSES.get() + 1);
    for work in ON_LOSS.with_borrow(Clone::clone) {
        work();
    }
}

/// The connection was closed under us, so that trying again on a new one is right.
fn is_closed(error: &Error) -> bool {
    error.name == "InvalidStateError"
}
