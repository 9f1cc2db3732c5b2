//! Who files for others on this phone.

use crate::drafts::announce;
use crate::folders::helper::{self, Helper};
use crate::households::help::RELATIONS;
use crate::parts::kept::kept;
use crate::parts::live::say_now;
use crate::parts::toast::toast;
use crate::text::t;
use crate::view::prelude::*;
use contract::HELP_NAME;
use wasm_bindgen_futures::spawn_local;

/// Folded away. Not drawn anew with the rest of the screen: somebody may be typing.
pub fn helper() -> AnyView {
    let again = RwSignal::new(0_u32);
    kept(again.into(), helper::get, move |known: &Option<Helper>| questions(known.as_ref(), again))
}

fn questions(known: Option<&Helper>, again: RwSignal<u32>) -> AnyView {
    let text = &t().households;
    let place = NodeRef::<web_sys::HtmlInputElement>::new();
    let now = known.map(|helper| helper.relation);
    let relation = StoredValue::new(now.unwrap_or(RELATIONS[0].1));
    let problem = RwSignal::new("");
    let choices: Vec<AnyView> = RELATIONS
        .iter()
        .zip(text.helper_relations)
        .map(|((word, one), label)| {
            let (id, one) = (format!("helper-{word}"), *one);
            view! {
                <label class="choice" for=id.clone()>
                    <input
                        type="radio"
                        id=id
                        name="helper-relation"
                        checked=relation.get_value() == one
                        on:change=move |_| relation.set_value(one)
                    />
                    {label}
                </label>
            }
            .into_any()
        })
        .collect();
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = place.get_untracked().map(|element| element.value()).unwrap_or_default();
        let name: String = name.trim().chars().take(HELP_NAME).collect();
        if name.is_empty() {
            problem.set(t().households.helper_missing);
            say_now(t().households.helper_missing);
            return;
        }
        let helper = Helper { name, relation: relation.get_value() };
        spawn_local(async move { tell(helper::set(Some(&helper)).await.is_ok(), again) });
    };
    let clear = known.map(|_| {
        let clear = move |_| spawn_local(async move { tell(helper::set(None).await.is_ok(), again) });
        view! {
            <button type="button" class="button button-quiet" data-action="clear-helper" on:click=clear>
                {text.helper_clear}
            </button>
        }
        .into_any()
    });
    let name = known.map(|helper| helper.name.clone()).unwrap_or_default();
    view! {
        <details class="card folded" data-helper=known.is_some().to_string()>
            <summary>
                <h2>{text.helper}</h2>
            </summary>
            <form class="stack" novalidate autocomplete="off" on:submit=save>
                <p class="soft">{text.helper_help}</p>
                <div class="field">
                    <label class="field-label" for="helper-name">{text.helper_name}</label>
                    <p id="helper-name-problem" class="field-error">{move || problem.get()}</p>
                    <input
                        id="helper-name"
                        class="box"
                        node_ref=place
                        type="text"
                        autocomplete="off"
                        maxlength="400"
                        value=name
                        aria-describedby="helper-name-problem"
                    />
                </div>
                <fieldset class="field">
                    <legend class="field-label">{text.helper_relation}</legend>
                    <div class="stack-close">{choices}</div>
                </fieldset>
                <button class="button button-wide" data-action="save-helper">{text.helper_save}</button>
                {clear}
            </form>
        </details>
    }
    .into_any()
}

fn tell(done: bool, again: RwSignal<u32>) {
    toast(if done { t().settings.saved } else { t().settings.failed });
    again.try_update(|again| *again += 1);
    announce();
}
