//! The way into the scanner: a button, and what becomes of what was read.

use crate::browser::scanner;
use crate::filling::{Filling, field_at, key_of};
use crate::later;
use crate::parts::dialog::ask_one_of;
use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::parts::toast::toast;
use crate::text::{local, t};
use crate::view::prelude::*;
use forms::{Path, Value};
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;

/// A question that a card may answer.
#[derive(Serialize)]
struct Asked {
    path: String,
    key: String,
    label: String,
    now: Option<Value>,
}

/// Offers to scan a card in a section with enough questions that it answers.
pub fn scan_card(filling: Filling, section: &str) -> AnyView {
    if !filling.is_worth_scanning(section) {
        return ().into_any();
    }
    let section = section.to_owned();
    let begin = move || {
        if let Some(extras) = later::extras() {
            (extras.scan_card)(filling, section.clone());
        }
    };
    button("scan-card", t().scan.card, begin)
}

/// Scans a card, and fills in what it answers in that section; asks whose card it is where the section asks about several
/// people.
pub fn begin_card(filling: Filling, section: String) {
    let mut people = filling.asked_of_card(&section);
    if people.len() < 2 {
        return scan_for(filling, people.pop().unwrap_or_default());
    }
    let form = filling.form();
    let of = |paths: &Vec<Path>| paths.first().and_then(|path| Some(local(&field_at(&form, path)?.label)));
    let names = people.iter().map(|paths| of(paths).unwrap_or_default()).collect();
    ask_one_of("whose-card", t().households.whose_card, names, move |at| {
        scan_for(filling, people.get(at).cloned().unwrap_or_default());
    });
}

fn scan_for(filling: Filling, questions: Vec<Path>) {
    spawn_local(async move {
        let form = filling.form();
        let asked = questions.into_iter().filter_map(|path| {
            let field = field_at(&form, &path)?;
            let key = key_of(field)?.to_owned();
            Some(Asked { key, label: local(&field.label), now: filling.value(&path), path: path.to_string() })
        });
        let request = serde_json::json!({ "want": "card", "asked": asked.collect::<Vec<_>>() });
        let Ok(answer) = scanner::scan(&request.to_string()).await else {
            toast(t().scan.failed);
            return;
        };
        let taken: Vec<(String, Value)> = serde_json::from_str(&answer).unwrap_or_default();
        // The form may have been left meanwhile.
        if taken.is_empty() || !filling.is_open() {
            return;
        }
        for (path, value) in taken {
            if let Ok(path) = path.parse::<Path>() {
                filling.take_scanned(&path, value);
            }
        }
        say(t().scan.filled);
    });
}

/// Offers to scan a receipt; `found` gets the dossier's code and its secret.
pub fn scan_receipt(found: impl Fn(&str, &str) + Clone + 'static) -> AnyView {
    let begin = move || {
        let found = found.clone();
        spawn_local(async move {
            let Ok(answer) = scanner::scan(r#"{"want":"receipt"}"#).await else {
                toast(t().scan.failed);
                return;
            };
            let receipt: serde_json::Value = serde_json::from_str(&answer).unwrap_or_default();
            if let (Some(code), Some(secret)) = (receipt["code"].as_str(), receipt["secret"].as_str()) {
                found(code, secret);
            }
        });
    };
    button("scan-receipt", t().scan.receipt, begin)
}

fn button(action: &'static str, words: &'static str, begin: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="button button-wide" data-action=action on:click=move |_| begin()>
            {icon("qr")}
            {words}
        </button>
    }
    .into_any()
}
