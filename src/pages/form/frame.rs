//! What every step of the form has around its questions: where one is, what is wrong, whether it is saved, on and back.

use super::overview::{left, overview};
use crate::browser::{address, focus};
use crate::drafts::Trouble;
use crate::fields;
use crate::filling::{Filling, Step};
use crate::later;
use crate::parts::error_summary::{self, Line, error_summary};
use crate::parts::glossary::explained;
use crate::parts::heading::{heading, name_window};
use crate::parts::live::say;
use crate::parts::progress::progress;
use crate::routes;
use crate::text::{lang, local, t, violation};
use crate::view::prelude::*;
use forms::{Path, Violation};
use std::sync::Arc;
use web_sys::{FocusEvent, SubmitEvent};

/// One step being filled. Copied freely.
#[derive(Clone, Copy)]
pub struct Screen {
    pub filling: Filling,
    step: StoredValue<Step>,
    title: StoredValue<String>,
    /// What kept the person here at the last press of "next".
    found: RwSignal<Vec<Violation>>,
    /// "Next" was pressed while an answer was still on its way.
    waits: RwSignal<bool>,
    /// Name of the row that is open for editing, of a section that repeats.
    pub open_row: RwSignal<Option<u32>>,
}

impl Screen {
    /// A step and its title.
    pub fn new(filling: Filling, step: Step, title: String) -> Self {
        Self {
            filling,
            step: StoredValue::new(step),
            title: StoredValue::new(title),
            found: RwSignal::new(Vec::new()),
            waits: RwSignal::new(false),
            open_row: RwSignal::new(None),
        }
    }

    /// Whether the last press of "next" found something in this row.
    pub fn is_row_wrong(self, row: usize) -> bool {
        self.found.with(|found| {
            found.iter().any(|v| matches!(&v.path, Path::Field { row: Some(of), .. } if *of == row))
        })
    }

    /// The person is in no field now: the draft opens again at the step, not in a row that is done.
    pub fn leave_field(self) {
        self.step.with_value(|step| self.filling.moved(step.slug(), None));
    }

    /// What was found no longer fits the rows.
    pub fn forget_found(self) {
        self.found.set(Vec::new());
    }

    /// Draws the step around its questions.
    pub fn draw(self, help: Option<String>, questions: AnyView) -> AnyView {
        let filling = self.filling;
        let (slug, title) = (self.step.with_value(|step| step.slug().to_owned()), self.title.get_value());
        self.remember(&slug);
        let under_way = filling.under_way();
        effect(move |_| {
            if under_way.get() == 0 && self.waits.get_untracked() {
                self.waits.set(false);
                self.go_on();
            }
        });
        let service = local(&filling.form().definition().name);
        let slug_of_service = filling.form().definition().slug.clone();
        let (at, steps) = untrack(|| {
            let steps = filling.steps();
            let at = self.step.with_value(|step| steps.iter().position(|other| other == step));
            (at.unwrap_or(0) + 1, steps.len())
        });
        let is_wrong = memo(move |_| self.found.with(|found| !found.is_empty()));
        let read_only = filling.draft().read_only();
        let overview_open = RwSignal::new(false);
        view! {
            <form
                class="step"
                novalidate
                autocomplete="off"
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    self.go_on();
                }
                on:focusin=move |event: FocusEvent| self.focused(&event)
            >
                {progress(at, steps, overview_open)}
                <p class="step-service">{service}</p>
                {heading(title)}
                {help.map(|help| view! { <p class="step-help">{explained(help, &slug_of_service)}</p> })}
                {troubles(filling)}
                {move || Some((later::extras().filter(|_| is_wrong.get())?.error_summary)(self))}
                <fieldset class="step-questions" disabled=read_only>
                    <legend class="unseen">{self.title.get_value()}</legend>
                    {questions}
                </fieldset>
                {self.bar(at == steps)}
            </form>
            {overview(filling, self.step.get_value(), overview_open, Some(Box::new(move |target| self.go_to(target))))}
        }
        .into_any()
    }

    /// What the last press of "next" found, each line leading to its field.
    pub fn error_summary(self) -> AnyView {
        let form = self.filling.form();
        let lines = derived(move || {
            self.found.with(|found| found.iter().map(|violation| line(&form, violation)).collect::<Vec<_>>())
        });
        error_summary(lines, Arc::new(move |target| self.go_to(target)))
    }

    fn bar(self, is_last: bool) -> AnyView {
        let filling = self.filling;
        let texts = &t().form;
        let back = untrack(|| self.step.with_value(|step| filling.around(step).0));
        let back = back
            .map_or_else(|| routes::guide(&filling.form().definition().slug), |step| filling.link_to(&step));
        let next = if is_last { texts.to_review } else { texts.next };
        let words = move || if self.waits.get() { texts.photo_working } else { next };
        let busy = move || self.waits.get().then_some("true");
        view! {
            <div class="action-bar step-bar">
                <div class="step-state">{saved_state(filling)} {self.step.with_value(|step| left(filling, step, self.open_row))}</div>
                <div class="step-buttons">
                    <a class="button button-quiet" data-action="back" href=back>{texts.back}</a>
                    <button class="button button-primary" type="submit" data-action="next" aria-busy=busy>{words}</button>
                </div>
            </div>
        }
        .into_any()
    }

    /// On to the next step, or to what is wrong in this one.
    fn go_on(self) {
        if self.filling.under_way().get_untracked() > 0 {
            self.waits.set(true);
            say(t().form.photo_working);
            return;
        }
        let found = self.step.with_value(|step| self.filling.check_step(step));
        let wrong: Vec<Violation> = found.into_iter().filter(Violation::is_error).collect();
        if !wrong.is_empty() {
            self.found.set(wrong);
            let title = self.title.with_value(|title| t().form.error_title.replace("{title}", title));
            name_window(&title);
            focus::bring_to_when_drawn(error_summary::ID);
            return;
        }
        self.filling.note_progress();
        if let Some(extras) = later::extras() {
            (extras.fetch_lists)(self.filling);
        }
        let next = untrack(|| self.step.with_value(|step| self.filling.around(step).1));
        if let Some(next) = next {
            focus::scroll_to_top();
            address::go(&self.filling.link_to(&next));
        }
    }

    /// To an element of this step; the row it is in is opened first.
    fn go_to(self, target: &str) {
        if self.open_row.is_disposed() {
            return;
        }
        if let Some((section, row)) = row_of(target) {
            let name = untrack(|| self.filling.rows(section)).get(row).map(|(name, _)| *name);
            self.open_row.set(name);
        }
        focus::bring_to_when_drawn(target);
    }

    /// Notes that the person is here, and on opening the draft again brings back the field they were in.
    fn remember(self, slug: &str) {
        let (step, field) = self.filling.draft().with(|draft| (draft.step.clone(), draft.field.clone()));
        if step == slug && !field.is_empty() {
            // After the heading has had the focus.
            request_animation_frame(move || request_animation_frame(move || self.go_to(&field)));
        } else if step != slug {
            self.filling.moved(slug, None);
        }
    }

    fn focused(self, event: &FocusEvent) {
        let id = event_target::<web_sys::Element>(event).id();
        let in_question = self.step.with_value(|step| match step {
            Step::Section(section) => id
                .strip_prefix(section.as_str())
                .is_some_and(|rest| rest.starts_with(['.', '[']) && rest.contains('.')),
            _ => id.starts_with("variant="),
        });
        if in_question {
            self.step.with_value(|step| self.filling.moved(step.slug(), Some(&id)));
        }
    }
}

/// "members", 2 of `members[2].member_gender`.
fn row_of(target: &str) -> Option<(&str, usize)> {
    let (section, rest) = target.split_once('[')?;
    Some((section, rest.split_once(']')?.0.parse().ok()?))
}

fn line(form: &forms::Form, violation: &Violation) -> Line {
    let sentence = violation::sentence(form, violation, lang());
    let sentence = match &violation.path {
        Path::Field { section, row: Some(row), .. } => {
            let item = form.section(section).and_then(|section| section.repeat.as_ref());
            let item = item.map(|repeat| local(&repeat.item)).unwrap_or_default();
            format!("{item} {}: {sentence}", row + 1)
        }
        _ => sentence,
    };
    Line { target: fields::target(form, violation), sentence }
}

/// True to the letter: "saved" only while every change is confirmed by the phone's database.
pub fn saved_state(filling: Filling) -> AnyView {
    let draft = filling.draft();
    let (saved, trouble) = (draft.saved(), draft.trouble());
    let words = move || {
        let texts = &t().form;
        match (saved.get(), trouble.get()) {
            (true, _) => texts.saved,
            (false, None | Some(Trouble::Cleared)) => texts.saving,
            (false, Some(_)) => texts.not_saved,
        }
    };
    view! {
        <p id="saved-state" class="saved-state" data-saved=move || if saved.get() { "true" } else { "false" }>
            {words}
        </p>
    }
    .into_any()
}

/// Another tab has the draft, or the phone does not keep it as it should: nothing as long as all is well.
pub fn troubles(filling: Filling) -> AnyView {
    let draft = filling.draft();
    let (read_only, trouble) = (draft.read_only(), draft.trouble());
    let any = memo(move |_| read_only.get() || trouble.get().is_some());
    (move || Some((later::extras().filter(|_| any.get())?.troubles)(filling))).into_any()
}
