//! The form of a service: the keys of `forms::Definition`.

use super::{Json, text, whole};
use forms::{
    Choice, Definition, Delivery, Document, Fee, Field, Kind, ProcessingTime, Repeat, Section, TimeUnit,
    Variant,
};
use wasm_bindgen::JsValue;

/// `None` for what is no definition that this app knows.
pub fn definition(json: &str) -> Option<Definition> {
    let of = Json::parse(json)?;
    let read = Definition {
        number: of.whole("number")?,
        slug: of.string("slug")?,
        version: of.string_or_empty("version")?,
        name: of.words("name")?,
        valid_from: of.day("valid_from")??,
        valid_until: of.day("valid_until")?,
        form_code: of.string_or_empty("form_code")?,
        receiving_office: of.words("receiving_office")?,
        processing_time: processing_time(of.get("processing_time")?)?,
        delivery: of.list("delivery", delivery)?,
        fees: of.list("fees", fee)?,
        variants: of.list("variants", variant)?,
        sections: of.list("sections", section)?,
        documents: of.list("documents", document)?,
    };
    of.is_read().then_some(read)
}

fn processing_time(value: JsValue) -> Option<ProcessingTime> {
    let of = Json::new(value);
    let unit = match of.string("unit")?.as_str() {
        "days" => TimeUnit::Days,
        "working_days" => TimeUnit::WorkingDays,
        _ => return None,
    };
    let read = ProcessingTime { amount: of.whole("amount")?, unit, note: of.words("note")? };
    of.is_read().then_some(read)
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
    let read = Fee {
        case: of.words("case")?,
        amount_vnd: of.get("amount_vnd")?.as_f64().filter(|amount| amount.fract() == 0.0)? as i64,
        basis: of.string("basis")?,
        valid_from: of.day("valid_from")?,
        valid_until: of.day("valid_until")?,
    };
    of.is_read().then_some(read)
}

fn variant(value: JsValue) -> Option<Variant> {
    let of = Json::new(value);
    let read = Variant { id: of.string("id")?, name: of.words("name")?, help: of.optional("help", text)? };
    of.is_read().then_some(read)
}

fn section(value: JsValue) -> Option<Section> {
    let of = Json::new(value);
    let read = Section {
        id: of.string("id")?,
        title: of.words("title")?,
        help: of.optional("help", text)?,
        repeat: of.optional("repeat", repeat)?,
        show_when: of.condition("show_when")?,
        fields: of.list("fields", field)?,
    };
    of.is_read().then_some(read)
}

fn repeat(value: &JsValue) -> Option<Repeat> {
    let of = Json::new(value.clone());
    let read = Repeat { min: of.whole("min")?, max: of.whole("max")?, item: of.words("item")? };
    of.is_read().then_some(read)
}

fn field(value: JsValue) -> Option<Field> {
    let of = Json::new(value);
    let read = Field {
        id: of.string("id")?,
        label: of.words("label")?,
        kind: kind(&of.string("type")?)?,
        required: of.flag("required")?,
        required_when: of.condition("required_when")?,
        show_when: of.condition("show_when")?,
        help: of.optional("help", text)?,
        prefill: of.optional("prefill", JsValue::as_string)?,
        prefill_when: of.condition("prefill_when")?,
        options: of.list("options", choice)?,
        min: of.optional("min", JsValue::as_f64)?,
        max: of.optional("max", JsValue::as_f64)?,
        min_length: of.optional("min_length", whole)?,
        max_length: of.optional("max_length", whole)?,
        pattern: of.optional("pattern", JsValue::as_string)?,
        past_only: of.flag("past_only")?,
        future_only: of.flag("future_only")?,
        min_age: of.optional("min_age", whole)?,
        max_age: of.optional("max_age", whole)?,
        after: of.optional("after", JsValue::as_string)?,
        commune_only: of.flag("commune_only")?,
    };
    of.is_read().then_some(read)
}

fn choice(value: JsValue) -> Option<Choice> {
    let of = Json::new(value);
    let read = Choice { value: of.string("value")?, vi: of.string("vi")?, en: of.string("en")? };
    of.is_read().then_some(read)
}

fn document(value: JsValue) -> Option<Document> {
    let of = Json::new(value);
    let read = Document {
        id: of.string("id")?,
        name: of.words("name")?,
        required: of.flag("required")?,
        required_when: of.condition("required_when")?,
        help: of.optional("help", text)?,
        retrievable: of.flag("retrievable")?,
    };
    of.is_read().then_some(read)
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
