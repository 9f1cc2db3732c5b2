//! A screen that cannot show what was asked for: says why, and leads on.

use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::view::prelude::*;

/// `ways` are the buttons, the best first.
pub fn dead_end(drawing: &str, title: &'static str, help: impl Into<String>, ways: AnyView) -> AnyView {
    view! {
        <div class="empty dead-end">
            {icon(drawing)} {heading(title)} <p class="soft">{help.into()}</p> {ways}
        </div>
    }
    .into_any()
}

/// The one way on.
pub fn way_on(href: impl Into<String>, words: &'static str) -> AnyView {
    view! { <a class="button button-primary button-wide" href=href.into()>{words}</a> }.into_any()
}
