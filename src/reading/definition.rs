//! The form of a service: the keys of `forms::Definition`. Each object is read to its end before it is judged: to leave at
//! each key that is wrong would cost the code that drops what was read before it, and a third of this file's on the wire.

use super::{Json, text, whole};
use forms::{
    Choice, Definition, Delivery, Document, Fee, Field, Kind, ProcessingTime, Repeat, Section, TimeUnit,
    Variant,
};
use wasm_bindgen::JsValue;

/// `None` for what is no definition that this app knows.
pub fn definition(json: &str) -> Option<Definition> {
    let of = Json::parse(json)?;
    let processing_time = processing_time(of.get("processing_time")?)?;
    let read = Definition {
        number: of.take(of.whole("number")),
        slug: of.take(of.string("slug")),
        version: of.take(of.string_or_empty("version")),
        name: of.take(of.words("name")),
        valid_from: of.take(of.day("valid_from").flatten()),
        valid_until: of.take(of.day("valid_until")),
        form_code: of.take(of.string_or_empty("form_code")),
        receiving_office: of.take(of.words("receiving_office")),
        processing_time,
        delivery: of.take(of.list("delivery", delivery)),
        fees: of.take(of.list("fees", fee)),
        variants: of.take(of.list("variants", variant)),
        sections: of.take(of.list("sections", section)),
        documents: of.take(of.list("documents", document)),
    };
    of.done(read)
}

fn processing_time(value: JsValue) -> Option<ProcessingTime> {
    let of = Json::new(value);
    let unit = match of.string("unit")?.as_str() {
        "days" => TimeUnit::Days,
        "working_days" => TimeUnit::WorkingDays,
        _ => return None,
    };
    let read = ProcessingTime { amount: of.take(of.whole("amount")), unit, note: of.take(of.words("note")) };
    of.done(read)
}

fn delivery(value: JsValue) -> Option<Delivery> {
    Some(match value.as_string()?.as_str() {
        "online" => Delivery::Online,
        "counter" => Delivery::Counter,
        "postal" => Delivery::Postal,
        _ => return None,
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a fee in dong is far below 2^53")]
fn fee(value: JsValue) -> Option<Fee> {
    let of = Json::new(value);
    let amount = of.get("amount_vnd").and_then(|amount| amount.as_f64());
    let amount = amount.filter(|amount| amount.fract() == 0.0).map(|amount| amount as i64);
    let read = Fee {
        case: of.take(of.words("case")),
        amount_vnd: of.take(amount),
        basis: of.take(of.string("basis")),
        valid_from: of.take(of.day("valid_from")),
        valid_until: of.take(of.day("valid_until")),
    };
    of.done(read)
}

fn variant(value: JsValue) -> Option<Variant> {
    let of = Json::new(value);
    let read = Variant {
        id: of.take(of.string("id")),
        name: of.take(of.words("name")),
        help: of.take(of.optional("help", text)),
    };
    of.done(read)
}

fn section(value: JsValue) -> Option<Section> {
    let of = Json::new(value);
    let read = Section {
        id: of.take(of.string("id")),
        title: of.take(of.words("title")),
        help: of.take(of.optional("help", text)),
        repeat: of.take(of.optional("repeat", repeat)),
        show_when: of.take(of.condition("show_when")),
        fields: of.take(of.list("fields", field)),
    };
    of.done(read)
}

fn repeat(value: &JsValue) -> Option<Repeat> {
    let of = Json::new(value.clone());
    let read = Repeat {
        min: of.take(of.whole("min")),
        max: of.take(of.whole("max")),
        item: of.take(of.words("item")),
    };
    of.done(read)
}

fn field(value: JsValue) -> Option<Field> {
    let of = Json::new(value);
    let kind = kind(&of.string("type")?)?;
    let read = Field {
        id: of.take(of.string("id")),
        label: of.take(of.words("label")),
        kind,
        required: of.take(of.flag("required")),
        required_when: of.take(of.condition("required_when")),
        show_when: of.take(of.condition("show_when")),
        help: of.take(of.optional("help", text)),
        prefill: of.take(of.optional("prefill", JsValue::as_string)),
        prefill_when: of.take(of.condition("prefill_when")),
        options: of.take(of.list("options", choice)),
        min: of.take(of.optional("min", JsValue::as_f64)),
        max: of.take(of.optional("max", JsValue::as_f64)),
        min_length: of.take(of.optional("min_length", whole)),
        max_length: of.take(of.optional("max_length", whole)),
        pattern: of.take(of.optional("pattern", JsValue::as_string)),
        past_only: of.take(of.flag("past_only")),
        future_only: of.take(of.flag("future_only")),
        min_age: of.take(of.optional("min_age", whole)),
        max_age: of.take(of.optional("max_age", whole)),
        after: of.take(of.optional("after", JsValue::as_string)),
        commune_only: of.take(of.flag("commune_only")),
    };
    of.done(read)
}

fn choice(value: JsValue) -> Option<Choice> {
    let of = Json::new(value);
    let read = Choice {
        value: of.take(of.string("value")),
        vi: of.take(of.string("vi")),
        en: of.take(of.string("en")),
    };
    of.done(read)
}

fn document(value: JsValue) -> Option<Document> {
    let of = Json::new(value);
    let read = Document {
        id: of.take(of.string("id")),
        name: of.take(of.words("name")),
        required: of.take(of.flag("required")),
        required_when: of.take(of.condition("required_when")),
        help: of.take(of.optional("help", text)),
        retrievable: of.take(of.flag("retrievable")),
    };
    of.done(read)
}

fn kind(name: &str) -> Option<Kind> {
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// Every kind by its name; `tests/browser/reading.rs` compares them with what serde writes.
pub const KINDS: [(&str, Kind); 34] = [
    ("text", Kind::Text),
    ("textarea", Kind::Textarea),
    ("person_name", Kind::PersonName),
    ("citizen_id", Kind::CitizenId),
    ("old_id", Kind::OldId),
    ("date", Kind::Date),
    ("partial_date", Kind::PartialDate),
    ("time", Kind::Time),
    ("datetime", Kind::Datetime),
    ("select", Kind::Select),
    ("radio", Kind::Radio),
    ("checkbox", Kind::Checkbox),
    ("multi_select", Kind::MultiSelect),
    ("phone", Kind::Phone),
    ("email", Kind::Email),
    ("address", Kind::Address),
    ("ethnicity", Kind::Ethnicity),
    ("nationality", Kind::Nationality),
    ("religion", Kind::Religion),
    ("gender", Kind::Gender),
    ("integer", Kind::Integer),
    ("decimal", Kind::Decimal),
    ("money_vnd", Kind::MoneyVnd),
    ("plate_number", Kind::PlateNumber),
    ("engine_number", Kind::EngineNumber),
    ("chassis_number", Kind::ChassisNumber),
    ("tax_code", Kind::TaxCode),
    ("insurance_number", Kind::InsuranceNumber),
    ("bank_account", Kind::BankAccount),
    ("document_number", Kind::DocumentNumber),
    ("country", Kind::Country),
    ("photo_4x6", Kind::Photo4x6),
    ("year", Kind::Year),
    ("declaration", Kind::Declaration),
];
