//! Several folders on one phone: their list, a new one, another one, and the end of one.

use super::header::{Header, Wrapped};
use super::{Folder, LAST, current, forget, keep, leave, set_locked, tabs};
use crate::browser::idb::{Durability, between};
use crate::browser::{Error, clock, random, storage};
use crate::database::{self, CHANGES, DRAFTS, FOLDERS, STORES};
use crate::drafts;
use crate::order::sort_by_key;
use crate::outbox;
use crate::reading::Record;
use std::rc::Rc;
use vault::Key;
use wasm_bindgen::JsValue;

/// A folder of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    /// As people call it; empty for one without a name. Told even when the folder is locked.
    pub name: String,
    pub has_pin: bool,
    pub is_open: bool,
    /// See [`Header::due`].
    pub due: String,
}

/// Every folder, the oldest first.
pub async fn list() -> Result<Vec<Listed>, Error> {
    let connection = database::connection().await?;
    let (mut headers, device) = super::stored(&connection).await?;
    sort_by_key(&mut headers, |header| header.created_at);
    let open = current();
    let mut all = Vec::with_capacity(headers.len());
    for header in headers {
        let name = header.name(device.as_ref()).await;
        let is_open = open.as_ref().is_some_and(|open| open.header.id == header.id);
        all.push(Listed { name, has_pin: header.wrapped.has_pin(), is_open, due: header.due, id: header.id });
    }
    Ok(all)
}

/// A new folder, which is opened in place of the one before.
pub async fn create(name: &str) -> Result<(), Error> {
    let device = super::device().await?;
    let (id, key) = (random::hex::<8>()?, Key::new(random::fill)?);
    let wrapped = Wrapped::new(&id, &key, device.as_ref()).await?;
    let name = Header::named(&id, name, device.as_ref()).await?;
    let header = Header { id, created_at: clock::now(), name, due: String::new(), wrapped };
    store(&header).await?;
    let server = outbox::known_server_key().await;
    leave().await;
    enter(Folder { header, key });
    if let Some(server) = server {
        outbox::pass_on_server_key(&server).await;
    }
    Ok(())
}

/// Gives a folder a name.
pub async fn rename(id: &str, name: &str) -> Result<(), Error> {
    let device = super::device().await?;
    let header = header(id).await?.ok_or_else(|| Error::missing("folder"))?;
    let name = Header::named(id, name, device.as_ref()).await?;
    store(&Header { name, ..header }).await
}

/// Says by when the law wants something of a folder, to be told while it is locked.
pub(crate) async fn note_due(id: &str, due: String) -> Result<(), Error> {
    match header(id).await? {
        Some(header) if header.due != due => store(&Header { due, ..header }).await,
        _ => Ok(()),
    }
}

/// Leaves the open folder for another. One with a PIN is locked then, and its PIN is asked.
pub async fn switch(id: &str) -> Result<(), Error> {
    leave().await;
    let header = header(id).await?.ok_or_else(|| Error::missing("folder"))?;
    let device = super::device().await?;
    if let Some(key) = header.wrapped.key(id, device.as_ref()).await {
        enter(Folder { header, key });
    } else {
        // It is the one whose PIN is asked from now on.
        let _ = storage::set(LAST, id);
        drafts::announce();
    }
    Ok(())
}

/// A folder that opens without a PIN, or is open, to look into without entering it; `None` for one that is locked.
pub(crate) async fn peek(id: &str) -> Result<Option<Rc<Folder>>, Error> {
    if let Some(open) = current().filter(|open| open.id() == id) {
        return Ok(Some(open));
    }
    let header = header(id).await?.ok_or_else(|| Error::missing("folder"))?;
    let key = header.wrapped.key(id, super::device().await?.as_ref()).await;
    Ok(key.map(|key| Rc::new(Folder { header, key })))
}

fn enter(folder: Folder) {
    keep(folder);
    set_locked(false);
    drafts::announce();
}

/// Erases a folder: its records, what local storage holds of its drafts, and first of all its key.
pub async fn erase(id: &str) -> Result<(), Error> {
    tabs::tell_gone(id);
    let connection = database::connection().await?;
    let stores: Vec<&str> = STORES.into_iter().chain([FOLDERS]).collect();
    let (first, last) = (database::place(id, &[]), database::place(id, &[]));
    last.push(&js_sys::Array::new());
    let range = between(&first, &last)?;
    let reading = connection.read(&[DRAFTS, CHANGES])?;
    let mut drafts = Vec::new();
    for store in [DRAFTS, CHANGES] {
        let keys = reading.keys(store, &range).await?;
        drafts.extend(keys.iter().filter_map(|key| database::parts(&key).into_iter().next()));
    }
    let writing = connection.write(&stores, Durability::Strict)?;
    let asked = writing
        .delete(FOLDERS, &id.into())
        .and_then(|()| STORES.iter().try_for_each(|store| writing.delete(store, &range)));
    writing.done().await.and(asked)?;
    for draft in drafts {
        drafts::erase_local(&draft);
    }
    if current().is_some_and(|open| open.header.id == id) {
        forget();
    }
    if storage::get(LAST).as_deref() == Some(id) {
        storage::remove(LAST);
    }
    set_locked(false);
    drafts::announce();
    Ok(())
}

/// Whether there is a folder of that id.
pub(crate) async fn is_there(id: &str) -> Result<bool, Error> {
    Ok(header(id).await?.is_some())
}

pub(super) async fn header(id: &str) -> Result<Option<Header>, Error> {
    let reading = database::connection().await?.read(&[FOLDERS])?;
    let json = reading.get(FOLDERS, &JsValue::from_str(id)).await?;
    Ok(json.as_string().and_then(|json| Header::read(&json)))
}

/// On the disk when this returns.
pub(super) async fn store(header: &Header) -> Result<(), Error> {
    let writing = database::connection().await?.write(&[FOLDERS], Durability::Strict)?;
    let asked = header.store(&writing);
    writing.done().await.and(asked)
}
