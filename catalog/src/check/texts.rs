//! Every text is there in both languages.

use super::Subject;
use serde_json::Value;

pub(super) fn check(subject: &mut Subject) {
    let values = subject.written.values();
    let mut blank = Vec::new();
    walk(&values, &mut Vec::new(), &mut blank);
    for (path, language) in blank {
        let mistake = subject.written.mistake_at(&path, format!("the {language} text is blank"));
        subject.mistakes.push(mistake);
    }
}

/// Finds blank `vi` and `en` at any depth; one that is not written at all does not fit the model.
fn walk(value: &Value, path: &mut Vec<String>, blank: &mut Vec<(Vec<String>, &'static str)>) {
    let mut visit = |step: String, inner: &Value| {
        path.push(step);
        walk(inner, path, blank);
        let language = match path.last().map(String::as_str) {
            Some("vi") => Some("Vietnamese"),
            Some("en") => Some("English"),
            _ => None,
        };
        if let (Some(language), Some("")) = (language, inner.as_str().map(str::trim)) {
            blank.push((path.clone(), language));
        }
        path.pop();
    };
    match value {
        Value::Object(keys) => keys.iter().for_each(|(key, inner)| visit(key.clone(), inner)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, inner)| visit(i.to_string(), inner)),
        _ => {}
    }
}
