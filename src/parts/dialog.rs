//! A dialog over the screen: the browser's own `<dialog>`, which keeps the focus inside and gives it back.

use crate::parts::icon::icon;
use crate::text::t;
use crate::view;
use crate::view::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

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

/// Asks for one of `names`, in a dialog of its own over whatever is there; `take` gets its number from 0.
pub fn ask_one_of(id: &'static str, title: &'static str, names: Vec<String>, take: impl Fn(usize) + 'static) {
    let owner = Owner::new();
    let place = owner.with(|| {
        let place = NodeRef::<web_sys::HtmlDialogElement>::new();
        let take = StoredValue::new_local(take);
        let close = move || {
            if let Some(element) = place.get_untracked() {
                element.close();
            }
        };
        let answers = names.into_iter().enumerate().map(|(at, name)| {
            let choose = move |_| {
                take.with_value(|take| take(at));
                close();
            };
            view! {
                <button type="button" class="button button-wide" data-choice=at.to_string() on:click=choose>
                    {name}
                </button>
            }
            .into_any()
        });
        let answers: Vec<AnyView> = answers.collect();
        let title_id = format!("{id}-title");
        let named_by = title_id.clone();
        let drawn = view! {
            <dialog id=id class="dialog" node_ref=place aria-labelledby=named_by>
                <div class="dialog-top">
                    <h2 id=title_id>{title}</h2>
                    <button
                        type="button"
                        class="button button-quiet"
                        aria-label=t().common.close
                        on:click=move |_| close()
                    >
                        {icon("close")}
                    </button>
                </div>
                <div class="stack">{answers}</div>
            </dialog>
        };
        view::at_end(&drawn.into_any());
        place
    });
    let Some(element) = owner.with(|| place.get_untracked()) else { return };
    let gone = element.clone();
    // Its handlers live as long as it is on the page.
    let end = Closure::once_into_js(move || {
        gone.remove();
        owner.cleanup();
    });
    // Fails only for an element that is not on the page.
    let _ = element.add_event_listener_with_callback("close", end.unchecked_ref());
    let _ = element.show_modal();
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
