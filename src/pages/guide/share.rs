//! Give the guide to somebody: share, QR code, print.

use crate::browser::page;
use crate::parts::icon::icon;
use crate::parts::qr::qr;
use crate::parts::share::share_or_copy;
use crate::routes;
use crate::text::{local, t};
use crate::view::prelude::*;
use contract::ServicePage;
use wasm_bindgen_futures::spawn_local;

/// The buttons at the end of a guide.
pub fn share(page: &ServicePage) -> AnyView {
    let text = &t().guide;
    let address = format!("{}{}", page::origin(), routes::guide(&page.slug));
    let (title, summary, url) = (local(&page.name), local(&page.summary), address.clone());
    let give = move |_| {
        let (title, summary, url) = (title.clone(), summary.clone(), url.clone());
        spawn_local(async move { share_or_copy(&title, &summary, &url, t().guide.copied).await });
    };
    view! {
        <section class="stack-close no-print">
            <div class="row">
                <button type="button" class="button" on:click=give>{icon("share")}{text.share}</button>
                <button type="button" class="button" on:click=|_| page::print()>{icon("print")}{text.print}</button>
            </div>
            <details class="card folded">
                <summary>{text.show_qr}</summary>
                <figure class="qr-figure">
                    {qr(&address, text.qr_alt)}
                    <figcaption class="small">{address}</figcaption>
                </figure>
            </details>
        </section>
    }
    .into_any()
}
