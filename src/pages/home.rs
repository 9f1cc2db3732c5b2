//! Home: find a service, go on with a draft.

use crate::parts::heading::heading;
use crate::parts::loading::loaded;
use crate::routes;
use crate::services;
use crate::text::{local, t};
use contract::ServiceIndex;
use leptos::prelude::*;
use std::sync::Arc;

/// The screen.
pub fn home() -> AnyView {
    view! {
        {heading(t().common.app_name)}
        {loaded(services::index, |index| list(&index))}
    }
    .into_any()
}

fn list(index: &Arc<ServiceIndex>) -> AnyView {
    let services = index
        .services
        .iter()
        .map(|service| {
            view! { <li><a href=routes::guide(&service.slug)>{local(&service.name)}</a></li> }.into_any()
        })
        .collect_view();
    view! { <ul class="services">{services}</ul> }.into_any()
}
