//! Opens a file from another phone.

use crate::browser::upload;
use crate::parts::dialog::dialog;
use crate::parts::icon::icon;
use crate::parts::live::say_now;
use crate::parts::toast::toast;
use crate::text::t;
use crate::transfer::{self, Brought, NotBrought};
use crate::view::prelude::*;
use vault::code_typed;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};

/// No file of ours is as large, in bytes.
const LARGEST: f64 = 100.0 * 1024.0 * 1024.0;

/// The button and its dialog.
pub fn bring() -> AnyView {
    let open = RwSignal::new(false);
    // Drawn anew each time: no code stays in a box.
    let content = move || open.get().then(|| form(open));
    view! {
        <button type="button" class="button button-wide" data-action="bring" on:click=move |_| open.set(true)>
            {icon("download")}
            {t().transfer.bring}
        </button>
        {dialog("bring", open, || t().transfer.bring.to_owned(), content.into_any())}
    }
    .into_any()
}

fn form(open: RwSignal<bool>) -> AnyView {
    let text = &t().transfer;
    let (busy, problem, chosen) = (RwSignal::new(false), RwSignal::new(""), RwSignal::new(String::new()));
    let (file, code) = (NodeRef::<HtmlInputElement>::new(), NodeRef::<HtmlInputElement>::new());
    let picked = move || file.get_untracked().and_then(|element| element.files()?.get(0));
    let tell = move |words: &'static str| {
        problem.try_set(words);
        say_now(words);
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(picked) = picked() else { return tell(text.no_file) };
        let typed = code.get_untracked().map(|element| element.value()).unwrap_or_default();
        let Some(typed) = code_typed(&typed) else { return tell(text.no_code) };
        problem.set("");
        busy.set(true);
        spawn_local(async move {
            let brought = read(&picked, &typed).await;
            busy.try_set(false);
            match brought {
                Ok(brought) => {
                    open.try_set(false);
                    toast(words_of(brought));
                }
                Err(error) => tell(reason(error)),
            }
        });
    };
    view! {
        <form class="stack" autocomplete="off" novalidate on:submit=submit>
            <p>{text.bring_help}</p>
            <div class="stack-close">
                <label class="button button-wide file-button" for="transfer-file">{icon("file")} {text.file}</label>
                <input
                    id="transfer-file"
                    class="file-box"
                    type="file"
                    node_ref=file
                    aria-describedby="transfer-chosen transfer-problem"
                    on:change=move |_| chosen.set(picked().map(|file| file.name()).unwrap_or_default())
                />
                <p id="transfer-chosen" class="soft small">{move || chosen.get()}</p>
            </div>
            <div class="stack-close">
                <label class="field-label" for="transfer-code">{text.code}</label>
                <p id="transfer-code-hint" class="soft small">{text.code_hint}</p>
                <input
                    id="transfer-code"
                    class="box"
                    type="text"
                    node_ref=code
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength="20"
                    aria-describedby="transfer-code-hint transfer-problem"
                />
            </div>
            <p id="transfer-problem" class="field-error">{move || problem.get()}</p>
            <button
                class="button button-primary button-wide"
                data-action="open-transfer"
                disabled=move || busy.get()
            >
                {move || if busy.get() { text.opening } else { text.open }}
            </button>
        </form>
    }
    .into_any()
}

async fn read(file: &File, code: &str) -> Result<Brought, NotBrought> {
    if file.size() > LARGEST {
        return Err(NotBrought::NotOurs);
    }
    let bytes = upload::read(file).await?.to_vec();
    transfer::bring(&bytes, code).await
}

fn reason(error: NotBrought) -> &'static str {
    let text = &t().transfer;
    match error {
        NotBrought::NotOurs => text.not_ours,
        NotBrought::Damaged => text.damaged,
        NotBrought::Newer => text.newer,
        NotBrought::WrongCode => text.wrong_code,
        NotBrought::NoRoom => text.no_room,
        NotBrought::Failed => text.not_brought,
    }
}

fn words_of(Brought { drafts, waiting, receipts, people, known }: Brought) -> String {
    let text = &t().transfer;
    let mut words = if drafts + waiting > 0 || receipts + people == 0 {
        vec![(text.brought)(drafts, waiting)]
    } else {
        Vec::new()
    };
    if receipts + people > 0 {
        words.push((text.brought_besides)(receipts, people));
    }
    if known > 0 {
        words.push((text.known)(known));
    }
    words.join(" ")
}
