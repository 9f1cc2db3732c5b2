//! One answer each: what was typed, its tidy form, and what is wrong with it. The same file runs natively and in wasm, so what
//! the phone accepts the server accepts.

use chrono::NaiveDate;
use forms::{Answers, Context, Definition, Form, List, Lists, Value, check, normalize, normalize_value};
use serde_json::json;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    kind: String,
    raw: String,
    tidy: String,
    /// Codes of the problems, in order.
    #[serde(default)]
    codes: Vec<String>,
    /// More keys of the field's definition.
    #[serde(default)]
    field: serde_json::Map<String, serde_json::Value>,
}

/// A few names that the vectors use.
struct SomeLists;

impl Lists for SomeLists {
    fn name(&self, list: List, code: &str) -> Option<Option<&str>> {
        let known: &[(&str, &str)] = match list {
            List::CitizenIdPrefixes => &[("022", "Quảng Ninh")],
            List::EthnicGroups => &[("Kinh", "Kinh"), ("Sán Dìu", "Sán Dìu")],
            List::Countries => &[("VN", "Việt Nam"), ("JP", "Nhật Bản")],
            List::Provinces | List::Communes => return None,
        };
        Some(known.iter().find(|(key, _)| *key == code).map(|(_, name)| *name))
    }

    fn province_of(&self, _: &str) -> Option<Option<&str>> {
        None
    }
}

/// A form that asks this one question.
fn form_of(vector: &Vector) -> Form {
    let text = json!({ "vi": "Câu hỏi", "en": "Question" });
    let mut field = vector.field.clone();
    field.extend([
        ("id".to_owned(), json!("answer")),
        ("label".to_owned(), text.clone()),
        ("type".to_owned(), json!(vector.kind)),
        ("required".to_owned(), json!(true)),
    ]);
    let definition: Definition = serde_json::from_value(json!({
        "number": 1, "slug": "one", "name": text, "valid_from": "2026-01-01", "receiving_office": text,
        "processing_time": { "amount": 1, "unit": "days", "note": text }, "delivery": ["online"],
        "sections": [{ "id": "only", "title": text, "fields": [field] }],
    }))
    .expect("a sound example");
    Form::new(definition).expect("a sound example")
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[test]
fn every_vector_is_tidied_and_judged_as_written() {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("vectors.json")).unwrap();
    assert!(vectors.len() >= 150);
    let context = Context { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), lists: &SomeLists };
    let mut wrong = Vec::new();
    for vector in &vectors {
        let form = form_of(vector);
        let field = form.field("only", "answer").unwrap();
        let tidy = normalize_value(field, &Value::text(&vector.raw));
        let twice = normalize_value(field, &tidy);
        let mut answers = Answers::default();
        answers.set("only", 0, "answer", Value::text(&vector.raw));
        let codes = |answers: &Answers| -> Vec<String> {
            let problems = check(&form, answers, context);
            problems
                .iter()
                .map(|p| serde_json::to_value(p.code).unwrap().as_str().unwrap().to_owned())
                .collect()
        };
        let (raw_codes, tidy_codes) = (codes(&answers), codes(&normalize(&form, &answers)));
        if tidy != Value::text(&vector.tidy)
            || twice != tidy
            || raw_codes != vector.codes
            || tidy_codes != raw_codes
        {
            wrong.push(format!("{} {:?}: {tidy:?} {raw_codes:?} {tidy_codes:?}", vector.kind, vector.raw));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}
