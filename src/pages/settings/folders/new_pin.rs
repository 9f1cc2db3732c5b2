//! Asks for a PIN, twice, and puts the open folder under it.

use crate::folders::pin;
use crate::parts::live::say_now;
use crate::parts::pin_box::pin_box;
use crate::parts::toast::toast;
use crate::text::t;
use crate::view::prelude::*;
use vault::{Weak, weakness};
use wasm_bindgen_futures::spawn_local;

/// The form; `again` grows when it is done.
pub fn new_pin(again: RwSignal<u32>) -> AnyView {
    let text = &t().folders;
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(""));
    let (first, second) =
        (NodeRef::<web_sys::HtmlInputElement>::new(), NodeRef::<web_sys::HtmlInputElement>::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = |place: NodeRef<web_sys::HtmlInputElement>| {
            place.get_untracked().map(|element| element.value().trim().to_owned()).unwrap_or_default()
        };
        let (secret, repeated) = (typed(first), typed(second));
        let wrong = match weakness(&secret) {
            Some(Weak::Length) => text.pin_length,
            Some(Weak::Obvious) => text.pin_obvious,
            None if secret != repeated => text.pin_differs,
            None => "",
        };
        problem.set(wrong);
        if !wrong.is_empty() {
            say_now(wrong);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let set = pin::set_pin(&secret).await.is_ok();
            busy.try_set(false);
            toast(if set { t().folders.pin_is_set } else { t().settings.failed });
            again.try_update(|again| *again += 1);
        });
    };
    view! {
        <form class="stack-close" autocomplete="off" novalidate on:submit=submit>
            <p>{text.pin_warning}</p>
            {asked("new-pin", text.pin, first)}
            <p id="new-pin-hint" class="soft small">{text.pin_hint}</p>
            {asked("new-pin-again", text.pin_again, second)}
            <p id="new-pin-problem" class="field-error">{move || problem.get()}</p>
            <button class="button button-primary button-wide" data-action="save-pin" disabled=move || busy.get()>
                {text.save}
            </button>
        </form>
    }
    .into_any()
}

fn asked(id: &'static str, label: &'static str, place: NodeRef<web_sys::HtmlInputElement>) -> AnyView {
    pin_box(id, label, "new-pin-hint new-pin-problem", place, || false)
}
