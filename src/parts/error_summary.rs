//! What must be mended before one can go on: on top of the screen, each line leading to its field.

use crate::text::t;
use crate::view::prelude::*;
use std::sync::Arc;

/// Takes the focus after a failed step; so its id is known.
pub const ID: &str = "error-summary";

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Id of the element to go to.
    pub target: String,
    pub sentence: String,
}

/// Nothing while there is nothing to mend. `go` brings the person to a target.
pub fn error_summary(lines: Signal<Vec<Line>>, go: Arc<dyn Fn(&str) + Send + Sync>) -> AnyView {
    (move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let texts = &t().form;
            let title = if lines.len() == 1 {
                texts.error_title_one.to_owned()
            } else {
                texts.error_title_many.replace("{count}", &lines.len().to_string())
            };
            let items: Vec<_> = lines
                .into_iter()
                .map(|Line { target, sentence }| {
                    let (go, href) = (go.clone(), format!("#{target}"));
                    view! {
                        <li>
                            <a
                                href=href
                                on:click=move |event| {
                                    event.prevent_default();
                                    go(&target);
                                }
                            >
                                {sentence}
                            </a>
                        </li>
                    }
                })
                .collect();
            view! {
                <div id=ID class="error-summary" role="group" tabindex="-1" aria-labelledby="error-summary-title">
                    <h2 id="error-summary-title">{title}</h2>
                    <ul>{items}</ul>
                </div>
            }
        })
    })
    .into_any()
}
