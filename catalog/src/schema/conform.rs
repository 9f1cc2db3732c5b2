//! The part of JSON Schema 2020-12 that the schema of services uses.

use chrono::NaiveDate;
use forms::kinds::pattern::Pattern;
use serde_json::{Map, Value};

/// Steps down to a value, and what is wrong with it.
pub(super) type Unfit = (Vec<String>, String);

/// Where `value` does not conform to `schema`. A keyword that is not understood is said too: nothing is passed over.
pub(super) fn check(schema: &Value, value: &Value) -> Vec<Unfit> {
    let mut judge = Judge { root: schema, path: Vec::new(), found: Vec::new() };
    judge.value(schema, value);
    judge.found
}

struct Judge<'a> {
    root: &'a Value,
    path: Vec<String>,
    found: Vec<Unfit>,
}

impl Judge<'_> {
    fn say(&mut self, message: String) {
        self.found.push((self.path.clone(), message));
    }

    fn value(&mut self, schema: &Value, value: &Value) {
        let Some(keywords) = schema.as_object() else {
            return self.say("a schema that is no object".to_owned());
        };
        for (keyword, rule) in keywords {
            match keyword.as_str() {
                "$ref" => match rule.as_str().and_then(|r| self.root.pointer(r.strip_prefix('#')?)) {
                    Some(target) => self.value(target, value),
                    None => self.say(format!("{rule} leads nowhere")),
                },
                "properties" => self.properties(keywords, value),
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.path.push(i.to_string());
                        self.value(rule, item);
                        self.path.pop();
                    }
                }
                _ => {
                    if let Some(message) = unfit(keyword, rule, value) {
                        self.say(message);
                    }
                }
            }
        }
    }

    fn properties(&mut self, keywords: &Map<String, Value>, value: &Value) {
        let Some(members) = value.as_object() else { return };
        let properties = &keywords["properties"];
        for (key, member) in members {
            match properties.get(key) {
                Some(schema) => {
                    self.path.push(key.clone());
                    self.value(schema, member);
                    self.path.pop();
                }
                None if keywords.get("additionalProperties") == Some(&Value::Bool(false)) => {
                    self.say(format!("unknown key `{key}`"));
                }
                None => {}
            }
        }
    }
}

/// One keyword about one value.
fn unfit(keyword: &str, rule: &Value, value: &Value) -> Option<String> {
    let short = |least: Option<u64>, is: usize| least.is_some_and(|least| (is as u64) < least);
    let wrong = match keyword {
        "type" => !is_of(rule.as_str().unwrap_or_default(), value),
        "required" => {
            let members = value.as_object()?;
            let missing =
                rule.as_array()?.iter().filter_map(Value::as_str).find(|key| !members.contains_key(*key));
            return missing.map(|key| format!("missing key `{key}`"));
        }
        "enum" => !rule.as_array()?.contains(value),
        "minLength" => short(rule.as_u64(), value.as_str()?.chars().count()),
        "minItems" => short(rule.as_u64(), value.as_array()?.len()),
        "minimum" => value.as_f64()? < rule.as_f64()?,
        "pattern" => {
            !Pattern::parse(rule.as_str()?).is_ok_and(|pattern| pattern.matches(value.as_str().unwrap_or("")))
        }
        "format" => match rule.as_str()? {
            "date" => value.as_str()?.parse::<NaiveDate>().is_err(),
            "uri" => !value.as_str()?.contains("://"),
            other => return Some(format!("the format {other} is not understood")),
        },
        "$schema" | "$defs" | "title" | "description" | "default" | "additionalProperties" => false,
        _ => return Some(format!("the keyword {keyword} is not understood")),
    };
    wrong.then(|| format!("{value} does not fit `{keyword}` {rule}"))
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::json;

    #[test]
    fn says_what_does_not_fit() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["id"],
            "properties": { "id": { "type": "string", "pattern": "^[a-z]+$" }, "n": { "items": { "minimum": 1 } } }
        });
        assert_eq!(check(&schema, &json!({ "id": "a", "n": [1, 2] })), []);
        let found = check(&schema, &json!({ "id": "A", "n": [1, 0], "x": true }));
        let places: Vec<String> = found.iter().map(|(path, _)| path.join("/")).collect();
        assert_eq!(places, ["id", "n/1", ""]);
        assert_eq!(check(&schema, &json!({}))[0].1, "missing key `id`");
        assert_eq!(check(&json!({ "oneOf": [] }), &json!(1))[0].1, "the keyword oneOf is not understood");
    }
}
