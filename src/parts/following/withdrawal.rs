//! Taking a dossier back, after a question.

use super::Following;
use crate::api;
use crate::parts::dialog::{Confirm, confirm};
use crate::parts::loading::explain;
use crate::parts::toast::toast;
use crate::text::t;
use crate::view::prelude::*;
use contract::Withdrawal;
use wasm_bindgen_futures::spawn_local;

/// The button and its question.
pub fn withdrawal(following: Following) -> AnyView {
    let text = &t().dossier;
    let open = RwSignal::new(false);
    let place = NodeRef::<web_sys::HtmlTextAreaElement>::new();
    let words = Confirm {
        title: text.withdraw_title,
        help: text.withdraw_help,
        yes: text.withdraw_confirm,
        no: text.keep_it,
        action: "withdraw-confirm",
    };
    let reason_box = view! {
        <div class="stack-close">
            <label for="withdraw-reason">{text.withdraw_reason}</label>
            <textarea id="withdraw-reason" class="box" rows="3" node_ref=place></textarea>
        </div>
    };
    let withdraw = move || {
        let reason = place.get_untracked().map(|element| element.value()).unwrap_or_default();
        spawn_local(async move {
            let (code, secret) = (following.code.get_value(), following.secret.get_value());
            match api::withdraw(&code, &secret, &Withdrawal { reason: reason.trim().to_owned() }).await {
                Ok(tracked) => {
                    following.heard(tracked).await;
                    toast(t().dossier.withdrawn);
                }
                Err(failure) => {
                    let (title, help) = explain(&failure);
                    toast(format!("{title}. {help}"));
                }
            }
        });
    };
    view! {
        <button type="button" class="button button-danger no-print" data-action="withdraw" on:click=move |_| open.set(true)>
            {text.withdraw}
        </button>
        {confirm("withdraw", open, words, Some(reason_box.into_any()), withdraw)}
    }
    .into_any()
}
