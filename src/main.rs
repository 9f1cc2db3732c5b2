//! Starts the app, and says where it is cut: each screen below is drawn by code in the file named in its attribute.
//!
//! `reading` is the guide, `filing` the form, `sending` its last steps and what only some questions need,
//! `keeping` what this phone has kept and the rest, `english` the texts in that language. No more than these: what several
//! files share comes in further files, one for each set of them that shares it. And one function for each, which says by
//! its argument what is wanted: each way of its own into a file is code in the first one.
//!
//! Only in the program itself: tests of the library run in one piece.

#![expect(
    clippy::unnecessary_wraps,
    reason = "a file that does not come is an error only for the attribute's own code"
)]

use forms::{Path, Profile};
use nop_ho_so::browser::timer;
use nop_ho_so::database::{self, Damage, Sealer};
use nop_ho_so::drafts::{self, Draft, Loaded, Reader};
use nop_ho_so::fields::{Slot, Wrong, large, lines_of_problems};
use nop_ho_so::filling::Filling;
use nop_ho_so::households;
use nop_ho_so::later::{
    Extras, Fetch, Job, Screens, later, later_if_kept, now, part_later, quietly_later, set_extras,
};
use nop_ho_so::pages::form::changed::{self, Ended};
use nop_ho_so::pages::form::frame::Screen;
use nop_ho_so::pages::form::instead::{self, Instead};
use nop_ho_so::pages::form::overview::{self, Overview};
use nop_ho_so::pages::form::{LastSteps, rows, troubles, variant};
use nop_ho_so::parts::{marks, scan, toast};
use nop_ho_so::text::{self, English, t};
use nop_ho_so::view::AnyView;
use nop_ho_so::view::prelude::IntoAny;
use nop_ho_so::{app, outbox, pages, profile, receipts};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Before the file of the outbox is asked for again, in milliseconds.
const RETRY: i32 = 10_000;

type Done = Result<(), SplitLoaderError>;
type Drawn = Result<AnyView, SplitLoaderError>;

/// What the file `filing` draws.
#[derive(Clone)]
enum Filing {
    Start(String),
    Form,
}

/// What the file `sending` draws or does.
#[derive(Clone)]
enum Sending {
    Documents,
    Review,
    LargeField(Slot),
    Rows(Screen, String),
    Problems(Wrong),
    ErrorSummary(Screen),
    Troubles(Filling),
    Offers(Slot),
    Overview(Overview),
    Mark(Filling, Path),
    ScanCard(Filling, String),
    ReadQuestion(Slot),
    ReadCases(Filling),
    FetchLists(Filling),
}

/// What the file `keeping` draws.
#[derive(Clone)]
enum Keeping {
    Mine,
    Receipt(String),
    MyDossiers,
    Dossier(String),
    Track,
    Settings,
    Households,
    Instead(Instead),
    Ended(Ended),
    Install,
    Gallery,
    Locked,
}

/// What the file `keeping` does.
enum Work {
    BeginToSend,
    Recall(String),
    SetAside(Vec<Damage>),
}

/// What the file `keeping` reads, and answers in the same order.
enum Question {
    Draft(String),
    Drafts,
    SentAs(String),
    Profile,
    Sealer,
}

enum Answer {
    Draft(Result<Option<Loaded>, drafts::Error>),
    Drafts(Result<Vec<Draft>, drafts::Error>),
    SentAs(Option<String>),
    Profile(Option<Profile>),
    Sealer(Sealer),
}

fn main() {
    let screens = Screens {
        guide: |slug| later(GUIDE, move || drawn(guide(slug.clone()))),
        start: |slug| later(FORM, move || drawn(filing(Filing::Start(slug.clone())))),
        form: || later(FORM, || drawn(filing(Filing::Form))),
        receipt: |code| kept(Keeping::Receipt(code)),
        my_dossiers: || kept(Keeping::MyDossiers),
        dossier: |code| kept(Keeping::Dossier(code)),
        track: || kept(Keeping::Track),
        settings: || kept(Keeping::Settings),
        households: || kept(Keeping::Households),
        install: || kept(Keeping::Install),
        gallery: || kept(Keeping::Gallery),
        locked: || kept(Keeping::Locked),
        mine: || later_if_kept(KEPT, || drawn(keeping(Keeping::Mine))),
        outbox: || Box::pin(start_outbox()),
    };
    set_extras(Extras {
        large_field: |slot| part(Sending::LargeField(slot)),
        rows: |screen, section| part(Sending::Rows(screen, section)),
        problems: |wrong| part(Sending::Problems(wrong)),
        error_summary: |screen| part(Sending::ErrorSummary(screen)),
        troubles: |filling| quiet_part(Sending::Troubles(filling)),
        offers: |slot| quiet_part(Sending::Offers(slot)),
        mark: |filling, path| quiet_part(Sending::Mark(filling, path)),
        ended: |form| kept(Keeping::Ended(form)),
        instead: |why| kept(Keeping::Instead(why)),
        overview: |shown| part(Sending::Overview(shown)),
        scan_card: |filling, section| asked_for(Sending::ScanCard(filling, section)),
        read_question: |slot| asked_for(Sending::ReadQuestion(slot)),
        read_cases: |filling| asked_for(Sending::ReadCases(filling)),
        fetch_lists: |filling| {
            // A field that is reached without its list says so itself.
            spawn_local(async move { sending(Sending::FetchLists(filling)).await.map_or((), |_| ()) });
        },
        recall: |draft| behind(Work::Recall(draft)),
        sent_as: |draft| {
            Box::pin(async move {
                match ask(Question::SentAs(draft)).await {
                    Some(Answer::SentAs(code)) => code,
                    _ => None,
                }
            })
        },
    });
    database::set_aside_by(|damage| behind(Work::SetAside(damage)));
    drafts::read_by(Reader {
        one: |id| {
            Box::pin(async move {
                match ask(Question::Draft(id)).await {
                    Some(Answer::Draft(read)) => read,
                    _ => Err(drafts::Error::NoReader),
                }
            })
        },
        all: || {
            Box::pin(async {
                match ask(Question::Drafts).await {
                    Some(Answer::Drafts(read)) => read,
                    _ => Err(drafts::Error::NoReader),
                }
            })
        },
    });
    profile::read_by(|| {
        Box::pin(async {
            match ask(Question::Profile).await {
                Some(Answer::Profile(known)) => known,
                _ => None,
            }
        })
    });
    database::sealer_by(|| {
        Box::pin(async {
            match ask(Question::Sealer).await {
                Some(Answer::Sealer(sealer)) => Some(sealer),
                _ => None,
            }
        })
    });
    text::english_by(|| Box::pin(async { english().await.ok() }));
    app::start(screens, &[FORM, GUIDE, LAST_STEPS, KEPT]);
}

/// What brings each file, in the order in which people need them.
const FORM: Fetch = || Box::pin(async { fetch_filing().await.is_ok() });
const GUIDE: Fetch = || Box::pin(async { fetch_reading().await.is_ok() });
const LAST_STEPS: Fetch = || Box::pin(async { fetch_sending().await.is_ok() });
const KEPT: Fetch = || Box::pin(async { fetch_keeping().await.is_ok() });

fn kept(what: Keeping) -> AnyView {
    later(KEPT, move || drawn(keeping(what.clone())))
}

fn part(what: Sending) -> AnyView {
    part_later(LAST_STEPS, move || drawn(sending(what.clone())))
}

fn quiet_part(what: Sending) -> AnyView {
    quietly_later(LAST_STEPS, move || drawn(sending(what.clone())))
}

/// Does what somebody has pressed a button for, or says that it cannot be done now.
fn asked_for(what: Sending) {
    spawn_local(async move {
        if sending(what).await.is_err() {
            toast::toast(t().common.you_are_offline);
        }
    });
}

/// Does what nobody waits for: without its file it is left for another time.
fn behind(work: Work) {
    spawn_local(async move { do_it(work).await.unwrap_or_default() });
}

/// Asks what is kept; `None` when the file that reads it did not come.
async fn ask(question: Question) -> Option<Answer> {
    Some(answer(question).await.ok()?.await)
}

fn drawn(screen: impl Future<Output = Drawn>) -> Option<AnyView> {
    now(screen)?.ok()
}

/// Nothing waits to be sent where nothing was ever kept; a form that is sent starts the outbox itself.
async fn start_outbox() {
    while database::existed().await && do_it(Work::BeginToSend).await.is_err() {
        timer::sleep(RETRY).await;
    }
}

#[wasm_split(english, fallible)]
fn english() -> Result<&'static English, SplitLoaderError> {
    Ok(&text::ENGLISH)
}

#[wasm_split(reading, fallible, preload(fetch_reading))]
fn guide(slug: String) -> Drawn {
    Ok(pages::guide::guide(slug))
}

#[wasm_split(filing, fallible, preload(fetch_filing))]
fn filing(what: Filing) -> Drawn {
    Ok(match what {
        Filing::Start(slug) => pages::start::start(slug),
        Filing::Form => pages::form::form(LastSteps {
            documents: || later(LAST_STEPS, || drawn(sending(Sending::Documents))),
            review: || later(LAST_STEPS, || drawn(sending(Sending::Review))),
        }),
    })
}

#[wasm_split(sending, fallible, preload(fetch_sending))]
fn sending(what: Sending) -> Drawn {
    match what {
        Sending::Documents => return Ok(pages::documents::documents()),
        Sending::Review => return Ok(pages::review::review()),
        Sending::LargeField(slot) => return Ok(large::draw(&slot)),
        Sending::Rows(screen, section) => return Ok(rows::rows(screen, &section)),
        Sending::Problems(wrong) => return Ok(lines_of_problems(wrong)),
        Sending::ErrorSummary(screen) => return Ok(screen.error_summary()),
        Sending::Troubles(filling) => return Ok(troubles::troubles(filling)),
        Sending::Offers(slot) => return Ok(slot.shown_offers()),
        Sending::Overview(shown) => return Ok(overview::content(shown)),
        Sending::Mark(filling, path) => return Ok(marks::mark(filling, &path)),
        Sending::ScanCard(filling, section) => scan::begin_card(filling, section),
        Sending::ReadQuestion(slot) => slot.read_aloud(),
        Sending::ReadCases(filling) => variant::read_aloud(filling),
        Sending::FetchLists(filling) => large::fetch_lists(filling),
    }
    Ok(().into_any())
}

#[wasm_split(keeping, fallible, preload(fetch_keeping))]
fn keeping(what: Keeping) -> Drawn {
    Ok(match what {
        Keeping::Mine => pages::home::mine::mine(),
        Keeping::Receipt(code) => pages::receipt::receipt(code),
        Keeping::MyDossiers => pages::my_dossiers::my_dossiers(),
        Keeping::Dossier(code) => pages::dossier::dossier(code),
        Keeping::Track => pages::track::track(),
        Keeping::Settings => pages::settings::settings(),
        Keeping::Households => pages::households::households(),
        Keeping::Ended(form) => changed::ended(form),
        Keeping::Instead(why) => instead::instead(why),
        Keeping::Install => pages::install::install(),
        Keeping::Gallery => pages::gallery::gallery(),
        Keeping::Locked => pages::locked::locked(),
    })
}

#[wasm_split(keeping, fallible)]
fn do_it(work: Work) -> Done {
    match work {
        Work::BeginToSend => outbox::start(),
        Work::Recall(draft) => outbox::recall(&draft),
        Work::SetAside(damage) => database::set_aside(damage),
    }
    Ok(())
}

#[wasm_split(keeping, fallible)]
fn answer(question: Question) -> Result<Job<Answer>, SplitLoaderError> {
    Ok(match question {
        Question::Draft(id) => Box::pin(async move { Answer::Draft((Reader::HERE.one)(id).await) }),
        Question::Drafts => Box::pin(async { Answer::Drafts((Reader::HERE.all)().await) }),
        Question::Profile => Box::pin(async { Answer::Profile(households::known().await) }),
        Question::Sealer => Box::pin(async { Answer::Sealer(database::seal_version_1) }),
        Question::SentAs(draft) => Box::pin(async move { Answer::SentAs(receipts::code_of(&draft).await) }),
    })
}
