//! Form: the way from the first question to sending. Opens the draft of the address and shows the step it names.

pub mod changed;
pub mod frame;
pub mod instead;
mod newer;
mod opening;
pub mod overview;
pub mod rows;
mod section;
mod standing;
pub mod troubles;
pub mod variant;

use crate::browser::{address, clock};
use crate::database::{self, OUTBOX};
use crate::drafts::{self, OpenDraft};
use crate::filling::{Filling, Step};
use crate::view::prelude::*;
use crate::{later, outbox, routes};
use forms::{Form, Profile};
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// When other drafts are read for what can be offered: the questions are on the screen by then.
const AFTER_DRAWING: Duration = Duration::from_secs(1);

/// The last steps, which are screens of their own over the same form and come in another file of the program.
#[derive(Clone, Copy)]
pub struct LastSteps {
    pub documents: fn() -> AnyView,
    pub review: fn() -> AnyView,
}

/// The screen, for all steps of a draft: moving on does not open the draft again.
pub fn form(last: LastSteps) -> AnyView {
    let path = routes::path();
    let draft = memo(move |_| path.with(|path| routes::draft_and_step(path).0.to_owned()));
    (move || opening::opened(draft.get(), move |form, draft, profile| filled(form, draft, profile, last)))
        .into_any()
}

/// The form of an opened draft.
fn filled(form: &Arc<Form>, draft: &OpenDraft, profile: &Profile, last: LastSteps) -> AnyView {
    let filling = Filling::new(form.clone(), draft.clone(), clock::today()).knowing(profile.clone());
    // For the last steps.
    provide_context(filling);
    to_the_receipt(&draft.id());
    recall(draft.id());
    show_refusal(filling, &draft.id());
    let remember = move || {
        spawn_local(async move {
            if drafts::may_be_others().await {
                // Without them the form only offers less.
                filling.remembers(&drafts::all().await.unwrap_or_default());
            }
        });
    };
    set_timeout(remember, AFTER_DRAWING);
    let form = form.clone();
    let path = routes::path();
    let slug = memo(move |_| path.with(|path| routes::draft_and_step(path).1.to_owned()));
    let draw = move |slug: String| {
        let step = Step::of(&form, &slug);
        let steps = untrack(|| filling.steps());
        match step.filter(|step| steps.contains(step)) {
            Some(Step::Variant) => variant::step(filling),
            Some(Step::Section(id)) => section::step(filling, &id),
            Some(Step::Documents) => (last.documents)(),
            Some(Step::Review) => (last.review)(),
            // An old link, or a step that the answers have made needless.
            None => {
                if let Some(first) = steps.first() {
                    address::go_instead(&filling.link_to(first));
                }
                ().into_any()
            }
        }
    };
    let step = move || {
        let slug = slug.get();
        // Only another address draws another step.
        untrack(|| draw(slug))
    };
    view! { {step} {newer::newer(draft.clone())} }.into_any()
}

/// A no of the server that came when nobody looked shows now.
fn recall(draft: String) {
    spawn_local(async move {
        if database::holds(OUTBOX, &[&draft]).await.unwrap_or_default()
            && let Some(extras) = later::extras()
        {
            (extras.recall)(draft);
        }
    });
}

/// To the receipt as soon as there is one, whoever has sent the form: this screen, the outbox, another tab.
fn to_the_receipt(draft: &str) {
    let state = outbox::state(draft);
    effect(move |has_left: Option<bool>| {
        // Several may say it: a second time would draw the receipt anew under the person's eyes.
        if has_left != Some(true)
            && let Some(outbox::State::Arrived(code)) = state.get()
        {
            // Back does not lead into a form that is no more.
            address::go_instead(&routes::receipt(&code));
            return true;
        }
        has_left == Some(true)
    });
}

/// What the server found wrong stands at its fields, whichever step is open.
fn show_refusal(filling: Filling, draft: &str) {
    let state = outbox::state(draft);
    effect(move |_| {
        if let Some(outbox::State::Wrong(violations)) = state.get() {
            filling.show_refused(violations);
        }
    });
}

impl Filling {
    /// The address of a step of this draft.
    pub fn link_to(self, step: &Step) -> String {
        let slug = self.form().definition().slug.clone();
        routes::step(&slug, &self.draft().id(), step.slug())
    }
}
