//! Icons: drawings of the sprite in `public/icons/sprite.svg`.

use leptos::prelude::*;

/// A drawing beside a word that says the same; screen readers pass over it. `name` is an id in the sprite.
pub fn icon(name: &str) -> AnyView {
    let href = format!("/icons/sprite.svg#{name}");
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
    .into_any()
}
