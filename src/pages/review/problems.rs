//! What must be mended before the form can be sent, and what is only doubtful: each line leads to its field.

use super::Page;
use crate::browser::{address, focus};
use crate::fields;
use crate::filling::Step;
use crate::text::{lang, t, violation};
use crate::view::prelude::*;
use forms::Violation;

const ID: &str = "review-problems";

/// Nothing while all is well.
pub fn problems(page: Page) -> AnyView {
    (move || {
        let mut found = page.violations();
        let known = found.clone();
        // The server may know more, as a list this phone has not fetched.
        found.extend(page.refused.get().into_iter().filter(|refused| {
            !known.iter().any(|own| own.path == refused.path && own.is_error())
        }));
        let (errors, doubts): (Vec<Violation>, Vec<Violation>) = found.into_iter().partition(Violation::is_error);
        let texts = &t().review;
        let go = move |violation: &Violation| {
            let step = Step::holding(&violation.path);
            let target = fields::target(&page.filling.form(), violation);
            page.filling.touch(std::iter::once(&violation.path));
            // The step takes the person to the field it is told they were in.
            page.filling.moved(step.slug(), Some(&target));
            address::go(&page.filling.link_to(&step));
        };
        let list = move |found: Vec<Violation>| {
            let form = page.filling.form();
            let line = |violation: Violation| {
                let sentence = violation::sentence(&form, &violation, lang());
                let href = page.filling.link_to(&Step::holding(&violation.path));
                view! {
                    <li>
                        <a href=href on:click=move |event| {
                            event.prevent_default();
                            go(&violation);
                        }>{sentence}</a>
                    </li>
                }
                .into_any()
            };
            found.into_iter().map(line).collect::<Vec<_>>()
        };
        let errors = (!errors.is_empty()).then(|| {
            view! {
                <div id=ID class="error-summary" tabindex="-1" role="group" aria-labelledby="review-problems-title">
                    <h2 id="review-problems-title">{texts.wrong_title}</h2>
                    <ul>{list(errors)}</ul>
                </div>
            }
        });
        let doubts = (!doubts.is_empty()).then(|| {
            view! {
                <div class="notice notice-warning">
                    <h2 class="notice-title">{texts.doubts_title}</h2>
                    <ul>{list(doubts)}</ul>
                </div>
            }
        });
        view! { {errors} {doubts} }
    })
    .into_any()
}

/// Brings the person to the list.
pub fn show() {
    focus::bring_to_when_drawn(ID);
}
