//! Opens a draft and fetches the form it was begun with; says why when that does not work.

use super::changed::Ended;
use super::standing::{Standing, standing};
use crate::api::Failure;
use crate::drafts::{self, OpenDraft};
use crate::later;
use crate::parts::dead_end::{dead_end, way_on};
use crate::parts::loading::{failed_screen, waiting_screen};
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;
use crate::{profile, services};
use forms::{Form, Profile};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

#[derive(Clone)]
enum Opening {
    Waiting,
    Open(Arc<Form>, OpenDraft, Profile),
    /// Its own form, which is no longer taken, and the one of today; `None` when the service has ended.
    Ended(Arc<Form>, Option<Arc<Form>>, OpenDraft),
    /// It became the dossier of that code.
    Sent(String),
    NotHere,
    /// The definition is one this app cannot read, or the phone's database failed.
    Broken,
    Failed(Failure),
}

/// Opens the draft and draws it with `draw`; again when another tab has given it back.
pub fn opened(
    id: String,
    draw: impl Fn(&Arc<Form>, &OpenDraft, &Profile) -> AnyView + Copy + 'static,
) -> AnyView {
    let state = RwSignal::new(Opening::Waiting);
    let begin = move || {
        let id = id.clone();
        state.set(Opening::Waiting);
        spawn_local(async move {
            let opened = open(&id).await;
            // The screen may have been left meanwhile.
            state.try_set(opened);
        });
    };
    begin();
    (move || match state.get() {
        Opening::Waiting => waiting_screen(),
        Opening::Open(form, draft, profile) => {
            draft.loads().track();
            // A function of its own is drawn with elements of its own: patched ones would keep what was typed in them.
            (move || draw(&form, &draft, &profile)).into_any()
        }
        Opening::Ended(old, new, draft) => match later::extras() {
            Some(extras) => (extras.ended)(Ended { old, new, draft, again: Rc::new(begin.clone()) }),
            None => ().into_any(),
        },
        Opening::Sent(code) => sent(&code),
        Opening::NotHere => notice(t().form.no_draft_title, t().form.no_draft_help),
        Opening::Broken => notice(t().form.broken_title, t().form.broken_help),
        Opening::Failed(failure) => failed_screen(&failure, Box::new(begin.clone())),
    })
    .into_any()
}

async fn open(id: &str) -> Opening {
    let draft = match drafts::open(id).await {
        Ok(draft) => draft,
        Err(drafts::Error::NotFound) => return sent_as(id).await.map_or(Opening::NotHere, Opening::Sent),
        Err(drafts::Error::NoReader) => return Opening::Failed(Failure::Offline),
        Err(_) => return Opening::Broken,
    };
    let (service, version) = draft.with(|draft| (draft.service.clone(), draft.version.clone()));
    match services::definition(&service, &version).await {
        Ok(definition) => match Form::of(definition) {
            Ok(form) => {
                let form = Arc::new(form);
                match standing(&form).await {
                    Standing::Changed(new) => Opening::Ended(form, Some(new), draft),
                    Standing::Withdrawn => Opening::Ended(form, None, draft),
                    Standing::Taken => {
                        let known = draft.with(|draft| draft.known.clone());
                        let known = if known.is_empty() { profile::known().await } else { known };
                        Opening::Open(form, draft, known)
                    }
                }
            }
            Err(_) => Opening::Broken,
        },
        Err(failure) => Opening::Failed(failure),
    }
}

/// The dossier that the draft has become.
async fn sent_as(id: &str) -> Option<String> {
    (later::extras()?.sent_as)(id.to_owned()).await
}

fn notice(title: &'static str, help: &'static str) -> AnyView {
    dead_end("folder", title, help, way_on(routes::HOME, t().common.to_home))
}

fn sent(code: &str) -> AnyView {
    let texts = &t().form;
    let help = texts.sent_help.replace("{code}", code);
    dead_end("done", texts.sent_title, help, way_on(routes::dossier(code), texts.open_dossier))
}
