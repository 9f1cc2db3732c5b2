//! A draft in a list: its name, how far it is, and the way back into it.

use crate::browser::clock;
use crate::drafts::Head;
use crate::parts::icon::icon;
use crate::routes;
use crate::text::{local, t, time};
use crate::view::prelude::*;
use contract::ServiceIndex;

/// What a draft is called: the person's own name for it, else the service's.
pub fn name(head: &Head, index: Option<&ServiceIndex>) -> String {
    if !head.title.is_empty() {
        return head.title.clone();
    }
    service_name(&head.service, index)
}

/// The name of a service, as far as the list of services is here.
pub fn service_name(slug: &str, index: Option<&ServiceIndex>) -> String {
    let service = index.and_then(|index| index.services.iter().find(|service| service.slug == slug));
    service.map_or_else(|| t().my_dossiers.unnamed.to_owned(), |service| local(&service.name))
}

/// The step at which the person left it.
pub fn link(head: &Head) -> String {
    let step = if head.step.is_empty() { routes::VARIANT_STEP } else { &head.step };
    routes::step(&head.service, &head.id, step)
}

/// One line that leads back into the draft.
pub fn draft_line(head: &Head, index: Option<&ServiceIndex>) -> AnyView {
    view! {
        <li>
            <a class="line" data-draft=head.id.clone() href=link(head)>
                {icon("edit")}
                <span class="line-text">
                    {name(head, index)}
                    <span class="line-note">{state(head)}</span>
                </span>
                {icon("next")}
            </a>
        </li>
    }
    .into_any()
}

/// How far it is, and when it was changed.
pub fn state(head: &Head) -> String {
    let text = &t().my_dossiers;
    let how_far = if head.percent == 100 { text.ready.to_owned() } else { (text.done)(head.percent) };
    format!("{how_far} · {}", (text.changed)(&time::ago(head.updated_at, clock::now())))
}
