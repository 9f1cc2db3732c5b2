//! The round: each household with what is to be done there, and what waits for a signal.

use crate::browser::{address, clock};
use crate::folders::many;
use crate::folders::{self};
use crate::households::round::{Household, Load, Task, What, load};
use crate::pages::locked::name;
use crate::parts::draft_card::service_name;
use crate::parts::icon::icon;
use crate::parts::toast::toast;
use crate::routes;
use crate::text::households::deadline;
use crate::text::{t, time};
use crate::view::prelude::*;
use contract::ServiceIndex;
use wasm_bindgen_futures::spawn_local;

/// All of them, in order.
pub fn round(all: &[Household], index: Option<&ServiceIndex>) -> AnyView {
    let text = &t().households;
    let cards: Vec<AnyView> = all.iter().map(|one| card(one, index)).collect();
    view! {
        <section class="stack">
            <h2>{text.round}</h2>
            <p class="soft">{text.round_help}</p>
            {waiting(load(all))}
            <ul class="cards">{cards}</ul>
        </section>
    }
    .into_any()
}

/// How much waits on this phone, and how long it takes.
fn waiting(load: Load) -> Option<AnyView> {
    let text = &t().households;
    (!load.is_nothing()).then(|| {
        let (first, all) = load.seconds();
        let minutes = |seconds: u64| seconds.div_ceil(60).max(1);
        let estimate = (text.estimate)(
            &time::bytes(load.text_bytes),
            minutes(first),
            &time::bytes(load.paper_bytes),
            minutes(all),
        );
        view! {
            <div class="notice" data-waits=load.texts.to_string()>
                <p class="notice-title">{icon("clock")}{(text.waits_of)(load.texts, load.papers)}</p>
                <p>{estimate}</p>
                <p>{text.in_order}</p>
            </div>
        }
        .into_any()
    })
}

fn card(one: &Household, index: Option<&ServiceIndex>) -> AnyView {
    let text = &t().households;
    let folder = &one.folder;
    let state = match (folder.is_open, &one.tasks) {
        (true, _) => Some(text.open_now),
        (_, None) => Some(text.locked),
        _ => None,
    };
    let state = state.map(|words| view! { <p class="notice-title">{icon("folder")}{words}</p> }.into_any());
    let due = one.due.map(|day| {
        view! { <p class="notice-title" data-due=day.to_string()>{icon("clock")}{deadline(day, clock::today())}</p> }.into_any()
    });
    let tasks = match &one.tasks {
        None => (!one.waits.is_nothing())
            .then(|| view! { <p>{(text.waits_of)(one.waits.texts, one.waits.papers)}</p> }.into_any()),
        Some(tasks) if tasks.is_empty() => {
            Some(view! { <p class="soft">{text.nothing_to_do}</p> }.into_any())
        }
        Some(tasks) => {
            let lines: Vec<AnyView> = tasks.iter().map(|task| line(task, folder.is_open, index)).collect();
            Some(view! { <ul class="lines">{lines}</ul> }.into_any())
        }
    };
    let id = folder.id.clone();
    let called = name(folder);
    let open = (!folder.is_open).then(|| {
        let enter = move |_| {
            let id = id.clone();
            spawn_local(async move { enter(&id).await });
        };
        view! {
            <button type="button" class="button button-wide" data-action="open-household" on:click=enter>
                {text.open}
                <span class="unseen">": " {called.clone()}</span>
            </button>
        }
        .into_any()
    });
    view! {
        <li class="card" data-household=folder.id.clone()>
            <div>
                <h3>{called}</h3>
                {state}
            </div>
            {due} {tasks} {open}
        </li>
    }
    .into_any()
}

/// Opens it; where it has a PIN, that is asked on a screen of a person's.
async fn enter(id: &str) {
    if many::switch(id).await.is_err() {
        toast(t().settings.failed);
    } else if folders::is_locked().get_untracked() {
        address::go(routes::MY_DOSSIERS);
    }
}

fn line(task: &Task, is_open: bool, index: Option<&ServiceIndex>) -> AnyView {
    let text = &t().households;
    let (sign, word, said) = match task.what {
        What::Asked => ("alert", "asked", text.asked.to_owned()),
        What::Correct => ("alert", "correct", text.correct.to_owned()),
        What::Missing(percent) => ("edit", "missing", (text.missing)(percent)),
        What::Present => ("user", "present", text.present.to_owned()),
        What::Waits => ("clock", "waits", text.waits.to_owned()),
        What::Papers(count) => ("clock", "papers", (text.papers)(count)),
    };
    let due = task.due.map(|day| deadline(day, clock::today()));
    let due = due.map(|words| view! { <span class="line-note">{words}</span> }.into_any());
    let words = view! {
        <span class="line-text">
            {service_name(&task.service, index)} <span class="line-note">{said}</span> {due}
        </span>
    };
    if is_open {
        view! { <li><a class="line" data-task=word href=link(task)>{icon(sign)} {words} {icon("next")}</a></li> }.into_any()
    } else {
        view! { <li class="line" data-task=word>{icon(sign)} {words}</li> }.into_any()
    }
}

fn link(task: &Task) -> String {
    let step = match task.what {
        What::Asked => return routes::dossier(&task.id),
        What::Papers(_) => return routes::MY_DOSSIERS.to_owned(),
        What::Correct | What::Present | What::Waits => routes::REVIEW_STEP,
        What::Missing(_) if task.step.is_empty() => routes::VARIANT_STEP,
        What::Missing(_) => &task.step,
    };
    routes::step(&task.service, &task.id, step)
}
