//! `schema/service.schema.json`, by which an editor completes and checks a service, says what the program reads.

mod conform;

use crate::check::{PEOPLE, PROFILE};
use crate::reference::LifeEventFile;
use crate::service::{Confidence, Group, Level, Outcome, Receiver, SearchWords, Service, System};
use crate::written::Written;
use crate::{Files, Mistake, files};
use contract::{FileWithin, GuideText, LegalBasis, Source, WithinUnit};
use forms::{
    Choice, Delivery, Document, Fee, Field, Kind, ProcessingTime, Repeat, Section, Text, TimeUnit, Variant,
    who_and_what,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;

const FILE: &str = "schema/service.schema.json";

/// Whether the schema in the folder `root` has the keys and the words of the model, and every service conforms to it.
pub fn check_schema(root: &Path) -> Vec<Mistake> {
    let mistake = |message: String| Mistake { file: FILE.to_owned(), line: 1, message };
    let schema = match std::fs::read_to_string(root.join(FILE)) {
        Ok(text) => serde_json::from_str::<Value>(&text).map_err(|error| mistake(error.to_string())),
        Err(error) => Err(mistake(format!("cannot be read: {error}"))),
    };
    let mistakes = match (schema, files(root)) {
        (Ok(schema), Ok(files)) => {
            let mut mistakes: Vec<Mistake> = keys(&schema).into_iter().map(mistake).collect();
            mistakes.extend(words(&schema, &files).into_iter().map(mistake));
            mistakes.extend(services(&schema, &files));
            mistakes
        }
        (Err(unread), _) | (_, Err(unread)) => vec![unread],
    };
    mistakes.into_iter().map(|m| Mistake { file: root.join(&m.file).display().to_string(), ..m }).collect()
}

/// Every table of the schema has the keys of its type.
fn keys(schema: &Value) -> Vec<String> {
    let tables: [(&str, Vec<String>); 16] = [
        ("", known_to::<Service>()),
        ("/$defs/text", known_to::<Text>()),
        ("/$defs/processing_time", known_to::<ProcessingTime>()),
        ("/$defs/file_within", known_to::<FileWithin>()),
        ("/$defs/search", known_to::<SearchWords>()),
        ("/$defs/guide", known_to::<GuideText>()),
        ("/$defs/fee", known_to::<Fee>()),
        ("/$defs/result", known_to::<Outcome>()),
        ("/$defs/legal_basis", known_to::<LegalBasis>()),
        ("/$defs/variant", known_to::<Variant>()),
        ("/$defs/section", known_to::<Section>()),
        ("/$defs/repeat", known_to::<Repeat>()),
        ("/$defs/field", known_to::<Field>()),
        ("/$defs/option", known_to::<Choice>()),
        ("/$defs/document", known_to::<Document>()),
        ("/$defs/source", known_to::<Source>()),
    ];
    let compare = |(place, model): &(&str, Vec<String>)| {
        let keys = schema.pointer(&format!("{place}/properties")).and_then(Value::as_object);
        let keys = keys.map(|keys| keys.keys().cloned().collect()).unwrap_or_default();
        differ(&format!("the keys of `#{place}`"), keys, model.clone())
    };
    tables.iter().filter_map(compare).collect()
}

/// Every closed list of the schema has the words of its type.
fn words(schema: &Value, files: &Files) -> Vec<String> {
    let events = files.get("reference/life-events.toml").and_then(|text| {
        let file: LifeEventFile = Written::read("reference/life-events.toml", text).ok()?.fit().ok()?;
        Some(file.life_event.into_iter().map(|event| event.id).collect())
    });
    let lists: [(&str, Vec<String>); 11] = [
        ("/properties/group/enum", words_of::<Group>()),
        ("/properties/life_event/enum", events.unwrap_or_default()),
        ("/properties/processing_system/enum", words_of::<System>()),
        ("/properties/receiving_level/enum", words_of::<Level>()),
        ("/properties/receiver/enum", words_of::<Receiver>()),
        ("/properties/confidence/enum", words_of::<Confidence>()),
        ("/properties/delivery/items/enum", words_of::<Delivery>()),
        ("/$defs/processing_time/properties/unit/enum", words_of::<TimeUnit>()),
        ("/$defs/file_within/properties/unit/enum", words_of::<WithinUnit>()),
        ("/$defs/field/properties/type/enum", words_of::<Kind>()),
        ("/$defs/field/properties/prefill/enum", profile_keys()),
    ];
    let compare = |(place, model): &(&str, Vec<String>)| {
        let words = schema.pointer(place).and_then(Value::as_array);
        let words = words.into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect();
        differ(&format!("`#{place}`"), words, model.clone())
    };
    lists.iter().filter_map(compare).collect()
}

/// Everybody a question can be about, with all that can be known of them.
fn profile_keys() -> Vec<String> {
    let of = |who: &&str| {
        PROFILE.iter().map(|(key, _)| format!("{who}.{}", who_and_what(key).1)).collect::<Vec<_>>()
    };
    PEOPLE.iter().flat_map(of).collect()
}

fn differ(what: &str, mut schema: Vec<String>, mut model: Vec<String>) -> Option<String> {
    schema.sort();
    model.sort();
    let only = |a: &[String], b: &[String]| {
        a.iter().filter(|word| !b.contains(word)).cloned().collect::<Vec<_>>().join(", ")
    };
    (schema != model)
        .then(|| format!("{what}: lacking [{}], unknown [{}]", only(&model, &schema), only(&schema, &model)))
}

/// The keys a table may have: serde names them when it meets another.
fn known_to<T: DeserializeOwned>() -> Vec<String> {
    serde_json::from_value::<T>(json!({ "\u{0}": 0 })).err().map(named).unwrap_or_default()
}

/// The words of a closed list: serde names them when it meets another.
fn words_of<T: DeserializeOwned>() -> Vec<String> {
    serde_json::from_value::<T>(json!("\u{0}")).err().map(named).unwrap_or_default()
}

/// The names in "…, expected one of `a`, `b`".
fn named(error: serde_json::Error) -> Vec<String> {
    let message = error.to_string();
    let expected = message.split_once("expected").map_or("", |(_, expected)| expected);
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn services(schema: &Value, files: &Files) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file.starts_with("services/")) {
        match Written::read(file, text) {
            Ok(written) => {
                for (path, message) in conform::check(schema, &written.values()) {
                    mistakes.push(written.mistake_at(&path, format!("by the schema: {message}")));
                }
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_names_its_keys_and_words() {
        assert_eq!(known_to::<Text>(), ["vi", "en"]);
        assert_eq!(known_to::<Outcome>(), ["name"]);
        assert_eq!(words_of::<TimeUnit>(), ["days", "working_days"]);
        assert_eq!(words_of::<Kind>().len(), 34);
    }
}
