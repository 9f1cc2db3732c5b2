//! How an open draft gets into the database, behind the person's back: the changes one after another, now and then the
//! whole, and what to do when that fails.

use super::open::{OpenDraft, Trouble};
use super::{announce, reader, store, tail};
use crate::browser::idb::Durability;
use crate::browser::{Error, timer};
use crate::database;
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Journal entries after which the whole draft is written anew.
const LONG_JOURNAL: usize = 50;
/// What the database says when another tab has written this revision of a draft.
const TAKEN: &str = "ConstraintError";
/// Before a failed write is tried again, in milliseconds.
const AGAIN: i32 = 5_000;

impl OpenDraft {
    pub(super) fn write_behind(&self) {
        if !self.0.is_writing.get() {
            let draft = self.clone();
            spawn_local(async move { draft.write_all().await });
        }
    }

    pub(super) async fn write_all(&self) {
        let live = &*self.0;
        if live.is_writing.replace(true) {
            return;
        }
        while (live.needs_whole.get() || !live.pending.borrow().is_empty()) && !live.read_only.get_untracked()
        {
            let whole = live.needs_whole.get() || live.losses.get() != database::losses();
            let written = if whole { self.write_whole().await } else { self.write_changes().await };
            if let Err(error) = written
                && !self.survive(&error)
            {
                break;
            }
            if live.pending.borrow().is_empty() && live.journal.get() > LONG_JOURNAL {
                live.needs_whole.set(true);
            }
        }
        live.is_writing.set(false);
        let all = !live.needs_whole.get() && live.pending.borrow().is_empty();
        if all && !live.saved.get_untracked() && live.trouble.get_untracked() != Some(Trouble::Unsaved) {
            live.saved.set(true);
        }
    }

    async fn write_changes(&self) -> Result<(), Error> {
        let live = &*self.0;
        let batch = live.pending.borrow().clone();
        let upto = batch.last().map_or(0, |entry| entry.revision);
        live.in_flight.set(upto);
        let written = store::append(&live.id, &batch).await;
        live.in_flight.set(0);
        written?;
        live.journal.set(live.journal.get() + batch.len());
        self.confirmed(upto);
        Ok(())
    }

    async fn write_whole(&self) -> Result<(), Error> {
        let live = &*self.0;
        let losses = database::losses();
        let draft = self.draft();
        let is_alone = live.lock.borrow().is_some();
        // Without locks (a page on plain http) another tab may be ahead; its work is not overwritten.
        if !is_alone
            && reader::one(&live.id).await?.is_some_and(|stored| stored.draft.revision > draft.revision)
        {
            return Err(Error { name: TAKEN.to_owned(), message: live.id.clone() });
        }
        live.needs_whole.set(false);
        live.in_flight.set(draft.revision);
        let written = store::put(&draft, Durability::Relaxed).await;
        live.in_flight.set(0);
        if let Err(error) = written {
            live.needs_whole.set(true);
            return Err(error);
        }
        if live.losses.replace(losses) != losses {
            live.trouble.set(Some(Trouble::Cleared));
        }
        live.journal.set(0);
        tail::remove_copy(&live.id);
        self.confirmed(draft.revision);
        announce();
        Ok(())
    }

    fn confirmed(&self, upto: u64) {
        let live = &*self.0;
        let mut pending = live.pending.borrow_mut();
        pending.retain(|entry| entry.revision > upto);
        let _ = tail::write(&live.id, &pending);
        if !matches!(live.trouble.get_untracked(), None | Some(Trouble::Cleared)) {
            live.trouble.set(None);
        }
    }

    /// After a failed write; whether to try again at once.
    fn survive(&self, error: &Error) -> bool {
        let live = &*self.0;
        if error.name == TAKEN {
            let alone = live.lock.borrow().is_some();
            if alone {
                // The tab that lost the draft wrote once more before it knew: ours is the newer, and goes before it.
                live.draft.borrow_mut().revision += 1_000;
                live.needs_whole.set(true);
            } else {
                live.pending.borrow_mut().clear();
                live.read_only.set(true);
            }
            return alone;
        }
        live.needs_whole.set(true);
        let trouble = if error.is_quota() {
            Trouble::Full
        } else if tail::write_copy(&live.draft.borrow()).is_ok() {
            live.pending.borrow_mut().clear();
            let _ = tail::write(&live.id, &[]);
            Trouble::OnlyLocal
        } else {
            Trouble::Unsaved
        };
        live.trouble.set(Some(trouble));
        if trouble == Trouble::OnlyLocal {
            live.saved.set(true);
        }
        self.retry_later(trouble);
        false
    }

    fn retry_later(&self, trouble: Trouble) {
        if self.0.will_retry.replace(true) {
            return;
        }
        // What is kept nowhere but here must not go with the page that showed it.
        let unsaved = (trouble != Trouble::OnlyLocal).then(|| self.clone());
        let unheld = self.unheld();
        spawn_local(async move {
            timer::sleep(AGAIN).await;
            if let Some(draft) = unsaved.or_else(|| Self::from_unheld(&unheld)) {
                draft.0.will_retry.set(false);
                draft.write_all().await;
            }
        });
    }
}
