//! What is read before a first form is shown, from the server or from this phone, by the browser's own `JSON.parse`.
//!
//! A reader made by serde for each of these types would be a third of what a form costs on the wire. This one is as strict:
//! what a key must hold has to be there, and a key it does not know is refused, so that an old app does not ask half of a
//! newer form.

mod definition;
mod draft;
mod index;
mod record;

pub use definition::{KINDS, definition};
pub use index::{glossary, service_index};
pub use record::Record;

use crate::api::Failure;
use crate::preferences::{Preferences, Theme};
use chrono::NaiveDate;
use contract::{FileWithin, Problem, WithinUnit};
use forms::{Condition, Lang, Text};
use js_sys::{Array, JSON, Object, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};

/// An object of JSON that was parsed, and how many of its keys have been asked for and were there.
struct Json {
    value: JsValue,
    known: Cell<u32>,
    /// Something was not there, or not what was asked for.
    wrong: Cell<bool>,
}

impl Json {
    fn new(value: JsValue) -> Self {
        Self { value, known: Cell::new(0), wrong: Cell::new(false) }
    }

    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self::new)
    }

    /// What stands under the key; `null` is nothing.
    fn get(&self, key: &str) -> Option<JsValue> {
        let value = Reflect::get(&self.value, &key.into()).ok().filter(|value| !value.is_undefined())?;
        self.known.set(self.known.get() + 1);
        (!value.is_null()).then_some(value)
    }

    /// Whether every key it has was asked for.
    fn is_read(&self) -> bool {
        self.value.dyn_ref::<Object>().is_some_and(|object| Object::keys(object).length() == self.known.get())
    }

    /// What was read; a placeholder for what could not be, and then [`Self::done`] refuses all.
    fn take<T: Default>(&self, read: Option<T>) -> T {
        read.unwrap_or_else(|| {
            self.wrong.set(true);
            T::default()
        })
    }

    /// What was made of this object, if all of it was as it must be and every key it has was asked for.
    fn done<T>(&self, read: T) -> Option<T> {
        (!self.wrong.get() && self.is_read()).then_some(read)
    }

    fn string(&self, key: &str) -> Option<String> {
        self.get(key)?.as_string()
    }

    /// Empty when it is not there.
    fn string_or_empty(&self, key: &str) -> Option<String> {
        self.optional(key, JsValue::as_string).map(Option::unwrap_or_default)
    }

    fn flag(&self, key: &str) -> Option<bool> {
        self.optional(key, JsValue::as_bool).map(Option::unwrap_or_default)
    }

    fn whole(&self, key: &str) -> Option<u16> {
        whole(&self.get(key)?)
    }

    fn words(&self, key: &str) -> Option<Text> {
        text(&self.get(key)?)
    }

    /// `None` when it is there and not what `read` takes.
    #[expect(clippy::option_option, reason = "wrong, or right and perhaps not there")]
    fn optional<T>(&self, key: &str, read: impl Fn(&JsValue) -> Option<T>) -> Option<Option<T>> {
        match self.get(key) {
            None => Some(None),
            Some(value) => read(&value).map(Some),
        }
    }

    #[expect(clippy::option_option, reason = "as `optional`")]
    fn condition(&self, key: &str) -> Option<Option<Condition>> {
        self.optional(key, |value| value.as_string()?.parse().ok())
    }

    #[expect(clippy::option_option, reason = "as `optional`")]
    fn day(&self, key: &str) -> Option<Option<NaiveDate>> {
        self.optional(key, |value| forms::day::read(&value.as_string()?))
    }

    /// Empty when it is not there.
    fn list<T>(&self, key: &str, read: fn(JsValue) -> Option<T>) -> Option<Vec<T>> {
        let Some(value) = self.get(key) else { return Some(Vec::new()) };
        value.dyn_ref::<Array>()?.iter().map(read).collect()
    }
}

fn text(value: &JsValue) -> Option<Text> {
    let of = Json::new(value.clone());
    let text = Text { vi: of.take(of.string("vi")), en: of.take(of.string("en")) };
    of.done(text)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
fn whole(value: &JsValue) -> Option<u16> {
    let number = value.as_f64()?;
    (number.fract() == 0.0 && (0.0..=f64::from(u16::MAX)).contains(&number)).then_some(number as u16)
}

/// By when the law wants a service filed, of its page: the rest of it is for the guide, which reads it by serde.
pub fn file_within(page: &str) -> Option<FileWithin> {
    let of = Json::new(Json::parse(page)?.get("file_within")?);
    let unit = match of.string("unit")?.as_str() {
        "days" => WithinUnit::Days,
        "months" => WithinUnit::Months,
        _ => return None,
    };
    Some(FileWithin {
        amount: of.whole("amount")?,
        unit,
        after: of.string("after")?,
        basis: of.string("basis")?,
    })
}

/// Why a question was refused: a problem without the list of wrong answers, which only a sent form gets.
pub fn refusal(body: &str) -> Failure {
    let read = || {
        let of = Json::parse(body)?;
        let (kind, title, instance) = Default::default();
        let (status, detail) = (of.whole("status")?, of.words("detail")?);
        Some(Problem { kind, title, status, detail, instance, violations: Vec::new() })
    };
    read().map_or(Failure::NotOurs, |problem| Failure::Problem(Box::new(problem)))
}

/// Language and looks; what is not there or damaged is as on a new phone.
pub fn preferences(json: &str) -> Option<Preferences> {
    let of = Json::parse(json)?;
    let (lang, theme) = (of.string("lang"), of.string("theme"));
    Some(Preferences {
        lang: if lang.as_deref() == Some("en") { Lang::En } else { Lang::Vi },
        theme: Theme::ALL
            .into_iter()
            .find(|known| theme.as_deref() == Some(known.name()))
            .unwrap_or_default(),
        size: of.whole("size").and_then(|size| u8::try_from(size).ok()).unwrap_or_default(),
    })
}
