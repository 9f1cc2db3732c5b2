//! The files of the result, to download.

use super::Following;
use crate::api;
use crate::browser::download;
use crate::parts::icon::icon;
use crate::parts::loading::explain;
use crate::parts::toast::toast;
use crate::text::{t, time};
use crate::view::prelude::*;
use contract::ResultFile;
use wasm_bindgen_futures::spawn_local;

/// Every file with its button.
pub fn results(following: Following, files: &[ResultFile]) -> AnyView {
    let text = &t().dossier;
    let lines: Vec<AnyView> = files.iter().map(|file| line(following, file)).collect();
    view! {
        <section class="stack-close">
            <h2>{text.results}</h2>
            <p class="soft small">{text.results_help}</p>
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(following: Following, file: &ResultFile) -> AnyView {
    let text = &t().dossier;
    let is_busy = RwSignal::new(false);
    let wanted = StoredValue::new(file.clone());
    let fetch = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            toast(save(following, &wanted.get_value()).await);
            is_busy.try_set(false);
        });
    };
    view! {
        <li class="line">
            {icon("file")}
            <span class="line-text">
                {file.name.clone()}
                <span class="line-note">{time::bytes(file.bytes)}</span>
            </span>
            <button
                type="button"
                class="button"
                data-action="download"
                aria-label=format!("{} {}", text.download, file.name)
                aria-disabled=move || is_busy.get().to_string()
                on:click=fetch
            >
                {icon("download")}
                {text.download}
            </button>
        </li>
    }
    .into_any()
}

/// Downloads a file; what to say about it.
async fn save(following: Following, file: &ResultFile) -> String {
    let text = &t().dossier;
    let (code, secret) = (following.code.get_value(), following.secret.get_value());
    match api::result_file(&code, &file.id, &secret).await {
        Ok(bytes) if download::save(&file.name, &file.media_type, &bytes).is_ok() => {
            text.downloaded.to_owned()
        }
        Ok(_) => t().settings.failed.to_owned(),
        Err(failure) => {
            let (title, help) = explain(&failure);
            format!("{title}. {help}")
        }
    }
}
