//! What this phone says of a form whose folder was erased before it could be sent: the code, and nothing of a person.

use crate::outbox::{self, Slip};
use crate::text::{t, time};
use crate::view::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The section, if there is anything.
pub fn slips(all: &[Slip]) -> Option<AnyView> {
    let text = &t().my_dossiers;
    let lines: Vec<AnyView> = all.iter().map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack-close">
                <h2>{text.slips}</h2>
                <p class="soft small">{text.slips_help}</p>
                <ul class="cards">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(slip: &Slip) -> AnyView {
    let text = &t().my_dossiers;
    let (stage, words) = if slip.refused {
        ("refused", text.slip_refused.to_owned())
    } else if slip.code.is_empty() {
        ("waits", text.slip_waits.to_owned())
    } else if slip.papers > 0 {
        ("papers", (text.papers_left)(slip.papers))
    } else {
        ("sent", text.slip_done.to_owned())
    };
    let is_over = slip.refused || stage == "sent";
    let kept = slip.clone();
    let put_away = move |_| {
        let slip = kept.clone();
        // A failure leaves the line where it is.
        spawn_local(async move { drop(outbox::put_away(&slip).await) });
    };
    view! {
        <li class="card" data-slip-code=slip.code.clone() data-stage=stage>
            <p class="number lead">{slip.code.clone()}</p>
            <p class="soft small">{time::instant(slip.made_at)}</p>
            <p>{words}</p>
            {is_over.then(|| view! {
                <button type="button" class="button button-wide" data-action="put-away" on:click=put_away>
                    {text.put_away}
                </button>
            }.into_any())}
        </li>
    }
    .into_any()
}
