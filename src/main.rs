//! Starts the app, and says where it is cut: each screen below is drawn by code in the file named in its attribute.
//!
//! `reading` is the guide, `filing` the form, `sending` its last steps and what only some questions need, `keeping` what
//! this phone has kept and the rest. No more than these: what several files share comes in further files, one for each set
//! of them that shares it.
//!
//! Only in the program itself: tests of the library run in one piece.

#![expect(
    clippy::unnecessary_wraps,
    reason = "a file that does not come is an error only for the attribute's own code"
)]

use nop_ho_so::browser::timer;
use nop_ho_so::fields::{Slot, large};
use nop_ho_so::filling::Filling;
use nop_ho_so::later::{Extras, Fetch, Job, Screens, later, later_if_kept, now, part_later, set_extras};
use nop_ho_so::pages::form::overview::{self, Overview};
use nop_ho_so::pages::form::{LastSteps, variant};
use nop_ho_so::parts::{scan, toast};
use nop_ho_so::text::t;
use nop_ho_so::view::AnyView;
use nop_ho_so::{app, database, outbox, pages, receipts};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Before the file of the outbox is asked for again, in milliseconds.
const RETRY: i32 = 10_000;

type Done = Result<(), SplitLoaderError>;
type Drawn = Result<AnyView, SplitLoaderError>;

/// What brings the file of a screen: each has a way of its own to its file, which is fetched once for all.
macro_rules! fetch {
    ($preload:ident) => {
        || Box::pin(async { $preload().await.is_ok() })
    };
}

fn main() {
    let screens = Screens {
        guide: |slug| later(fetch!(fetch_guide), move || drawn(guide(slug.clone()))),
        start: |slug| later(fetch!(fetch_start), move || drawn(start(slug.clone()))),
        form: || later(fetch!(fetch_form), || drawn(form())),
        receipt: |code| later(fetch!(fetch_receipt), move || drawn(receipt(code.clone()))),
        my_dossiers: || later(fetch!(fetch_my_dossiers), || drawn(my_dossiers())),
        dossier: |code| later(fetch!(fetch_dossier), move || drawn(dossier(code.clone()))),
        track: || later(fetch!(fetch_track), || drawn(track())),
        settings: || later(fetch!(fetch_settings), || drawn(settings())),
        install: || later(fetch!(fetch_install), || drawn(install())),
        gallery: || later(fetch!(fetch_gallery), || drawn(gallery())),
        locked: || later(fetch!(fetch_locked), || drawn(locked())),
        mine: || later_if_kept(fetch!(fetch_mine), || drawn(mine())),
        outbox: || Box::pin(start_outbox()),
    };
    set_extras(Extras {
        large_field: |slot| part_later(fetch!(fetch_large_field), move || drawn(large_field(slot.clone()))),
        overview: |shown| part_later(fetch!(fetch_overview), move || drawn(overview_content(shown.clone()))),
        scan_card: |filling, section| asked_for(scan_card(filling, section)),
        read_question: |slot| asked_for(read_question(slot)),
        read_cases: |filling| asked_for(read_cases(filling)),
        fetch_lists: |filling| {
            spawn_local(async move {
                // A field that is reached without its list says so itself.
                let _ = fetch_lists(filling).await;
            });
        },
        sent_as: |draft| Box::pin(async move { sent_as(draft).await.ok()?.await }),
    });
    app::start(screens, &REST);
}

/// Does what somebody has pressed a button for, or says that it cannot be done now.
fn asked_for(work: impl Future<Output = Done> + 'static) {
    spawn_local(async move {
        if work.await.is_err() {
            toast::toast(t().common.you_are_offline);
        }
    });
}

/// One screen of each file, in the order in which people need them.
const REST: [Fetch; 4] =
    [fetch!(fetch_guide), fetch!(fetch_form), fetch!(fetch_review), fetch!(fetch_dossier)];

fn drawn(screen: impl Future<Output = Drawn>) -> Option<AnyView> {
    now(screen)?.ok()
}

/// Nothing waits to be sent where nothing was ever kept; a form that is sent starts the outbox itself.
async fn start_outbox() {
    while database::exists().await && begin_to_send().await.is_err() {
        timer::sleep(RETRY).await;
    }
}

#[wasm_split(keeping, fallible)]
fn begin_to_send() -> Result<(), SplitLoaderError> {
    outbox::start();
    Ok(())
}

#[wasm_split(keeping, fallible, preload(fetch_mine))]
fn mine() -> Drawn {
    Ok(pages::home::mine::mine())
}

#[wasm_split(reading, fallible, preload(fetch_guide))]
fn guide(slug: String) -> Drawn {
    Ok(pages::guide::guide(slug))
}

#[wasm_split(filing, fallible, preload(fetch_start))]
fn start(slug: String) -> Drawn {
    Ok(pages::start::start(slug))
}

#[wasm_split(filing, fallible, preload(fetch_form))]
fn form() -> Drawn {
    Ok(pages::form::form(LastSteps {
        documents: || later(fetch!(fetch_documents), || drawn(documents())),
        review: || later(fetch!(fetch_review), || drawn(review())),
    }))
}

#[wasm_split(sending, fallible, preload(fetch_documents))]
fn documents() -> Drawn {
    Ok(pages::documents::documents())
}

#[wasm_split(sending, fallible, preload(fetch_review))]
fn review() -> Drawn {
    Ok(pages::review::review())
}

#[wasm_split(sending, fallible, preload(fetch_large_field))]
fn large_field(slot: Slot) -> Drawn {
    Ok(large::draw(&slot))
}

#[wasm_split(sending, fallible, preload(fetch_overview))]
fn overview_content(shown: Overview) -> Drawn {
    Ok(overview::content(shown))
}

#[wasm_split(sending, fallible)]
fn scan_card(filling: Filling, section: String) -> Done {
    scan::begin_card(filling, section);
    Ok(())
}

#[wasm_split(sending, fallible)]
fn read_question(slot: Slot) -> Done {
    slot.read_aloud();
    Ok(())
}

#[wasm_split(sending, fallible)]
fn read_cases(filling: Filling) -> Done {
    variant::read_aloud(filling);
    Ok(())
}

#[wasm_split(sending, fallible)]
fn fetch_lists(filling: Filling) -> Done {
    large::fetch_lists(filling);
    Ok(())
}

#[wasm_split(keeping, fallible)]
fn sent_as(draft: String) -> Result<Job<Option<String>>, SplitLoaderError> {
    Ok(Box::pin(async move { receipts::code_of(&draft).await }))
}

#[wasm_split(keeping, fallible, preload(fetch_receipt))]
fn receipt(code: String) -> Drawn {
    Ok(pages::receipt::receipt(code))
}

#[wasm_split(keeping, fallible, preload(fetch_my_dossiers))]
fn my_dossiers() -> Drawn {
    Ok(pages::my_dossiers::my_dossiers())
}

#[wasm_split(keeping, fallible, preload(fetch_dossier))]
fn dossier(code: String) -> Drawn {
    Ok(pages::dossier::dossier(code))
}

#[wasm_split(keeping, fallible, preload(fetch_track))]
fn track() -> Drawn {
    Ok(pages::track::track())
}

#[wasm_split(keeping, fallible, preload(fetch_settings))]
fn settings() -> Drawn {
    Ok(pages::settings::settings())
}

#[wasm_split(keeping, fallible, preload(fetch_install))]
fn install() -> Drawn {
    Ok(pages::install::install())
}

#[wasm_split(keeping, fallible, preload(fetch_locked))]
fn locked() -> Drawn {
    Ok(pages::locked::locked())
}

#[wasm_split(keeping, fallible, preload(fetch_gallery))]
fn gallery() -> Drawn {
    Ok(pages::gallery::gallery())
}
