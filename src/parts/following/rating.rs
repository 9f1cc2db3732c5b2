//! The service has ended: five steps and words, sent once and shown as they were sent.

use super::Following;
use crate::api;
use crate::parts::live::say_now;
use crate::parts::loading::explain;
use crate::parts::toast::toast;
use crate::text::t;
use crate::view::prelude::*;
use contract::Rating;
use wasm_bindgen_futures::spawn_local;

/// The question, or what was answered.
pub fn rating(following: Following, rated: Option<Rating>) -> AnyView {
    match rated {
        Some(rated) => shown(&rated),
        None => question(following),
    }
}

fn shown(rated: &Rating) -> AnyView {
    let text = &t().dossier;
    let step = text.rating_steps[usize::from(rated.steps.clamp(1, 5)) - 1];
    let words = (!rated.words.trim().is_empty())
        .then(|| view! { <p class="timeline-reason">{rated.words.clone()}</p> });
    view! {
        <section class="card stack-close" data-rated=rated.steps.to_string()>
            <h2>{text.rated}</h2>
            <p>{step}</p>
            {words}
        </section>
    }
    .into_any()
}

fn question(following: Following) -> AnyView {
    let text = &t().dossier;
    let chosen = RwSignal::new(0_u8);
    let words = NodeRef::<web_sys::HtmlTextAreaElement>::new();
    let steps = text.rating_steps.iter().zip(1_u8..).map(|(name, step)| {
        view! {
            <label class="choice">
                <input type="radio" name="rating" id=format!("rating-{step}") on:change=move |_| chosen.set(step) />
                <span>{*name}</span>
            </label>
        }
        .into_any()
    });
    let steps: Vec<AnyView> = steps.collect();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let steps = chosen.get_untracked();
        if steps == 0 {
            say_now(t().dossier.rating_missing);
            return;
        }
        let words =
            words.get_untracked().map(|element| element.value().trim().to_owned()).unwrap_or_default();
        spawn_local(async move {
            let (code, secret) = (following.code.get_value(), following.secret.get_value());
            match api::rate(&code, &secret, &Rating { steps, words }).await {
                Ok(tracked) => following.heard(tracked).await,
                Err(failure) => {
                    let (title, help) = explain(&failure);
                    toast(format!("{title}. {help}"));
                }
            }
        });
    };
    view! {
        <form class="card stack-close no-print" data-rating="" on:submit=send>
            <fieldset class="field">
                <legend class="field-label">{text.rate}</legend>
                {steps}
            </fieldset>
            <label for="rating-words">{text.rating_words}</label>
            <textarea id="rating-words" class="box" rows="3" node_ref=words></textarea>
            <button class="button button-wide" data-action="rate">{text.rating_send}</button>
        </form>
    }
    .into_any()
}
