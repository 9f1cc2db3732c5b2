//! A dialog over the screen: the browser's own `<dialog>`, which keeps the focus inside and gives it back.

use crate::parts::icon::icon;
use crate::text::t;
use crate::view::prelude::*;

/// A dialog that shows while `open`; closes by its button, by Escape and by Back on Android.
pub fn dialog(
    id: &'static str,
    open: RwSignal<bool>,
    title: impl Fn() -> String + Send + 'static,
    content: AnyView,
) -> AnyView {
    let place = NodeRef::<web_sys::HtmlDialogElement>::new();
    effect(move |_| {
        let Some(element) = place.get() else { return };
        if !open.get() {
            element.close();
        } else if !element.open() {
            // Fails only for an element that is not on the page.
            let _ = element.show_modal();
        }
    });
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    view! {
        <dialog id=id class="dialog" node_ref=place aria-labelledby=named_by on:close=move |_| open.set(false)>
            <div class="dialog-top">
                <h2 id=title_id>{title}</h2>
                <button
                    type="button"
                    class="button button-quiet"
                    aria-label=t().common.close
                    on:click=move |_| open.set(false)
                >
                    {icon("close")}
                </button>
            </div>
            {content}
        </dialog>
    }
    .into_any()
}

/// A question before something that cannot be taken back. `more` stands between the words and the buttons.
pub fn confirm(
    id: &'static str,
    open: RwSignal<bool>,
    words: Confirm,
    more: Option<AnyView>,
    yes: impl Fn() + 'static,
) -> AnyView {
    let content = view! {
        <div class="stack">
            <p>{words.help}</p>
            {more}
            <button
                type="button"
                class="button button-danger button-wide"
                data-action=words.action
                on:click=move |_| {
                    open.set(false);
                    yes();
                }
            >
                {words.yes}
            </button>
            <button type="button" class="button button-wide" on:click=move |_| open.set(false)>
                {words.no}
            </button>
        </div>
    };
    dialog(id, open, move || words.title.to_owned(), content.into_any())
}

/// The words of [`confirm`].
#[derive(Clone, Copy)]
pub struct Confirm {
    pub title: &'static str,
    pub help: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    /// Name of the confirming button for programs: `data-action`.
    pub action: &'static str,
}
