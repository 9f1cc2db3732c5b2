//! Screens whose code comes in files of their own, so that a first visit downloads only what it shows.
//!
//! `src/main.rs` says which screen is in which file; `scripts/cut.mjs` cuts the program there.

use crate::api::Failure;
use crate::browser::online::{self, Network};
use crate::browser::{page, timer};
use crate::database;
use crate::fields::{Slot, Wrong};
use crate::filling::Filling;
use crate::pages::form::changed::Ended;
use crate::pages::form::frame::Screen;
use crate::pages::form::instead::Instead;
use crate::pages::form::overview::Overview;
use crate::parts::loading::{failed, failed_screen, waiting, waiting_screen};
use crate::view::prelude::*;
use forms::Path;
use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use wasm_bindgen_futures::spawn_local;

/// Brings a file of the program, once; `false` when it did not come.
pub type Fetch = fn() -> Pin<Box<dyn Future<Output = bool>>>;

/// What is fetched first, then done.
pub type Job<T> = Pin<Box<dyn Future<Output = T>>>;

/// A screen of one thing, named by its argument: a service's slug, a dossier's code.
pub type ScreenOf = fn(String) -> AnyView;

/// The screens that are not part of the program's first file.
#[derive(Clone, Copy)]
pub struct Screens {
    pub guide: ScreenOf,
    pub start: ScreenOf,
    pub form: fn() -> AnyView,
    pub receipt: ScreenOf,
    pub my_dossiers: fn() -> AnyView,
    pub dossier: ScreenOf,
    pub track: fn() -> AnyView,
    pub settings: fn() -> AnyView,
    pub households: fn() -> AnyView,
    pub install: fn() -> AnyView,
    pub gallery: fn() -> AnyView,
    /// In place of a person's screens while their folder is locked.
    pub locked: fn() -> AnyView,
    /// The part of Home about this phone's drafts and dossiers.
    pub mine: fn() -> AnyView,
    /// Sends what waits, now and whenever there is a signal.
    pub outbox: fn() -> Job<()>,
}

/// What a form needs only at some questions, or when somebody asks for it.
#[derive(Clone, Copy)]
pub struct Extras {
    /// The control of an address, a code list or a photo.
    pub large_field: fn(Slot) -> AnyView,
    /// The rows of the section of that id, which repeats.
    pub rows: fn(Screen, String) -> AnyView,
    /// What is wrong with an answer.
    pub problems: fn(Wrong) -> AnyView,
    /// What is wrong in a step, on top of it.
    pub error_summary: fn(Screen) -> AnyView,
    /// What keeps the draft from being filled or kept.
    pub troubles: fn(Filling) -> AnyView,
    /// Answers that can be given by one tap.
    pub offers: fn(Slot) -> AnyView,
    /// Where an answer comes from that nobody typed; of a section, that there are such.
    pub mark: fn(Filling, Path) -> AnyView,
    /// In place of a form that cannot be filled, or not yet.
    pub instead: fn(Instead) -> AnyView,
    /// In place of a form that is no longer taken.
    pub ended: fn(Ended) -> AnyView,
    /// What stands in the overview while it is open.
    pub overview: fn(Overview) -> AnyView,
    /// Scans a card for the questions of that section.
    pub scan_card: fn(Filling, String),
    /// Reads a question aloud.
    pub read_question: fn(Slot),
    /// The same for the cases of a service.
    pub read_cases: fn(Filling),
    /// Fetches the code lists that the form's questions choose from.
    pub fetch_lists: fn(Filling),
    /// Shows what the outbox knows of the draft of that id.
    pub recall: fn(String),
    /// The code of the dossier that the draft of that id has become.
    pub sent_as: fn(String) -> Job<Option<String>>,
}

/// After the first screen: the rest of the files comes when this many milliseconds have passed, and later when a screen
/// is still on its way.
const PAUSE: i32 = 3_000;

/// For those who measure: in the browser's timeline.
const REST_IS_HERE: &str = "the rest is here";

thread_local! {
    /// Screens that wait for their file.
    static AWAITED: Cell<u32> = const { Cell::new(0) };
    static EXTRAS: Cell<Option<Extras>> = const { Cell::new(None) };
}

/// Says once where they are.
pub fn set_extras(extras: Extras) {
    EXTRAS.set(Some(extras));
}

/// `None` only in a test of the library, which has no files.
pub fn extras() -> Option<Extras> {
    EXTRAS.get()
}

/// A screen whose file `fetch` brings. `draw` answers `None` only as long as the file is not there.
pub fn later(fetch: Fetch, draw: impl Fn() -> Option<AnyView> + 'static) -> AnyView {
    when_here(fetch, Box::new(draw), waiting_screen, failed_screen)
}

/// The same for a part of a screen.
pub fn part_later(fetch: Fetch, draw: impl Fn() -> Option<AnyView> + 'static) -> AnyView {
    when_here(fetch, Box::new(draw), waiting, failed)
}

/// The same for a part that nobody waits for: nothing is shown before it is here.
pub fn quietly_later(fetch: Fetch, draw: impl Fn() -> Option<AnyView> + 'static) -> AnyView {
    when_here(fetch, Box::new(draw), || ().into_any(), |_, _| ().into_any())
}

fn when_here(
    fetch: Fetch,
    draw: Box<dyn Fn() -> Option<AnyView>>,
    waiting: fn() -> AnyView,
    failed: fn(&Failure, Box<dyn Fn()>) -> AnyView,
) -> AnyView {
    let came = RwSignal::new(None::<bool>);
    let begin = move || {
        came.set(now(fetch()));
        if came.get_untracked().is_none() {
            AWAITED.set(AWAITED.get() + 1);
            spawn_local(async move {
                let is_here = fetch().await;
                AWAITED.set(AWAITED.get() - 1);
                // The screen may have been left meanwhile.
                came.try_set(Some(is_here));
            });
        }
    };
    begin();
    (move || match came.get() {
        None => waiting(),
        Some(true) => draw().unwrap_or_else(waiting),
        Some(false) => failed(&Failure::Offline, Box::new(begin)),
    })
    .into_any()
}

/// A part of a screen about what is kept on this phone. It shows nothing while it waits, and asks for its file only when
/// something has ever been kept.
pub fn later_if_kept(fetch: Fetch, draw: impl Fn() -> Option<AnyView> + 'static) -> AnyView {
    let is_here = RwSignal::new(false);
    spawn_local(async move {
        // To ask for the file is to fetch it, so the phone is asked first.
        if database::exists().await && fetch().await {
            is_here.try_set(true);
        }
    });
    (move || if is_here.get() { draw() } else { None }).into_any()
}

/// What a future answers without waiting.
pub fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Brings the files of all other screens while nothing else is under way, so that they open at once and without signal.
/// Somebody who saves data gets each when its screen is opened.
pub fn fetch_rest(files: &'static [Fetch]) {
    if page::saves_data() {
        return;
    }
    spawn_local(async move {
        timer::sleep(PAUSE).await;
        for fetch in files {
            while AWAITED.get() > 0 || online::network() == Network::Gone || !fetch().await {
                timer::sleep(PAUSE).await;
            }
        }
        page::mark(REST_IS_HERE);
    });
}
