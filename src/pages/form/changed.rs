//! A draft whose form is no longer taken: moved to the form of today together with the person, or, when there is none, only
//! to be read and taken along.

use crate::browser::download;
use crate::drafts::{Change, OpenDraft};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::toast::toast;
use crate::services::KnownLists;
use crate::text::{lang, local, t};
use crate::view::prelude::*;
use forms::{Form, Left, Migrated, Path, given, migrate, shown, summary};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// A draft with its own form, and what it is asked to become.
#[derive(Clone)]
pub struct Ended {
    pub old: Arc<Form>,
    /// The form of today; `None` when the service has ended.
    pub new: Option<Arc<Form>>,
    pub draft: OpenDraft,
    /// Runs when the person goes on in the new form.
    pub again: Rc<dyn Fn()>,
}

/// The screen in place of the form.
pub fn ended(ended: Ended) -> AnyView {
    match &ended.new {
        Some(new) => changed(&ended.old, new, &ended.draft, ended.again),
        None => withdrawn(&ended.old, &ended.draft),
    }
}

/// Shows what is kept and what has no place any more.
fn changed(old: &Arc<Form>, new: &Arc<Form>, draft: &OpenDraft, done: Rc<dyn Fn()>) -> AnyView {
    let text = &t().versions;
    let Migrated { answers, left } = draft.with(|draft| migrate(old, new, &draft.answers));
    let kept = given(&answers).len();
    let lines: Vec<AnyView> = left.iter().map(|(path, left)| line(old, path, left)).collect();
    let left = (!lines.is_empty()).then(|| {
        view! {
            <section class="notice notice-warning" data-left=left.len().to_string()>
                <h2 class="notice-title">{text.left_title}</h2>
                <p>{text.left_help}</p>
                <dl class="answers">{lines}</dl>
            </section>
        }
        .into_any()
    });
    let (moving, version) = (draft.clone(), new.definition().version.clone());
    let go_on = move |_| {
        let change = Change::Migrated { version: version.clone(), answers: answers.clone() };
        let (moving, done) = (moving.clone(), done.clone());
        spawn_local(async move {
            moving.record(change);
            moving.flush().await;
            done();
        });
    };
    view! {
        <div class="stack" data-changed="">
            {heading(text.changed_title)}
            <p class="lead">{(text.changed_help)(kept)}</p>
            {left}
            <button type="button" class="button button-primary button-wide" data-action="migrate" on:click=go_on>
                {text.go_on}
            </button>
            {take_along(draft)}
        </div>
    }
    .into_any()
}

/// What was filled in, to be read and taken along: it cannot be sent any more.
fn withdrawn(form: &Arc<Form>, draft: &OpenDraft) -> AnyView {
    let text = &t().versions;
    let summary = draft.with(|draft| summary(form, &draft.answers, &KnownLists::now(), lang()));
    let rows = summary.sections.into_iter().flat_map(|section| section.rows.into_iter().flatten());
    let lines: Vec<AnyView> = rows
        .chain(summary.documents)
        .filter(|line| !line.shown.is_empty())
        .map(|line| answer(line.label, line.shown))
        .collect();
    view! {
        <div class="stack" data-withdrawn="">
            {heading(text.withdrawn_title)}
            <p class="lead">{text.withdrawn_help}</p>
            <dl class="answers">{lines}</dl>
            {take_along(draft)}
        </div>
    }
    .into_any()
}

fn line(old: &Form, path: &Path, left: &Left) -> AnyView {
    let definition = old.definition();
    let label = match path {
        Path::Field { section, field, .. } => old.field(section, field).map(|field| local(&field.label)),
        Path::Document(id) => {
            definition.documents.iter().find(|asked| asked.id == *id).map(|asked| local(&asked.name))
        }
        Path::Variant | Path::Section(_) => None,
    };
    let says = match (left, path) {
        (Left::Document(given), _) => (t().versions.files)(given.files.len()),
        (Left::Value(value), Path::Field { section, field, .. }) => match old.field(section, field) {
            Some(field) => shown(field, value, &KnownLists::now(), lang()),
            None => plain(value),
        },
        (Left::Value(value), _) => {
            let named = definition.variants.iter().find(|variant| value.as_text() == Some(&variant.id));
            named.map_or_else(|| plain(value), |variant| local(&variant.name))
        }
    };
    answer(label.unwrap_or_else(|| path.to_string()), says)
}

/// An answer of which the form says nothing.
fn plain(value: &forms::Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn answer(label: String, says: String) -> AnyView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{says}</dd>
        </div>
    }
    .into_any()
}

fn take_along(draft: &OpenDraft) -> AnyView {
    let draft = draft.clone();
    let take = move |_| {
        let json = serde_json::to_string(&draft.draft()).unwrap_or_default();
        let saved = download::save("ban-nhap.json", "application/json", json.as_bytes());
        toast(if saved.is_ok() { t().settings.exported } else { t().settings.failed });
    };
    view! {
        <button type="button" class="button button-wide" data-action="take-along" on:click=take>
            {icon("download")}
            {t().versions.take_along}
        </button>
    }
    .into_any()
}
