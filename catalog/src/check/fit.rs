//! Reads a file into its model, and goes on after what does not fit.

use crate::Mistake;
use crate::written::Step;
use crate::written::{Written, text_step};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// More mistakes of form than this in one file: the rest waits for the next run.
const MOST: usize = 500;

/// The file as `T`, with a blank in place of all that does not fit; `None` when nothing can be put there.
pub(super) fn fit<T: DeserializeOwned>(written: &Written, mistakes: &mut Vec<Mistake>) -> Option<T> {
    let mut values = written.values();
    let mut mended = BTreeSet::new();
    for _ in 0..MOST {
        let error = match serde_path_to_error::deserialize(&values) {
            Ok(fitting) => return Some(fitting),
            Err(error) => error,
        };
        let (mut steps, mistake) = written.misfit(&error);
        let problem = error.inner().to_string();
        if let Some(key) = quoted(&problem, "missing field `") {
            steps.push(key.to_owned());
        } else if let Some(key) = quoted(&problem, "unknown field `")
            && steps.last().is_none_or(|last| last != key)
        {
            steps.push(key.to_owned());
        }
        if mended.insert(steps.clone()) {
            mistakes.push(mistake);
        } else {
            // What was put there does not fit either: give up what holds it.
            while !steps.is_empty() && mended.contains(&steps) {
                steps.pop();
            }
            mended.insert(steps.clone());
        }
        mend(&mut values, &steps, problem.starts_with("unknown field"))?;
    }
    None
}

fn quoted<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.split('`').next()
}

/// Takes away what is at `steps`, or puts something harmless there.
fn mend(values: &mut Value, steps: &[String], unknown: bool) -> Option<()> {
    let (last, above) = steps.split_last()?;
    let mut holder = values;
    for step in above {
        holder = match text_step(step) {
            Step::Key(key) => holder.get_mut(key)?,
            Step::Index(index) => holder.get_mut(index)?,
        };
    }
    match holder {
        Value::Object(keys) if unknown => {
            keys.remove(last)?;
        }
        Value::Object(keys) => {
            match harmless(last, above.is_empty()) {
                Some(value) => keys.insert(last.clone(), value),
                None => keys.remove(last),
            };
        }
        Value::Array(items) => *items.get_mut(last.parse::<usize>().ok()?)? = json!("?"),
        _ => return None,
    }
    Some(())
}

/// A value that a key without which nothing can be read may have; `None` for a key that may be left out.
fn harmless(key: &str, top: bool) -> Option<Value> {
    let text = || json!({ "vi": "?", "en": "?" });
    Some(match key {
        "number" if top => json!(0),
        "amount_vnd" | "amount" | "min" | "max" => json!(0),
        "name" | "summary" | "receiving_office" | "applicant" | "note" | "title" | "label" | "item"
        | "case" | "what" | "who" | "text" | "do" | "term" | "plain" => text(),
        "vi" | "en" | "id" | "slug" | "value" | "url" | "says" | "basis" | "number" | "ministry"
        | "service" | "check" | "source" | "about" | "gathered" => json!("?"),
        "type" => json!("text"),
        "unit" => json!("days"),
        "group" => json!("identity"),
        "life_event" => json!("papers"),
        "processing_system" | "receiving_level" => json!("ministry"),
        "receiver" => json!("police"),
        "confidence" => json!("low"),
        "phone_check" => json!("no"),
        "valid_from" => json!("2025-07-01"),
        "sections" | "fields" | "delivery" | "prepare" | "next" | "phrases" | "services" | "words"
        | "documents" | "variants" | "fees" | "results" | "sources" | "legal_basis" | "options" => json!([]),
        "processing_time" => json!({ "amount": 0, "unit": "days", "note": text() }),
        "search" => json!({ "phrases": [] }),
        "guide" => json!({ "what": text(), "who": text(), "prepare": [], "next": [] }),
        _ => return None,
    })
}
