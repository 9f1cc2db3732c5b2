//! Reading and writing sealed records: the key in the database, the bytes under it.

use super::aside::Damage;
use crate::browser::Error;
use crate::browser::idb::{Transaction, between};
use crate::folders::Folder;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Writes that happen together or not at all.
pub struct Writing {
    pub(super) transaction: Transaction,
    pub(super) folder: Rc<Folder>,
}

impl Writing {
    pub(super) fn new(transaction: Transaction, folder: Rc<Folder>) -> Self {
        Self { transaction, folder }
    }

    /// Writes or overwrites a text.
    pub fn put(&self, store: &str, key: &[&str], text: &str) -> Result<(), Error> {
        self.put_bytes(store, key, text.as_bytes())
    }

    /// Writes or overwrites bytes.
    pub fn put_bytes(&self, store: &str, key: &[&str], bytes: &[u8]) -> Result<(), Error> {
        self.transaction.put(store, &self.at(key), &self.sealed(store, key, bytes)?)
    }

    /// Writes a text that must not be there yet; else nothing is written, and the whole fails with `ConstraintError`.
    pub fn add(&self, store: &str, key: &[&str], text: &str) -> Result<(), Error> {
        self.transaction.add(store, &self.at(key), &self.sealed(store, key, text.as_bytes())?)
    }

    pub fn delete(&self, store: &str, key: &[&str]) -> Result<(), Error> {
        self.transaction.delete(store, &self.at(key))
    }

    /// Deletes every record whose key begins with these parts.
    pub fn delete_all(&self, store: &str, beginning: &[&str]) -> Result<(), Error> {
        self.transaction.delete(store, &all_of(self.folder.id(), beginning)?)
    }

    /// Deletes the records from `first` to `last`, both included.
    pub fn delete_between(&self, store: &str, first: &[&str], last: &[&str]) -> Result<(), Error> {
        self.transaction.delete(store, &between(&self.at(first), &self.at(last))?)
    }

    fn at(&self, key: &[&str]) -> JsValue {
        place(self.folder.id(), key).into()
    }

    fn sealed(&self, store: &str, key: &[&str], bytes: &[u8]) -> Result<JsValue, Error> {
        Ok(Uint8Array::from(self.folder.seal(store, key, bytes)?.as_slice()).into())
    }
}

/// Reads of one moment.
pub struct Reading {
    transaction: Transaction,
    folder: Rc<Folder>,
    damaged: RefCell<Vec<Damage>>,
}

impl Reading {
    pub(super) fn new(transaction: Transaction, folder: Rc<Folder>) -> Self {
        Self { transaction, folder, damaged: RefCell::default() }
    }

    /// The text under a key; `None` when there is none that can be read.
    pub async fn text(&self, store: &str, key: &[&str]) -> Result<Option<String>, Error> {
        Ok(self.bytes(store, key).await?.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Whether there is anything under a key, readable or not.
    pub async fn holds(&self, store: &str, key: &[&str]) -> Result<bool, Error> {
        Ok(!self.transaction.get(store, &place(self.folder.id(), key).into()).await?.is_undefined())
    }

    /// The bytes under a key; `None` when there are none that can be read.
    pub async fn bytes(&self, store: &str, key: &[&str]) -> Result<Option<Vec<u8>>, Error> {
        let kept = self.transaction.get(store, &place(self.folder.id(), key).into()).await?;
        if kept.is_undefined() {
            return Ok(None);
        }
        Ok(self.opened(store, key, &kept))
    }

    /// The texts whose key begins with these parts, in the order of their keys, each with the parts of its key.
    pub async fn texts(&self, store: &str, beginning: &[&str]) -> Result<Vec<(Vec<String>, String)>, Error> {
        let range = all_of(self.folder.id(), beginning)?;
        let keys = self.transaction.keys(store, &range).await?;
        let values = self.transaction.all(store, &range).await?;
        let read = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
            let key = parts(&key);
            let borrowed: Vec<&str> = key.iter().map(String::as_str).collect();
            let text = String::from_utf8(self.opened(store, &borrowed, &value)?).ok()?;
            Some((key, text))
        });
        Ok(read.collect())
    }

    fn opened(&self, store: &str, key: &[&str], kept: &JsValue) -> Option<Vec<u8>> {
        let opened = opened(&self.folder, store, key, kept);
        if opened.is_none() {
            let key = key.iter().map(|part| (*part).to_owned()).collect();
            self.damaged.borrow_mut().push(Damage { store: store.to_owned(), key, is_sound: |_| true });
        }
        opened
    }

    /// What could not be opened.
    pub(super) fn damaged(self) -> Vec<Damage> {
        self.damaged.into_inner()
    }
}

/// What a kept value says; `None` when it is damaged.
pub(super) fn opened(folder: &Folder, store: &str, key: &[&str], kept: &JsValue) -> Option<Vec<u8>> {
    folder.open(store, key, &kept.dyn_ref::<Uint8Array>()?.to_vec())
}

/// `[folder, …key]`.
pub(crate) fn place(folder: &str, key: &[&str]) -> Array {
    [folder].iter().chain(key).map(|part| JsValue::from_str(part)).collect()
}

/// The parts of a key after the folder.
pub(crate) fn parts(key: &JsValue) -> Vec<String> {
    Array::from(key).iter().skip(1).map(|part| part.as_string().unwrap_or_default()).collect()
}

/// All keys `[folder, …beginning, …]`: an array sorts after every text.
pub(super) fn all_of(folder: &str, beginning: &[&str]) -> Result<JsValue, Error> {
    let (first, last) = (place(folder, beginning), place(folder, beginning));
    last.push(&Array::new());
    between(&first, &last)
}
