//! One draft being filled: every change is kept before the key press returns, and written to the database behind it.

use super::change::Change;
use super::draft::{Draft, Entry};
use super::{Error, reader, tail};
use crate::browser::locks::{self, Ask, Held};
use crate::browser::{clock, timer};
use crate::database;
use crate::view::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Weak};

/// A lock that another page of this tab is just letting go comes free within some of these milliseconds.
const LOCK_TRIES: [i32; 5] = [0, 30, 60, 120, 240];

/// Why the draft is not kept as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No room is left on the phone.
    Full,
    /// There is no database (a private window, a damaged profile): kept in local storage, which a killed browser loses.
    OnlyLocal,
    /// It could be kept nowhere; it lives in this page alone.
    Unsaved,
    /// The browser's data was cleared while the draft was open. It has been written again.
    Cleared,
}

/// A draft that this tab has open. Cheap to clone; the last clone gives the draft free for other tabs.
#[derive(Clone)]
pub struct OpenDraft(pub(super) Arc<SendWrapper<Live>>);

pub(super) type Unheld = Weak<SendWrapper<Live>>;

pub(super) struct Live {
    pub(super) id: String,
    /// False for [`OpenDraft::detached`].
    pub(super) is_kept: bool,
    pub(super) draft: RefCell<Draft>,
    /// Not confirmed by the database; oldest first. The same as the tail in local storage.
    pub(super) pending: RefCell<Vec<Entry>>,
    /// Entries of `pending` up to this revision are being written now.
    pub(super) in_flight: Cell<u64>,
    pub(super) is_writing: Cell<bool>,
    /// A failed write will be tried again by itself.
    pub(super) will_retry: Cell<bool>,
    /// Entries in the journal.
    pub(super) journal: Cell<usize>,
    /// The next write must be the whole draft: the journal would not be enough to find it again.
    pub(super) needs_whole: Cell<bool>,
    /// [`database::losses`] when it was last written.
    pub(super) losses: Cell<u32>,
    pub(super) lock: RefCell<Option<Held>>,
    pub(super) saved: ArcRwSignal<bool>,
    pub(super) read_only: ArcRwSignal<bool>,
    pub(super) trouble: ArcRwSignal<Option<Trouble>>,
    pub(super) loads: ArcRwSignal<u32>,
}

impl OpenDraft {
    /// A draft that lives in memory alone, for a form that is kept elsewhere.
    pub fn detached(draft: Draft) -> Self {
        Self::with_keeping(draft, None, false, false)
    }

    pub(super) fn new(draft: Draft, lock: Option<Held>, read_only: bool) -> Self {
        Self::with_keeping(draft, lock, read_only, true)
    }

    fn with_keeping(draft: Draft, lock: Option<Held>, read_only: bool, is_kept: bool) -> Self {
        Self(Arc::new(SendWrapper::new(Live {
            id: draft.id.clone(),
            is_kept,
            draft: RefCell::new(draft),
            pending: RefCell::default(),
            in_flight: Cell::new(0),
            is_writing: Cell::new(false),
            will_retry: Cell::new(false),
            journal: Cell::new(0),
            needs_whole: Cell::new(false),
            losses: Cell::new(database::losses()),
            lock: RefCell::new(lock),
            saved: ArcRwSignal::new(true),
            read_only: ArcRwSignal::new(read_only),
            trouble: ArcRwSignal::new(None),
            loads: ArcRwSignal::new(0),
        })))
    }

    pub(super) fn from_unheld(unheld: &Unheld) -> Option<Self> {
        unheld.upgrade().map(Self)
    }

    pub(super) fn unheld(&self) -> Unheld {
        Arc::downgrade(&self.0)
    }

    pub fn id(&self) -> String {
        self.0.id.clone()
    }

    /// The draft as it stands, copied.
    pub fn draft(&self) -> Draft {
        self.0.draft.borrow().clone()
    }

    /// Looks at the draft without copying it. `look` may not record a change.
    pub fn with<T>(&self, look: impl FnOnce(&Draft) -> T) -> T {
        look(&self.0.draft.borrow())
    }

    /// True only while everything is written and confirmed.
    pub fn saved(&self) -> Signal<bool> {
        self.0.saved.clone().into()
    }

    /// Another tab has the draft: nothing typed here is kept.
    pub fn read_only(&self) -> Signal<bool> {
        self.0.read_only.clone().into()
    }

    /// Why the draft is not kept as it should be.
    pub fn trouble(&self) -> Signal<Option<Trouble>> {
        self.0.trouble.clone().into()
    }

    /// Grows when the draft was read anew ([`Self::take_over`]): what is on the screen must be drawn again.
    pub fn loads(&self) -> Signal<u32> {
        self.0.loads.clone().into()
    }

    /// Keeps a change. When this returns it stands in local storage; the database follows.
    pub fn record(&self, change: Change) {
        let live = &*self.0;
        if live.read_only.get_untracked() {
            return;
        }
        let is_answer = !matches!(&change, Change::Moved { .. } | Change::Titled(_) | Change::Progress(_));
        if let Some(work) = super::WHEN_CHANGED.get().filter(|_| is_answer && live.is_kept) {
            work(&live.id);
        }
        let moved = matches!(&change, Change::Moved { step, .. } if *step != live.draft.borrow().step);
        let entry = live.draft.borrow_mut().advance(change, clock::now());
        if !live.is_kept {
            return;
        }
        {
            let mut pending = live.pending.borrow_mut();
            if pending.last().is_some_and(|last| {
                last.revision > live.in_flight.get() && entry.change.replaces(&last.change)
            }) {
                pending.pop();
            }
            pending.push(entry);
            // A full local storage is no loss yet: the database is asked next, and tells.
            let _ = tail::write(&live.id, &pending);
        }
        if moved && live.journal.get() > 0 {
            live.needs_whole.set(true);
        }
        if live.saved.get_untracked() {
            live.saved.set(false);
        }
        self.write_behind();
    }

    /// Waits until everything is written; whether it is.
    pub async fn flush(&self) -> bool {
        while self.0.is_writing.get() {
            timer::sleep(10).await;
        }
        self.write_all().await;
        self.0.saved.get_untracked()
    }

    /// Takes the draft from the tab that has it; that one becomes read-only. What it had kept is read first.
    pub async fn take_over(&self) -> Result<(), Error> {
        if locks::exist() {
            let unheld = self.unheld();
            let held = locks::acquire(&lock_name(&self.0.id), Ask::Steal, move || lose_lock(&unheld)).await?;
            self.0.lock.replace(held);
        }
        let loaded = reader::one(&self.0.id).await?.ok_or(Error::NotFound)?;
        self.0.draft.replace(loaded.draft);
        self.0.pending.borrow_mut().clear();
        self.0.journal.set(loaded.journal);
        // What the other tab writes after this moment is older than the whole draft written now.
        self.0.needs_whole.set(true);
        self.0.read_only.set(false);
        self.0.loads.update(|loads| *loads += 1);
        self.write_all().await;
        Ok(())
    }

    /// Stops keeping changes and gives the draft free: it was sent or thrown away.
    pub(super) fn close(&self) {
        self.0.read_only.set(true);
        self.0.pending.borrow_mut().clear();
        self.0.needs_whole.set(false);
        self.0.lock.take();
    }

    /// Continues from what was stored, `journal` entries of it in the journal, and writes what stands only in local storage.
    pub(super) fn resume(&self, journal: usize, is_ahead: bool) {
        self.0.journal.set(journal);
        if is_ahead && !self.0.read_only.get_untracked() {
            self.0.needs_whole.set(true);
            self.0.saved.set(false);
            self.write_behind();
        }
    }

    /// The database was closed by the browser: what it held may be gone, so the whole draft is written again.
    pub(super) fn write_again(&self) {
        if !self.0.read_only.get_untracked() {
            self.0.needs_whole.set(true);
            self.0.saved.set(false);
            self.write_behind();
        }
    }
}

/// The draft a lock belongs to, once it has been read.
pub(super) type Owner = Rc<RefCell<Unheld>>;

/// The lock of a draft; `None` when another tab has it. When another tab takes it later, `owner` becomes read-only.
pub(super) async fn try_lock(id: &str, owner: &Owner) -> Result<Option<Held>, Error> {
    for wait in LOCK_TRIES {
        if wait > 0 {
            timer::sleep(wait).await;
        }
        let owner = owner.clone();
        let lost = move || lose_lock(&owner.borrow());
        if let Some(held) = locks::acquire(&lock_name(id), Ask::IfFree, lost).await? {
            return Ok(Some(held));
        }
    }
    Ok(None)
}

fn lose_lock(unheld: &Unheld) {
    if let Some(OpenDraft(live)) = OpenDraft::from_unheld(unheld) {
        live.lock.take();
        live.read_only.set(true);
    }
}

fn lock_name(id: &str) -> String {
    format!("nhs.draft.{id}")
}
