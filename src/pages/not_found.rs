//! An address that leads nowhere.

use crate::parts::dead_end::{dead_end, way_on};
use crate::routes;
use crate::text::t;
use crate::view::prelude::*;

/// Says so, and leads home.
pub fn not_found() -> AnyView {
    let text = &t().common;
    dead_end("search", text.not_found_title, text.not_found_help, way_on(routes::HOME, text.to_home))
}
