//! Opens a draft and fetches the form it was begun with; says why when that does not work.

use super::changed::Ended;
use super::instead::Instead;
use super::standing::{Standing, standing};
use crate::api::Failure;
use crate::drafts::{self, OpenDraft};
use crate::later;
use crate::parts::loading::{failed_screen, waiting_screen};
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
    /// There is no form to fill.
    Instead(Instead),
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
        Opening::Ended(old, new, draft) => {
            let ended = Ended { old, new, draft, again: Rc::new(begin.clone()) };
            later::extras().map_or_else(|| ().into_any(), |extras| (extras.ended)(ended))
        }
        Opening::Instead(why) => {
            later::extras().map_or_else(|| ().into_any(), |extras| (extras.instead)(why))
        }
        Opening::Failed(failure) => failed_screen(&failure, Box::new(begin.clone())),
    })
    .into_any()
}

async fn open(id: &str) -> Opening {
    let draft = match drafts::open(id).await {
        Ok(draft) => draft,
        Err(drafts::Error::NotFound) => {
            return Opening::Instead(sent_as(id).await.map_or(Instead::NotHere, Instead::Sent));
        }
        Err(drafts::Error::NoReader) => return Opening::Failed(Failure::Offline),
        Err(_) => return Opening::Instead(Instead::Broken),
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
            Err(_) => Opening::Instead(Instead::Broken),
        },
        Err(failure) => Opening::Failed(failure),
    }
}

/// The dossier that the draft has become.
async fn sent_as(id: &str) -> Option<String> {
    (later::extras()?.sent_as)(id.to_owned()).await
}
