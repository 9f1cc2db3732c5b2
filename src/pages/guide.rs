//! Guide: one service in plain words.

use crate::parts::heading::heading;
use crate::parts::loading::loaded;
use crate::routes;
use crate::services;
use crate::text::local;
use contract::ServicePage;
use leptos::prelude::*;

/// The screen.
pub fn guide(slug: String) -> AnyView {
    let slug = StoredValue::new(slug);
    loaded(move || async move { services::page(&slug.get_value()).await }, |page| show(&page))
}

fn show(page: &ServicePage) -> AnyView {
    view! {
        {heading(local(&page.name))}
        <p>{local(&page.guide.text.what)}</p>
        <a class="button button-primary" href=routes::start(&page.slug)>{local(&page.name)}</a>
    }
    .into_any()
}
