//! Questions whose control is large, and the lists they choose from: in a file of the program that comes when the first
//! of them is asked.

use super::gazetteer::Gazetteer;
use super::{Slot, address, photo, picked};
use crate::filling::Filling;
use crate::services;
use crate::view::prelude::*;
use forms::Kind;
use wasm_bindgen_futures::spawn_local;

/// The field with its control.
pub fn draw(slot: &Slot) -> AnyView {
    match slot.field().kind {
        Kind::Address => address::draw(slot),
        Kind::Photo4x6 => photo::draw(slot),
        _ => picked::draw(slot),
    }
}

/// Fetches the code lists that the form's questions choose from, so that they are there when their step comes, and
/// also when the signal has gone by then. Not before the first step is done: many only look.
pub fn fetch_lists(filling: Filling) {
    let form = filling.form();
    let asks = move |kinds: &[Kind]| {
        form.definition()
            .sections
            .iter()
            .flat_map(|section| &section.fields)
            .any(|field| kinds.contains(&field.kind))
    };
    spawn_local(async move {
        // What cannot be fetched now is fetched by the field itself.
        if asks(&[Kind::Address]) {
            let _ = Gazetteer::load().await;
        }
        if asks(&[Kind::CitizenId]) {
            let _ = services::former_provinces().await;
        }
        if asks(&[Kind::Ethnicity]) {
            let _ = services::ethnic_groups().await;
        }
        if asks(&[Kind::Nationality, Kind::Country]) {
            let _ = services::countries().await;
        }
        filling.lists_arrived();
    });
}
