//! Review: every answer to look through, the fee, the consent, and sending.

pub mod answers;
mod fees;
mod helped;
mod problems;
mod read_back;
mod sending;

use crate::aloud::{listen, phrases};
use crate::browser::clock;
use crate::drafts::OpenDraft;
use crate::filling::{Filling, Step};
use crate::households::help;
use crate::outbox;
use crate::pages::form::frame::{saved_state, troubles};
use crate::pages::form::overview::overview;
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::progress::progress;
use crate::services;
use crate::text::{lang, local, t};
use crate::view::prelude::*;
use contract::Consent;
use forms::{Form, Kind, Violation};
use outbox::State;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

/// Names the words of the consent in `text/review.rs`: change it when they change.
const CONSENT_TEXT: &str = "2026-11";

/// The last step of the form.
pub fn review() -> AnyView {
    let filling = expect_context::<Filling>();
    let (form, draft) = (filling.form(), filling.draft());
    if draft.with(|draft| draft.step != crate::routes::REVIEW_STEP) {
        filling.moved(Step::Review.slug(), None);
    }
    fetch_names(filling, &form);
    let back = untrack(|| filling.around(&Step::Review).0).map(|step| filling.link_to(&step));
    let state = outbox::state(&draft.id());
    let page = Page {
        filling,
        state,
        refused: RwSignal::new(Vec::new()),
        consent_missing: RwSignal::new(false),
        help_consent_missing: RwSignal::new(false),
    };
    effect(move |_| {
        if let Some(State::Wrong(violations)) = state.get() {
            page.refused.set(violations);
            problems::show();
        }
    });
    let Some(helping) = draft.with(|draft| help::of(&draft.known)) else { return whole(page, back, None) };
    // Read by the person who files, not by who filled it in.
    let taken = RwSignal::new(false);
    let name = helped::name_of_filer(filling, &helping);
    (move || {
        if taken.get() {
            helped::enlarge();
            whole(page, back.clone(), Some(helped::consent(page, &helping, &name)))
        } else {
            helped::hand_over(&name, back.clone(), taken)
        }
    })
    .into_any()
}

/// All of it; `help` is the consent of somebody who was helped.
fn whole(page: Page, back: Option<String>, help: Option<AnyView>) -> AnyView {
    let filling = page.filling;
    let (form, draft, texts) = (filling.form(), filling.draft(), &t().review);
    let steps = untrack(|| filling.steps().len());
    let overview_open = RwSignal::new(false);
    view! {
        <div class="step review">
            {progress(steps, steps, overview_open)}
            <p class="step-service">{local(&form.definition().name)}</p>
            {heading(texts.title)}
            {troubles(filling)}
            {problems::problems(page)}
            <p class="step-help">{texts.help}</p>
            {read_back::read_back(filling)}
            {move || answers::answers(filling)}
            {fees::fees(form.definition(), clock::today())}
            {help}
            {consent(page)}
            <p class="review-declaration">{texts.declaration}</p>
            {sending::notice(page)}
            <div class="step-bar">
                {saved_state(filling)}
                <div class="step-buttons">
                    {back.map(|back| view! {
                        <a class="button button-quiet" data-action="back" href=back>{t().form.back}</a>
                    })}
                    {submit_button(page, draft)}
                </div>
            </div>
        </div>
        {overview(filling, Step::Review, overview_open, None)}
    }
    .into_any()
}

/// The review of one draft. Copied freely.
#[derive(Clone, Copy)]
pub struct Page {
    pub filling: Filling,
    pub state: Signal<Option<State>>,
    /// What the server found when it refused the form.
    pub refused: RwSignal<Vec<Violation>>,
    consent_missing: RwSignal<bool>,
    help_consent_missing: RwSignal<bool>,
}

impl Page {
    /// Everything that is wrong or doubtful in what would be sent. Watches every answer.
    pub fn violations(self) -> Vec<Violation> {
        self.filling.watch_all();
        self.filling.watch_conditions();
        self.filling
            .judge(|form, answers, context| forms::check(form, &forms::normalize(form, answers), context))
    }
}

fn submit_button(page: Page, draft: OpenDraft) -> AnyView {
    let texts = &t().review;
    let is_busy = memo(move |_| {
        page.state
            .with(|state| matches!(state, Some(State::Preparing | State::Delivering | State::Arrived(_))))
    });
    let waits = memo(move |_| page.state.with(|state| matches!(state, Some(State::Waiting(_)))));
    let read_only = draft.read_only();
    let press = move |_| {
        if is_busy.get_untracked() || read_only.get_untracked() {
            return;
        }
        let draft = draft.clone();
        if waits.get_untracked() {
            // The consent was given, and is part of what waits.
            spawn_local(async move { outbox::retry(&draft.id()).await });
            return;
        }
        page.submit(draft);
    };
    view! {
        <button
            type="button"
            class="button button-primary"
            data-action="submit"
            aria-disabled=move || (is_busy.get() || read_only.get()).then_some("true")
            on:click=press
        >
            {icon("send")}
            {move || match (is_busy.get(), waits.get()) {
                (true, _) => texts.sending,
                (_, true) => texts.send_again,
                _ => texts.submit,
            }}
        </button>
    }
    .into_any()
}

impl Page {
    fn submit(self, draft: OpenDraft) {
        let errors: Vec<Violation> =
            untrack(|| self.violations()).into_iter().filter(Violation::is_error).collect();
        if !errors.is_empty() {
            self.filling.touch(errors.iter().map(|violation| &violation.path));
            problems::show();
            return;
        }
        let helping = draft.with(|draft| help::of(&draft.known));
        let agreed_to_help = helping.is_none() || is_ticked(helped::BOX);
        let agreed = is_ticked("consent");
        self.help_consent_missing.set(!agreed_to_help);
        self.consent_missing.set(!agreed);
        if !(agreed_to_help && agreed) {
            crate::browser::focus::bring_to(if agreed_to_help { "consent" } else { helped::BOX });
            return;
        }
        let help = helping.and_then(|helping| {
            let name = helped::name_of_filer(self.filling, &helping);
            draft.with(|draft| help::to_send(&draft.known, &name, lang(), clock::now()))
        });
        self.refused.set(Vec::new());
        let consent =
            Consent { text_version: CONSENT_TEXT.to_owned(), language: lang(), accepted_at: clock::now() };
        let (form, lists) = (self.filling.form(), self.filling.lists());
        spawn_local(async move {
            let context = forms::Context { today: clock::today(), lists: &lists };
            outbox::send(&draft, &form, context, (consent, help)).await;
        });
    }
}

fn is_ticked(id: &str) -> bool {
    let tick = document().get_element_by_id(id);
    tick.is_some_and(|tick| tick.dyn_into::<web_sys::HtmlInputElement>().is_ok_and(|tick| tick.checked()))
}

fn consent(page: Page) -> AnyView {
    let texts = &t().review;
    let missing = page.consent_missing;
    view! {
        <section class="card consent" class:field-wrong=missing aria-labelledby="consent-title">
            <div class="review-head">
                <h2 id="consent-title">{texts.consent_title}</h2>
                {listen("consent".to_owned(), texts.consent_title, move || phrases([
                    texts.consent_title,
                    texts.consent_what,
                    texts.consent_why,
                    texts.consent_rights,
                    texts.declaration,
                ]))}
            </div>
            <div id="consent:hint" class="stack-close">
                <p>{texts.consent_what}</p>
                <p>{texts.consent_why}</p>
                <p>{texts.consent_rights}</p>
            </div>
            {move || {
                missing.get().then(|| view! { <p id="consent:error" class="field-error">{texts.consent_missing}</p> })
            }}
            <label class="choice">
                <input
                    type="checkbox"
                    id="consent"
                    aria-describedby=move || {
                        if missing.get() { "consent:hint consent:error" } else { "consent:hint" }
                    }
                    aria-invalid=move || missing.get().then_some("true")
                    on:change=move |_| missing.set(false)
                />
                <span>{texts.consent_box}</span>
            </label>
        </section>
    }
    .into_any()
}

/// Fetches the lists that give codes their names, where this form has such codes.
fn fetch_names(filling: Filling, form: &Arc<Form>) {
    let has = |wanted: &[Kind]| {
        form.definition().sections.iter().flat_map(|s| &s.fields).any(|field| wanted.contains(&field.kind))
    };
    let (places, countries) = (has(&[Kind::Address]), has(&[Kind::Country, Kind::Nationality]));
    spawn_local(async move {
        // Without a name the code is shown; the rest of the screen stands.
        if places {
            let _ = services::provinces().await;
            let _ = services::communes().await;
        }
        if countries {
            let _ = services::countries().await;
        }
        if places || countries {
            filling.lists_arrived();
        }
    });
}
