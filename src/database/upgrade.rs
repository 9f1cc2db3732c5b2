//! From an older database to one of today, in the transaction that raises its version: all of it happens, or nothing, and
//! whoever is killed in the middle finds the old one whole.

use super::record::place;
use super::{ASIDE, BESIDE, CHANGES, DRAFTS, FILE_BYTES, FILES, OUTBOX, PERSON, RECEIPTS, STORES};
use crate::browser::Error;
use crate::browser::idb::{Transaction, Upgrade};
use crate::drafts::revision;
use crate::folders::{Folder, Prepared};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

/// The first version whose records are sealed.
const SEALED: u32 = 2;

/// What became of an upgrade when it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    /// The database is of today.
    NotNeeded,
    /// Given up, because there was no key to seal with.
    LacksKey,
    /// Given up, because this browser does not store its own key.
    KeyRefused,
    UnderWay,
}

/// Begins the upgrade; it has succeeded when the database opens. Keys can be made only before, because a transaction ends
/// when something else is waited for.
pub(super) fn begin(upgrade: Upgrade, prepared: Option<Prepared>) -> Begun {
    let made = upgrade.make_stores(&STORES).and_then(|()| upgrade.make_stores(&BESIDE));
    if upgrade.from >= SEALED {
        if made.is_err() {
            upgrade.transaction.abort();
        }
        return Begun::UnderWay;
    }
    let Some(prepared) = prepared else {
        upgrade.transaction.abort();
        return Begun::LacksKey;
    };
    if made.and_then(|()| prepared.store(&upgrade.transaction)).is_err() {
        upgrade.transaction.abort();
        return Begun::KeyRefused;
    }
    if upgrade.from == 1 {
        let transaction = upgrade.transaction;
        spawn_local(async move {
            if seal_all(&transaction, &prepared.folder).await.is_err() {
                transaction.abort();
            }
        });
    }
    Begun::UnderWay
}

/// Seals every record of version 1, one at a time, so that few megabytes are in memory.
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
