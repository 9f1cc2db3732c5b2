//! `IndexedDB`, as little of it as the app needs: stores with keys of their own, transactions, promises.

use super::{Error, call, object, property};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbVersionChangeEvent,
};

/// An open connection.
pub struct Database(IdbDatabase);

/// When a write counts as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Handed to the operating system: survives a killed browser, not a power cut.
    Relaxed,
    /// Flushed to the disk.
    Strict,
}

/// Some reads and writes that happen together or not at all. Ends by itself when nothing more is asked of it.
pub struct Transaction {
    inner: IdbTransaction,
    finished: Option<Promise>,
}

/// The browser's answer to which databases there are, for [`is_among`]. Not every browser tells.
pub fn list() -> Result<Promise, Error> {
    let list = call(&property(&js_sys::global(), "indexedDB"), "databases", &[])?;
    Ok(list.dyn_into()?)
}

/// Whether there is a database of that name.
pub async fn is_among(list: Promise, name: &str) -> Result<bool, Error> {
    let list: Array = JsFuture::from(list).await?.unchecked_into();
    Ok(list.iter().any(|one| property(&one, "name").as_string().as_deref() == Some(name)))
}

/// A database that is being brought to a newer version: all of it happens, or nothing.
pub struct Upgrade {
    database: IdbDatabase,
    /// Reaches every store. It ends by itself when nothing more is asked of it.
    pub transaction: Transaction,
    /// The version so far; 0 for none.
    pub from: u32,
}

impl Upgrade {
    /// Makes the stores that are lacking.
    pub fn make_stores(&self, stores: &[&str]) -> Result<(), Error> {
        for store in stores {
            if !has_store(&self.database, store) {
                self.database.create_object_store(store)?;
            }
        }
        Ok(())
    }
}

/// Opens a database. `upgrade` is called when it is older than `version` or new; if it aborts the transaction, everything
/// stays as it was and the opening fails with `AbortError`; one that is newer fails with `VersionError`, unless no version
/// is asked for. `on_close` is called when the browser closes the connection: the person has cleared the data, or another
/// tab needs a newer version.
pub async fn open(
    name: &str,
    version: Option<u32>,
    upgrade: impl FnOnce(Upgrade) + 'static,
    on_close: impl Fn() + Clone + 'static,
) -> Result<Database, Error> {
    let factory = property(&js_sys::global(), "indexedDB");
    if factory.is_undefined() || factory.is_null() {
        return Err(Error::missing("indexedDB"));
    }
    let factory: IdbFactory = factory.unchecked_into();
    let request = match version {
        Some(version) => factory.open_with_u32(name, version)?,
        None => factory.open(name)?,
    };
    let upgrade = Closure::once_into_js({
        let request = request.clone();
        move |event: IdbVersionChangeEvent| {
            let Ok(database) = request.result().map(JsCast::unchecked_into) else { return };
            let Some(inner) = request.transaction() else { return };
            let transaction = Transaction { inner, finished: None };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "our versions are small"
            )]
            let from = event.old_version() as u32;
            upgrade(Upgrade { database, transaction, from });
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = settled(&request).await?.unchecked_into();
    let closed = Closure::<dyn Fn()>::new(on_close.clone()).into_js_value();
    database.set_onclose(Some(closed.unchecked_ref()));
    let outdated = Closure::<dyn Fn()>::new({
        let database = database.clone();
        move || {
            database.close();
            on_close();
        }
    });
    database.set_onversionchange(Some(outdated.into_js_value().unchecked_ref()));
    Ok(Database(database))
}

fn has_store(database: &IdbDatabase, store: &str) -> bool {
    let present = database.object_store_names();
    (0..present.length()).any(|at| present.get(at).as_deref() == Some(store))
}

impl Database {
    pub fn version(&self) -> f64 {
        self.0.version()
    }

    pub fn has_store(&self, store: &str) -> bool {
        has_store(&self.0, store)
    }

    pub fn read(&self, stores: &[&str]) -> Result<Transaction, Error> {
        let inner = self.0.transaction_with_str_sequence(&names(stores))?;
        Ok(Transaction { inner, finished: None })
    }

    pub fn write(&self, stores: &[&str], durability: Durability) -> Result<Transaction, Error> {
        let durability = match durability {
            Durability::Relaxed => "relaxed",
            Durability::Strict => "strict",
        };
        let options = object(&[("durability", JsValue::from_str(durability))]);
        let mode = JsValue::from_str("readwrite");
        let inner: IdbTransaction =
            call(&self.0, "transaction", &[&names(stores), &mode, &options])?.unchecked_into();
        let finished = Promise::new(&mut |resolve: Function, reject: Function| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&reject));
        });
        Ok(Transaction { inner, finished: Some(finished) })
    }

    pub fn close(&self) {
        self.0.close();
    }
}

impl Transaction {
    fn store(&self, name: &str) -> Result<IdbObjectStore, Error> {
        Ok(self.inner.object_store(name)?)
    }

    /// Writes or overwrites. A failure shows in [`Self::done`].
    pub fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Error> {
        self.store(store)?.put_with_key(value, key)?;
        Ok(())
    }

    /// Writes what must not be there yet; else [`Self::done`] fails with `ConstraintError` and nothing is written.
    pub fn add(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Error> {
        self.store(store)?.add_with_key(value, key)?;
        Ok(())
    }

    /// Deletes one key, or all of a range.
    pub fn delete(&self, store: &str, key: &JsValue) -> Result<(), Error> {
        self.store(store)?.delete(key)?;
        Ok(())
    }

    /// Deletes everything.
    pub fn clear(&self, store: &str) -> Result<(), Error> {
        self.store(store)?.clear()?;
        Ok(())
    }

    /// `undefined` when there is nothing.
    pub async fn get(&self, store: &str, key: &JsValue) -> Result<JsValue, Error> {
        settled(&self.store(store)?.get(key)?).await
    }

    /// The values of a range, or all with `undefined`, in the order of their keys.
    pub async fn all(&self, store: &str, range: &JsValue) -> Result<Array, Error> {
        Ok(settled(&self.store(store)?.get_all_with_key(range)?).await?.unchecked_into())
    }

    /// The keys of a range, or all with `undefined`, in order.
    pub async fn keys(&self, store: &str, range: &JsValue) -> Result<Array, Error> {
        Ok(settled(&self.store(store)?.get_all_keys_with_key(range)?).await?.unchecked_into())
    }

    /// Takes back everything asked so far.
    pub fn abort(&self) {
        // Fails only when it has ended already.
        let _ = self.inner.abort();
    }

    /// Waits until everything is written. Only then it is.
    pub async fn done(self) -> Result<(), Error> {
        let Some(finished) = &self.finished else { return Ok(()) };
        match JsFuture::from(finished.clone()).await {
            Ok(_) => Ok(()),
            Err(_) => Err(property(&self.inner, "error").into()),
        }
    }
}

/// From `lower` to `upper`, both included.
pub fn between(lower: &JsValue, upper: &JsValue) -> Result<JsValue, Error> {
    Ok(IdbKeyRange::bound(lower, upper)?.into())
}

fn names(stores: &[&str]) -> JsValue {
    stores.iter().map(|name| JsValue::from_str(name)).collect::<Array>().into()
}

/// The events themselves fulfil and reject the promise, so that no closure is made for a request.
async fn settled(request: &IdbRequest) -> Result<JsValue, Error> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(property(request, "error").into()),
    }
}
