//! What this phone has kept of a form: the keys of `drafts::Draft` and of the changes in its journal, and a person's
//! profile. A key that is not known harms nobody here: a newer app may have written it.

use super::{Json, Record};
use crate::drafts::{Change, Draft, Entry};
use forms::{Address, Answers, DocumentAnswer, FileRef, Map, Profile, Row, SectionAnswers, Value};
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

impl Record for Draft {
    fn read(json: &str) -> Option<Self> {
        draft(&Json::parse(json)?)
    }
}

/// A line of the journal.
impl Record for Entry {
    fn read(json: &str) -> Option<Self> {
        entry(&Json::parse(json)?)
    }
}

/// Several lines.
impl Record for Vec<Entry> {
    fn read(json: &str) -> Option<Self> {
        let list: Array = Json::parse(json)?.value.dyn_into().ok()?;
        list.iter().map(|one| entry(&Json::new(one))).collect()
    }
}

/// What is known of a person.
impl Record for Profile {
    fn read(json: &str) -> Option<Self> {
        profile(&Json::parse(json)?.value)
    }
}

fn profile(of: &JsValue) -> Option<Profile> {
    map(of, value)
}

fn draft(of: &Json) -> Option<Draft> {
    Some(Draft {
        id: of.string("id")?,
        key: of.string("key")?,
        reply: of.string_or_empty("reply")?,
        service: of.string("service")?,
        version: of.string("version")?,
        title: of.string_or_empty("title")?,
        answers: of.optional("answers", answers)?.unwrap_or_default(),
        step: of.string_or_empty("step")?,
        field: of.string_or_empty("field")?,
        percent: of.optional("percent", percent)?.unwrap_or_default(),
        scanned: of.list("scanned", |path| path.as_string()?.parse().ok())?,
        known: of.optional("known", profile)?.unwrap_or_default(),
        revision: of.revision("revision")?,
        created_at: of.instant("created_at")?,
        updated_at: of.instant("updated_at")?,
        discarded_at: of.optional("discarded_at", instant)?,
    })
}

fn entry(of: &Json) -> Option<Entry> {
    Some(Entry {
        revision: of.revision("revision")?,
        at: of.instant("at")?,
        change: change(&of.get("change")?)?,
    })
}

fn change(value: &JsValue) -> Option<Change> {
    let all = Object::entries(value.dyn_ref::<Object>()?);
    let pair: Array = all.get(0).dyn_into().ok()?;
    let held = pair.get(1);
    let of = Json::new(held.clone());
    let path = || of.string("path")?.parse().ok();
    let given = || self::value(of.get("value")?);
    let section = || of.string("section");
    Some(match pair.get(0).as_string()?.as_str() {
        "field" => Change::Field { path: path()?, value: given()? },
        "scanned" => Change::Scanned { path: path()?, value: given()? },
        "row_added" => Change::RowAdded { section: section()? },
        "row_removed" => Change::RowRemoved { section: section()?, row: of.whole("row")?.into() },
        "row_inserted" => Change::RowInserted {
            section: section()?,
            row: of.whole("row")?.into(),
            values: row(&of.get("values")?)?,
        },
        "variant" => Change::Variant(held.as_string()?),
        "document" => Change::Document { id: of.string("id")?, answer: document(of.get("answer")?)? },
        "moved" => {
            Change::Moved { step: of.string("step")?, field: of.optional("field", JsValue::as_string)? }
        }
        "migrated" => {
            Change::Migrated { version: of.string("version")?, answers: answers(&of.get("answers")?)? }
        }
        "titled" => Change::Titled(held.as_string()?),
        "progress" => Change::Progress(percent(&held)?),
        _ => return None,
    })
}

fn answers(value: &JsValue) -> Option<Answers> {
    let of = Json::new(value.clone());
    Some(Answers {
        variant: of.optional("variant", JsValue::as_string)?,
        sections: of.optional("sections", |all| map(all, section))?.unwrap_or_default(),
        documents: of.optional("documents", |all| map(all, document))?.unwrap_or_default(),
    })
}

fn section(value: JsValue) -> Option<SectionAnswers> {
    match value.dyn_ref::<Array>() {
        Some(rows) => rows.iter().map(|one| row(&one)).collect::<Option<_>>().map(SectionAnswers::Many),
        None => row(&value).map(SectionAnswers::One),
    }
}

fn row(value: &JsValue) -> Option<Row> {
    map(value, self::value)
}

fn value(value: JsValue) -> Option<Value> {
    if let Some(text) = value.as_string() {
        return Some(Value::Text(text));
    }
    if let Some(ticked) = value.as_bool() {
        return Some(Value::Bool(ticked));
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        return list.iter().map(|one| one.as_string()).collect::<Option<_>>().map(Value::List);
    }
    let of = Json::new(value.dyn_into::<Object>().ok()?.into());
    Some(Value::Address(Address {
        province: of.string_or_empty("province")?,
        commune: of.string_or_empty("commune")?,
        detail: of.string_or_empty("detail")?,
    }))
}

fn document(value: JsValue) -> Option<DocumentAnswer> {
    let of = Json::new(value.dyn_into::<Object>().ok()?.into());
    Some(DocumentAnswer { files: of.list("files", file)?, retrieve: of.flag("retrieve")? })
}

fn file(value: JsValue) -> Option<FileRef> {
    let of = Json::new(value);
    Some(FileRef { sha256: of.string("sha256")?, name: of.string("name")? })
}

/// Every key of an object with what `read` makes of it.
fn map<T>(value: &JsValue, read: fn(JsValue) -> Option<T>) -> Option<Map<String, T>> {
    // Collecting would sort before it inserts, and bring the code that sorts for each type.
    let mut map = Map::new();
    for one in Object::entries(value.dyn_ref::<Object>()?) {
        let pair: Array = one.dyn_into().ok()?;
        map.insert(pair.get(0).as_string()?, read(pair.get(1))?);
    }
    Some(map)
}

fn percent(value: &JsValue) -> Option<u8> {
    u8::try_from(super::whole(value)?).ok()
}

#[expect(clippy::cast_possible_truncation, reason = "a number without a fraction, far below 2^53")]
fn instant(value: &JsValue) -> Option<i64> {
    value.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64)
}

impl Json {
    pub(super) fn instant(&self, key: &str) -> Option<i64> {
        instant(&self.get(key)?)
    }

    fn revision(&self, key: &str) -> Option<u64> {
        u64::try_from(self.instant(key)?).ok()
    }
}
