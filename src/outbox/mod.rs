//! Sending, and what waits for a signal.
//!
//! The body is made once and kept before the first try, so that a double tap, a retry after a timeout and a second tab
//! all send the same bytes under the same key, and the server makes one dossier of them. The draft stays until a receipt
//! says that it has arrived.

mod parcel;
mod verdict;

pub use verdict::{Verdict, Why, judge, judge_question, judge_upload};

use crate::browser::locks::{self, Ask};
use crate::browser::online::{self, Network};
use crate::browser::{self, clock, event, page, timer, upload};
use crate::drafts::{self, OpenDraft, announce};
use crate::order::sort_by_key;
use crate::view::prelude::*;
use crate::{api, attachments, receipts};
use contract::{Consent, Millis, NewSubmission, Papers, Problem, paths};
use forms::{Context, FileRef, Form, Violation};
use parcel::{Content, Parcel};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// For one file of up to 10 MB at the edge of signal, in milliseconds.
const UPLOAD_PATIENCE: u32 = 180_000;
/// Between two looks at what waits, in milliseconds.
const LOOK: i32 = 60_000;
/// First and longest pause after a failed try, in milliseconds.
const PAUSE: Millis = 15_000;
const LONGEST_PAUSE: Millis = 300_000;

/// Where the sending of one draft stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Checking, and keeping what will be sent.
    Preparing,
    /// `file` from 1.
    Uploading { file: usize, of: usize, percent: u8 },
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
    /// The server will not take this file.
    FileRefused { name: String, problem: Box<Problem> },
    /// The phone has lost these files; they must be attached again.
    FilesLost(Vec<FileRef>),
    /// What is to be sent could not be kept on the phone, so it was not sent.
    NotKept,
    /// The dossier's code.
    Arrived(String),
}

/// A submission that has not arrived yet, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Id of the draft.
    pub draft: String,
    /// Slug of the service.
    pub service: String,
    /// The person has changed it since: it is not sent before they press send again.
    pub changed: bool,
    /// When send was pressed first.
    pub since: Millis,
}

/// The outbox of this tab for one draft.
struct Way {
    draft: String,
    state: ArcRwSignal<Option<State>>,
    busy: Cell<bool>,
    /// Not tried by itself before.
    next: Cell<Millis>,
}

thread_local! {
    static WAYS: RefCell<Vec<std::rc::Rc<Way>>> = const { RefCell::new(Vec::new()) };
    static HAS_STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Where the sending of a draft stands; `None` when it was not begun in this tab.
pub fn state(draft: &str) -> Signal<Option<State>> {
    way(draft).state.clone().into()
}

/// Everything that waits, oldest first.
pub async fn unsent() -> Result<Vec<Unsent>, browser::Error> {
    let mut all = Parcel::all().await?;
    sort_by_key(&mut all, |parcel| parcel.made_at);
    let mut unsent = Vec::with_capacity(all.len());
    for parcel in all {
        let changed = parcel.is_outdated().await;
        unsent.push(Unsent { draft: parcel.draft, service: parcel.service, changed, since: parcel.made_at });
    }
    Ok(unsent)
}

/// Once in the life of a page: sends what waits now, when the signal or the person comes back, and every minute.
pub fn start() {
    if HAS_STARTED.replace(true) {
        return;
    }
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

/// Checks the draft, keeps what is to be sent, and sends it. What happens shows in [`state`].
pub async fn send(open: &OpenDraft, form: &Form, context: Context<'_>, consent: Consent) {
    // Not yet begun where nothing was kept when the app was opened.
    start();
    let id = open.id();
    let road = way(&id);
    if road.busy.get() {
        return;
    }
    road.state.set(Some(State::Preparing));
    open.flush().await;
    match prepare(open, form, context, consent).await {
        Ok(()) => {
            announce();
            deliver(&id).await;
        }
        Err(stopped) => road.state.set(Some(stopped)),
    }
}

async fn prepare(open: &OpenDraft, form: &Form, context: Context<'_>, consent: Consent) -> Result<(), State> {
    let draft = open.draft();
    let answers = forms::prune(form, &forms::normalize(form, &draft.answers));
    let violations = forms::check(form, &answers, context);
    if violations.iter().any(Violation::is_error) {
        return Err(State::Wrong(violations));
    }
    let submission = NewSubmission {
        key: draft.key.clone(),
        service: draft.service.clone(),
        version: draft.version.clone(),
        answers,
        consent,
        papers: Papers::First,
    };
    let not_kept = |_| State::NotKept;
    let made = Content::new(form, &submission).map_err(not_kept)?;
    let kept = attachments::list(&draft.id).await.map_err(|_| State::NotKept)?;
    let is_lost = |file: &&FileRef| !kept.iter().any(|stored| stored.sha256 == file.sha256);
    let lost: Vec<FileRef> = made.files.iter().filter(is_lost).cloned().collect();
    if !lost.is_empty() {
        return Err(State::FilesLost(lost));
    }
    let before = Parcel::of(&draft.id).await.map_err(not_kept)?;
    Parcel::with(before, &draft, &submission, made).keep().await.map_err(not_kept)
}

/// Another tab says that the draft is gone: if it was sent, this tab tells so too.
pub(crate) fn find_out(draft: &str) {
    let draft = draft.to_owned();
    spawn_local(async move {
        if let Ok(all) = receipts::list().await
            && let Some(sent) = all.into_iter().find(|sent| sent.draft == draft)
        {
            way(&draft).state.set(Some(State::Arrived(sent.receipt.code)));
        }
    });
}

/// The person has seen a no and gone to mend it: it is not shown again.
pub fn seen(draft: &str) {
    let state = &way(draft).state;
    let waits_for_person = state.with_untracked(|state| {
        matches!(
            state,
            Some(
                State::Wrong(_)
                    | State::Refused(_)
                    | State::FileRefused { .. }
                    | State::FilesLost(_)
                    | State::NotKept
            )
        )
    });
    if waits_for_person {
        state.set(None);
    }
}

/// Sends what waits of a draft, now and not at its next turn.
pub async fn retry(draft: &str) {
    deliver(draft).await;
}

/// Whether the server may have a draft of which no receipt has come.
pub(crate) async fn is_on_its_way(draft: &str) -> Result<bool, browser::Error> {
    Ok(Parcel::of(draft).await?.is_some_and(|parcel| parcel.tries > 0))
}

/// Tries what waits. `at_once` also what was tried a moment ago: the signal has just come back.
async fn flush(at_once: bool) {
    // Without a database nothing was kept, so nothing waits.
    for parcel in Parcel::all().await.unwrap_or_default() {
        if at_once || way(&parcel.draft).next.get() <= clock::now() {
            deliver(&parcel.draft).await;
        }
    }
}

/// Sends one parcel, in one tab at a time.
async fn deliver(draft: &str) {
    let way = way(draft);
    if way.busy.replace(true) {
        return;
    }
    let lock = if locks::exist() {
        locks::acquire(&format!("nhs.send.{draft}"), Ask::IfFree, || ()).await.ok().flatten()
    } else {
        None
    };
    if lock.is_some() || !locks::exist() {
        let state = attempt(draft, &way.state).await;
        settle(&way, state).await;
    }
    drop(lock);
    way.busy.set(false);
}

async fn settle(way: &Way, state: Option<State>) {
    if let Some(State::Waiting(why)) = state {
        if why != Why::Busy {
            online::doubt();
        }
        event::fire("outbox-waits");
        let tries = Parcel::of(&way.draft).await.ok().flatten().map_or(0, |parcel| parcel.tries.min(5));
        way.next.set(clock::now() + (PAUSE << tries).min(LONGEST_PAUSE));
    }
    way.state.set(state);
    announce();
}

/// One try. `None`: there is nothing to send.
async fn attempt(draft: &str, progress: &ArcRwSignal<Option<State>>) -> Option<State> {
    let mut parcel = Parcel::of(draft).await.ok().flatten()?;
    if parcel.is_outdated().await {
        return Some(State::Changed);
    }
    match advance(&mut parcel, progress).await {
        Ok(Verdict::Arrived(receipt)) => {
            let code = receipt.code.clone();
            // Without this record the phone asks again, and the server gives the same receipt.
            if drafts::sent(draft, &receipt).await.is_err() {
                return Some(State::Waiting(Why::Busy));
            }
            Some(State::Arrived(code))
        }
        Ok(Verdict::Later(why)) => Some(State::Waiting(why)),
        Ok(Verdict::FileMissing | Verdict::ArrivedBefore) => Some(State::Waiting(Why::Busy)),
        // A clear no: nothing has arrived under this key, so a corrected form is a new body.
        Ok(Verdict::Wrong(violations)) => give_up(&parcel, State::Wrong(violations)).await,
        Ok(Verdict::Refused(problem)) => give_up(&parcel, State::Refused(problem)).await,
        Err(State::Changed) => Some(State::Changed),
        Err(stopped) => give_up(&parcel, stopped).await,
    }
}

async fn give_up(parcel: &Parcel, state: State) -> Option<State> {
    // A parcel that stays is tried again and gets the same no.
    let _ = parcel.discard().await;
    Some(state)
}

/// Asks, uploads and sends. An error is a state that needs the person.
async fn advance(parcel: &mut Parcel, progress: &ArcRwSignal<Option<State>>) -> Result<Verdict, State> {
    if let Some(correction) = parcel.correction.clone() {
        // The first body may have arrived although no receipt came: then that is the dossier.
        if let Some(verdict) = judge_question(api::receipt(&parcel.key).await, &parcel.key) {
            return Ok(verdict);
        }
        parcel.content = correction;
        parcel.correction = None;
        parcel.tries = 0;
        parcel.keep().await.map_err(|_| State::NotKept)?;
    }
    for again in [false, true] {
        if let Some(verdict) = upload_files(parcel, progress).await? {
            return Ok(verdict);
        }
        // The files may have taken minutes.
        if parcel.is_outdated().await {
            return Err(State::Changed);
        }
        progress.set(Some(State::Delivering));
        parcel.tries += 1;
        parcel.keep().await.map_err(|_| State::NotKept)?;
        let content = &parcel.content;
        let verdict = judge(api::submit(&content.body).await, &parcel.key, &content.sha256);
        match verdict {
            Verdict::ArrivedBefore => {
                let told = judge_question(api::receipt(&parcel.key).await, &parcel.key);
                return Ok(told.unwrap_or(Verdict::Later(Why::Busy)));
            }
            // The server has cleared its uploads since: once more from the beginning.
            Verdict::FileMissing if !again => parcel.arrived.clear(),
            other => return Ok(other),
        }
    }
    Ok(Verdict::Later(Why::Busy))
}

/// Uploads one by one what the server has not confirmed. `Ok(None)`: it has everything.
async fn upload_files(
    parcel: &mut Parcel,
    progress: &ArcRwSignal<Option<State>>,
) -> Result<Option<Verdict>, State> {
    let files = parcel.content.files.clone();
    let of = files.len();
    for (index, file) in files.into_iter().enumerate() {
        if parcel.arrived.contains(&file.sha256) {
            continue;
        }
        let Ok(Some(bytes)) = attachments::read(&parcel.draft, &file.sha256).await else {
            return Err(State::FilesLost(vec![file]));
        };
        let total = f64::from(bytes.length());
        let show = {
            let progress = progress.clone();
            move |sent: f64| {
                progress.set(Some(State::Uploading { file: index + 1, of, percent: share(sent, total) }));
            }
        };
        show(0.0);
        let path = paths::upload(&parcel.key, &file.sha256);
        let Ok(answer) = upload::put(&path, &bytes, UPLOAD_PATIENCE, show).await else {
            return Ok(Some(Verdict::Later(Why::NoSignal)));
        };
        match judge_upload(&answer, &file.sha256) {
            None => {
                parcel.arrived.push(file.sha256);
                // Not written down, it is sent once more: the server takes the same bytes again.
                let _ = parcel.keep().await;
            }
            Some(Verdict::Refused(problem)) => return Err(State::FileRefused { name: file.name, problem }),
            Some(verdict) => return Ok(Some(verdict)),
        }
    }
    Ok(None)
}

/// How many of a hundred.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
fn share(part: f64, whole: f64) -> u8 {
    if whole > 0.0 { (part / whole * 100.0).clamp(0.0, 100.0) as u8 } else { 0 }
}

fn way(draft: &str) -> std::rc::Rc<Way> {
    WAYS.with_borrow_mut(|ways| {
        if let Some(way) = ways.iter().find(|way| way.draft == draft) {
            return way.clone();
        }
        let way = std::rc::Rc::new(Way {
            draft: draft.to_owned(),
            state: ArcRwSignal::new(None),
            busy: Cell::new(false),
            next: Cell::new(0),
        });
        ways.push(way.clone());
        way
    })
}
