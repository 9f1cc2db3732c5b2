//! Guide: one service in plain words, and the way into its form.

mod fees;
mod law;
mod papers;
mod prepare;
mod share;

use crate::browser::platform::{Platform, is_installed, platform};
use crate::drafts;
use crate::parts::draft_card::draft_line;
use crate::parts::glossary::explained;
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::loading::loaded_screen;
use crate::text::{lang, local, t, time};
use crate::view::prelude::*;
use crate::{routes, services};
use chrono::Days;
use contract::ServicePage;
use forms::{Delivery, Lang, ProcessingTime, Text, TimeUnit};
use wasm_bindgen_futures::spawn_local;

/// The screen.
pub fn guide(slug: String) -> AnyView {
    let slug = StoredValue::new(slug);
    loaded_screen(move || async move { services::page(&slug.get_value()).await }, |page| show(&page))
}

fn show(page: &ServicePage) -> AnyView {
    let text = &t().guide;
    let words = &page.guide.text;
    let slug = &page.slug;
    let ends = page.valid_until.and_then(|day| day.checked_sub_days(Days::new(1)));
    view! {
        <article class="stack-wide guide">
            <div class="stack-close">
                {heading(local(&page.name))}
                <p class="lead">{explained(local(&words.what), slug)}</p>
            </div>
            {ends.map(|day| view! { <p class="notice notice-warning">{(text.valid_until)(&time::day(day))}</p> }.into_any())}
            {(platform() == Platform::Ios && !is_installed()).then(before_the_first_draft)}
            {my_drafts(slug.clone())}
            {facts(page)}
            {section(text.who, explained(local(&words.who), slug))}
            {prepare::prepare(page)}
            {papers::papers(page)}
            {fees::fees(page)}
            {list(text.next, &words.next, slug, true)}
            {list(text.result, &page.guide.results, slug, false)}
            {cases(page)}
            {law::notes(page)}
            {law::law(page)}
            {share::share(page)}
        </article>
        <div class="action-bar">
            <a class="button button-primary" data-action="start" href=routes::start(slug)>{text.start}</a>
        </div>
    }
    .into_any()
}

/// What is begun in Safari stays in Safari: who wants the app on the home screen is told before.
fn before_the_first_draft() -> AnyView {
    let text = &t().guide;
    view! {
        <a class="notice notice-link" href=routes::INSTALL data-action="to-install">
            <span class="notice-title">{icon("add")}{text.install_first}</span>
            <span>{text.install_first_help}</span>
        </a>
    }
    .into_any()
}

/// A part of the guide with its title.
fn section(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="stack-close">
            <h2>{title}</h2>
            <div>{content}</div>
        </section>
    }
    .into_any()
}

/// A list of sentences; `is_ordered` when they happen one after the other.
fn list(title: &'static str, items: &[Text], slug: &str, is_ordered: bool) -> Option<AnyView> {
    let lines: Vec<AnyView> =
        items.iter().map(|item| view! { <li>{explained(local(item), slug)}</li> }.into_any()).collect();
    (!items.is_empty()).then(|| {
        let list = if is_ordered {
            view! { <ol>{lines}</ol> }.into_any()
        } else {
            view! { <ul>{lines}</ul> }.into_any()
        };
        section(title, list)
    })
}

/// What is asked first: how long, where, how.
fn facts(page: &ServicePage) -> AnyView {
    let text = &t().guide;
    let note = local(&page.processing_time.note);
    let ways: Vec<&str> = page
        .delivery
        .iter()
        .map(|way| match way {
            Delivery::Online => text.online,
            Delivery::Counter => text.counter,
            Delivery::Postal => text.postal,
        })
        .collect();
    view! {
        <dl class="card facts">
            {fact("clock", text.time, duration(&page.processing_time), (!note.is_empty()).then_some(note))}
            {fees::span(page).map(|span| fact("fee", text.fee, span, None))}
            {fact("office", text.office, local(&page.receiving_office), None)}
            {fact("send", text.ways, ways.join(" · "), None)}
        </dl>
    }
    .into_any()
}

fn fact(drawing: &str, name: &'static str, value: String, note: Option<String>) -> AnyView {
    view! {
        <div class="fact">
            <dt>{icon(drawing)}{name}</dt>
            <dd>{value}</dd>
            {note.map(|note| view! { <dd class="fact-note">{note}</dd> }.into_any())}
        </div>
    }
    .into_any()
}

fn duration(time: &ProcessingTime) -> String {
    let text = &t().guide;
    match (time.amount, time.unit) {
        (0, _) => text.same_day.to_owned(),
        (days, TimeUnit::Days) => (text.days)(days),
        (days, TimeUnit::WorkingDays) => (text.working_days)(days),
    }
}

fn cases(page: &ServicePage) -> Option<AnyView> {
    let lines = page.variants.iter().map(|variant| {
        let help = variant.help.as_ref().map(local);
        view! {
            <li>
                {local(&variant.name)}
                {help.map(|help| view! { <span class="line-note">{help}</span> }.into_any())}
            </li>
        }
        .into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    (!lines.is_empty()).then(|| folded(t().guide.cases, view! { <ul>{lines}</ul> }.into_any()))
}

/// A part that is closed at first.
fn folded(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <details class="card folded">
            <summary>{title}</summary>
            <div class="stack-close">{content}</div>
        </details>
    }
    .into_any()
}

/// Text that the catalog has only in Vietnamese, announced to those who read English.
fn vietnamese_only() -> Option<AnyView> {
    (lang() != Lang::Vi).then(|| view! { <p class="soft small">{t().guide.vietnamese_only}</p> }.into_any())
}

/// Drafts of this service, so that nobody begins twice by mistake.
fn my_drafts(slug: String) -> AnyView {
    let again = drafts::changes();
    let mine = RwSignal::new(Vec::new());
    effect(move |_| {
        again.track();
        let slug = slug.clone();
        spawn_local(async move {
            // What cannot be read is not shown here; My dossiers says why.
            let mut drafts = drafts::list().await.unwrap_or_default();
            drafts.retain(|draft| draft.service == slug);
            let index = services::index().await.ok();
            mine.try_set(drafts.iter().map(|head| (head.clone(), index.clone())).collect());
        });
    });
    (move || {
        let lines = mine.with(|mine| {
            mine.iter().map(|(head, index)| draft_line(head, index.as_deref())).collect::<Vec<_>>()
        });
        (!lines.is_empty())
            .then(|| section(t().guide.go_on, view! { <ul class="lines">{lines}</ul> }.into_any()))
    })
    .into_any()
}
