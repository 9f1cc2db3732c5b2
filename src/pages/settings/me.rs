//! My information: asked once here, filled into every form after. It is a form like the others, kept as a profile.

use crate::browser::{clock, page};
use crate::drafts::{Draft, OpenDraft};
use crate::fields::{field, target};
use crate::filling::{Filling, Step};
use crate::parts::kept::kept;
use crate::parts::live::say_now;
use crate::parts::scan::scan_card;
use crate::parts::toast::toast;
use crate::profile;
use crate::text::t;
use crate::view::prelude::*;
use forms::{Answers, Form, Path, Profile, Violation, prefill};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

const SECTION: &str = "citizen";
/// What is asked, in the format of the services' definitions.
const DEFINITION: &str = include_str!("me.json");

/// The form with what is known.
pub fn me() -> AnyView {
    let again = RwSignal::new(0_u32);
    kept(again.into(), profile::load, move |known: &Profile| asked(known, again))
}

fn asked(known: &Profile, again: RwSignal<u32>) -> AnyView {
    // The definition stands in the program; a test proves that it can be read.
    let Some(form) = form() else { return ().into_any() };
    let mut answers = Answers::default();
    for (path, value) in prefill(&form, &answers, known) {
        if let Path::Field { section, field, .. } = path {
            answers.set(&section, 0, &field, value);
        }
    }
    let draft = OpenDraft::detached(Draft { id: "me".to_owned(), answers, ..Draft::default() });
    let filling = Filling::new(form.clone(), draft, clock::today());
    let text = &t().settings;
    let ids: Vec<String> =
        form.section(SECTION).into_iter().flat_map(|s| s.fields.iter().map(|f| f.id.clone())).collect();
    let questions: Vec<AnyView> =
        ids.iter().map(|id| field(filling, &form, Path::field(SECTION, None, id))).collect();
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        keep(filling);
    };
    let clear = move |_| {
        spawn_local(async move {
            let cleared = profile::clear().await.is_ok();
            toast(if cleared { t().settings.cleared_me } else { t().settings.failed });
            again.try_update(|again| *again += 1);
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=save>
            {scan_card(filling, SECTION)}
            {questions}
            <button class="button button-wide" data-action="save-me">{text.save}</button>
            <button type="button" class="button button-quiet" data-action="clear-me" on:click=clear>{text.clear_me}</button>
        </form>
    }
    .into_any()
}

fn form() -> Option<Arc<Form>> {
    Form::new(serde_json::from_str(DEFINITION).ok()?).ok().map(Arc::new)
}

fn keep(filling: Filling) {
    let form = filling.form();
    let found = filling.check_step(&Step::Section(SECTION.to_owned()));
    let wrong: Vec<Violation> = found.into_iter().filter(Violation::is_error).collect();
    filling.touch(wrong.iter().map(|violation| &violation.path));
    if let Some(first) = wrong.first() {
        say_now(t().settings.check);
        page::focus(&target(&form, first));
        return;
    }
    let mut known = Profile::new();
    for asked in form.section(SECTION).into_iter().flat_map(|section| &section.fields) {
        let value = filling.value(&Path::field(SECTION, None, &asked.id));
        if let (Some(key), Some(value)) = (&asked.prefill, value) {
            known.insert(key.clone(), value);
        }
    }
    spawn_local(async move {
        let saved = profile::save(&known).await.is_ok();
        toast(if saved { t().settings.saved } else { t().settings.failed });
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_a_form() {
        assert!(super::form().is_some());
    }
}
