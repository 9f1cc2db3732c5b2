//! How far one is: in words, and as a thin bar for the eye. The words open the overview of all steps.

use crate::parts::icon::icon;
use crate::text::t;
use crate::view::prelude::*;

/// `step` counts from 1; `overview` is set when the person asks for all steps.
pub fn progress(step: usize, steps: usize, overview: RwSignal<bool>) -> AnyView {
    let words = t().form.step_of.replace("{step}", &step.to_string()).replace("{steps}", &steps.to_string());
    // A native element draws its own bar: the width would otherwise need an inline style, which the policy forbids.
    view! {
        <div class="progress">
            <button
                type="button"
                class="progress-words"
                data-action="overview"
                aria-haspopup="dialog"
                on:click=move |_| overview.set(true)
            >
                <span>{words} <span class="unseen">". " {t().overview.open}</span></span>
                {icon("checklist")}
            </button>
            <progress class="progress-bar" max=steps.to_string() value=step.to_string() aria-hidden="true"></progress>
        </div>
    }
    .into_any()
}
