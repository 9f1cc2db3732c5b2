//! How far one is: in words, and as a thin bar for the eye.

use crate::text::t;
use crate::view::prelude::*;

/// `step` counts from 1.
pub fn progress(step: usize, steps: usize) -> AnyView {
    let words = t().form.step_of.replace("{step}", &step.to_string()).replace("{steps}", &steps.to_string());
    // A native element draws its own bar: the width would otherwise need an inline style, which the policy forbids.
    view! {
        <div class="progress">
            <span class="progress-words">{words}</span>
            <progress class="progress-bar" max=steps.to_string() value=step.to_string() aria-hidden="true"></progress>
        </div>
    }
    .into_any()
}
