//! Before a form: whom it is for, who is who in it, and who fills it in.

use crate::api::Failure;
use crate::browser::{address, clock};
use crate::drafts;
use crate::folders::helper::{self, Helper};
use crate::households::choice::{self, Asked, Chosen};
use crate::households::{self, Person, help};
use crate::pages::start::first_step;
use crate::parts::heading::heading;
use crate::parts::live::say_now;
use crate::parts::loading::loaded_screen;
use crate::parts::toast::toast;
use crate::text::households::relation;
use crate::text::{local, t};
use crate::view::prelude::*;
use crate::{routes, services};
use forms::{FILER, Form};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Nobody of the household.
const NOBODY: &str = "";

/// What is asked, and of whom.
struct Ready {
    form: Form,
    asked: Vec<Asked>,
    people: Vec<Person>,
    helper: Option<Helper>,
}

/// What the person has chosen so far.
#[derive(Clone, Copy)]
struct Choosing {
    /// Id of the person it is for, or [`NOBODY`]; `None` before.
    main: RwSignal<Option<String>>,
    rest: RwSignal<Chosen>,
    /// Whether the helper fills it in.
    helped: RwSignal<bool>,
    problem: RwSignal<&'static str>,
}

/// The screen for the service of that slug.
pub fn choose(slug: String) -> AnyView {
    let slug = StoredValue::new(slug);
    loaded_screen(move || read(slug.get_value()), |ready| show(&ready))
}

async fn read(slug: String) -> Result<Arc<Ready>, Failure> {
    let definition = services::current_definition(&slug).await?;
    let form = Form::new(definition.as_ref().clone()).map_err(|_| Failure::NotOurs)?;
    // Where they cannot be read, nobody is offered.
    let people = households::all().await.unwrap_or_default();
    let helper = helper::get().await.ok().flatten();
    let asked = choice::asked(&form);
    Ok(Arc::new(Ready { form, asked, people, helper }))
}

fn show(ready: &Arc<Ready>) -> AnyView {
    let text = &t().households;
    let choosing = Choosing {
        // Where nobody is known there is nobody to choose.
        main: RwSignal::new(ready.people.is_empty().then(|| NOBODY.to_owned())),
        rest: RwSignal::new(Chosen::new()),
        helped: RwSignal::new(ready.helper.is_some()),
        problem: RwSignal::new(""),
    };
    let others = {
        let ready = ready.clone();
        move || {
            choosing
                .main
                .with(|main| main.as_ref().filter(|id| !id.is_empty()).map(|_| others(&ready, choosing)))
        }
    };
    let begin = {
        let ready = ready.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            begin(&ready, choosing);
        }
    };
    view! {
        <form class="stack" novalidate data-choose="" on:submit=begin>
            <p class="step-service">{local(&ready.form.definition().name)}</p>
            {heading(text.for_whom)}
            <p class="soft">{text.for_whom_help}</p>
            {main(ready, choosing)}
            {others}
            {ready.helper.as_ref().map(|helper| who_fills_it_in(helper, choosing))}
            <button class="button button-primary button-wide" data-action="begin">{text.begin}</button>
        </form>
    }
    .into_any()
}

/// The first question: whoever it is for decides the guesses of the others.
fn main(ready: &Arc<Ready>, choosing: Choosing) -> AnyView {
    let text = &t().households;
    let take = {
        let ready = ready.clone();
        move |id: &str| {
            let guess = choice::guess(&ready.asked, &ready.people, id, clock::today());
            choosing.rest.set(guess);
            choosing.problem.set("");
            choosing.main.set(Some(id.to_owned()));
        }
    };
    let take = StoredValue::new_local(take);
    let mut lines: Vec<AnyView> = ready
        .people
        .iter()
        .map(|person| {
            let id = person.id.clone();
            radio("for", &person.id, name_of(person), false, move || take.with_value(|take| take(&id)))
        })
        .collect();
    let somebody = text.somebody_else.to_owned();
    let is_alone = ready.people.is_empty();
    lines.push(radio("for", NOBODY, somebody, is_alone, move || take.with_value(|take| take(NOBODY))));
    view! {
        <fieldset class="field" id="for-whom" tabindex="-1" aria-describedby="for-whom-problem">
            <legend class="unseen">{text.for_whom}</legend>
            <p id="for-whom-problem" class="field-error">{move || choosing.problem.get()}</p>
            <div class="stack-close">{lines}</div>
        </fieldset>
    }
    .into_any()
}

/// Who is who besides: guessed, and to be changed.
fn others(ready: &Arc<Ready>, choosing: Choosing) -> AnyView {
    let questions = ready.asked.iter().skip(1).filter(|one| !one.is_table || ready.people.len() > 1);
    let questions: Vec<AnyView> = questions
        .map(|one| if one.is_table { several(ready, one, choosing) } else { one_of(ready, one, choosing) })
        .collect();
    questions.into_any()
}

fn one_of(ready: &Arc<Ready>, asked: &Asked, choosing: Choosing) -> AnyView {
    let text = &t().households;
    let title = if asked.who == FILER { text.who_files.to_owned() } else { local(&asked.title) };
    let chosen = untrack(|| choosing.rest.with(|rest| of(rest, &asked.who).first().cloned()));
    let chosen = chosen.unwrap_or_default();
    let line = |id: &str, name: String| {
        let (who, id_to_take) = (asked.who.clone(), id.to_owned());
        radio(&asked.who, id, name, chosen == id, move || {
            let ids = Some(id_to_take.clone()).filter(|id| !id.is_empty());
            set(choosing.rest, &who, ids.into_iter().collect());
        })
    };
    let mut lines: Vec<AnyView> = ready.people.iter().map(|one| line(&one.id, name_of(one))).collect();
    lines.push(line(NOBODY, text.leave_blank.to_owned()));
    view! {
        <fieldset class="field">
            <legend class="field-label">{title}</legend>
            <div class="stack-close">{lines}</div>
        </fieldset>
    }
    .into_any()
}

fn several(ready: &Arc<Ready>, asked: &Asked, choosing: Choosing) -> AnyView {
    let lines = ready.people.iter().map(|person| {
        let (who, id) = (asked.who.clone(), person.id.clone());
        let box_id = format!("{who}-{id}");
        let change = move |event: web_sys::Event| {
            let is_ticked = event_target::<web_sys::HtmlInputElement>(&event).checked();
            let mut ids = choosing.rest.with_untracked(|rest| of(rest, &who).to_vec());
            ids.retain(|other| *other != id);
            if is_ticked {
                ids.push(id.clone());
            }
            set(choosing.rest, &who, ids);
        };
        view! {
            <label class="choice" for=box_id.clone()>
                <input type="checkbox" id=box_id on:change=change />
                {name_of(person)}
            </label>
        }
        .into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    view! {
        <fieldset class="field" data-table=asked.who.clone()>
            <legend class="field-label">{local(&asked.title)}</legend>
            <div class="stack-close">{lines}</div>
        </fieldset>
    }
    .into_any()
}

fn who_fills_it_in(helper: &Helper, choosing: Choosing) -> AnyView {
    let text = &t().households;
    let mine = (text.i_help)(&helper.name);
    view! {
        <fieldset class="field">
            <legend class="field-label">{text.who_holds}</legend>
            <div class="stack-close">
                {radio("filling", "helper", mine, true, move || choosing.helped.set(true))}
                {radio("filling", "self", text.they_do.to_owned(), false, move || choosing.helped.set(false))}
            </div>
        </fieldset>
    }
    .into_any()
}

fn radio(group: &str, value: &str, label: String, is_chosen: bool, take: impl Fn() + 'static) -> AnyView {
    let id = format!("{group}={}", if value.is_empty() { "nobody" } else { value });
    view! {
        <label class="choice" for=id.clone()>
            <input type="radio" id=id name=group.to_owned() checked=is_chosen on:change=move |_| take() />
            {label}
        </label>
    }
    .into_any()
}

fn name_of(person: &Person) -> String {
    match relation(person.relation()) {
        "" => person.name().to_owned(),
        relation => format!("{} ({})", person.name(), relation.to_lowercase()),
    }
}

fn of<'a>(chosen: &'a Chosen, who: &str) -> &'a [String] {
    chosen.iter().find(|(of, _)| of == who).map_or(&[], |(_, ids)| ids)
}

fn set(chosen: RwSignal<Chosen>, who: &str, ids: Vec<String>) {
    chosen.update(|all| {
        all.retain(|(of, _)| of != who);
        all.push((who.to_owned(), ids));
    });
}

fn begin(ready: &Arc<Ready>, choosing: Choosing) {
    if choosing.main.with_untracked(Option::is_none) {
        choosing.problem.set(t().households.choose_missing);
        say_now(t().households.choose_missing);
        crate::browser::focus::bring_to("for-whom");
        return;
    }
    let chosen = choosing.rest.get_untracked();
    let mut begun = choice::begun(&ready.form, &ready.asked, &ready.people, &chosen);
    if let Some(helper) = ready.helper.as_ref().filter(|_| choosing.helped.get_untracked()) {
        help::begin(&mut begun.known, &helper.name, helper.relation);
    }
    let ready = ready.clone();
    spawn_local(async move {
        let known = begun.known.clone();
        match drafts::begin(&ready.form, &known, begun).await {
            Ok(draft) => {
                let slug = &ready.form.definition().slug;
                let step = draft.with(|draft| first_step(&ready.form, &draft.answers).to_owned());
                let address = routes::step(slug, &draft.id(), &step);
                drafts::hand_over(draft);
                // Back does not ask again for a draft that is there.
                address::go_instead(&address);
            }
            Err(_) => toast(t().guide.cannot_keep),
        }
    });
}
