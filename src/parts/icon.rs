//! Icons: the drawings of `style/icons.html`, which stand in `index.html` so that they need no request.

use crate::view::prelude::*;

/// A drawing beside a word that says the same; screen readers pass over it. `name` without its `i-`.
pub fn icon(name: &str) -> AnyView {
    let href = format!("#i-{name}");
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
    .into_any()
}
