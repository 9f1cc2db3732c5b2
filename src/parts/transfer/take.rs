//! Makes the file for another phone, and shows the code that opens it.

use crate::browser::download;
use crate::parts::dialog::dialog;
use crate::parts::icon::icon;
use crate::parts::live::{say, say_now};
use crate::parts::loading::waiting;
use crate::text::t;
use crate::transfer::{Load, NotPacked, Packed, pack};
use crate::view::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Of the file; it says nothing of whom it is about.
const NAME: &str = "ho-so-chuyen-may.nhs";

/// How far the file is.
#[derive(Clone)]
pub enum Packing {
    Working,
    Done(Arc<Packed>),
    Failed(NotPacked),
}

/// A file that was saved.
#[derive(Clone, PartialEq, Eq)]
pub struct Saved {
    pub dossiers: usize,
    pub code: String,
}

/// Ids of the drafts to be carried, when somebody has asked.
pub type Wanted = RwSignal<Vec<String>>;

/// The dialog. It opens when something is wanted.
pub fn take(wanted: Wanted) -> AnyView {
    let (open, state) = (RwSignal::new(false), RwSignal::new(None));
    effect(move |_| {
        let ids = wanted.get();
        if !ids.is_empty() {
            open.set(true);
            begin(Load { drafts: ids, rest: false }, state);
        }
    });
    effect(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            // The code leaves the screen and the memory.
            state.set(None);
            wanted.set(Vec::new());
        }
        is_open
    });
    dialog("take", open, || t().transfer.take_title.to_owned(), packing(state, RwSignal::new(None)))
}

/// Makes a file of them.
pub fn begin(load: Load, state: RwSignal<Option<Packing>>) {
    state.set(Some(Packing::Working));
    spawn_local(async move {
        let packed = pack(&load).await;
        state.try_set(Some(match packed {
            Ok(packed) => Packing::Done(Arc::new(packed)),
            Err(error) => Packing::Failed(error),
        }));
    });
}

/// The code and the file, as soon as they are there; `saved` hears that the person has kept it.
pub fn packing(state: RwSignal<Option<Packing>>, saved: RwSignal<Option<Saved>>) -> AnyView {
    (move || {
        let text = &t().transfer;
        state.get().map(|now| match now {
            Packing::Working => waiting(),
            Packing::Done(packed) => done(packed, saved),
            Packing::Failed(error) => {
                let words = if error == NotPacked::TooLarge { text.too_large } else { text.failed };
                say_now(words);
                view! { <p class="notice notice-bad">{words}</p> }.into_any()
            }
        })
    })
    .into_any()
}

fn done(packed: Arc<Packed>, saved: RwSignal<Option<Saved>>) -> AnyView {
    let text = &t().transfer;
    let code = packed.code.clone();
    let dossiers = packed.dossiers;
    let people = Some(packed.people).filter(|people| *people > 0);
    let people = people.map(|people| view! { <p>{(text.holds_people)(people)}</p> }.into_any());
    // Said here and not at the foot of the page, which a dialog covers.
    let said = RwSignal::new("");
    let save = move |_| {
        let is_saved = download::save(NAME, "application/octet-stream", &packed.file).is_ok();
        if is_saved {
            saved.set(Some(Saved { dossiers, code: packed.code.clone() }));
        }
        said.set(if is_saved { t().transfer.saved } else { t().transfer.failed });
        say(said.get_untracked());
    };
    view! {
        <div class="stack">
            <p>{(text.holds)(dossiers)}</p>
            {people}
            <div>
                <p class="soft small" id="transfer-code-name">{text.code}</p>
                <p class="receipt-code" data-transfer-code=code.clone() aria-labelledby="transfer-code-name">{code}</p>
                <p class="soft small">{text.code_help}</p>
            </div>
            <button type="button" class="button button-primary button-wide" data-action="save-transfer" on:click=save>
                {icon("download")}
                {text.save}
            </button>
            <p data-transfer-said="">{move || said.get()}</p>
            <p class="soft small">{text.stays}</p>
        </div>
    }
    .into_any()
}
