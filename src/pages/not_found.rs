//! An address that leads nowhere.

use crate::parts::heading::heading;
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;

/// Says so, and leads home.
pub fn not_found() -> AnyView {
    let text = &t().common;
    view! {
        {heading(text.not_found_title)}
        <p>{text.not_found_help}</p>
        <a class="button button-primary" href=routes::HOME>{text.to_home}</a>
    }
    .into_any()
}
