//! The office names what it wants: only those places are open here, each with the office's words; the rest can be read. It is
//! filled without signal, kept as it is typed, and goes by itself.

use super::Following;
use crate::browser::clock;
use crate::fields::field;
use crate::filling::{Filling, Step};
use crate::later;
use crate::outbox::{self, State, Why};
use crate::pages::documents::one_paper;
use crate::pages::form::frame::{Screen, saved_state};
use crate::pages::review::answers::locked;
use crate::parts::icon::icon;
use crate::parts::live::say_when;
use crate::parts::loading::{explain, waiting};
use crate::parts::toast::toast;
use crate::supplement::{self, Opened};
use crate::text::{local, t, time};
use crate::view::prelude::*;
use contract::{MoreRequest, Wanted};
use forms::{Context, Path};
use wasm_bindgen_futures::spawn_local;

/// What came of opening it.
#[derive(Clone)]
enum Opening {
    Waiting,
    Open(Opened),
    Failed(crate::api::Failure),
}

/// The request and, once it is open, its answer.
pub fn supplement(following: Following, request: &MoreRequest) -> AnyView {
    let text = &t().dossier;
    let state = RwSignal::new(Opening::Waiting);
    let asked = request.clone();
    let begin = move || {
        state.set(Opening::Waiting);
        let asked = asked.clone();
        let (code, secret) = (following.code.get_value(), following.secret.get_value());
        spawn_local(async move {
            let opened = supplement::open(&code, &secret, &asked).await;
            // The screen may have been left meanwhile.
            state.try_set(opened.map_or_else(Opening::Failed, Opening::Open));
        });
    };
    begin();
    let again = (request.number > 1).then(|| {
        view! {
            <p>{(text.request_again)(request.number)}</p>
            <p class="request-reason" lang="vi">{request.again.clone()}</p>
        }
        .into_any()
    });
    let items = request.items.clone();
    view! {
        <section class="notice notice-warning request" data-request=request.number.to_string()>
            <h2>{text.request}</h2>
            <p class="request-reason" lang="vi">{request.reason.clone()}</p>
            {again}
            <p>{(text.request_items)(items.len())}</p>
            <p class="soft small">{time::instant(request.at)} " · " {text.request_paused}</p>
        </section>
        {move || match state.get() {
            Opening::Waiting => waiting(),
            Opening::Open(opened) => answer(following, &opened, &items),
            Opening::Failed(failure) => failed(&failure, begin.clone()),
        }}
    }
    .into_any()
}

fn failed(failure: &crate::api::Failure, again: impl Fn() + 'static) -> AnyView {
    let (title, help) = explain(failure);
    view! {
        <div class="notice notice-warning">
            <p class="notice-title">{icon("offline")}{title}</p>
            <p>{help}</p>
            <button type="button" class="button" on:click=move |_| again()>{t().common.retry}</button>
        </div>
    }
    .into_any()
}

fn answer(following: Following, opened: &Opened, items: &[Wanted]) -> AnyView {
    let Opened { asked, form, draft } = opened.clone();
    let filling = Filling::new(form.clone(), draft.clone(), clock::today());
    if let Some(extras) = later::extras() {
        (extras.fetch_lists)(filling);
    }
    // A no of the server that came when nobody looked shows now.
    outbox::recall(&draft.id());
    let state = outbox::state(&draft.id());
    effect(move |_| match state.get() {
        Some(State::Wrong(violations)) => {
            if let Some(first) = violations.first() {
                crate::browser::focus::bring_to(&first.path.to_string());
            }
            filling.show_refused(violations);
        }
        Some(State::Arrived(_)) => {
            toast(t().dossier.supplemented);
            spawn_local(following.ask());
        }
        _ => {}
    });
    let wanted: Vec<AnyView> = items.iter().map(|item| wanted_place(filling, item)).collect();
    let also = {
        let (asked, form) = (asked.clone(), form.clone());
        memo(move |_| {
            filling.watch_conditions();
            filling.read(|answers| asked.newly_asked(&form, answers))
        })
    };
    let filed = locked(form.clone(), asked.filed.clone(), move || {
        filling.watch_conditions();
        filling.lists()
    });
    let note = RwSignal::new(asked.kept_note());
    let keeper = asked.clone();
    let typed = move |event: web_sys::Event| {
        let words: String = event_target::<web_sys::HtmlTextAreaElement>(&event).value();
        // Not kept, it still stands in the box and goes with what is sent.
        let _ = keeper.with_note(&words).keep();
        note.set(words);
    };
    let is_busy = memo(move |_| {
        state.with(|state| matches!(state, Some(State::Preparing | State::Delivering | State::Arrived(_))))
    });
    let press = {
        let (form, draft) = (form.clone(), draft.clone());
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            if is_busy.get_untracked() || draft.read_only().get_untracked() {
                return;
            }
            let (form, draft, lists) = (form.clone(), draft.clone(), filling.lists());
            let asked = asked.with_note(&note.get_untracked());
            spawn_local(async move {
                let context = Context { today: clock::today(), lists: &lists };
                outbox::send_supplement(&draft, &form, &asked, context).await;
            });
        }
    };
    let words = move || state.with(|state| state.as_ref().and_then(status));
    say_when(words);
    let text = &t().dossier;
    view! {
        <form class="stack no-print" data-supplement="" on:submit=press novalidate=true>
            {wanted}
            {move || also.get().into_iter().map(|path| place(filling, &path)).collect::<Vec<_>>()}
            <div class="stack-close">
                <label for="supplement-note">{text.note}</label>
                <textarea
                    id="supplement-note"
                    class="box"
                    rows="3"
                    aria-describedby="supplement-note-hint"
                    on:input=typed
                >
                    {note.get_untracked()}
                </textarea>
                <p id="supplement-note-hint" class="soft small">{text.why_not_hint}</p>
            </div>
            {saved_state(filling)}
            <p data-supplement-state="">{words}</p>
            <button
                class="button button-primary button-wide"
                data-action="supplement"
                aria-disabled=move || is_busy.get().to_string()
            >
                {icon("send")}
                {text.send}
            </button>
            {filed}
        </form>
    }
    .into_any()
}

/// A place with what the office says there.
fn wanted_place(filling: Filling, item: &Wanted) -> AnyView {
    view! {
        <div class="stack-close wanted" data-wanted=item.place.to_string()>
            <p class="field-warning" lang="vi">{icon("alert")} " " {item.reason.clone()}</p>
            {place(filling, &item.place)}
        </div>
    }
    .into_any()
}

/// The question, table or paper at a place.
fn place(filling: Filling, path: &Path) -> AnyView {
    let form = filling.form();
    match path {
        Path::Document(id) => one_paper(filling, id),
        Path::Section(id) => {
            let Some(section) = form.section(id) else { return ().into_any() };
            if section.repeat.is_some() {
                let screen = Screen::new(filling, Step::Section(id.clone()), local(&section.title));
                return later::extras()
                    .map_or_else(|| ().into_any(), |extras| (extras.rows)(screen, id.clone()));
            }
            let all = section.fields.iter().map(|one| field(filling, &form, Path::field(id, None, &one.id)));
            all.collect::<Vec<_>>().into_any()
        }
        path => field(filling, &form, path.clone()),
    }
}

/// What is going on with what was sent.
fn status(state: &State) -> Option<String> {
    let text = &t().dossier;
    Some(match state {
        State::Preparing | State::Delivering => text.sending.to_owned(),
        State::Waiting(Why::NoSignal | Why::NotOurs | Why::SignIn) => text.supplement_waits.to_owned(),
        State::Waiting(Why::Busy) => text.supplement_busy.to_owned(),
        State::Changed => text.supplement_changed.to_owned(),
        State::Wrong(_) => text.supplement_wrong.to_owned(),
        State::Refused(problem) => local(&problem.detail),
        State::FilesLost(_) => text.supplement_files_lost.to_owned(),
        State::NotKept => text.supplement_not_kept.to_owned(),
        State::Arrived(_) => return None,
    })
}
