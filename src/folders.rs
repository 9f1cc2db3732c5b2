//! Folders: what belongs to one person or household, each under a key of its own.
//!
//! Who sets no PIN has one folder and is never asked: its key is wrapped by a key that the browser keeps ([`DeviceKey`]),
//! and lies in the memory of this page once the database is open. What cannot be had without the database is not sealed:
//! where a browser refuses it, drafts are kept in local storage as they are, and the app says so.
//!
//! With a PIN ([`pin`]) the key is in memory only while the folder is open ([`idle`]); a page whose folder is locked has
//! none, and every question to the database fails.

mod header;
pub mod helper;
mod idle;
pub mod local;
pub mod many;
pub mod pin;
pub mod tabs;

pub use header::{Header, Wrapped};

use crate::browser::crypto::DeviceKey;
use crate::browser::idb::{Database, Durability, Transaction};
use crate::browser::{Error, clock, random, storage};
use crate::database::{self, FOLDERS, KEYS, RECORD_SCHEMA};
use crate::order::sort_by_key;
use crate::reading::Record;
use crate::view::prelude::*;
use crate::{drafts, outbox};
use std::cell::RefCell;
use std::rc::Rc;
use vault::{Key, Place};

/// The browser's key in [`KEYS`].
const DEVICE: &str = "device";
/// In local storage: the folder that was open last. Its id is nothing but chance.
const LAST: &str = "nhs.folder";

thread_local! {
    static CURRENT: RefCell<Option<Rc<Folder>>> = const { RefCell::new(None) };
    static LOCKED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether the folder of this page is locked: nothing of a person can be shown.
pub fn is_locked() -> Signal<bool> {
    LOCKED.with(Clone::clone).into()
}

fn set_locked(is: bool) {
    LOCKED.with(|locked| {
        if locked.get_untracked() != is {
            locked.set(is);
        }
    });
}

/// Locks the open folder, if it has a PIN.
pub async fn lock_now() {
    if let Some(open) = current().filter(|open| open.header.wrapped.has_pin()) {
        tabs::tell_locked(open.id());
        leave().await;
    }
}

/// Closes the open folder: its screens go and with them what they held, what was typed is written, and the key leaves the
/// memory. The page is locked until another is entered.
async fn leave() {
    set_locked(true);
    drafts::close_all().await;
    outbox::before_leaving().await;
    outbox::forget_states();
    forget();
    // Home's part about this phone reads again, and finds nothing it may show.
    drafts::announce();
}

/// The folder whose PIN is asked.
pub fn asked() -> Option<String> {
    storage::get(LAST)
}

/// What the database answers while the folder is locked.
fn locked() -> Error {
    Error { name: "Locked".to_owned(), message: String::new() }
}

/// An open folder: its key is in memory.
pub struct Folder {
    pub header: Header,
    key: Key,
}

impl Folder {
    pub fn id(&self) -> &str {
        &self.header.id
    }

    /// Seals what belongs to `key` of a store.
    pub fn seal(&self, store: &str, key: &[&str], plain: &[u8]) -> Result<Vec<u8>, Error> {
        vault::seal(&self.key, &self.place(store, key), plain, random::fill)
    }

    /// What was sealed for that place; `None` when it is damaged or belongs elsewhere.
    pub fn open(&self, store: &str, key: &[&str], sealed: &[u8]) -> Option<Vec<u8>> {
        vault::open(&self.key, &self.place(store, key), sealed).ok()
    }

    fn place<'a>(&'a self, store: &'a str, key: &'a [&'a str]) -> Place<'a> {
        Place { folder: &self.header.id, store, key, version: RECORD_SCHEMA }
    }
}

/// The folder whose key is in memory; `None` before the database was opened, and where there is none.
pub fn current() -> Option<Rc<Folder>> {
    CURRENT.with_borrow(Clone::clone)
}

/// Forgets the key; the next use of the database opens the folder again.
pub fn forget() {
    CURRENT.set(None);
}

/// A folder and what it takes to open it again: to be stored in the transaction that makes the database.
#[derive(Clone)]
pub struct Prepared {
    pub folder: Rc<Folder>,
    device: Option<DeviceKey>,
}

impl Prepared {
    /// The folder of this page, when the database was cleared under it: what is written again must be readable again. Else
    /// a new one. Its key is wrapped by one of the browser, or where that has none (plain http) or cannot store it, lies open.
    pub async fn of_this_page(with_device: bool) -> Result<Self, Error> {
        match current() {
            // A lock needs no key of the browser.
            Some(open) if open.header.wrapped.has_pin() => {
                let device = if with_device { DeviceKey::generate().await.ok() } else { None };
                Ok(Self { folder: open, device })
            }
            Some(open) => Self::new(open.header.id.clone(), open.key.clone(), with_device).await,
            None => Self::new(random::hex::<8>()?, Key::new(random::fill)?, with_device).await,
        }
    }

    async fn new(id: String, key: Key, with_device: bool) -> Result<Self, Error> {
        let device = if with_device { DeviceKey::generate().await.ok() } else { None };
        let wrapped = Wrapped::new(&id, &key, device.as_ref()).await?;
        let header =
            Header { id, created_at: clock::now(), name: String::new(), due: String::new(), wrapped };
        Ok(Self { folder: Rc::new(Folder { header, key }), device })
    }

    /// Whether there is a key of the browser to store.
    pub fn has_device(&self) -> bool {
        self.device.is_some()
    }

    pub fn store(&self, transaction: &Transaction) -> Result<(), Error> {
        if let Some(device) = &self.device {
            transaction.put(KEYS, &DEVICE.into(), device.to_store())?;
        }
        self.folder.header.store(transaction)
    }
}

/// Opens the folder of this page in a database that was just opened.
pub(crate) async fn enter(database: &Database) -> Result<Rc<Folder>, Error> {
    if LOCKED.with(GetUntracked::get_untracked) {
        return Err(locked());
    }
    let (mut headers, device) = stored(database).await?;
    if let Some(open) = current().filter(|open| headers.iter().any(|header| header.id == open.header.id)) {
        return Ok(open);
    }
    let last = storage::get(LAST);
    sort_by_key(&mut headers, |header| (last.as_ref() != Some(&header.id), header.created_at));
    if headers.first().is_some_and(|first| first.wrapped.has_pin()) {
        set_locked(true);
        return Err(locked());
    }
    for header in headers {
        if let Some(key) = header.wrapped.key(&header.id, device.as_ref()).await {
            return Ok(keep(Folder { header, key }));
        }
    }
    // None can be opened: a damaged record. What they hold stays, and the person goes on in another.
    forget();
    let another = Prepared::of_this_page(true).await?;
    let writing = database.write(&[FOLDERS, KEYS], Durability::Strict)?;
    another.store(&writing)?;
    writing.done().await?;
    let Prepared { folder, .. } = another;
    Ok(CURRENT.with_borrow_mut(|kept| kept.get_or_insert(folder).clone()))
}

fn keep(folder: Folder) -> Rc<Folder> {
    // Fails only where nothing can be kept anyway.
    let _ = storage::set(LAST, folder.id());
    let folder = Rc::new(folder);
    CURRENT.set(Some(folder.clone()));
    folder
}

/// The browser's own key; made where there is none yet, `None` where it cannot be.
async fn device() -> Result<Option<DeviceKey>, Error> {
    let database = database::connection().await?;
    let (_, stored) = stored(&database).await?;
    if stored.is_some() {
        return Ok(stored);
    }
    let Ok(made) = DeviceKey::generate().await else { return Ok(None) };
    let writing = database.write(&[KEYS], Durability::Strict)?;
    let asked = writing.put(KEYS, &DEVICE.into(), made.to_store());
    Ok(writing.done().await.and(asked).is_ok().then_some(made))
}

async fn stored(database: &Database) -> Result<(Vec<Header>, Option<DeviceKey>), Error> {
    let reading = database.read(&[FOLDERS, KEYS])?;
    let headers = reading.all(FOLDERS, &wasm_bindgen::JsValue::UNDEFINED).await?;
    let device = reading.get(KEYS, &DEVICE.into()).await?;
    let headers = headers.iter().filter_map(|json| Header::read(&json.as_string()?));
    Ok((headers.collect(), DeviceKey::stored(device)))
}
