//! Every answer, grouped as in the form, each group with a way back to it.

use super::read_back::place;
use crate::filling::{Filling, Step};
use crate::parts::icon::icon;
use crate::services::KnownLists;
use crate::text::{lang, local, t};
use crate::view::prelude::*;
use forms::{Answers, Form, SummaryLine, SummarySection};
use std::sync::Arc;

/// The answers as they would be sent. Watches all of them.
pub fn answers(filling: Filling) -> AnyView {
    filling.watch_all();
    filling.watch_conditions();
    let (form, lists) = (filling.form(), filling.lists());
    let tidy: Answers = filling.judge(|form, answers, _| forms::normalize(form, answers));
    let summary = forms::summary(&form, &tidy, &lists, lang());
    let texts = &t().review;
    let variant = summary.variant.map(|name| {
        let line = view! { <p class="review-case">{name}</p> }.into_any();
        group(filling, &Step::Variant, texts.case, line)
    });
    let sections: Vec<AnyView> = summary.sections.iter().map(|part| section(filling, &form, part)).collect();
    let papers = (!summary.documents.is_empty()).then(|| {
        let lines: Vec<AnyView> = summary.documents.iter().map(paper_line).collect();
        group(filling, &Step::Documents, texts.papers, view! { <dl class="answers">{lines}</dl> }.into_any())
    });
    view! { <div class="stack">{variant} {sections} {papers}</div> }.into_any()
}

/// What was filed, to be read and not changed, folded away. `lists` wakes the caller when others are there.
pub fn locked(form: Arc<Form>, filed: Answers, lists: impl Fn() -> KnownLists + 'static) -> AnyView {
    let content = move || filed_lines(&form, &filed, &lists());
    view! {
        <details class="card" data-locked="">
            <summary>{t().dossier.filed}</summary>
            <p class="soft small">{t().dossier.filed_help}</p>
            {content}
        </details>
    }
    .into_any()
}

fn filed_lines(form: &Form, filed: &Answers, lists: &KnownLists) -> AnyView {
    let summary = forms::summary(form, filed, lists, lang());
    let sections = summary.sections.iter().map(|part| {
        let rows: Vec<AnyView> = part.rows.iter().map(|row| lines(row)).collect();
        view! { <section class="stack-close"><h3>{part.title.clone()}</h3>{rows}</section> }.into_any()
    });
    let sections: Vec<AnyView> = sections.collect();
    let papers: Vec<AnyView> = summary.documents.iter().map(paper_line).collect();
    view! {
        {sections}
        <dl class="answers">{papers}</dl>
    }
    .into_any()
}

/// A group under its heading, with "edit".
fn group(filling: Filling, step: &Step, title: &str, content: AnyView) -> AnyView {
    let (title, link) = (title.to_owned(), filling.link_to(step));
    let again = title.clone();
    view! {
        <section class="card review-group">
            <div class="review-head">
                <h2>{title}</h2>
                <a class="button button-quiet" href=link data-action="edit">
                    {icon("edit")}
                    {t().review.edit}
                    <span class="unseen">": " {again}</span>
                </a>
            </div>
            {content}
        </section>
    }
    .into_any()
}

fn section(filling: Filling, form: &Form, part: &SummarySection) -> AnyView {
    let repeat = form.section(&part.id).and_then(|section| section.repeat.as_ref());
    let content = match repeat {
        None => part.rows.iter().map(|row| lines(row)).collect::<Vec<_>>().into_any(),
        Some(_) if part.rows.is_empty() => view! { <p class="soft">{t().review.none}</p> }.into_any(),
        Some(repeat) => part
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let name = format!("{} {}", local(&repeat.item), at + 1);
                view! { <div class="review-row"><h3>{name}</h3>{lines(row)}</div> }.into_any()
            })
            .collect::<Vec<_>>()
            .into_any(),
    };
    group(filling, &Step::Section(part.id.clone()), &part.title, content)
}

/// What was answered; how many were left blank.
fn lines(row: &[SummaryLine]) -> AnyView {
    let answered: Vec<AnyView> = row.iter().filter(|line| !line.shown.is_empty()).map(answer_line).collect();
    let blank = row.len() - answered.len();
    let texts = &t().review;
    let blank = match blank {
        0 => None,
        1 => Some(texts.left_blank_one.to_owned()),
        more => Some(texts.left_blank.replace("{count}", &more.to_string())),
    };
    let list = (!answered.is_empty()).then(|| view! { <dl class="answers">{answered}</dl> });
    view! { {list} {blank.map(|blank| view! { <p class="soft small">{blank}</p> })} }.into_any()
}

fn answer_line(line: &SummaryLine) -> AnyView {
    view! { <div class="answer" id=place(&line.path)><dt>{line.label.clone()}</dt><dd>{line.shown.clone()}</dd></div> }.into_any()
}

fn paper_line(paper: &SummaryLine) -> AnyView {
    let shown = if paper.shown.is_empty() { t().review.none.to_owned() } else { paper.shown.clone() };
    view! {
        <div class="answer" id=place(&paper.path) class:answer-none=paper.shown.is_empty()>
            <dt>{paper.label.clone()}</dt>
            <dd>{shown}</dd>
        </div>
    }
    .into_any()
}
