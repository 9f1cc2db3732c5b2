//! Drafts in the phone's database: a whole draft, and a journal of the changes since it was written.

use super::draft::{Draft, Entry};
use super::tail;
use crate::browser::Error;
use crate::browser::idb::{Durability, Transaction, between};
use crate::database::{self, CHANGES, DRAFTS, FILE_BYTES, FILES, OUTBOX, all_of, pair};
use wasm_bindgen::JsValue;

/// A draft put together from everything that is stored of it.
pub struct Loaded {
    pub draft: Draft,
    /// Entries in the journal.
    pub journal: usize,
    /// Something of it stands only in local storage, so the whole must be written.
    pub is_ahead: bool,
}

/// The newest state of a draft; `None` when there is none of that id.
pub async fn load(id: &str) -> Result<Option<Loaded>, Error> {
    let range = all_of(id)?;
    let stored = database::read(&[DRAFTS, CHANGES], async |transaction| {
        let whole = transaction.get(DRAFTS, &id.into()).await?.as_string();
        let changes = transaction.all(CHANGES, &range).await?;
        Ok((whole, texts(&changes)))
    })
    .await;
    let (whole, changes) = match stored {
        Ok(stored) => stored,
        // Without a database there may still be a copy in local storage.
        Err(error) => {
            return match assemble(id, None, Vec::new()) {
                Some(loaded) => Ok(Some(loaded)),
                None => Err(error),
            };
        }
    };
    Ok(assemble(id, whole.and_then(|json| serde_json::from_str(&json).ok()), entries(&changes)))
}

/// Every draft, those thrown away too. A damaged record is left out and harms no other.
pub async fn load_all() -> Result<Vec<Draft>, Error> {
    let nothing = JsValue::UNDEFINED;
    let stored = database::read(&[DRAFTS, CHANGES], async |transaction| {
        let drafts = transaction.all(DRAFTS, &nothing).await?;
        let keys = transaction.keys(CHANGES, &nothing).await?;
        let changes = transaction.all(CHANGES, &nothing).await?;
        let owners: Vec<String> =
            keys.iter().map(|key| js_sys::Array::from(&key).get(0).as_string().unwrap_or_default()).collect();
        Ok((texts(&drafts), owners, texts(&changes)))
    })
    .await;
    let copies = tail::copies();
    let (drafts, owners, changes) = match stored {
        Ok(stored) => stored,
        Err(_) if !copies.is_empty() => return Ok(copies),
        Err(error) => return Err(error),
    };
    let mut all = Vec::new();
    for draft in drafts.iter().filter_map(|json| serde_json::from_str::<Draft>(json).ok()) {
        let own = owners.iter().zip(&changes).filter(|(owner, _)| **owner == draft.id);
        let own: Vec<String> = own.map(|(_, change)| change.clone()).collect();
        let id = draft.id.clone();
        all.extend(assemble(&id, Some(draft), entries(&own)).map(|loaded| loaded.draft));
    }
    all.extend(copies.into_iter().filter(|copy| !drafts.iter().any(|json| json.contains(&copy.id))));
    Ok(all)
}

/// Adds changes to the journal. Fails with `ConstraintError` when another tab has written one of these revisions.
pub async fn append(id: &str, changes: &[Entry]) -> Result<(), Error> {
    let mut records = Vec::with_capacity(changes.len());
    for entry in changes {
        records.push((pair(id, revision(entry.revision)), JsValue::from_str(&json(entry)?)));
    }
    database::write(&[CHANGES], Durability::Relaxed, &|transaction| {
        records.iter().try_for_each(|(key, record)| transaction.add(CHANGES, key, record))
    })
    .await
}

/// Writes the whole draft and forgets the changes it holds.
pub async fn put(draft: &Draft, durability: Durability) -> Result<(), Error> {
    let whole = JsValue::from_str(&json(draft)?);
    let held = between(&pair(&draft.id, 0), &pair(&draft.id, revision(draft.revision)))?;
    database::write(&[DRAFTS, CHANGES], durability, &|transaction| {
        transaction.put(DRAFTS, &draft.id.as_str().into(), &whole)?;
        transaction.delete(CHANGES, &held)
    })
    .await
}

/// The stores in which something of a draft may lie.
pub const STORES: [&str; 5] = [DRAFTS, CHANGES, FILES, FILE_BYTES, OUTBOX];

/// Asks for everything of a draft to be deleted: its text, its files and what was on its way.
pub fn delete(transaction: &Transaction, id: &str) -> Result<(), Error> {
    for store in [DRAFTS, OUTBOX] {
        transaction.delete(store, &id.into())?;
    }
    let all = all_of(id)?;
    [CHANGES, FILES, FILE_BYTES].iter().try_for_each(|store| transaction.delete(store, &all))
}

/// The newest of the whole draft and its copy in local storage, with all newer changes.
fn assemble(id: &str, whole: Option<Draft>, mut changes: Vec<Entry>) -> Option<Loaded> {
    let stored = whole.as_ref().map_or(0, |draft| draft.revision);
    let copy = tail::copy(id);
    let from_copy = copy.as_ref().is_some_and(|copy| whole.is_none() || copy.revision > stored);
    let mut draft = if from_copy { copy } else { whole }?;
    let journal = changes.len();
    let written = changes.iter().map(|entry| entry.revision).max().unwrap_or(0).max(stored);
    changes.extend(tail::read(id));
    draft.replay(changes);
    let is_ahead = from_copy || draft.revision > written;
    Some(Loaded { draft, journal, is_ahead })
}

fn texts(values: &js_sys::Array) -> Vec<String> {
    values.iter().map(|value| value.as_string().unwrap_or_default()).collect()
}

fn entries(changes: &[String]) -> Vec<Entry> {
    changes.iter().filter_map(|json| serde_json::from_str(json).ok()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "nobody types 2^53 changes")]
fn revision(revision: u64) -> JsValue {
    JsValue::from_f64(revision as f64)
}

fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error { name: "Json".to_owned(), message: e.to_string() })
}
