//! Begins a form: makes a draft, filled with what the phone knows, and goes to its first step.

use crate::api::Failure;
use crate::browser::address;
use crate::drafts::{self, Error};
use crate::pages::form::instead::Instead;
use crate::parts::loading::{failed_screen, waiting_screen};
use crate::view::prelude::*;
use crate::{later, profile, routes, services};
use forms::{Answers, Form};
use wasm_bindgen_futures::spawn_local;

/// What went wrong.
#[derive(Clone)]
enum Trouble {
    Fetch(Failure),
    /// Or what comes before the form.
    Instead(Instead),
}

/// The screen: shown only while it waits or when it fails.
pub fn start(slug: String) -> AnyView {
    let trouble = RwSignal::new(None::<Trouble>);
    let begin = move || {
        trouble.set(None);
        let slug = slug.clone();
        spawn_local(async move {
            match make(&slug).await {
                // In place of this address, so that Back does not make another draft.
                Ok(address) => address::go_instead(&address),
                Err(error) => {
                    trouble.try_set(Some(error));
                }
            }
        });
    };
    begin();
    let begin = StoredValue::new_local(begin);
    (move || match (trouble.get(), later::extras()) {
        (Some(Trouble::Instead(why)), Some(extras)) => (extras.instead)(why),
        (Some(Trouble::Fetch(failure)), _) => {
            failed_screen(&failure, Box::new(move || begin.with_value(|begin| begin())))
        }
        _ => waiting_screen(),
    })
    .into_any()
}

async fn make(slug: &str) -> Result<String, Trouble> {
    let definition = services::current_definition(slug).await.map_err(Trouble::Fetch)?;
    // The server has checked it when it started; a form the engine refuses is not ours.
    let form = Form::of(definition).map_err(|_| Trouble::Fetch(Failure::NotOurs))?;
    let profile = profile::known().await;
    if profile.get(profile::ASKS_FIRST).is_some() {
        return Err(Trouble::Instead(Instead::Choose(slug.to_owned())));
    }
    let draft =
        drafts::create(&form, &profile).await.map_err(|_: Error| Trouble::Instead(Instead::CannotKeep))?;
    let address = routes::step(slug, &draft.id(), draft.with(|draft| first_step(&form, &draft.answers)));
    drafts::hand_over(draft);
    profile::hand_over(profile);
    Ok(address)
}

/// The step at which a form begins.
pub fn first_step<'a>(form: &'a Form, answers: &Answers) -> &'a str {
    let definition = form.definition();
    if !definition.variants.is_empty() {
        return routes::VARIANT_STEP;
    }
    let shown = definition.sections.iter().find(|section| form.shows_section(answers, &section.id));
    shown.map_or(routes::DOCUMENTS_STEP, |section| &section.id)
}
