//! Takes what a file brings, all of it or nothing.

use super::content::{self, Piece, Unreadable};
use crate::attachments::Stored;
use crate::browser::idb::Durability;
use crate::browser::{Error, digest, persist, pin};
use crate::database::{self, CHANGES, DRAFTS, FILE_BYTES, FILES, OUTBOX, PERSON, RECEIPTS};
use crate::drafts::{self, Draft, announce};
use crate::households;
use crate::outbox::{self, Parcel};
use crate::reading::Record;
use crate::receipts::{self, Sent};
use vault::SealedFile;
use wasm_bindgen_futures::spawn_local;

/// Why nothing was taken. The phone is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBrought {
    /// No file of this app.
    NotOurs,
    /// Cut or changed on its way.
    Damaged,
    /// Made by a newer app.
    Newer,
    WrongCode,
    NoRoom,
    /// The phone could not: its storage is closed, or there is no memory for the code.
    Failed,
}

/// What was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    pub drafts: usize,
    /// They go by themselves.
    pub waiting: usize,
    pub receipts: usize,
    /// Of the household.
    pub people: usize,
    /// Were on this phone already, or were sent from it: left as they are.
    pub known: usize,
}

impl From<vault::Error> for NotBrought {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::Form => Self::NotOurs,
            vault::Error::Damaged => Self::Damaged,
            vault::Error::Newer => Self::Newer,
            vault::Error::Refused => Self::WrongCode,
        }
    }
}

impl From<Unreadable> for NotBrought {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Newer => Self::Newer,
            Unreadable::Damaged => Self::Damaged,
        }
    }
}

impl From<Error> for NotBrought {
    fn from(error: Error) -> Self {
        if error.is_quota() { Self::NoRoom } else { Self::Failed }
    }
}

/// One draft with all that belongs to it.
struct Carried {
    id: String,
    waits: bool,
    pieces: Vec<Piece>,
}

/// Opens a file with its code, as [`vault::code_typed`] reads it, and takes what it brings. What was queued is sent from
/// here on.
pub async fn bring(file: &[u8], code: &str) -> Result<Brought, NotBrought> {
    let file = SealedFile::from_bytes(file)?;
    let (key, _) = pin::stretch(code, &file.salt, file.cost).await?;
    let content = file.open(&key)?;
    drop(file);
    let (people, pieces) =
        content::from_bytes(&content)?.into_iter().partition(|piece| piece.store == PERSON);
    let all = sorted(pieces).ok_or(NotBrought::Damaged)?;
    drop(content);
    let (mut fresh, mut brought) = (Vec::new(), Brought::default());
    let people = placed(people).await?;
    brought.people = people.len();
    for carried in all {
        if is_known(&carried.id).await? {
            brought.known += 1;
        } else if carried.waits {
            brought.waiting += 1;
            fresh.push(carried);
        } else if carried.pieces.iter().all(|piece| piece.store == RECEIPTS) {
            brought.receipts += carried.pieces.len();
            fresh.push(carried);
        } else {
            brought.drafts += 1;
            fresh.push(carried);
        }
    }
    keep(&fresh, &people).await?;
    persist::ask();
    announce();
    outbox::start();
    for carried in fresh.into_iter().filter(|carried| carried.waits) {
        spawn_local(async move { outbox::retry(&carried.id).await });
    }
    Ok(brought)
}

async fn keep(all: &[Carried], people: &[Piece]) -> Result<(), Error> {
    let stores = [DRAFTS, CHANGES, FILES, FILE_BYTES, OUTBOX, RECEIPTS, PERSON];
    for carried in all {
        // Of one that was thrown away here a moment ago.
        drafts::erase_local(&carried.id);
    }
    database::write(&stores, Durability::Strict, &|writing| {
        for carried in all {
            writing.delete_all(CHANGES, &[&carried.id])?;
        }
        for Piece { store, key, says } in all.iter().flat_map(|carried| &carried.pieces).chain(people) {
            let key: Vec<&str> = key.iter().map(String::as_str).collect();
            writing.put_bytes(store, &key, says)?;
        }
        Ok(())
    })
    .await
}

/// People whom this phone does not know, each at the place where it keeps them.
async fn placed(people: Vec<Piece>) -> Result<Vec<Piece>, NotBrought> {
    let mut placed = Vec::new();
    for Piece { store, key, says } in people {
        let key: Vec<&str> = key.iter().map(String::as_str).collect();
        let json = std::str::from_utf8(&says).map_err(|_| NotBrought::Damaged)?;
        if let Some(key) = households::place_of_record(&key, json).await? {
            placed.push(Piece { store, key, says });
        }
    }
    Ok(placed)
}

/// Whether the phone has it, or has sent it.
async fn is_known(id: &str) -> Result<bool, NotBrought> {
    let draft = drafts::whole(id).await.map_err(|_| NotBrought::Failed)?;
    let is_here = draft.is_some_and(|draft| draft.discarded_at.is_none());
    Ok(is_here || Parcel::of(id).await?.is_some() || receipts::code_of(id).await.is_some())
}

/// The records by the draft they belong to; `None` when one is not what it has to be.
fn sorted(pieces: Vec<Piece>) -> Option<Vec<Carried>> {
    let mut all: Vec<Carried> = Vec::new();
    for piece in pieces {
        let id = owner(&piece)?;
        let waits = piece.store == OUTBOX;
        match all.iter_mut().find(|carried| carried.id == id) {
            Some(carried) => {
                carried.waits |= waits;
                carried.pieces.push(piece);
            }
            None => all.push(Carried { id, waits, pieces: vec![piece] }),
        }
    }
    // Papers without a form belong to nothing.
    let has_text = |carried: &Carried| {
        carried.pieces.iter().any(|piece| [DRAFTS, OUTBOX, RECEIPTS].contains(&piece.store.as_str()))
    };
    all.iter().all(has_text).then_some(all)
}

/// The draft that a record belongs to; `None` for one that is not sound, or of a store that is not carried.
fn owner(piece: &Piece) -> Option<String> {
    let text = || std::str::from_utf8(&piece.says).ok();
    let key: Vec<&str> = piece.key.iter().map(String::as_str).collect();
    let (id, is_sound) = match (piece.store.as_str(), &key[..]) {
        (DRAFTS, [id]) => ((*id).to_owned(), Draft::read(text()?)?.id == *id),
        (OUTBOX, [id]) => ((*id).to_owned(), Parcel::read(text()?)?.draft == *id),
        (FILES, [id, sha256]) => ((*id).to_owned(), Stored::read(text()?)?.sha256 == *sha256),
        (FILE_BYTES, [id, sha256]) => ((*id).to_owned(), digest::sha256(&piece.says) == *sha256),
        (RECEIPTS, [code]) => {
            let sent = Sent::read(text()?)?;
            (sent.draft, sent.receipt.code == *code)
        }
        _ => return None,
    };
    is_sound.then_some(id)
}
