//! Records of version 1 lay open. What seals them is needed once in a phone's life, so it comes with a later file.

use super::record::place;
use super::{ASIDE, CHANGES, DRAFTS, FILE_BYTES, FILES, OUTBOX, PERSON, RECEIPTS};
use crate::browser::Error;
use crate::browser::idb::Transaction;
use crate::drafts::revision;
use crate::folders::{Folder, Prepared};
use crate::later::Job;
use js_sys::{Array, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

/// Seals all records in the transaction of the upgrade, or gives it up.
pub type Sealer = fn(Transaction, Prepared);

/// Brings it; `None` when its file did not come.
pub type BringSealer = fn() -> Job<Option<Sealer>>;

thread_local! {
    static BRING: Cell<Option<BringSealer>> = const { Cell::new(None) };
}

/// Says once how the sealer is had.
pub fn sealer_by(bring: BringSealer) {
    BRING.set(Some(bring));
}

pub(super) async fn bring() -> Option<Sealer> {
    BRING.get()?().await
}

/// The sealer.
pub fn seal_version_1(transaction: Transaction, prepared: Prepared) {
    spawn_local(async move {
        if seal_all(&transaction, &prepared.folder).await.is_err() {
            transaction.abort();
        }
    });
}

/// Every record, one at a time, so that few megabytes are in memory.
async fn seal_all(transaction: &Transaction, folder: &Folder) -> Result<(), Error> {
    for store in [DRAFTS, CHANGES, FILES, FILE_BYTES, OUTBOX, RECEIPTS, PERSON] {
        for at in transaction.keys(store, &JsValue::UNDEFINED).await?.iter() {
            let kept = transaction.get(store, &at).await?;
            let key = key_of(&at);
            let key: Vec<&str> = key.iter().map(String::as_str).collect();
            if let Some(plain) = plain(&kept) {
                let sealed = Uint8Array::from(folder.seal(store, &key, &plain)?.as_slice());
                transaction.put(store, &place(folder.id(), &key).into(), &sealed)?;
            } else {
                let aside: Vec<&str> = [store].iter().chain(&key).copied().collect();
                transaction.put(ASIDE, &place(folder.id(), &aside).into(), &kept)?;
            }
            transaction.delete(store, &at)?;
        }
    }
    Ok(())
}

/// The parts of a key of version 1: a text, `[draft, SHA-256]` or `[draft, revision]`.
fn key_of(at: &JsValue) -> Vec<String> {
    let part = |part: JsValue| match part.as_f64() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "revisions are small")]
        Some(number) => revision(number as u64),
        None => part.as_string().unwrap_or_default(),
    };
    if at.is_array() { Array::from(at).iter().map(part).collect() } else { vec![part(at.clone())] }
}

/// What version 1 kept: a text, or the bytes of a file.
fn plain(kept: &JsValue) -> Option<Vec<u8>> {
    kept.as_string().map(String::into_bytes).or_else(|| Some(kept.dyn_ref::<Uint8Array>()?.to_vec()))
}
