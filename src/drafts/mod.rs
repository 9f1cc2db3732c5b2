//! Drafts: several at once, also several of one service, each saved on every change without a button.
//!
//! A change is written to local storage before the key press returns (so that the last key survives a closed tab) and
//! from there into a journal in the phone's database (so that a killed browser loses nothing: local storage reaches the
//! disk up to a minute late). On opening, the newest of all of them counts. One tab at a time may write to a draft.

mod change;
mod draft;
mod open;
mod reader;
mod store;
mod tail;
mod writing;

pub use change::{Change, apply};
pub use draft::{Draft, Entry, Head};
pub use open::{OpenDraft, Trouble};
pub use reader::{Reader, read_by};
pub use store::Loaded;
pub(crate) use store::{load_all_of, revision};

use crate::browser::channel::Channel;
use crate::browser::idb::Durability;
use crate::browser::locks::Held;
use crate::browser::{self, clock, locks, persist, random, timer};
use crate::database::{self, RECEIPTS};
use crate::order::sort_by_key;
use crate::receipts::Sent;
use crate::view::prelude::*;
use crate::{attachments, outbox, supplement};
use contract::{Millis, Receipt};
use forms::{Answers, Form, Profile};
use open::{Owner, Unheld, try_lock};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// How long a discarded draft can be taken back.
const UNDO: Millis = 10 * 60 * 1_000;

/// Why a draft could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("there is no such draft")]
    NotFound,
    #[error("another tab has it open")]
    OpenElsewhere,
    /// The part of the program that reads drafts did not come: there is no signal.
    #[error("what reads drafts did not come")]
    NoReader,
    /// Nobody knows yet whether the office has it.
    #[error("it is on its way")]
    BeingSent,
    #[error(transparent)]
    Browser(#[from] browser::Error),
}

thread_local! {
    static OPEN: RefCell<Vec<(String, Unheld)>> = const { RefCell::new(Vec::new()) };
    static CHANGES: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static CHANNEL: RefCell<Option<Channel>> = const { RefCell::new(None) };
    static HAS_STARTED: Cell<bool> = const { Cell::new(false) };
    static HAS_PURGED: Cell<bool> = const { Cell::new(false) };
    /// A draft that was just made, until its form opens it: it need not be read.
    static FRESH: RefCell<Option<OpenDraft>> = const { RefCell::new(None) };
    static WHEN_CHANGED: Cell<Option<fn(&str)>> = const { Cell::new(None) };
}

/// `work` is called with the id of a draft whenever an answer of it has changed.
pub fn when_changed(work: fn(&str)) {
    WHEN_CHANGED.set(Some(work));
}

/// Grows when a draft or receipt has come, gone or moved on, in this tab or another: lists that read it stay true.
pub fn changes() -> Signal<u32> {
    start();
    CHANGES.with(Clone::clone).into()
}

/// Tells every tab that the lists have changed.
pub(crate) fn announce() {
    tell("");
}

/// `gone` is the id of a draft that is no more, or empty.
fn tell(gone: &str) {
    CHANGES.with(|changes| changes.update(|count| *count += 1));
    CHANNEL.with_borrow(|channel| channel.as_ref().map(|channel| channel.post(gone)));
}

/// Another tab has told something.
fn heard(gone: &str) {
    if let Some(open) = opened(gone) {
        // Else it would write the draft again.
        open.close();
        outbox::find_out(gone);
    }
    CHANGES.with(|changes| changes.update(|count| *count += 1));
}

/// Whether there may be other drafts than one that is open. It takes no further file of the program to know, as reading them
/// does.
pub async fn may_be_others() -> bool {
    database::existed().await || OPEN.with_borrow(Vec::len) > 1
}

/// All drafts, the last changed first.
pub async fn list() -> Result<Vec<Head>, Error> {
    start();
    let mut all = store::load_all().await?;
    if !HAS_PURGED.replace(true) {
        // A failure leaves them for the next start.
        spawn_local(async { purge().await.unwrap_or_default() });
    }
    all.retain(|draft| draft.discarded_at.is_none() && !supplement::is_one(draft));
    sort_by_key(&mut all, |draft| std::cmp::Reverse(draft.updated_at));
    Ok(all.iter().map(Draft::head).collect())
}

/// Begins a draft, filled with what is known of the person.
pub async fn create(form: &Form, profile: &Profile) -> Result<OpenDraft, Error> {
    begin(form, profile, Draft::default()).await
}

/// The same, with what `begun` holds already: answers, their marks, and what is known of whom.
pub async fn begin(form: &Form, profile: &Profile, begun: Draft) -> Result<OpenDraft, Error> {
    let definition = form.definition();
    let mut answers = begun.answers;
    for (path, value) in forms::prefill(form, &answers, profile) {
        apply(&Change::Field { path, value }, &mut answers);
    }
    let now = clock::now();
    let draft = Draft {
        id: random::hex::<16>()?,
        key: random::hex::<16>()?,
        reply: random::hex::<32>()?,
        service: definition.slug.clone(),
        version: definition.version.clone(),
        answers,
        scanned: begun.scanned,
        known: begun.known,
        revision: 1,
        created_at: now,
        updated_at: now,
        ..Draft::default()
    };
    keep(&draft).await?;
    // Only a page that has something to lose asks to be kept.
    persist::ask();
    announce();
    start();
    let (lock, owner) = lock(&draft.id).await?;
    Ok(hold(draft, lock, &owner))
}

/// Keeps a draft that was just made until its form opens it.
pub fn hand_over(draft: OpenDraft) {
    FRESH.set(Some(draft));
}

/// Opens a draft to write to it, or read-only when another tab has it.
pub async fn open(id: &str) -> Result<OpenDraft, Error> {
    start();
    let open = opened(id);
    // From here on the form holds it; one that nobody came for goes.
    FRESH.set(None);
    if let Some(open) = open {
        return Ok(open);
    }
    let (lock, owner) = lock(id).await?;
    let Some(loaded) = reader::one(id).await?.filter(|loaded| loaded.draft.discarded_at.is_none()) else {
        return Err(Error::NotFound);
    };
    let open = hold(loaded.draft, lock, &owner);
    open.resume(loaded.journal, loaded.is_ahead);
    Ok(open)
}

/// The lock of a draft, if it is free, and where it is told who has it.
async fn lock(id: &str) -> Result<(Option<Held>, Owner), Error> {
    let owner = Owner::default();
    let lock = if locks::exist() { try_lock(id, &owner).await? } else { None };
    Ok((lock, owner))
}

/// The draft as this tab has it; read-only without its lock.
fn hold(draft: Draft, lock: Option<Held>, owner: &Owner) -> OpenDraft {
    let id = draft.id.clone();
    let read_only = locks::exist() && lock.is_none();
    let open = OpenDraft::new(draft, lock, read_only);
    owner.replace(open.unheld());
    OPEN.with_borrow_mut(|all| {
        all.retain(|(other, unheld)| *other != id && unheld.strong_count() > 0);
        all.push((id, open.unheld()));
    });
    open
}

/// Gives a draft a name.
pub async fn rename(id: &str, title: &str) -> Result<(), Error> {
    let open = open(id).await?;
    if open.read_only().get_untracked() {
        return Err(Error::OpenElsewhere);
    }
    open.record(Change::Titled(title.trim().to_owned()));
    open.flush().await;
    announce();
    Ok(())
}

/// Makes another draft with the same answers and files, under a new id and key. Returns its id.
pub async fn duplicate(id: &str) -> Result<String, Error> {
    let whole = whole(id).await?.ok_or(Error::NotFound)?;
    let now = clock::now();
    let copy = Draft {
        id: random::hex::<16>()?,
        key: random::hex::<16>()?,
        reply: random::hex::<32>()?,
        revision: 1,
        created_at: now,
        updated_at: now,
        ..whole
    };
    // The files first: a copy that names a file has it.
    attachments::copy_all(id, &copy.id).await?;
    keep(&copy).await?;
    announce();
    Ok(copy.id)
}

/// Throws a draft away; [`undo`] takes it back for ten minutes.
pub async fn discard(id: &str) -> Result<(), Error> {
    if outbox::is_on_its_way(id).await? {
        return Err(Error::BeingSent);
    }
    let open = open(id).await?;
    if open.read_only().get_untracked() {
        return Err(Error::OpenElsewhere);
    }
    open.flush().await;
    let draft = Draft { discarded_at: Some(clock::now()), ..open.draft() };
    keep(&draft).await?;
    open.close();
    forget(id);
    tell(id);
    spawn_local(async {
        timer::sleep(i32::try_from(UNDO).unwrap_or(i32::MAX)).await;
        // A failure leaves it for the next start.
        let _ = purge().await;
    });
    Ok(())
}

/// Takes a discarded draft back.
pub async fn undo(id: &str) -> Result<(), Error> {
    let loaded = store::load(id).await?.ok_or(Error::NotFound)?;
    keep(&Draft { discarded_at: None, ..loaded.draft }).await?;
    announce();
    Ok(())
}

/// The office has it: the receipt is kept, and the draft leaves the phone, all at once; its files with it, unless they are
/// still to be sent: `papers` is then the outbox's record of them, and [`papers_sent`] ends it.
pub async fn sent(id: &str, receipt: &Receipt, papers: Option<&str>) -> Result<(), Error> {
    let record = Sent { receipt: receipt.clone(), draft: id.to_owned(), tracked: None, tracked_at: None };
    let json = serde_json::to_string(&record).map_err(|e| browser::Error::missing(&e.to_string()))?;
    let stores: Vec<&str> = store::STORES.into_iter().chain([RECEIPTS]).collect();
    database::write(&stores, Durability::Strict, &|writing| {
        writing.put(RECEIPTS, &[&receipt.code], &json)?;
        match papers {
            Some(papers) => store::delete_all_but_papers(writing, id, papers),
            None => store::delete(writing, id),
        }
    })
    .await?;
    let_go(id);
    Ok(())
}

/// The papers of a draft that was sent are with the office too: nothing of it is left on the phone but the receipt.
pub async fn papers_sent(id: &str) -> Result<(), Error> {
    let delete = |writing: &_| store::delete(writing, id);
    database::write(&store::STORES, Durability::Strict, &delete).await?;
    announce();
    Ok(())
}

/// What was typed to answer a request for more is with the office, or no longer wanted: nothing of it is left here.
pub async fn answered(id: &str) -> Result<(), Error> {
    let delete = |writing: &_| store::delete(writing, id);
    database::write(&store::STORES, Durability::Strict, &delete).await?;
    let_go(id);
    Ok(())
}

/// Of a draft that the database no longer has: whoever has it open hears so, and what local storage holds of it goes.
fn let_go(id: &str) {
    if let Some(open) = opened(id) {
        open.close();
    }
    forget(id);
    tail::remove(id);
    tell(id);
}

/// The answers of a draft as they stand, in this tab or stored; `None` when there is no such draft.
pub(crate) async fn answers(id: &str) -> Result<Option<Answers>, Error> {
    if let Some(open) = opened(id) {
        return Ok(Some(open.with(|draft| draft.answers.clone())));
    }
    Ok(reader::one(id).await?.map(|loaded| loaded.draft.answers))
}

/// A draft whole, with all that was typed in this tab; `None` when there is none of that id.
pub async fn whole(id: &str) -> Result<Option<Draft>, Error> {
    if let Some(open) = opened(id) {
        open.flush().await;
    }
    Ok(store::load(id).await?.map(|loaded| loaded.draft))
}

/// Every draft whole, for an export.
pub async fn all() -> Result<Vec<Draft>, Error> {
    reader::all().await
}

/// Writes what every open draft has not written yet and closes it: its folder is being locked.
pub(crate) async fn close_all() {
    FRESH.set(None);
    let all: Vec<OpenDraft> =
        OPEN.take().iter().filter_map(|(_, unheld)| OpenDraft::from_unheld(unheld)).collect();
    for open in all {
        // What cannot be written now stands in local storage, sealed.
        open.flush().await;
        open.close();
    }
}

/// Forgets what local storage holds of a draft of a folder that is erased.
pub(crate) fn erase_local(id: &str) {
    tail::remove(id);
}

fn opened(id: &str) -> Option<OpenDraft> {
    OPEN.with_borrow(|all| {
        all.iter().find(|(other, _)| other == id).and_then(|(_, unheld)| OpenDraft::from_unheld(unheld))
    })
}

fn forget(id: &str) {
    OPEN.with_borrow_mut(|all| all.retain(|(other, _)| other != id));
}

/// Writes a whole draft: into the database, or where there is none into local storage.
async fn keep(draft: &Draft) -> Result<(), Error> {
    match store::put(draft, Durability::Relaxed).await {
        Ok(()) => {
            tail::remove(&draft.id);
            Ok(())
        }
        Err(error) if error.is_quota() => Err(error.into()),
        Err(_) => Ok(tail::write_copy(draft)?),
    }
}

/// Deletes what was thrown away more than ten minutes ago.
async fn purge() -> Result<(), Error> {
    let now = clock::now();
    let old = |draft: &Draft| draft.discarded_at.is_some_and(|at| (now - at).abs() >= UNDO);
    for draft in store::load_all().await?.into_iter().filter(old) {
        let delete = |writing: &_| store::delete(writing, &draft.id);
        database::write(&store::STORES, Durability::Relaxed, &delete).await?;
        tail::remove(&draft.id);
    }
    Ok(())
}

/// Once a page: listens to other tabs and to the loss of the database, and seals what lies open.
fn start() {
    if HAS_STARTED.replace(true) {
        return;
    }
    // Without the channel only this tab's lists stay true by themselves.
    CHANNEL.set(Channel::open("nhs.drafts", |gone| heard(&gone)).ok());
    database::on_loss(|| {
        let open: Vec<OpenDraft> = OPEN
            .with_borrow(|all| all.iter().filter_map(|(_, unheld)| OpenDraft::from_unheld(unheld)).collect());
        for draft in open {
            draft.write_again();
        }
    });
    spawn_local(async {
        // With a folder's key in memory.
        let _ = database::ready().await;
        tail::seal_what_lies_open();
    });
}
