//! The office asks for more: answered here with files and a note. Both stay on the phone until they have arrived.

use super::Following;
use crate::api::{self, Failure};
use crate::attachments::{self, Stored};
use crate::browser::{random, storage};
use crate::folders::local;
use crate::parts::icon::icon;
use crate::parts::live::{say, say_now, say_when};
use crate::parts::loading::explain;
use crate::parts::toast::toast;
use crate::text::storage::attachment_error;
use crate::text::{t, time};
use crate::view::prelude::*;
use contract::{MoreRequest, Supplement, Tracked};
use forms::{FileRef, Path};
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};

/// What was written and under which key it is sent: kept, so that a try after a lost answer is the same supplement.
#[derive(Clone, Serialize, Deserialize)]
struct Written {
    key: String,
    note: String,
    /// Of the request it answers.
    at: contract::Millis,
}

/// An answer being made. Cheap to copy.
#[derive(Clone, Copy)]
struct Answer {
    following: Following,
    /// The files lie among those of drafts, under a name that no draft has.
    place: StoredValue<String>,
    at: contract::Millis,
    files: RwSignal<Vec<Stored>>,
    /// What is going on, or what went wrong.
    status: RwSignal<String>,
    is_busy: RwSignal<bool>,
    note: NodeRef<web_sys::HtmlTextAreaElement>,
}

/// What is asked, and the answer.
pub fn request(following: Following, request: &MoreRequest) -> AnyView {
    let text = &t().dossier;
    let answer = Answer {
        following,
        place: StoredValue::new(format!("supplement.{}", following.code.get_value())),
        at: request.at,
        files: RwSignal::new(Vec::new()),
        status: RwSignal::new(String::new()),
        is_busy: RwSignal::new(false),
        note: NodeRef::new(),
    };
    spawn_local(answer.list());
    say_when(move || Some(answer.status.get()).filter(|words| !words.is_empty()));
    view! {
        <section class="notice notice-warning request" data-request="">
            <h2>{text.request}</h2>
            <p class="request-reason" lang="vi">{request.reason.clone()}</p>
            <p class="soft small">{time::instant(request.at)}</p>
        </section>
        <form
            class="card no-print"
            on:submit=move |event| {
                event.prevent_default();
                answer.send();
            }
        >
            <p>{text.request_help}</p>
            {file_box(answer)}
            {move || answer.files.with(|files| files.iter().map(|file| file_line(answer, file)).collect::<Vec<_>>())}
            {note_box(answer)}
            <p>{answer.status}</p>
            <button
                class="button button-primary button-wide"
                data-action="supplement"
                aria-disabled=move || answer.is_busy.get().to_string()
            >
                {text.send}
            </button>
        </form>
    }
    .into_any()
}

fn file_box(answer: Answer) -> AnyView {
    let text = &t().dossier;
    view! {
        <div class="stack-close">
            <label class="button button-wide file-button" for="supplement-files">
                {icon("camera")}
                {text.add_files}
            </label>
            <input
                id="supplement-files"
                class="file-box"
                type="file"
                multiple=true
                accept="image/*,application/pdf"
                aria-describedby="supplement-hint"
                on:change=move |event| answer.add(&event_target(&event))
            />
            <p id="supplement-hint" class="soft small">{text.files_hint}</p>
        </div>
    }
    .into_any()
}

fn file_line(answer: Answer, file: &Stored) -> AnyView {
    let sha256 = file.sha256.clone();
    view! {
        <div class="row spread" data-file=file.sha256.clone()>
            <span class="line-text">
                {icon("file")} " " {file.name.clone()} <span class="line-note">{time::bytes(file.bytes)}</span>
            </span>
            <button
                type="button"
                class="button button-quiet"
                aria-label=(t().dossier.remove_file)(&file.name)
                on:click=move |_| answer.remove(sha256.clone())
            >
                {icon("remove")}
            </button>
        </div>
    }
    .into_any()
}

fn note_box(answer: Answer) -> AnyView {
    let text = &t().dossier;
    let before = answer.written().map(|written| written.note).unwrap_or_default();
    view! {
        <div class="stack-close">
            <label for="supplement-note">{text.note}</label>
            <textarea
                id="supplement-note"
                class="box"
                rows="4"
                node_ref=answer.note
                aria-describedby="supplement-note-hint"
                on:input=move |event| {
                    answer.keep(&event_target_value(&event));
                }
            >
                {before}
            </textarea>
            <p id="supplement-note-hint" class="soft small">{text.note_hint}</p>
        </div>
    }
    .into_any()
}

impl Answer {
    fn storage_key(self) -> String {
        format!("nhs.{}", self.place.get_value())
    }

    /// What was written before to this same request.
    fn written(self) -> Option<Written> {
        let written: Written = serde_json::from_str(&local::get(&self.storage_key())?).ok()?;
        (written.at == self.at).then_some(written)
    }

    /// Keeps the note, under a new key if it has none yet. Returns the key; `None` without a source of chance.
    fn keep(self, note: &str) -> Option<String> {
        let key = match self.written() {
            Some(written) => written.key,
            None => random::hex::<16>().ok()?,
        };
        let written = Written { key: key.clone(), note: note.to_owned(), at: self.at };
        // Not kept, it still stands in the box.
        let _ = serde_json::to_string(&written).map(|json| local::set(&self.storage_key(), &json));
        Some(key)
    }

    async fn list(self) {
        // An unreadable place is an empty one: adding a file will say why.
        let files = attachments::list(&self.place.get_value()).await.unwrap_or_default();
        self.files.try_set(files);
    }

    fn add(self, input: &HtmlInputElement) {
        let chosen: Vec<File> = input
            .files()
            .map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect())
            .unwrap_or_default();
        // So that the same file can be chosen again after it was removed.
        input.set_value("");
        self.status.set(t().dossier.adding.to_owned());
        spawn_local(async move {
            let place = Path::Document("supplement".to_owned());
            let mut said = String::new();
            for file in chosen {
                if let Err(error) = attachments::add(&self.place.get_value(), &place, file).await {
                    attachment_error(&error).clone_into(&mut said);
                    say_now(said.clone());
                }
            }
            self.status.try_set(said);
            self.list().await;
        });
    }

    fn remove(self, sha256: String) {
        spawn_local(async move {
            // A file that cannot be removed stays in the list.
            let _ = attachments::remove(&self.place.get_value(), &sha256).await;
            self.list().await;
        });
    }

    fn send(self) {
        if self.is_busy.get_untracked() {
            return;
        }
        let note =
            self.note.get_untracked().map(|element| element.value().trim().to_owned()).unwrap_or_default();
        if note.is_empty() && self.files.with_untracked(Vec::is_empty) {
            self.status.set(t().dossier.nothing_to_send.to_owned());
            return;
        }
        let Some(key) = self.keep(&note) else { return };
        self.is_busy.set(true);
        self.status.set(t().dossier.sending.to_owned());
        spawn_local(async move {
            match self.deliver(key, note).await {
                Ok(tracked) => self.arrived(tracked).await,
                Err(failure) => {
                    let (title, help) = explain(&failure);
                    let help = if failure == Failure::Offline { t().dossier.failed.to_owned() } else { help };
                    self.status.try_set(format!("{title}. {help}"));
                }
            }
            self.is_busy.try_set(false);
        });
    }

    /// The files first, one by one; then the supplement that names them.
    async fn deliver(self, key: String, note: String) -> Result<Tracked, Failure> {
        let folder = self.place.get_value();
        let stored = self.files.get_untracked();
        let mut files = Vec::with_capacity(stored.len());
        for (number, file) in stored.iter().enumerate() {
            let progress = (t().dossier.sending_file)(number + 1, stored.len());
            say(progress.clone());
            self.status.try_set(progress);
            // Gone from the phone meanwhile: the others still help.
            let Ok(Some(bytes)) = attachments::read(&folder, &file.sha256).await else { continue };
            api::upload(&key, &file.sha256, bytes).await?;
            files.push(FileRef { sha256: file.sha256.clone(), name: file.name.clone() });
        }
        let (code, secret) = (self.following.code.get_value(), self.following.secret.get_value());
        let supplement = Supplement { key, note, files, answers: None };
        // Our own types always turn into JSON; an empty body would be refused by the server, not lost.
        let body = serde_json::to_string(&supplement).unwrap_or_default();
        api::supplement(&code, &secret, &body).await
    }

    async fn arrived(self, tracked: Tracked) {
        storage::remove(&self.storage_key());
        let folder = self.place.get_value();
        for file in self.files.get_untracked() {
            // What stays behind is cleared with "erase this phone's data".
            let _ = attachments::remove(&folder, &file.sha256).await;
        }
        toast(t().dossier.supplemented);
        self.following.heard(tracked).await;
    }
}
