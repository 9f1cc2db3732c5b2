//! Somebody else filled the form in: the phone is handed to the person who files, who reads it and agrees themself.

use super::Page;
use crate::aloud::{listen, phrases};
use crate::browser::{event, page};
use crate::filling::Filling;
use crate::households::help::Helping;
use crate::households::help::RELATIONS;
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::text::households::in_a_sentence;
use crate::text::t;
use crate::view::prelude::*;
use forms::{Value, who_and_what};

/// Id of the box the person ticks.
pub const BOX: &str = "help-consent";
/// Of `<html>`: very large letters, whatever the helper has chosen.
const SIZE: &str = "data-size";

/// Who files, by the name in the form, else by the one chosen when it was begun.
pub fn name_of_filer(filling: Filling, helping: &Helping) -> String {
    let in_form = |wanted: &str| {
        filling.judge(|form, answers, _| {
            form.definition().sections.iter().find_map(|section| {
                let field = section.fields.iter().find(|field| {
                    field.prefill.as_deref().map(who_and_what) == Some((wanted, "full_name"))
                        && form.shows_field(answers, &section.id, 0, &field.id)
                })?;
                let name = answers.value(&section.id, 0, &field.id).and_then(Value::as_text)?;
                (!name.trim().is_empty()).then(|| name.trim().to_owned())
            })
        })
    };
    let told = in_form("citizen").or_else(|| in_form("subject"));
    let told = told.or_else(|| Some(helping.on_behalf_of.clone()).filter(|name| !name.is_empty()));
    told.unwrap_or_else(|| t().households.the_filer.to_owned())
}

/// What the helper is, in words.
fn relation(helping: &Helping) -> String {
    let text = &t().households;
    let at = RELATIONS.iter().position(|(_, one)| *one == helping.relation).unwrap_or(RELATIONS.len() - 1);
    in_a_sentence(text.helper_relations[at])
}

/// The screen before the review; `taken` when the person has the phone.
pub fn hand_over(name: &str, back: Option<String>, taken: RwSignal<bool>) -> AnyView {
    let text = &t().households;
    let lines = text.hand_over_what.iter().zip(["listen", "edit", "send"]);
    let lines = lines.map(|(line, sign)| {
        view! { <li class="line">{icon(sign)}<span class="line-text">{*line}</span></li> }.into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    let said = {
        let name = name.to_owned();
        move || {
            let text = &t().households;
            let title = (text.hand_over_to)(&name);
            phrases([&*title, text.hand_over_help].into_iter().chain(text.hand_over_what.iter().copied()))
        }
    };
    view! {
        <div class="step hand-over" data-hand-over="">
            <div class="step-questions">
                <div class="review-head">
                    {heading((text.hand_over_to)(name))}
                    {listen("hand-over".to_owned(), text.hand_over, said)}
                </div>
                <p class="lead">{text.hand_over_help}</p>
                <ul class="lines">{lines}</ul>
            </div>
            <div class="step-bar">
                <div class="step-buttons">
                    {back.map(|back| view! {
                        <a class="button button-quiet" data-action="back" href=back>{t().form.back}</a>
                    })}
                    <button
                        type="button"
                        class="button button-primary"
                        data-action="take-phone"
                        on:click=move |_| taken.set(true)
                    >
                        {icon("user")}
                        {(text.it_is_me)(name)}
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Large letters for as long as the owner lives.
pub fn enlarge() {
    page::set_on_html(SIZE, "3");
    on_cleanup(|| event::fire("preferences"));
}

/// The consent to being helped; never ticked by anybody else.
pub fn consent(page: Page, helping: &Helping, name: &str) -> AnyView {
    let text = &t().households;
    let missing = page.help_consent_missing;
    let what = (text.consent)(name, &helping.helper, &relation(helping));
    let asked = (text.consent_box)(&helping.helper);
    let said = {
        let (what, asked) = (what.clone(), asked.clone());
        move || {
            let text = &t().households;
            phrases([text.consent_title, &*what, text.consent_told, &*asked])
        }
    };
    view! {
        <section class="card consent" class:field-wrong=missing aria-labelledby="help-consent-title">
            <div class="review-head">
                <h2 id="help-consent-title">{text.consent_title}</h2>
                {listen("help-consent".to_owned(), text.consent_title, said)}
            </div>
            <div id="help-consent:hint" class="stack-close">
                <p>{what}</p>
                <p>{text.consent_told}</p>
            </div>
            {move || {
                missing.get().then(|| view! { <p id="help-consent:error" class="field-error">{t().households.consent_missing}</p> })
            }}
            <label class="choice">
                <input
                    type="checkbox"
                    id=BOX
                    aria-describedby=move || {
                        if missing.get() { "help-consent:hint help-consent:error" } else { "help-consent:hint" }
                    }
                    aria-invalid=move || missing.get().then_some("true")
                    on:change=move |_| missing.set(false)
                />
                <span>{asked}</span>
            </label>
        </section>
    }
    .into_any()
}
