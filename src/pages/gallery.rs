//! Gallery: every component in every state, for who designs and for the tests that compare pictures. No screen leads
//! here, and its code is in a part of the program that nothing else fetches. Names of components are in English only.

mod fields;
mod parts;

use crate::parts::heading::heading;
use crate::view::prelude::*;

/// The screen.
pub fn gallery() -> AnyView {
    view! {
        <div class="stack-wide" lang="en">
            {heading("Gallery")}
            {parts::words()}
            {parts::buttons()}
            {parts::notices()}
            {parts::cards()}
            {parts::progress()}
            {parts::states()}
            {parts::dialogs()}
            {parts::drawings()}
            {parts::papers()}
            {fields::fields()}
        </div>
    }
    .into_any()
}

/// A component under its name, which the tests know it by: `[data-gallery="…"]`. Its words are in the language of the
/// moment.
fn shown(name: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="stack-close" data-gallery=name>
            <h2>{name}</h2>
            <div class="stack" lang=crate::text::lang_tag(crate::text::lang())>{content}</div>
        </section>
    }
    .into_any()
}
