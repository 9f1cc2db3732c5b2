//! A TOML file as values, each with the line on which it is written.

use crate::Mistake;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step down into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A TOML file that has been read.
pub(crate) struct Written<'a> {
    name: String,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Written<'a> {
    /// Reads `text`; `name` is what a mistake calls the file.
    pub(crate) fn read(name: &str, text: &'a str) -> Result<Self, Mistake> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { name: name.to_owned(), text, root }),
            Err(error) => Err(Mistake {
                file: name.to_owned(),
                line: error.span().map_or(1, |span| line_of(text, span.start)),
                message: format!("this is not TOML: {}", error.message()),
            }),
        }
    }

    /// The file as `T`; the first thing that does not fit is the error.
    pub(crate) fn fit<T: DeserializeOwned>(&self) -> Result<T, Mistake> {
        serde_path_to_error::deserialize(self.values()).map_err(|error| self.misfit(&error).1)
    }

    /// What a mistake calls the file.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// All values, dates as text: the model reads them as it reads JSON.
    pub(crate) fn values(&self) -> Value {
        table(self.root.get_ref())
    }

    /// The mistake, and the steps down to it.
    pub(crate) fn misfit(
        &self,
        error: &serde_path_to_error::Error<serde_json::Error>,
    ) -> (Vec<String>, Mistake) {
        let steps: Vec<String> = error
            .path()
            .iter()
            .filter_map(|segment| match segment {
                serde_path_to_error::Segment::Seq { index } => Some(index.to_string()),
                serde_path_to_error::Segment::Map { key } => Some(key.clone()),
                _ => None,
            })
            .collect();
        let mistake = self.mistake_at(&steps, plain(&error.inner().to_string()));
        (steps, mistake)
    }

    /// A mistake at the deepest of `path` that is written.
    pub(crate) fn mistake(&self, path: &[Step], message: impl Into<String>) -> Mistake {
        Mistake { file: self.name.clone(), line: self.line(path), message: message.into() }
    }

    /// The same for steps that are all text.
    pub(crate) fn mistake_at(&self, steps: &[String], message: impl Into<String>) -> Mistake {
        let path: Vec<Step> = steps.iter().map(|step| text_step(step)).collect();
        self.mistake(&path, message)
    }

    fn line(&self, path: &[Step]) -> usize {
        let mut at = None;
        let mut value = None;
        let mut keys = Some(self.root.get_ref());
        for step in path {
            let next = match step {
                Step::Key(key) => keys
                    .and_then(|t| t.iter().find(|(k, _)| k.get_ref() == key))
                    .map(|(k, v)| (k.span().start, v)),
                Step::Index(index) => value.and_then(|v: &Spanned<DeValue>| match v.get_ref() {
                    DeValue::Array(items) => items.get(*index).map(|v| (v.span().start, v)),
                    _ => None,
                }),
            };
            let Some((start, found)) = next else { break };
            at = Some(start);
            value = Some(found);
            keys = match found.get_ref() {
                DeValue::Table(table) => Some(table),
                _ => None,
            };
        }
        at.map_or(1, |at| line_of(self.text, at))
    }
}

/// A path from serde knows no difference between a key made of digits and an index; no key of ours is a number.
pub(crate) fn text_step(step: &str) -> Step<'_> {
    step.parse().map_or(Step::Key(step), Step::Index)
}

/// The line, from 1, on which the byte at `offset` stands.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&b| b == b'\n').count() + 1
}

/// serde's sentence in the words of the format.
fn plain(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    message
        .replace("unknown field", "unknown key")
        .replace("missing field", "missing key")
        .replace("unknown variant", "unknown value")
        .replace("expected one of", "known are")
}

fn table(table: &DeTable) -> Value {
    Value::Object(table.iter().map(|(k, v)| (k.get_ref().to_string(), value(v))).collect::<Map<_, _>>())
}

fn value(spanned: &Spanned<DeValue>) -> Value {
    match spanned.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
            .map_or_else(|_| Value::String(n.to_string()), Value::from),
        DeValue::Float(n) => n
            .as_str()
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map_or_else(|| Value::String(n.to_string()), Value::Number),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(value).collect()),
        DeValue::Table(inner) => table(inner),
    }
}
