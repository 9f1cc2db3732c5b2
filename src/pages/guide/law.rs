//! The law behind a service, where its facts come from, and what is uncertain.

use super::{folded, vietnamese_only};
use crate::text::t;
use crate::view::prelude::*;
use contract::{ServicePage, Source};

/// What is uncertain or has changed lately.
pub fn notes(page: &ServicePage) -> Option<AnyView> {
    let lines: Vec<AnyView> =
        page.guide.notes.iter().map(|note| view! { <li>{note.clone()}</li> }.into_any()).collect();
    (!lines.is_empty())
        .then(|| folded(t().guide.notes, view! { {vietnamese_only()} <ul lang="vi">{lines}</ul> }.into_any()))
}

/// Laws, codes and sources.
pub fn law(page: &ServicePage) -> AnyView {
    let text = &t().guide;
    let guide = &page.guide;
    let laws: Vec<AnyView> = guide
        .legal_basis
        .iter()
        .map(|law| view! { <li><b>{law.number.clone()}</b> " " {law.title.clone()}</li> }.into_any())
        .collect();
    let sources: Vec<AnyView> = guide.sources.iter().map(source).collect();
    let content = view! {
        {vietnamese_only()}
        <ul lang="vi">{laws}</ul>
        <dl class="facts" lang="vi">
            {fact(text.form_code, [guide.form_code.as_str(), guide.form_source.as_str()].join(" "))}
            {fact(text.procedure_codes, guide.procedure_codes.join(", "))}
            {fact(text.ministry, guide.ministry.clone())}
        </dl>
        <h3>{text.sources}</h3>
        <ul class="sources" lang="vi">{sources}</ul>
    };
    folded(text.law, content.into_any())
}

fn fact(name: &'static str, value: String) -> Option<AnyView> {
    (!value.trim().is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
}

fn source(source: &Source) -> AnyView {
    let seen = source.date.as_ref().map(|date| format!(" ({})", (t().guide.as_of)(date)));
    // Some sources are papers, not pages.
    let place = if source.url.starts_with("http") {
        let (url, words) = (source.url.clone(), source.url.clone());
        view! { <a href=url rel="noreferrer" target="_blank">{words}</a> }.into_any()
    } else {
        source.url.clone().into_any()
    };
    view! { <li><p>{source.says.clone()}{seen}</p><p class="small">{place}</p></li> }.into_any()
}
