//! Dossier: where a dossier of this phone stands, what is wanted, and the result.

use crate::parts::dead_end::{dead_end, way_on};
use crate::parts::following::{Following, following};
use crate::parts::heading::heading;
use crate::parts::kept::kept_screen;
use crate::parts::papers_left::papers_left;
use crate::receipts::{self, Sent};
use crate::routes;
use crate::text::{local, t};
use crate::view::prelude::*;

/// The screen.
pub fn dossier(code: String) -> AnyView {
    let read = move || {
        let code = code.clone();
        async move { receipts::get(&code).await }
    };
    // Read once: what the server says while the screen is open comes through `Following`.
    kept_screen(Signal::stored(0), read, |sent: &Option<Sent>| match sent {
        Some(sent) => show(sent),
        None => missing(),
    })
}

fn show(sent: &Sent) -> AnyView {
    let receipt = &sent.receipt;
    let known = sent.tracked.clone().zip(sent.tracked_at);
    view! {
        <div class="stack-close">
            {heading(local(&receipt.service_name))} <p class="soft number">{t().receipt.code} ": " {receipt.code.clone()}</p>
        </div>
        {papers_left(&sent.draft)}
        {following(Following::new(&receipt.code, &receipt.secret, known))}
        <a class="button no-print" href=routes::receipt(&receipt.code)>{t().dossier.receipt}</a>
    }
    .into_any()
}

fn missing() -> AnyView {
    let text = &t().dossier;
    dead_end("folder", text.missing_title, text.missing_help, way_on(routes::TRACK, t().track.title))
}
