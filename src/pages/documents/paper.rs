//! One paper: what it is, the files given for it, and the ways to add one.

use super::file::file_line;
use super::keeper::Keeper;
use crate::aloud::{listen, phrases};
use crate::attachments;
use crate::browser::download;
use crate::browser::scanner::{self, Subject};
use crate::fields::problem_notes;
use crate::filling::Filling;
use crate::parts::drawing::{drawing, kind_of};
use crate::parts::icon::icon;
use crate::parts::live::{say, say_when};
use crate::text::{lang, local, storage, t, violation};
use crate::view::prelude::*;
use forms::{Document, DocumentAnswer, Form, Path, Violation};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, File, HtmlInputElement};

/// What a browser may offer to choose. Without HEIC an iPhone hands over a JPEG.
const TAKEN: &str = "image/jpeg,image/png,image/webp,application/pdf";

/// One paper on the screen. Copied freely.
#[derive(Clone, Copy)]
pub struct Paper {
    pub filling: Filling,
    id: StoredValue<String>,
    name: StoredValue<String>,
    work: RwSignal<Work>,
}

/// What is going on with a file.
#[derive(Clone, Copy, PartialEq)]
enum Work {
    Idle,
    Busy,
    Refused(&'static str),
}

pub fn paper(filling: Filling, form: &Arc<Form>, document: &Document, needed: bool) -> AnyView {
    let texts = &t().documents;
    let place = Path::Document(document.id.clone());
    let id = place.to_string();
    let paper = Paper {
        filling,
        id: StoredValue::new(document.id.clone()),
        name: StoredValue::new(local(&document.name)),
        work: RwSignal::new(Work::Idle),
    };
    let problems = filling.problems(&place);
    let wrong = memo(move |_| problems.with(|found| found.iter().any(Violation::is_error)));
    let hint_id = format!("{id}:hint");
    let has_help = document.help.is_some();
    let help = document
        .help
        .as_ref()
        .map(|help| view! { <p class="field-hint" id=hint_id.clone()>{local(help)}</p> });
    let described = {
        let id = id.clone();
        move || {
            let error = problems.with(|found| !found.is_empty()).then(|| format!("{id}:error"));
            let hint = has_help.then(|| hint_id.clone());
            [hint, error].into_iter().flatten().reduce(|hint, error| format!("{hint} {error}"))
        }
    };
    let (named, explained) = (local(&document.name), document.help.as_ref().map(local));
    let of = form.clone();
    let said = move || {
        let wrong = problems.with_untracked(|found| {
            found.iter().map(|one| violation::sentence(&of, one, lang())).collect::<Vec<_>>()
        });
        let optional = (!needed).then(|| texts.optional.to_owned());
        phrases([Some(named.clone()), optional, explained.clone()].into_iter().flatten().chain(wrong))
    };
    say_when(move || match paper.work.get() {
        Work::Idle => None,
        Work::Busy => Some(texts.working.to_owned()),
        Work::Refused(why) => Some(why.to_owned()),
    });
    view! {
        <section class="card paper" class:field-wrong=wrong aria-label=local(&document.name)>
            <div class="paper-head">
                {drawing(kind_of(&document.name.vi).unwrap_or("paper"))}
                <div class="stack-close">
                    <h2 class="paper-name">
                        {local(&document.name)} {(!needed).then(|| view! { " " <span class="field-optional">{texts.optional}</span> })}
                    </h2>
                    {help}
                </div>
            </div>
            {listen(format!("question:{id}"), &local(&document.name), said)}
            {problem_notes(form.clone(), id.clone(), problems)}
            {document.retrievable.then(|| paper.retrieve_box(&id))}
            {paper.files()}
            {paper.ways_to_add(id, described, wrong)}
            <p class="paper-work">
                {move || match paper.work.get() {
                    Work::Idle => None,
                    Work::Busy => Some(view! { <span class="waiting">{icon("loader")}{texts.working}</span> }.into_any()),
                    Work::Refused(why) => Some(view! { <span class="field-error">{why}</span> }.into_any()),
                }}
            </p>
        </section>
    }
    .into_any()
}

impl Paper {
    /// What was given, as it stands.
    pub fn answer(self) -> DocumentAnswer {
        self.id
            .with_value(|id| self.filling.read(|answers| answers.documents.get(id).cloned()))
            .unwrap_or_default()
    }

    /// Watches what was given.
    fn watched(self) -> DocumentAnswer {
        self.filling.watch(&self.place());
        self.answer()
    }

    pub fn name(self) -> String {
        self.name.get_value()
    }

    fn place(self) -> Path {
        self.id.with_value(|id| Path::Document(id.clone()))
    }

    fn keeper(self) -> Keeper {
        Keeper::new(self.filling, self.id.get_value())
    }

    fn put(self, answer: DocumentAnswer) {
        self.id.with_value(|id| self.filling.set_document(id, answer));
    }

    fn retrieve_box(self, id: &str) -> AnyView {
        let ticked = self.answer().retrieve;
        let change = move |event: Event| {
            let retrieve = event_target::<HtmlInputElement>(&event).checked();
            self.put(DocumentAnswer { retrieve, ..self.answer() });
        };
        view! {
            <label class="choice">
                <input type="checkbox" id=format!("{id}:retrieve") checked=ticked on:change=change />
                <span>{t().documents.retrieve}</span>
            </label>
        }
        .into_any()
    }

    fn files(self) -> AnyView {
        view! {
            <ul class="paper-files">
                {keyed(move || self.watched().files, |file| file.sha256.clone(), move |file| file_line(self, file))}
            </ul>
        }
        .into_any()
    }

    fn ways_to_add(
        self,
        id: String,
        described: impl Fn() -> Option<String> + Send + Sync + Clone + 'static,
        wrong: Memo<bool>,
    ) -> AnyView {
        let texts = &t().documents;
        let state = memo(move |_| {
            let answer = self.watched();
            (answer.retrieve, answer.files.is_empty())
        });
        // Hidden and not taken away: a link from a list of problems still finds the box.
        let hidden = move || state.get().0;
        let (photo, file) = (
            move || if state.get().1 { texts.take_photo } else { texts.add_photo },
            move || if state.get().1 { texts.choose_file } else { texts.add_file },
        );
        let camera_id = format!("{id}:camera");
        let described_again = described.clone();
        view! {
            <div class="paper-add" hidden=hidden>
                <label class="button file-button">
                    <input
                        class="file-input"
                        type="file"
                        id=camera_id
                        accept="image/*"
                        capture="environment"
                        aria-describedby=described_again
                        on:change=move |event: Event| self.photographed(&event, None)
                    />
                    {icon("camera")}
                    {photo}
                    <span class="unseen">": " {self.name()}</span>
                </label>
                <label class="button file-button">
                    <input
                        class="file-input"
                        type="file"
                        id=id
                        accept=TAKEN
                        multiple
                        aria-describedby=described
                        aria-invalid=move || wrong.get().then_some("true")
                        on:change=move |event: Event| self.chosen(&event, None)
                    />
                    {icon("file")}
                    {file}
                    <span class="unseen">": " {self.name()}</span>
                </label>
            </div>
        }
        .into_any()
    }

    /// Files were chosen in an input; the first goes to the place of `instead`.
    pub fn chosen(self, event: &Event, instead: Option<String>) {
        let input: HtmlInputElement = event_target(event);
        let files: Vec<File> = input
            .files()
            .map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect())
            .unwrap_or_default();
        if files.is_empty() || self.work.get_untracked() == Work::Busy {
            return;
        }
        self.work.set(Work::Busy);
        let keeper = self.keeper();
        spawn_local(async move {
            let mut instead = instead;
            let mut work = Work::Idle;
            for file in files {
                let kept = keep(&keeper, file, instead.take()).await;
                if kept != Work::Idle {
                    work = kept;
                }
            }
            // The same file can be chosen again after it was removed.
            input.set_value("");
            // The screen may have been left meanwhile: the file is kept all the same.
            let _ = self.work.try_set(work);
        });
    }

    /// A photo was taken in an input: it is cut first. It goes to the place of `instead`.
    pub fn photographed(self, event: &Event, instead: Option<String>) {
        let input: HtmlInputElement = event_target(event);
        let photo = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again.
        input.set_value("");
        if let Some(photo) = photo {
            self.cut(async move { Some(photo) }, instead, true);
        }
    }

    /// Cuts a picture that is kept; the cut one takes its place.
    pub fn crop(self, file: attachments::Stored) {
        let draft = self.filling.draft().id();
        let sha256 = file.sha256.clone();
        let kept = async move {
            let bytes = attachments::read(&draft, &file.sha256).await.ok()??;
            download::file(&bytes, &file.name, &file.media_type).ok()
        };
        self.cut(kept, Some(sha256), false);
    }

    /// `is_new`: taken just now, so that it is kept uncut where it cannot be cut. The office can read it all the same.
    fn cut(self, photo: impl Future<Output = Option<File>> + 'static, instead: Option<String>, is_new: bool) {
        if self.work.get_untracked() == Work::Busy {
            return;
        }
        self.work.set(Work::Busy);
        let (keeper, name) = (self.keeper(), self.name());
        spawn_local(async move {
            let mut work = Work::Idle;
            if let Some(photo) = photo.await {
                let wanted = match scanner::capture(Subject::Paper, &name, &photo).await {
                    Ok(cut) => Ok(cut),
                    Err(_) if is_new => Ok(Some(photo)),
                    Err(_) => Err(t().scan.failed),
                };
                work = match wanted {
                    Ok(Some(file)) => keep(&keeper, file, instead).await,
                    Ok(None) => Work::Idle,
                    Err(why) => Work::Refused(why),
                };
            }
            // The screen may have been left meanwhile: the file is kept all the same.
            let _ = self.work.try_set(work);
        });
    }

    /// Turns a picture; the turned one takes its place.
    pub fn turn(self, file: attachments::Stored) {
        if self.work.get_untracked() == Work::Busy {
            return;
        }
        self.work.set(Work::Busy);
        let keeper = self.keeper();
        spawn_local(async move {
            let work = match attachments::turn(&keeper.draft(), &file).await {
                Ok(turned) => {
                    keeper.kept(turned, Some(file.sha256)).await;
                    Work::Idle
                }
                Err(error) => Work::Refused(storage::attachment_error(&error)),
            };
            let _ = self.work.try_set(work);
        });
    }

    /// Takes a file out of the answer, then off the phone.
    pub fn remove(self, sha256: &str) {
        let mut answer = self.answer();
        answer.files.retain(|file| file.sha256 != sha256);
        self.put(answer);
        self.id.with_value(|id| crate::browser::focus::bring_to(&format!("documents.{id}")));
        say(t().documents.removed);
        let sha256 = sha256.to_owned();
        let keeper = self.keeper();
        spawn_local(async move { keeper.drop_bytes(&sha256).await });
    }
}

/// Keeps a file with the draft, in the place of another when it replaces one.
async fn keep(keeper: &Keeper, file: File, instead: Option<String>) -> Work {
    match attachments::add(&keeper.draft(), &keeper.place(), file).await {
        Ok(file) => {
            keeper.kept(file, instead).await;
            say(t().documents.kept);
            Work::Idle
        }
        Err(error) => Work::Refused(storage::attachment_error(&error)),
    }
}
