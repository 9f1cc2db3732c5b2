//! Begins a form: makes a draft, filled with what the phone knows, and goes to its first step.

use crate::api::Failure;
use crate::browser::address;
use crate::drafts::{self, Error};
use crate::parts::heading::heading;
use crate::parts::live::say_now;
use crate::parts::loading::{failed, waiting};
use crate::text::t;
use crate::view::prelude::*;
use crate::{later, profile, routes, services};
use forms::{Answers, Form};
use wasm_bindgen_futures::spawn_local;

/// What went wrong.
#[derive(Clone)]
enum Trouble {
    Fetch(Failure),
    /// The phone cannot keep a draft.
    Keep,
    /// None: it is to be asked first whom the form is for.
    AsksFirst,
}

/// The screen: shown only while it waits or when it fails.
pub fn start(slug: String) -> AnyView {
    let trouble = RwSignal::new(None::<Trouble>);
    let of = slug.clone();
    let begin = move || {
        trouble.set(None);
        let slug = of.clone();
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
        (Some(Trouble::AsksFirst), Some(extras)) => (extras.choose)(slug.clone()),
        (trouble, _) => {
            let state = match trouble {
                Some(Trouble::Fetch(failure)) => {
                    failed(&failure, Box::new(move || begin.with_value(|begin| begin())))
                }
                Some(Trouble::Keep) => cannot_keep(),
                None | Some(Trouble::AsksFirst) => waiting(),
            };
            view! { {heading(t().guide.starting)} {state} }.into_any()
        }
    })
    .into_any()
}

async fn make(slug: &str) -> Result<String, Trouble> {
    let definition = services::current_definition(slug).await.map_err(Trouble::Fetch)?;
    // The server has checked it when it started; a form the engine refuses is not ours.
    let form = Form::of(definition).map_err(|_| Trouble::Fetch(Failure::NotOurs))?;
    let profile = profile::known().await;
    if profile.contains_key(profile::ASKS_FIRST) {
        return Err(Trouble::AsksFirst);
    }
    let draft = drafts::create(&form, &profile).await.map_err(|_: Error| Trouble::Keep)?;
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

fn cannot_keep() -> AnyView {
    let text = &t().guide;
    say_now(format!("{}. {}", text.cannot_keep, text.cannot_keep_help));
    view! {
        <div class="notice notice-bad">
            <p class="notice-title">{text.cannot_keep}</p>
            <p>{text.cannot_keep_help}</p>
        </div>
    }
    .into_any()
}
