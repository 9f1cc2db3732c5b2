//! Track: anyone with a dossier's code sees its steps; with the secret also the reasons and the result.

use crate::browser::page;
use crate::parts::following::{Following, following};
use crate::parts::heading::heading;
use crate::parts::icon::icon;
use crate::parts::live::say_now;
use crate::parts::scan::scan_receipt;
use crate::routes;
use crate::text::{local, t, time};
use crate::view::prelude::*;
use contract::Awaited;
use vietnamese::capital;
use wasm_bindgen::JsValue;

/// The screen. The QR code of a receipt opens it with code and secret in the fragment, which is taken out of the address
/// at once so that it is neither shown nor shared by mistake.
pub fn track() -> AnyView {
    let (code, secret) = take_fragment();
    let asked = RwSignal::new((!code.is_empty()).then(|| (code.clone(), secret.clone())));
    view! {
        {heading(t().track.title)}
        <p>{t().track.intro}</p>
        {question(&code, &secret, asked)}
        {move || asked.get().map(|(code, secret)| found(&code, &secret))}
    }
    .into_any()
}

fn question(code: &str, secret: &str, asked: RwSignal<Option<(String, String)>>) -> AnyView {
    let text = &t().track;
    let code_box = NodeRef::<web_sys::HtmlInputElement>::new();
    let secret_box = NodeRef::<web_sys::HtmlInputElement>::new();
    let is_missing = RwSignal::new(false);
    let ask = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let value = |place: NodeRef<web_sys::HtmlInputElement>| {
            place.get_untracked().map(|e| e.value()).unwrap_or_default()
        };
        let code = tidy_code(&value(code_box));
        is_missing.set(code.is_empty());
        if code.is_empty() {
            say_now(text.code_missing);
            page::focus("code");
        } else {
            asked.set(Some((code, tidy_secret(&value(secret_box)))));
        }
    };
    let scanned = move |code: &str, secret: &str| {
        let (code, secret) = (tidy_code(code), tidy_secret(secret));
        for (place, text) in [(code_box, &code), (secret_box, &secret)] {
            if let Some(element) = place.get_untracked() {
                element.set_value(text);
            }
        }
        is_missing.set(false);
        asked.set(Some((code, secret)));
    };
    view! {
        <form class="card no-print" on:submit=ask novalidate=true>
            <div class="stack-close">
                <label for="code">{text.code}</label>
                {move || is_missing.get().then(|| view! { <p id="code:error" class="field-error">{text.code_missing}</p> }.into_any())}
                <input
                    id="code"
                    class="box number"
                    type="text"
                    node_ref=code_box
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    enterkeyhint="search"
                    value=code.to_owned()
                    aria-describedby="code-hint"
                    aria-invalid=move || is_missing.get().to_string()
                />
                <p id="code-hint" class="soft small">{text.code_hint}</p>
            </div>
            <div class="stack-close">
                <label for="secret">{text.secret}</label>
                <input
                    id="secret"
                    class="box number"
                    type="text"
                    node_ref=secret_box
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    value=secret.to_owned()
                    aria-describedby="secret-hint"
                />
                <p id="secret-hint" class="soft small">{text.secret_hint}</p>
            </div>
            <button class="button button-primary button-wide" data-action="track">{icon("search")}{text.submit}</button>
            {scan_receipt(scanned)}
        </form>
    }
    .into_any()
}

fn found(code: &str, secret: &str) -> AnyView {
    let text = &t().track;
    let followed = Following::new(code, secret, None);
    let (code, about) = (code.to_owned(), code.to_owned());
    let outcome = memo(move |_| followed.is_unknown());
    view! {
        <section class="stack" aria-label=about>
            {move || {
                if outcome.get() {
                    unknown(&code)
                } else {
                    view! {
                        {move || followed.service_name().map(|name| view! { <h2>{local(&name)}</h2> }.into_any())}
                        {move || followed.awaited().map(awaited)}
                        {following(followed)}
                        {move || {
                            followed
                                .shows_steps_only()
                                .then(|| view! { <p class="notice" data-steps-only="">{text.steps_only}</p> }.into_any())
                        }}
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}

/// Whoever follows it elsewhere learns that the phone it was sent from has something to do yet.
fn awaited(papers: Awaited) -> AnyView {
    let text = &t().track;
    view! {
        <div class="notice" class:notice-warning=papers.overdue data-awaited=papers.count.to_string()>
            <p class="notice-title">{icon("clock")}{(text.awaited)(papers.count)}</p>
            <p>{(text.awaited_help)(&time::instant(papers.until))}</p>
        </div>
    }
    .into_any()
}

fn unknown(code: &str) -> AnyView {
    let text = &t().track;
    say_now((text.unknown)(code));
    let others = [
        text.other_national,
        text.other_police,
        text.other_linked,
        text.other_insurance,
        text.other_power,
        text.other_tax,
    ];
    let others: Vec<AnyView> =
        others.into_iter().map(|other| view! { <li>{other}</li> }.into_any()).collect();
    view! {
        <div class="notice notice-warning" data-unknown="">
            <p class="notice-title">{(text.unknown)(code)}</p>
            <p>{text.unknown_help}</p>
            <ul>{others}</ul>
        </div>
    }
    .into_any()
}

/// As codes are written: capitals, no spaces, a plain hyphen for each dash.
fn tidy_code(typed: &str) -> String {
    let dash = |letter: char| {
        if matches!(letter, '‐' | '‑' | '‒' | '–' | '—' | '−') { '-' } else { letter }
    };
    typed.chars().filter(|c| !c.is_whitespace()).map(dash).map(capital).collect()
}

/// As secrets are written: small letters and digits, whatever stands between them.
fn tidy_secret(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Code and secret of the fragment `#code=…&secret=…`, which is removed from the address.
fn take_fragment() -> (String, String) {
    let hash = window().location().hash().unwrap_or_default();
    let part = |name: &str| {
        let parts = hash.trim_start_matches('#').split('&');
        parts
            .filter_map(|part| part.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    let (code, secret) = (part("code").unwrap_or_default(), part("secret").unwrap_or_default());
    if !hash.is_empty()
        && let Ok(history) = window().history()
    {
        // Refused only after hundreds of changes in a few seconds; the fragment then stays in the address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(routes::TRACK));
    }
    (tidy_code(&code), tidy_secret(&secret))
}

#[cfg(test)]
mod tests {
    use super::{tidy_code, tidy_secret};

    #[test]
    fn codes_and_secrets_as_people_type_them() {
        assert_eq!(tidy_code(" h49.22 – 261122 - 482913 "), "H49.22-261122-482913");
        assert_eq!(tidy_secret("7K3d 9q2m-xxxx"), "7k3d9q2mxxxx");
        assert_eq!(tidy_code("   "), "");
    }
}
