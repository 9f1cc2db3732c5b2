//! The list of services and the hard words: the keys of `contract::ServiceIndex` and `contract::GlossaryTerm`.

use super::Json;
use contract::{GlossaryTerm, LifeEvent, SearchAsk, ServiceCard, ServiceIndex};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

/// `None` for what is no list of services. A key that is not known harms nobody here.
pub fn service_index(json: &str) -> Option<ServiceIndex> {
    let of = Json::parse(json)?;
    Some(ServiceIndex {
        services: of.list("services", card)?,
        life_events: of.list("life_events", life_event)?,
        asks: of.list("asks", ask)?,
    })
}

/// The same for the list of hard words.
pub fn glossary(json: &str) -> Option<Vec<GlossaryTerm>> {
    let list: Array = Json::parse(json)?.value.dyn_into().ok()?;
    list.iter().map(term).collect()
}

fn term(value: JsValue) -> Option<GlossaryTerm> {
    let of = Json::new(value);
    Some(GlossaryTerm {
        id: of.string("id")?,
        term: of.words("term")?,
        plain: of.words("plain")?,
        services: of.list("services", word)?,
    })
}

fn word(value: JsValue) -> Option<String> {
    value.as_string()
}

fn card(value: JsValue) -> Option<ServiceCard> {
    let of = Json::new(value);
    Some(ServiceCard {
        number: of.whole("number")?,
        slug: of.string("slug")?,
        version: of.string("version")?,
        name: of.words("name")?,
        summary: of.words("summary")?,
        life_event: of.string("life_event")?,
        words: of.list("words", word)?,
    })
}

fn life_event(value: JsValue) -> Option<LifeEvent> {
    let of = Json::new(value);
    Some(LifeEvent { id: of.string("id")?, name: of.words("name")? })
}

fn ask(value: JsValue) -> Option<SearchAsk> {
    let of = Json::new(value);
    Some(SearchAsk { words: of.list("words", word)?, services: of.list("services", word)? })
}
