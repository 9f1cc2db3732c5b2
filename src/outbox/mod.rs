//! Sending, and what waits for a signal.
//!
//! The body is made once and kept before the first try, so that a double tap, a retry after a timeout and a second tab
//! all send the same bytes under the same key, and the server makes one dossier of them. The draft stays until a receipt
//! says that it has arrived. The text goes first and brings the code at once; its papers follow, part by part.
//!
//! Before its folder is closed, what waits is sealed to the server's public key as well, and in a folder with a PIN, which
//! may be closed at any moment, at once: such a letter goes out while the folder is not open, and after it was erased. The
//! key of both is the same, so that whichever comes second is told the first's receipt.

mod lanes;
mod letter;
mod papers;
mod parcel;
mod pause;
mod postman;
mod sealing;
mod supplements;
mod texts;
mod tus;
mod verdict;

pub use papers::{Papers, refresh as refresh_papers};
pub use postman::{Outgoing, Slip, letters_of, put_away, slips};
pub(crate) use sealing::{known_server_key, pass_on_server_key};
pub use verdict::{Verdict, Why, judge, judge_question};

pub(crate) use parcel::Parcel;

use crate::browser::locks::Ask;
use crate::browser::online::{self, Network};
use crate::browser::{self, event, page, timer};
use crate::drafts::{self, OpenDraft, announce};
use crate::folders;
use crate::households::round;
use crate::later;
use crate::order::sort_by_key;
use crate::supplement::Asked;
use crate::view::prelude::*;
use contract::{Consent, Help, Millis, Problem};
use forms::{Context, FileRef, Form, Violation};
use lanes::Lane;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Between two looks at what waits, in milliseconds.
const LOOK: i32 = 60_000;

/// Where the sending of one draft stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Checking, and keeping what will be sent.
    Preparing,
    /// The form itself is on its way.
    Delivering,
    /// Will be tried again by itself.
    Waiting(Why),
    /// The person has changed the draft since they pressed send: it is not sent before they press it again.
    Changed,
    /// Back to the form.
    Wrong(Vec<Violation>),
    /// The server will not take this; its words say why.
    Refused(Box<Problem>),
    /// The phone has lost these files; they must be attached again.
    FilesLost(Vec<FileRef>),
    /// What is to be sent could not be kept on the phone, so it was not sent.
    NotKept,
    /// The dossier's code.
    Arrived(String),
}

/// What a list says of a submission that is not all with the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Goes by itself when there is a signal.
    Waits,
    /// Goes when its sender has signed in.
    SignIn,
    /// On its way at this moment, from this tab.
    Sending,
    /// The person has changed it since: it is not sent before they press send again.
    Changed,
    /// The server has refused it: it is a draft again, with what is wrong at its fields.
    ToCorrect,
    /// The office has the form; so many papers are still to come.
    Papers(usize),
}

/// A submission of which something is not with the office yet, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Id of the draft.
    pub draft: String,
    /// Slug of the service.
    pub service: String,
    pub stage: Stage,
    /// When send was pressed first.
    pub since: Millis,
    /// Code of the dossier whose request for more it answers.
    pub answers: Option<String>,
}

/// The outbox of this tab for one draft.
struct Way {
    draft: String,
    state: ArcRwSignal<Option<State>>,
    papers: ArcRwSignal<Option<Papers>>,
    /// Tries in a row that came to nothing.
    failures: Cell<u32>,
    /// Not tried by itself before.
    next: Cell<Millis>,
}

thread_local! {
    static WAYS: RefCell<Vec<Rc<Way>>> = const { RefCell::new(Vec::new()) };
    static HAS_STARTED: Cell<bool> = const { Cell::new(false) };
    /// Drafts of which no letter lies there since they were changed.
    static WITHDRAWN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Where the sending of a draft stands; `None` when it was not begun in this tab.
pub fn state(draft: &str) -> Signal<Option<State>> {
    way(draft).state.clone().into()
}

/// The papers of a dossier that are still to come, by the draft it was made of; `None` when all are there.
pub fn papers(draft: &str) -> Signal<Option<Papers>> {
    way(draft).papers.clone().into()
}

/// Everything that waits, oldest first.
pub async fn unsent() -> Result<Vec<Unsent>, browser::Error> {
    let mut all = Parcel::all().await?;
    sort_by_key(&mut all, |parcel| parcel.made_at);
    let mut unsent = Vec::with_capacity(all.len());
    for parcel in all {
        let stage = stage(&parcel).await;
        let answers = parcel.answers.map(|of| of.code);
        unsent.push(Unsent {
            draft: parcel.draft,
            service: parcel.service,
            stage,
            since: parcel.made_at,
            answers,
        });
    }
    Ok(unsent)
}

async fn stage(parcel: &Parcel) -> Stage {
    let sends = |state: &Option<State>| matches!(state, Some(State::Preparing | State::Delivering));
    if parcel.dossier.is_some() {
        Stage::Papers(parcel.left().count())
    } else if parcel.refusal.is_some() {
        Stage::ToCorrect
    } else if way(&parcel.draft).state.with_untracked(sends) {
        Stage::Sending
    } else if parcel.is_outdated().await {
        Stage::Changed
    } else if way(&parcel.draft).state.with_untracked(|state| *state == Some(State::Waiting(Why::SignIn))) {
        Stage::SignIn
    } else {
        Stage::Waits
    }
}

/// Once in the life of a page: sends what waits now, when the signal or the person comes back, and every minute.
pub fn start() {
    if HAS_STARTED.replace(true) {
        return;
    }
    drafts::when_changed(changed);
    folders::tabs::listen();
    spawn_local(flush(false));
    online::on_change(|network| {
        if network == Network::Here {
            spawn_local(flush(true));
        }
    });
    // The service worker wakes the page: Background Sync, where the browser has it.
    event::on("flush", || spawn_local(flush(true)));
    // Where one of these cannot be heard, the others remain.
    let _ = page::on_visible(|| spawn_local(flush(true)));
    let _ = timer::every(LOOK, || spawn_local(flush(false)));
}

/// Tries what waits, the texts of all folders before any papers. `at_once`: also what was tried a moment ago, for something has changed.
async fn flush(at_once: bool) {
    if at_once {
        WAYS.with_borrow(|ways| ways.iter().for_each(|way| way.next.set(0)));
    }
    lanes::run(Lane::Texts, Ask::IfFree).await;
    // What cannot be looked at now is looked at with the next.
    let _ = sealing::tidy().await;
    postman::run(Lane::Texts).await;
    lanes::run(Lane::Papers, Ask::IfFree).await;
    postman::run(Lane::Papers).await;
    if online::network() == Network::Here {
        learn_server_key().await;
    }
    let _ = round::note_due().await;
}

/// Letters to a key that the server has no more are made anew.
async fn learn_server_key() {
    if sealing::learn_server_key().await {
        seal_all().await;
    }
}

/// What a folder leaves behind for the time when it is closed: letters of all that waits in it, and its nearest deadline.
pub(crate) async fn before_leaving() {
    seal_all().await;
    let _ = round::note_due().await;
}

/// An answer of a draft has changed: what was sealed of it before is not to go out.
fn changed(draft: &str) {
    let is_first = WITHDRAWN.with_borrow_mut(|all| {
        let is_first = all.iter().all(|withdrawn| withdrawn != draft);
        if is_first {
            all.push(draft.to_owned());
        }
        is_first
    });
    if is_first {
        let draft = draft.to_owned();
        spawn_local(async move { sealing::withdraw(&draft).await });
    }
}

/// What waits of a draft in a folder with a PIN is sealed, behind the person's back.
fn guard(draft: &str) {
    if folders::current().is_some_and(|open| open.header.wrapped.has_pin()) {
        let draft = draft.to_owned();
        spawn_local(async move {
            // Without room or the server's key it goes when the folder is opened.
            let _ = seal(&draft).await;
        });
    }
}

async fn seal(draft: &str) -> Result<bool, browser::Error> {
    WITHDRAWN.with_borrow_mut(|all| all.retain(|withdrawn| withdrawn != draft));
    sealing::seal(draft).await
}

/// Seals all that waits in the open folder; how much of it is sealed now, form and papers.
pub async fn seal_all() -> usize {
    let mut sealed = 0;
    for parcel in Parcel::all().await.unwrap_or_default() {
        sealed += usize::from(seal(&parcel.draft).await.unwrap_or(false));
    }
    sealed
}

/// The open folder has got a PIN, or was opened with it: what waits in it can go while it is locked.
pub(crate) fn protect() {
    spawn_local(async {
        sealing::learn_server_key().await;
        seal_all().await;
        start();
        flush(true).await;
    });
}

/// What the person agreed to, and that they were helped, if they were.
pub type Agreed = (Consent, Option<Help>);

/// Checks the draft, keeps what is to be sent, and sends it. What happens shows in [`state`].
pub async fn send(open: &OpenDraft, form: &Form, context: Context<'_>, agreed: Agreed) {
    send_prepared(open, texts::prepare(open, form, context, agreed)).await;
}

/// Checks the answer to a request for more, keeps it, and sends it. What happens shows in [`state`].
pub async fn send_supplement(open: &OpenDraft, form: &Form, asked: &Asked, context: Context<'_>) {
    send_prepared(open, supplements::prepare(open, form, asked, context)).await;
}

/// `prepared` checks and keeps; it is begun when all that was typed is written.
async fn send_prepared(open: &OpenDraft, prepared: impl Future<Output = Result<(), State>>) {
    // Not yet begun where nothing was kept when the app was opened.
    start();
    let way = way(&open.id());
    let is_busy = |state: &Option<State>| matches!(state, Some(State::Preparing | State::Delivering));
    if way.state.with_untracked(is_busy) {
        return;
    }
    way.state.set(Some(State::Preparing));
    open.flush().await;
    match prepared.await {
        Ok(()) => {
            announce();
            retry(&way.draft).await;
        }
        Err(stopped) => way.state.set(Some(stopped)),
    }
}

/// Sends what waits of a draft, now and not at its next turn. Its papers follow.
pub async fn retry(draft: &str) {
    way(draft).next.set(0);
    lanes::run(Lane::Texts, Ask::Wait).await;
    spawn_local(lanes::run(Lane::Papers, Ask::IfFree));
}

/// Another tab says that the draft is gone: if it was sent, this tab tells so too.
pub(crate) fn find_out(draft: &str) {
    let draft = draft.to_owned();
    spawn_local(async move {
        let Some(extras) = later::extras() else { return };
        if let Some(code) = (extras.sent_as)(draft.clone()).await {
            way(&draft).state.set(Some(State::Arrived(code)));
        }
    });
}

/// The form of a draft is opened: a no of the server that came when nobody looked shows now.
pub fn recall(draft: &str) {
    let way = way(draft);
    spawn_local(async move {
        if let Ok(Some(parcel)) = Parcel::of(&way.draft).await
            && let Some(refusal) = parcel.refusal
            && way.state.with_untracked(Option::is_none)
        {
            way.state.set(Some(refusal.into()));
        }
    });
}

/// The person knows which papers the server did not take: nothing of this dossier is kept for sending any more.
pub async fn give_up_papers(draft: &str) -> Result<(), drafts::Error> {
    drafts::papers_sent(draft).await?;
    sealing::withdraw(draft).await;
    way(draft).papers.set(None);
    Ok(())
}

/// Whether the server may have a draft of which no receipt has come.
pub(crate) async fn is_on_its_way(draft: &str) -> Result<bool, browser::Error> {
    Ok(Parcel::of(draft).await?.is_some_and(|parcel| parcel.tries > 0))
}

/// Forgets what was said of each sending: the folder they belong to is being locked.
pub(crate) fn forget_states() {
    for way in WAYS.take() {
        way.state.set(None);
        way.papers.set(None);
    }
    // What is sealed goes on.
    event::fire("flush");
}

fn way(draft: &str) -> Rc<Way> {
    WAYS.with_borrow_mut(|ways| {
        if let Some(way) = ways.iter().find(|way| way.draft == draft) {
            return way.clone();
        }
        let way = Rc::new(Way {
            draft: draft.to_owned(),
            state: ArcRwSignal::new(None),
            papers: ArcRwSignal::new(None),
            failures: Cell::new(0),
            next: Cell::new(0),
        });
        ways.push(way.clone());
        way
    })
}
