//! The phone's database: its stores, the one connection to it, and the seal on every record. The browser may close the
//! connection at any time (iOS does so in the background); it is then opened again.
//!
//! A record lies under `[folder, …its key]` and is sealed for that place (`vault`). One that cannot be opened is set
//! aside, where a person can take it along; it harms no other.

mod aside;
mod record;
mod upgrade;
mod version_1;

pub use aside::{Damage, export_aside, parse, set_aside, set_aside_by};
pub use record::{Reading, Writing};
pub(crate) use record::{parts, place};
pub use version_1::{Sealer, seal_version_1, sealer_by};

use crate::browser::idb::{self, Database, Durability, Transaction};
use crate::browser::{Error, channel::Channel, timer};
use crate::folders::{self, Folder, Prepared};
use crate::reading::Record;
use js_sys::Promise;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use upgrade::Begun;

/// Whole drafts as JSON, by id.
pub const DRAFTS: &str = "drafts";
/// Changes since the whole draft was written, as JSON, by draft id and revision.
pub const CHANGES: &str = "changes";
/// What is known of a file, as JSON, by draft id and SHA-256.
pub const FILES: &str = "files";
/// Its bytes, by the same key: a list of files must not read megabytes.
pub const FILE_BYTES: &str = "file_bytes";
/// Submissions on their way, as JSON, by draft id.
pub const OUTBOX: &str = "outbox";
/// Receipts and the last known state of their dossiers, as JSON, by dossier code.
pub const RECEIPTS: &str = "receipts";
/// What is known of the phone's owner, as JSON.
pub const PERSON: &str = "person";
/// Records that cannot be read, as they were found, by store and key.
pub const ASIDE: &str = "aside";

/// The stores of sealed records.
pub const STORES: [&str; 8] = [DRAFTS, CHANGES, FILES, FILE_BYTES, OUTBOX, RECEIPTS, PERSON, ASIDE];
/// What is sealed to the server, by folder and draft: [`crate::outbox`].
pub const LETTERS: &str = "letters";
/// Its forms and files, by folder, draft and name.
pub const LETTER_PARTS: &str = "letter_parts";
/// How to open each folder, by its id.
pub const FOLDERS: &str = "folders";
/// The browser's own key.
pub const KEYS: &str = "keys";

/// The stores that belong to no folder.
const BESIDE: [&str; 4] = [FOLDERS, KEYS, LETTERS, LETTER_PARTS];

const NAME: &str = "nop-ho-so";
/// 1: everything lay open. 2: sealed, in folders. 3: with letters beside them.
const VERSION: u32 = 3;
/// What a later app may raise it to while its records are sealed as ours: there are more stores then, and an app of before,
/// which the server went back to, works on with those it knows. From here on it touches nothing.
const OTHERWISE: f64 = 10.0;
/// Part of what seals a record. Another only together with an upgrade that seals all of them anew.
pub const RECORD_SCHEMA: u32 = 2;
/// While the browser is clearing our data it refuses to open a database, for so many milliseconds.
const PAUSES: [i32; 3] = [50, 200, 800];

thread_local! {
    static CONNECTION: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
    static AT_START: OnceCell<Option<Promise>> = const { OnceCell::new() };
    static LOSSES: Cell<u32> = const { Cell::new(0) };
    static OTHER_TABS: RefCell<Option<Channel>> = const { RefCell::new(None) };
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
    is_among(idb::list().ok()).await
}

/// The same of before this page kept anything. The first to ask decides when that was: [`connect`] waits for the answer, or
/// a form that is opened first would be taken for one of a phone that has something to send.
pub async fn existed() -> bool {
    is_among(AT_START.with(|asked| asked.get_or_init(|| idb::list().ok()).clone())).await
}

async fn is_among(list: Option<Promise>) -> bool {
    match list {
        Some(list) => idb::is_among(list, NAME).await.unwrap_or(true),
        None => true,
    }
}

/// Writes all that `work` asks for, or nothing. Returns only after it is written.
pub async fn write(
    stores: &[&str],
    durability: Durability,
    work: &dyn Fn(&Writing) -> Result<(), Error>,
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
    work: &dyn Fn(&Writing) -> Result<(), Error>,
) -> Result<(), Error> {
    let (database, folder) = open().await?;
    let writing = Writing::new(database.write(stores, durability)?, folder);
    let asked = work(&writing);
    if asked.is_err() {
        writing.transaction.abort();
    }
    let written = writing.transaction.done().await;
    asked.and(written)
}

/// Reads what belongs together at one moment. What cannot be opened is left out, and set aside afterwards.
pub async fn read<T>(stores: &[&str], work: impl AsyncFn(&Reading) -> Result<T, Error>) -> Result<T, Error> {
    let (transaction, folder) = begin_read(stores).await?;
    let reading = Reading::new(transaction, folder);
    let read = work(&reading).await;
    aside::set_aside_later(reading.damaged());
    read
}

/// The same of a folder that need not be the open one. What cannot be opened is left out.
pub(crate) async fn read_of<T>(
    folder: Rc<Folder>,
    stores: &[&str],
    work: impl AsyncFn(&Reading) -> Result<T, Error>,
) -> Result<T, Error> {
    let reading = Reading::new(connection().await?.read(stores)?, folder);
    work(&reading).await
}

async fn begin_read(stores: &[&str]) -> Result<(Transaction, Rc<Folder>), Error> {
    let (database, folder) = open().await?;
    match database.read(stores) {
        Err(error) if is_closed(&error) => {
            forget();
            let (database, folder) = open().await?;
            Ok((database.read(stores)?, folder))
        }
        other => Ok((other?, folder)),
    }
}

/// The JSON under a key.
pub async fn text(store: &str, key: &[&str]) -> Result<Option<String>, Error> {
    read(&[store], async |reading| reading.text(store, key).await).await
}

/// The record under a key; `None` when there is none that can be read.
pub async fn one<T: Record>(store: &'static str, key: &[&str]) -> Result<Option<T>, Error> {
    let key_parts: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
    Ok(text(store, key).await?.and_then(|json| parse(store, &key_parts, &json)))
}

/// The records of a store whose key begins with these parts, in the order of their keys.
pub async fn all<T: Record>(store: &'static str, beginning: &[&str]) -> Result<Vec<T>, Error> {
    let texts = read(&[store], async |reading| reading.texts(store, beginning).await).await?;
    Ok(texts.iter().filter_map(|(key, json)| parse(store, key, json)).collect())
}

/// Writes one JSON.
pub async fn put_text(store: &str, key: &[&str], json: &str, durability: Durability) -> Result<(), Error> {
    write(&[store], durability, &|writing| writing.put(store, key, json)).await
}

/// Empties every store, of all folders, and destroys their keys: what a copy of the records says is lost with them.
pub async fn clear() -> Result<(), Error> {
    let database = connection().await?;
    let stores: Vec<&str> = STORES.into_iter().chain(BESIDE).collect();
    let transaction = database.write(&stores, Durability::Strict)?;
    let asked = stores.iter().try_for_each(|store| transaction.clear(store));
    transaction.done().await.and(asked)?;
    folders::forget();
    OTHER_TABS.with_borrow(|channel| channel.as_ref().map(|channel| channel.post("")));
    Ok(())
}

/// Returns when the database is open and the key of its folder in memory.
pub async fn ready() -> Result<(), Error> {
    open().await.map(|_| ())
}

/// Whether there is anything under a key, readable or not.
pub async fn holds(store: &str, key: &[&str]) -> Result<bool, Error> {
    read(&[store], async |reading| reading.holds(store, key).await).await
}

/// Closes the connection; the next use opens another.
pub fn forget() {
    if let Some(database) = CONNECTION.take() {
        database.close();
    }
}

/// The connection, and the folder of this page.
async fn open() -> Result<(Rc<Database>, Rc<Folder>), Error> {
    if let (Some(database), Some(folder)) = (CONNECTION.with_borrow(Clone::clone), folders::current()) {
        return Ok((database, folder));
    }
    let database = connection().await?;
    let folder = folders::enter(&database).await?;
    listen();
    Ok((database, folder))
}

/// The connection alone, for what is known of folders that are not open.
pub(crate) async fn connection() -> Result<Rc<Database>, Error> {
    match CONNECTION.with_borrow(Clone::clone) {
        Some(database) => Ok(database),
        None => Ok(keep(Rc::new(connect().await?))),
    }
}

async fn connect() -> Result<Database, Error> {
    existed().await;
    let mut pauses = PAUSES.into_iter();
    let (mut prepared, mut sealer) = (None, None);
    loop {
        let begun = Rc::new(Cell::new(Begun::NotNeeded));
        let upgrade = {
            let (begun, prepared) = (begun.clone(), prepared.clone());
            move |upgrade| begun.set(upgrade::begin(upgrade, prepared, sealer))
        };
        let error = match idb::open(NAME, Some(VERSION), upgrade, lost).await {
            Ok(opened) => return Ok(opened),
            Err(error) => error,
        };
        match begun.get() {
            Begun::LacksKey => prepared = Some(Prepared::of_this_page(true).await?),
            Begun::LacksSealer => sealer = Some(version_1::bring().await.ok_or(error)?),
            Begun::KeyRefused if prepared.as_ref().is_some_and(Prepared::has_device) => {
                prepared = Some(Prepared::of_this_page(false).await?);
            }
            _ if error.name == "VersionError" => return of_a_later_app(error).await,
            _ => match pauses.next() {
                Some(pause) if error.name == "AbortError" => timer::sleep(pause).await,
                _ => return Err(error),
            },
        }
    }
}

/// The database as a later app has left it.
async fn of_a_later_app(error: Error) -> Result<Database, Error> {
    let opened = idb::open(NAME, None, |_| (), lost).await?;
    if opened.version() < OTHERWISE && STORES.iter().chain(&BESIDE).all(|store| opened.has_store(store)) {
        return Ok(opened);
    }
    opened.close();
    Err(error)
}

/// Of two that were opened at the same time the first stays.
fn keep(opened: Rc<Database>) -> Rc<Database> {
    CONNECTION.with_borrow_mut(|kept| {
        if let Some(first) = kept {
            if !Rc::ptr_eq(first, &opened) {
                opened.close();
            }
            return first.clone();
        }
        kept.insert(opened).clone()
    })
}

/// Another tab may destroy the keys: what is written after that must be under a key that is kept.
fn listen() {
    OTHER_TABS.with_borrow_mut(|channel| {
        if channel.is_none() {
            // Without the channel this tab notices at its next start.
            *channel = Channel::open("nhs.keys", |_| folders::forget()).ok();
        }
    });
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
