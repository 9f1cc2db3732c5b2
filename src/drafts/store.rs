//! Drafts in the phone's database: a whole draft, and a journal of the changes since it was written.

use super::draft::{Draft, Entry};
use super::tail;
use crate::browser::Error;
use crate::browser::idb::Durability;
use crate::database::{self, CHANGES, DRAFTS, FILE_BYTES, FILES, OUTBOX, Writing};
use crate::folders::Folder;
use crate::writing;
use std::rc::Rc;

/// A draft put together from everything that is stored of it.
pub struct Loaded {
    pub draft: Draft,
    /// Entries in the journal.
    pub journal: usize,
    /// Something of it stands only in local storage, so the whole must be written.
    pub is_ahead: bool,
}

/// Texts with the parts of their keys.
type Texts = Vec<(Vec<String>, String)>;

/// The newest state of a draft; `None` when there is none of that id.
pub async fn load(id: &str) -> Result<Option<Loaded>, Error> {
    let stored = database::read(&[DRAFTS, CHANGES], async |reading| {
        Ok((reading.text(DRAFTS, &[id]).await?, reading.texts(CHANGES, &[id]).await?))
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
    let whole = whole.and_then(|json| database::parse(DRAFTS, &[id.to_owned()], &json));
    Ok(assemble(id, whole, entries(&changes)))
}

/// Every draft, those thrown away too. A damaged record is set aside and harms no other.
pub async fn load_all() -> Result<Vec<Draft>, Error> {
    let stored = database::read(&[DRAFTS, CHANGES], async |reading| {
        Ok((reading.texts(DRAFTS, &[]).await?, reading.texts(CHANGES, &[]).await?))
    })
    .await;
    let copies = tail::copies();
    let (drafts, changes) = match stored {
        Ok(stored) => stored,
        Err(_) if !copies.is_empty() => return Ok(copies),
        Err(error) => return Err(error),
    };
    let mut all = together(drafts, &changes);
    let only_copies = copies.into_iter().filter(|copy| all.iter().all(|draft| draft.id != copy.id));
    let only_copies: Vec<Draft> = only_copies.collect();
    all.extend(only_copies);
    Ok(all)
}

/// Every draft of a folder that need not be the open one, as its database has them.
pub async fn load_all_of(folder: Rc<Folder>) -> Result<Vec<Draft>, Error> {
    let (drafts, changes) = database::read_of(folder, &[DRAFTS, CHANGES], async |reading| {
        Ok((reading.texts(DRAFTS, &[]).await?, reading.texts(CHANGES, &[]).await?))
    })
    .await?;
    Ok(together(drafts, &changes))
}

/// Each whole draft with its part of the journal.
fn together(drafts: Texts, changes: &Texts) -> Vec<Draft> {
    let mut all = Vec::new();
    for (key, json) in drafts {
        let Some(draft) = database::parse::<Draft>(DRAFTS, &key, &json) else { continue };
        let own: Texts = changes.iter().filter(|(key, _)| key.first() == Some(&draft.id)).cloned().collect();
        let id = draft.id.clone();
        all.extend(assemble(&id, Some(draft), entries(&own)).map(|loaded| loaded.draft));
    }
    all
}

/// Adds changes to the journal. Fails with `ConstraintError` when another tab has written one of these revisions.
pub async fn append(id: &str, changes: &[Entry]) -> Result<(), Error> {
    let records: Vec<_> =
        changes.iter().map(|entry| (revision(entry.revision), writing::entry(entry))).collect();
    database::write(&[CHANGES], Durability::Relaxed, &|writing| {
        records.iter().try_for_each(|(revision, record)| writing.add(CHANGES, &[id, revision], record))
    })
    .await
}

/// Writes the whole draft and forgets the changes it holds.
pub async fn put(draft: &Draft, durability: Durability) -> Result<(), Error> {
    let (id, whole) = (draft.id.as_str(), writing::draft(draft));
    let (first, last) = (revision(0), revision(draft.revision));
    database::write(&[DRAFTS, CHANGES], durability, &|writing| {
        writing.put(DRAFTS, &[id], &whole)?;
        writing.delete_between(CHANGES, &[id, &first], &[id, &last])
    })
    .await
}

/// The stores in which something of a draft may lie.
pub const STORES: [&str; 5] = [DRAFTS, CHANGES, FILES, FILE_BYTES, OUTBOX];

/// Asks for everything of a draft to be deleted: its text, its files and what was on its way.
pub fn delete(writing: &Writing, id: &str) -> Result<(), Error> {
    for store in [DRAFTS, OUTBOX] {
        writing.delete(store, &[id])?;
    }
    [CHANGES, FILES, FILE_BYTES].iter().try_for_each(|store| writing.delete_all(store, &[id]))
}

/// The same of its text only: its files stay, and `papers` is what the outbox keeps to send them.
pub fn delete_all_but_papers(writing: &Writing, id: &str, papers: &str) -> Result<(), Error> {
    writing.delete(DRAFTS, &[id])?;
    writing.delete_all(CHANGES, &[id])?;
    writing.put(OUTBOX, &[id], papers)
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

fn entries(changes: &[(Vec<String>, String)]) -> Vec<Entry> {
    changes.iter().filter_map(|(key, json)| database::parse(CHANGES, key, json)).collect()
}

/// A revision as part of a key: sorted as text it is sorted as a number.
pub fn revision(revision: u64) -> String {
    format!("{revision:016}")
}
