//! The overview of a form: every step with what is left in it, one tap away, and a search among the questions for who
//! helps somebody fill it in.

use crate::filling::{Filling, Standing, Step};
use crate::later;
use crate::parts::dialog::dialog;
use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::parts::unmarked::unmarked;
use crate::text::{local, t};
use crate::view::prelude::*;
use forms::Path;

/// Goes to an element of the step on the screen.
pub type GoTo = Box<dyn Fn(&str)>;

/// The dialog; drawn each time it opens, as things are then. `go_to` is for questions of the step `here`.
pub fn overview(filling: Filling, here: Step, open: RwSignal<bool>, go_to: Option<GoTo>) -> AnyView {
    let go_to = StoredValue::new_local(go_to);
    let content = move || {
        let extras = later::extras().filter(|_| open.get())?;
        Some((extras.overview)(Overview { filling, here: here.clone(), open, go_to }))
    };
    let content = view! { <div class="stack overview">{content}</div> };
    dialog("overview", open, || t().overview.title.to_owned(), content.into_any())
}

/// What its content is drawn from.
#[derive(Clone)]
pub struct Overview {
    filling: Filling,
    here: Step,
    open: RwSignal<bool>,
    go_to: StoredValue<Option<GoTo>, LocalStorage>,
}

/// The steps, or the questions that somebody looks for.
pub fn content(Overview { filling, here, open, go_to }: Overview) -> AnyView {
    let query = RwSignal::new(String::new());
    view! {
        {search_box(query)}
        {move || {
            let words = query.get();
            if words.is_empty() { steps(filling, &here) } else { found(filling, &here, &words, open, go_to) }
        }}
    }
    .into_any()
}

/// What is left of the step on the screen, in words.
pub fn left(filling: Filling, step: &Step, open_row: RwSignal<Option<u32>>) -> AnyView {
    let left = filling.left_in(step, open_row);
    let words = move || match left.get() {
        0 => t().overview.all_answered.to_owned(),
        count => (t().overview.left)(count),
    };
    view! { <p class="step-left" data-left=left>{words}</p> }.into_any()
}

fn search_box(query: RwSignal<String>) -> AnyView {
    let text = &t().overview;
    view! {
        <div class="search">
            <label for="find-question">{text.search}</label>
            <div class="search-box">
                {icon("search")}
                <input
                    id="find-question"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="find-question-hint"
                    on:input=move |event| query.set(unmarked(&event_target_value(&event)))
                />
            </div>
            <p id="find-question-hint" class="soft small">{text.search_hint}</p>
        </div>
    }
    .into_any()
}

fn steps(filling: Filling, here: &Step) -> AnyView {
    let lines: Vec<AnyView> = filling
        .standings()
        .into_iter()
        .enumerate()
        .map(|(at, (step, standing))| step_line(filling, at + 1, &step, standing, step == *here))
        .collect();
    let review = step_words(filling, &Step::Review);
    let last = view! {
        <li>
            <a class="line" href=filling.link_to(&Step::Review) aria-current=(*here == Step::Review).then_some("step")>
                {icon("send")}
                <span class="line-text">{review}</span>
            </a>
        </li>
    };
    view! { <ol class="lines">{lines}{last}</ol> }.into_any()
}

fn step_line(filling: Filling, at: usize, step: &Step, standing: Standing, is_here: bool) -> AnyView {
    let text = &t().overview;
    let (tone, drawing, note) = match standing {
        Standing::Done => ("is-done", "done", text.done.to_owned()),
        Standing::Blank(0) => ("", "circle", text.may_be_left.to_owned()),
        Standing::Blank(left) | Standing::Started(left) => ("", "circle", (text.left)(left)),
        Standing::Wrong => ("is-wrong", "alert", text.wrong.to_owned()),
    };
    let note = if is_here { format!("{note} · {}", text.here) } else { note };
    view! {
        <li>
            <a
                class=format!("line {tone}")
                href=filling.link_to(step)
                data-step=step.slug().to_owned()
                aria-current=is_here.then_some("step")
            >
                {icon(drawing)}
                <span class="line-text">
                    {format!("{at}. {}", step_words(filling, step))}
                    <span class="line-note">{note}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// The title of a step, without the number that the paper form gives it.
fn step_words(filling: Filling, step: &Step) -> String {
    match step {
        Step::Variant => t().form.variant_title.to_owned(),
        Step::Documents => t().documents.title.to_owned(),
        Step::Review => t().review.title.to_owned(),
        Step::Section(id) => {
            let title = filling.form().section(id).map(|section| local(&section.title)).unwrap_or_default();
            match title.split_once(". ") {
                Some((number, rest)) if number.chars().all(|c| c.is_ascii_digit() || "IVX".contains(c)) => {
                    rest.to_owned()
                }
                _ => title,
            }
        }
    }
}

/// A question that is asked at the moment.
struct Question {
    section: String,
    /// Of its element.
    id: String,
    label: String,
}

fn questions(filling: Filling, words: &str) -> Vec<Question> {
    filling.judge(|form, answers, _| {
        let sections = form.definition().sections.iter();
        let asked = sections.filter(|section| form.shows_section(answers, &section.id));
        asked
            .flat_map(|section| section.fields.iter().map(move |field| (section, field)))
            .filter(|(section, field)| {
                let label = unmarked(&local(&field.label));
                words.split(' ').all(|word| label.contains(word))
                    && (section.repeat.is_some() || form.shows_field(answers, &section.id, 0, &field.id))
            })
            .map(|(section, field)| Question {
                section: section.id.clone(),
                // A table is opened at its first row.
                id: if section.repeat.is_some() {
                    section.id.clone()
                } else {
                    Path::field(&section.id, None, &field.id).to_string()
                },
                label: local(&field.label),
            })
            .collect()
    })
}

fn found(
    filling: Filling,
    here: &Step,
    words: &str,
    open: RwSignal<bool>,
    go_to: StoredValue<Option<GoTo>, LocalStorage>,
) -> AnyView {
    let text = &t().overview;
    let found = questions(filling, words);
    if found.is_empty() {
        say(text.nothing);
        return view! { <p>{text.nothing}</p> }.into_any();
    }
    say((text.found)(found.len()));
    let lines: Vec<AnyView> = found
        .into_iter()
        .map(|question| {
            let step = Step::Section(question.section);
            let is_here = step == *here;
            let (slug, id) = (step.slug().to_owned(), question.id);
            let click = move |event: web_sys::MouseEvent| {
                if is_here {
                    event.prevent_default();
                    open.set(false);
                    go_to.with_value(|go_to| go_to.as_ref().map(|go_to| go_to(&id)));
                } else {
                    // The step brings back the field that the draft remembers.
                    filling.moved(&slug, Some(&id));
                }
            };
            view! {
                <li>
                    <a class="line" href=filling.link_to(&step) data-question=question.label.clone() on:click=click>
                        <span class="line-text">
                            {question.label} <span class="line-note">{step_words(filling, &step)}</span>
                        </span>
                        {icon("next")}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}
