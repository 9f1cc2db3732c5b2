//! In place of every screen with something of a person while their folder is locked: asks for the PIN, offers the others.

use crate::browser::{clock, timer};
use crate::folders;
use crate::folders::many::{self, Listed};
use crate::folders::pin::{self, Guess};
use crate::parts::dialog::{Confirm, confirm};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::kept::kept;
use crate::parts::live::say_now;
use crate::parts::pin_box::pin_box;
use crate::text::t;
use crate::view::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// How often what is left of a wait is written down.
const TICK: Duration = Duration::from_secs(1);

/// The screen.
pub fn locked() -> AnyView {
    let again = RwSignal::new(0_u32);
    view! {
        <div class="stack" data-locked="">
            {heading(t().folders.locked_title)}
            {kept(again.into(), many::list, |all: &Vec<Listed>| shown(all))}
        </div>
    }
    .into_any()
}

fn shown(all: &[Listed]) -> AnyView {
    let text = &t().folders;
    let asked = folders::asked();
    let asked = all.iter().find(|one| Some(&one.id) == asked.as_ref()).or_else(|| all.first());
    let others: Vec<AnyView> =
        all.iter().filter(|one| Some(&one.id) != asked.map(|asked| &asked.id)).map(other).collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <section class="stack-close">
                <h2>{text.others}</h2>
                <ul class="lines">{others}</ul>
            </section>
        }
        .into_any()
    });
    view! {
        {asked.map(ask)}
        {others}
    }
    .into_any()
}

fn other(folder: &Listed) -> AnyView {
    let id = folder.id.clone();
    let open = move |_| {
        let id = id.clone();
        spawn_local(async move {
            // A failure leaves everything locked.
            let _ = many::switch(&id).await;
        });
    };
    view! {
        <li>
            <button type="button" class="line" data-folder=folder.id.clone() on:click=open>
                {icon("folder")}
                <span class="line-text">{name(folder)}</span>
                {icon("next")}
            </button>
        </li>
    }
    .into_any()
}

/// What people call a folder.
pub fn name(folder: &Listed) -> String {
    if folder.name.is_empty() { t().folders.unnamed.to_owned() } else { folder.name.clone() }
}

fn ask(folder: &Listed) -> AnyView {
    let text = &t().folders;
    let id = StoredValue::new(folder.id.clone());
    let (busy, problem, wait) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(0_u64));
    tick(&folder.id, wait);
    let is_waiting = move || wait.get() != 0;
    let place = NodeRef::<web_sys::HtmlInputElement>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(element) = place.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let secret = element.value();
        element.set_value("");
        busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            let guess = pin::unlock(&id.get_value(), secret.trim()).await;
            busy.try_set(false);
            let said = match guess {
                Ok(Guess::Opened) => return,
                Ok(Guess::Wrong { left, wait: milliseconds }) => {
                    wait.try_set(milliseconds);
                    (t().folders.wrong)(left)
                }
                Ok(Guess::TooEarly(milliseconds)) => (t().folders.wait)(milliseconds),
                Ok(Guess::Erased) => t().folders.erased.to_owned(),
                Err(_) => t().settings.failed.to_owned(),
            };
            say_now(said.clone());
            problem.try_set(said);
        });
    };
    view! {
        <p class="lead">{name(folder)}</p>
        <p class="soft">{text.locked_help}</p>
        <form class="stack" autocomplete="off" on:submit=submit>
            {pin_box("pin", text.pin, "pin-problem", place, is_waiting)}
            <p id="pin-problem" class="field-error">{move || problem.get()}</p>
            {move || is_waiting().then(|| view! { <p class="notice notice-warning">{(text.wait)(wait.get())}</p> }.into_any())}
            <button
                class="button button-primary button-wide"
                data-action="unlock"
                disabled=move || busy.get() || is_waiting()
            >
                {move || if busy.get() { text.working } else { text.unlock }}
            </button>
        </form>
        {forgotten(id)}
    }
    .into_any()
}

/// Counts a wait down while the app is open, one step after the other.
fn tick(id: &str, wait: RwSignal<u64>) {
    let id = Rc::new(id.to_owned());
    let (last, is_looking) = (Rc::new(Cell::new(clock::steady())), Rc::new(Cell::new(false)));
    let look = {
        let is_looking = is_looking.clone();
        move |open: u64| {
            let (id, is_looking) = (id.clone(), is_looking.clone());
            is_looking.set(true);
            spawn_local(async move {
                if let Ok(left) = pin::waited(&id, open).await {
                    wait.try_set(left);
                }
                is_looking.set(false);
            });
        }
    };
    look(0);
    let step = move || {
        // A step may come after the screen has gone.
        if !is_looking.get() && wait.try_get_untracked().is_some_and(|left| left > 0) {
            let now = clock::steady();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a second or so")]
            look((now - last.replace(now)).max(0.0) as u64);
        } else if wait.try_get_untracked() == Some(0) {
            last.set(clock::steady());
        }
    };
    if let Ok(handle) = timer::repeat(step, TICK) {
        on_cleanup(move || handle.stop());
    }
}

fn forgotten(id: StoredValue<String>) -> AnyView {
    let text = &t().folders;
    let open = RwSignal::new(false);
    let words = Confirm {
        title: text.forgotten,
        help: text.forgotten_help,
        yes: text.hand_back_confirm,
        no: t().common.cancel,
        action: "erase-folder-confirm",
    };
    let erase = move || {
        spawn_local(async move {
            if many::erase(&id.get_value()).await.is_err() {
                say_now(t().settings.failed);
            }
        });
    };
    view! {
        <button type="button" class="button button-quiet" data-action="forgot-pin" on:click=move |_| open.set(true)>
            {text.forgotten}
        </button>
        {confirm("erase-folder", open, words, None, erase)}
    }
    .into_any()
}
