//! Records that cannot be read are set aside as they were found: the others live on, and a person can take these along,
//! perhaps to somebody who can still make something of them.

use super::record::{all_of, opened, parts, place};
use super::{ASIDE, CHANGES, DRAFTS, STORES, open};
use crate::browser::Error;
use crate::browser::digest::to_hex;
use crate::browser::idb::{Durability, Transaction};
use crate::folders::Folder;
use crate::reading::Record;
use js_sys::Uint8Array;
use serde::Serialize;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

/// A record that could not be opened or read.
pub struct Damage {
    pub store: String,
    pub key: Vec<String>,
    /// Asked of what it says, where it can be opened: it may have been mended meanwhile.
    pub is_sound: fn(&str) -> bool,
}

/// What sets records aside.
type Work = fn(Vec<Damage>);

thread_local! {
    static WORK: Cell<Option<Work>> = const { Cell::new(None) };
}

/// Says once what sets records aside: [`set_aside`], which in the app is in another file of the program.
pub fn set_aside_by(work: Work) {
    WORK.set(Some(work));
}

/// Behind the person's back. What fails is left for the next reading.
pub fn set_aside(damage: Vec<Damage>) {
    spawn_local(async move {
        for Damage { store, key, is_sound } in damage {
            let key: Vec<&str> = key.iter().map(String::as_str).collect();
            let moved = move_aside(&store, &key, is_sound).await.unwrap_or_default();
            if moved && store == DRAFTS {
                // Without the draft its journal is found by nobody.
                let _ = set_journal_aside(&key).await;
            }
        }
    });
}

pub(super) fn set_aside_later(damage: Vec<Damage>) {
    if let Some(work) = WORK.get().filter(|_| !damage.is_empty()) {
        work(damage);
    }
}

/// Unless it is sound by now; whether it was moved.
async fn move_aside(store: &str, key: &[&str], is_sound: fn(&str) -> bool) -> Result<bool, Error> {
    let (database, folder) = open().await?;
    let transaction = database.write(&[store, ASIDE], Durability::Strict)?;
    let moved = unsound(&transaction, &folder, (store, key), is_sound).await;
    if moved.is_err() {
        transaction.abort();
    }
    transaction.done().await.and(moved)
}

async fn unsound(
    transaction: &Transaction,
    folder: &Folder,
    (store, key): (&str, &[&str]),
    is_sound: fn(&str) -> bool,
) -> Result<bool, Error> {
    let at: JsValue = place(folder.id(), key).into();
    let kept = transaction.get(store, &at).await?;
    let says = opened(folder, store, key, &kept);
    // A file's bytes are no text, and sound when they can be opened.
    let sound = says.is_some_and(|bytes| std::str::from_utf8(&bytes).map_or(true, is_sound));
    if kept.is_undefined() || sound {
        return Ok(false);
    }
    let aside: Vec<&str> = [store].iter().chain(key).copied().collect();
    transaction.put(ASIDE, &place(folder.id(), &aside).into(), &kept)?;
    transaction.delete(store, &at)?;
    Ok(true)
}

/// What a record's JSON says; one that says nothing is set aside behind the person's back.
pub fn parse<T: Record>(store: &'static str, key: &[String], json: &str) -> Option<T> {
    let read = T::read(json);
    if read.is_none() {
        let is_sound = |json: &str| T::read(json).is_some();
        set_aside_later(vec![Damage { store: store.to_owned(), key: key.to_vec(), is_sound }]);
    }
    read
}

async fn set_journal_aside(draft: &[&str]) -> Result<(), Error> {
    let (database, folder) = open().await?;
    let transaction = database.write(&[CHANGES, ASIDE], Durability::Strict)?;
    let range = all_of(folder.id(), draft)?;
    for key in transaction.keys(CHANGES, &range).await?.iter() {
        let kept = transaction.get(CHANGES, &key).await?;
        let parts = parts(&key);
        let aside: Vec<&str> = std::iter::once(CHANGES).chain(parts.iter().map(String::as_str)).collect();
        transaction.put(ASIDE, &place(folder.id(), &aside).into(), &kept)?;
    }
    transaction.delete(CHANGES, &range)?;
    transaction.done().await
}

/// One record that was set aside, for a person to take along.
#[derive(Serialize)]
struct Taken {
    store: String,
    key: Vec<String>,
    /// What it says, where it can still be opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    /// As it lies there, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
}

/// Everything set aside in this folder, as JSON; `None` when there is nothing.
pub async fn export_aside() -> Result<Option<String>, Error> {
    let (database, folder) = open().await?;
    let reading = database.read(&[ASIDE])?;
    let range = all_of(folder.id(), &[])?;
    let keys = reading.keys(ASIDE, &range).await?;
    let values = reading.all(ASIDE, &range).await?;
    let all: Vec<Taken> =
        keys.iter().zip(values.iter()).filter_map(|(key, kept)| taken(&folder, parts(&key), &kept)).collect();
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(serde_json::to_string(&all)?))
}

fn taken(folder: &Folder, parts: Vec<String>, kept: &JsValue) -> Option<Taken> {
    let (store, key) = parts.split_first()?;
    // Only a store of ours can have been its place.
    let store = STORES.into_iter().find(|known| known == store)?;
    let borrowed: Vec<&str> = key.iter().map(String::as_str).collect();
    let says = opened(folder, store, &borrowed, kept).and_then(|bytes| String::from_utf8(bytes).ok());
    let sealed = kept.dyn_ref::<Uint8Array>().map(|bytes| to_hex(&bytes.to_vec()));
    let says = says.or_else(|| kept.as_string());
    let sealed = sealed.filter(|_| says.is_none());
    Some(Taken { store: store.to_owned(), key: key.to_vec(), says, sealed })
}
