//! The papers that the form will ask for.

use super::section;
use crate::parts::drawing::{drawing, kind_of};
use crate::parts::glossary::explained;
use crate::text::{local, t};
use crate::view::prelude::*;
use contract::ServicePage;
use forms::Document;

/// Each paper with whether it is needed.
pub fn papers(page: &ServicePage) -> AnyView {
    let text = &t().guide;
    let lines: Vec<AnyView> = page.documents.iter().map(|document| paper(document, &page.slug)).collect();
    let content = if lines.is_empty() {
        view! { <p>{text.papers_none}</p> }.into_any()
    } else {
        view! { <ul class="lines">{lines}</ul> }.into_any()
    };
    section(text.papers, content)
}

fn paper(document: &Document, slug: &str) -> AnyView {
    let text = &t().guide;
    let (class, need) = if document.required_when.is_some() {
        ("badge", text.paper_sometimes)
    } else if document.required {
        ("badge badge-warning", text.paper_needed)
    } else {
        ("badge", text.paper_optional)
    };
    let help = document.help.as_ref().map(|help| explained(local(help), slug));
    view! {
        <li class="paper pictured">
            {drawing(kind_of(&document.name.vi).unwrap_or("paper"))}
            <div>
                <p class="paper-name">{local(&document.name)}</p>
                <p>
                    <span class=class>{need}</span>
                </p>
                {help.map(|help| view! { <p class="line-note">{help}</p> }.into_any())}
                {document
                    .retrievable
                    .then(|| view! { <p class="line-note">{text.paper_retrievable}</p> }.into_any())}
            </div>
        </li>
    }
    .into_any()
}
