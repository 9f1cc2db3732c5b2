//! Two questions: the phone number, then the code that was sent to it.

use super::{Known, words};
use crate::account;
use crate::api::account as server;
use crate::browser::focus::bring_to_when_drawn;
use crate::browser::{clock, page};
use crate::parts::live::say_now;
use crate::parts::toast::toast;
use crate::text::{lang, t};
use crate::view::prelude::*;
use contract::{CodeSent, NewCode, SignIn};
use forms::kinds::phone;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

/// The number a code was sent to, and what the code goes back with.
type Sent = Option<(String, CodeSent)>;

/// One of two forms, with what is wrong in it.
#[derive(Clone, Copy)]
struct Dialogue {
    sent: RwSignal<Sent>,
    problem: RwSignal<String>,
    busy: RwSignal<bool>,
    known: RwSignal<Known>,
}

/// The forms.
pub fn sign_in(known: RwSignal<Known>) -> AnyView {
    let dialogue = Dialogue {
        sent: RwSignal::new(None),
        problem: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        known,
    };
    (move || match dialogue.sent.get() {
        None => dialogue.ask_for_phone(),
        Some((number, code)) => dialogue.ask_for_code(number, &code),
    })
    .into_any()
}

impl Dialogue {
    fn ask_for_phone(self) -> AnyView {
        let text = &t().account;
        let place = NodeRef::<HtmlInputElement>::new();
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            match phone::mobile(&typed(place)) {
                Some(number) => self.send(number),
                None => self.say(t().account.phone_wrong.to_owned(), "sign-in-phone"),
            }
        };
        view! {
            <form class="stack-close" novalidate on:submit=submit>
                <label class="field-label" for="sign-in-phone">{text.phone}</label>
                <p id="sign-in-hint" class="soft small">{text.phone_hint}</p>
                <input
                    id="sign-in-phone"
                    class="box"
                    node_ref=place
                    type="tel"
                    inputmode="tel"
                    autocomplete="tel"
                    aria-describedby="sign-in-hint sign-in-problem"
                />
                {self.problem()}
                <button class="button button-primary button-wide" data-action="send-code" disabled=move || self.busy.get()>
                    {text.get_code}
                </button>
            </form>
        }
        .into_any()
    }

    fn ask_for_code(self, number: String, sent: &CodeSent) -> AnyView {
        let text = &t().account;
        let place = NodeRef::<HtmlInputElement>::new();
        let challenge = StoredValue::new(sent.challenge.clone());
        let again_at = sent.again_at;
        let told = (text.code_sent)(&spaced(&number));
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let code: String = typed(place).chars().filter(|c| !c.is_whitespace()).collect();
            if code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) {
                self.enter(SignIn { challenge: challenge.get_value(), code });
            } else {
                self.say(t().account.code_wrong.to_owned(), "sign-in-code");
            }
        };
        let send_again = move |_| {
            // The phone's clock may be wrong: the server has the last word.
            if clock::now() < again_at {
                self.say(t().account.again_soon.to_owned(), "sign-in-code");
            } else {
                self.send(number.clone());
            }
        };
        let begin_anew = move |_| {
            self.problem.set(String::new());
            self.sent.set(None);
            bring_to_when_drawn("sign-in-phone");
        };
        view! {
            <form class="stack-close" novalidate on:submit=submit>
                <p class="notice notice-good">{told}</p>
                <label class="field-label" for="sign-in-code">{text.code}</label>
                <p id="sign-in-hint" class="soft small">{text.code_hint}</p>
                <input
                    id="sign-in-code"
                    class="box"
                    node_ref=place
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    maxlength="12"
                    aria-describedby="sign-in-hint sign-in-problem"
                />
                {self.problem()}
                <button class="button button-primary button-wide" data-action="sign-in" disabled=move || self.busy.get()>
                    {text.sign_in}
                </button>
                <div class="deeds">
                    <button type="button" class="button button-quiet" data-action="send-again" on:click=send_again>{text.again}</button>
                    <button type="button" class="button button-quiet" data-action="other-phone" on:click=begin_anew>{text.other_phone}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn problem(self) -> AnyView {
        view! { <p id="sign-in-problem" class="field-error">{move || self.problem.get()}</p> }.into_any()
    }

    /// Says what is wrong, and leads back to where it can be corrected.
    fn say(self, problem: String, place: &str) {
        say_now(problem.clone());
        self.problem.try_set(problem);
        page::focus(place);
    }

    fn send(self, number: String) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(String::new());
        spawn_local(async move {
            let wanted = NewCode { phone: number.clone(), language: lang() };
            let sent = server::send_code(&wanted).await;
            self.busy.try_set(false);
            match sent {
                Ok(code) => {
                    say_now((t().account.code_sent)(&spaced(&number)));
                    self.sent.try_set(Some((number, code)));
                    bring_to_when_drawn("sign-in-code");
                }
                Err(failure) => {
                    let place = if self.sent.with_untracked(Option::is_some) {
                        "sign-in-code"
                    } else {
                        "sign-in-phone"
                    };
                    self.say(words(&failure), place);
                }
            }
        });
    }

    fn enter(self, entered: SignIn) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(String::new());
        spawn_local(async move {
            let signed_in = account::sign_in(&entered).await;
            self.busy.try_set(false);
            match signed_in {
                Ok(Some(info)) => {
                    toast(t().account.signed_in);
                    self.known.try_set(Known::Somebody(info));
                }
                Ok(None) => self.say(t().account.not_kept.to_owned(), "sign-in-code"),
                Err(failure) => self.say(words(&failure), "sign-in-code"),
            }
        });
    }
}

fn typed(place: NodeRef<HtmlInputElement>) -> String {
    place.get_untracked().map(|element| element.value().trim().to_owned()).unwrap_or_default()
}

/// `0912 345 678`, which no line breaks: read in three breaths.
fn spaced(number: &str) -> String {
    match (number.get(..4), number.get(4..7), number.get(7..)) {
        (Some(first), Some(second), Some(third)) => format!("{first}\u{a0}{second}\u{a0}{third}"),
        _ => number.to_owned(),
    }
}
