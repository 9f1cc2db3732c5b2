//! Receipt: proof that the form has arrived, to keep, print and share.

mod picture;

use crate::browser::{download, page};
use crate::parts::dead_end::{dead_end, way_on};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::kept::kept_screen;
use crate::parts::papers_left::papers_left;
use crate::parts::qr::qr;
use crate::parts::share::share_or_copy;
use crate::parts::toast::toast;
use crate::receipts::{self, Sent};
use crate::routes;
use crate::text::{local, t, time};
use crate::view::prelude::*;
use contract::Receipt;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// The screen.
pub fn receipt(code: String) -> AnyView {
    let read = move || {
        let code = code.clone();
        async move { receipts::get(&code).await }
    };
    kept_screen(Signal::stored(0), read, |sent: &Option<Sent>| match sent {
        Some(sent) => show(&sent.receipt, &sent.draft),
        None => missing(),
    })
}

fn missing() -> AnyView {
    let text = &t().receipt;
    dead_end("folder", text.missing_title, text.missing_help, way_on(routes::TRACK, t().track.title))
}

fn show(receipt: &Receipt, draft: &str) -> AnyView {
    let text = &t().receipt;
    let receipt = Arc::new(receipt.clone());
    view! {
        <article class="stack receipt">
            <div class="notice notice-good">
                <div class="notice-title">{icon("done")}{heading(text.title)}</div>
                <p>{text.sent}</p>
            </div>
            {papers_left(draft)}
            {proof(&receipt)}
            {keep(receipt.clone())}
            {next(&receipt)}
            <p class="small soft checksum">
                {text.checksum}": "<code>{receipt.payload_sha256.clone()}</code>
            </p>
        </article>
        <div class="action-bar">
            <a class="button button-primary" href=routes::dossier(&receipt.code)>{text.follow}</a>
        </div>
    }
    .into_any()
}

fn proof(receipt: &Receipt) -> AnyView {
    let text = &t().receipt;
    let link = routes::track_link(&page::origin(), &receipt.code, &receipt.secret);
    view! {
        <div class="card">
            <div>
                <p class="soft small" id="code-name">{text.code}</p>
                <p class="receipt-code" data-code=receipt.code.clone() aria-labelledby="code-name">{receipt.code.clone()}</p>
            </div>
            <dl class="facts">
                <div><dt>{text.service}</dt><dd>{local(&receipt.service_name)}</dd></div>
                <div><dt>{text.received}</dt><dd>{time::instant(receipt.received_at)}</dd></div>
                <div>
                    <dt>{text.due}</dt>
                    <dd>{time::weekday(receipt.due)}</dd>
                    <dd class="fact-note">{text.due_help}</dd>
                </div>
                <div>
                    <dt>{text.secret}</dt>
                    <dd class="receipt-secret" data-secret=receipt.secret.clone()>{grouped(&receipt.secret)}</dd>
                    <dd class="fact-note">{text.secret_help}</dd>
                </div>
            </dl>
            <figure class="qr-figure">
                {qr(&link, text.qr_alt)}
                <figcaption class="small soft">{text.qr_help}</figcaption>
            </figure>
        </div>
    }
    .into_any()
}

/// In groups of four, so that it can be read out.
pub fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn keep(receipt: Arc<Receipt>) -> AnyView {
    let text = &t().receipt;
    let picture_of = receipt.clone();
    let save = move |_| {
        let receipt = picture_of.clone();
        spawn_local(async move {
            let saved = match picture::picture(&receipt).await {
                Ok(png) => download::save(&format!("bien-nhan-{}.png", receipt.code), "image/png", &png),
                Err(error) => Err(error),
            };
            toast(if saved.is_ok() { t().receipt.saved_image } else { t().receipt.picture_failed });
        });
    };
    let give = move |_| {
        let receipt = receipt.clone();
        spawn_local(async move {
            let text = &t().receipt;
            let link = routes::track_link(&page::origin(), &receipt.code, &receipt.secret);
            let words = (text.share_text)(&local(&receipt.service_name), &receipt.code);
            share_or_copy(text.title, &words, &link, text.copied).await;
        });
    };
    view! {
        <div class="deeds no-print">
            <button type="button" class="button" data-action="save-image" on:click=save>{icon("picture")}{text.save_image}</button>
            <button type="button" class="button" data-action="share" on:click=give>{icon("share")}{text.share}</button>
            <button type="button" class="button" data-action="print" on:click=|_| page::print()>{icon("print")}{text.print}</button>
        </div>
    }
    .into_any()
}

fn next(receipt: &Receipt) -> AnyView {
    let text = &t().receipt;
    view! {
        <section class="stack-close">
            <h2>{text.next}</h2>
            <ol>
                <li>{text.next_1}</li>
                <li>{text.next_2}</li>
                <li>{(text.next_3)(&time::day(receipt.due))}</li>
            </ol>
        </section>
    }
    .into_any()
}
