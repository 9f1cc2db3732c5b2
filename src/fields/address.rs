//! A place in two levels: province, commune, and within it house, street or hamlet.

use super::Slot;
use super::gazetteer::Gazetteer;
use super::text::{Look, text_box};
use crate::parts::picker::{Find, Found, Picker, Rewriting, Take, picker};
use crate::text::t;
use crate::view::prelude::*;
use forms::{Address, Code, Value};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// What the three boxes of one address share.
#[derive(Clone)]
struct Parts {
    slot: Slot,
    places: RwSignal<Option<Arc<Gazetteer>>>,
    /// Counts the times a box must show another text than was typed in it: a commune that brought its province along.
    rewritten: RwSignal<u32>,
}

/// Two pickers and a box; only the pickers when no more is asked.
pub fn draw(slot: &Slot) -> AnyView {
    let parts =
        Parts { slot: slot.clone(), places: RwSignal::new(Gazetteer::here()), rewritten: RwSignal::new(0) };
    if parts.places.with_untracked(Option::is_none) {
        let (places, rewritten, filling) = (parts.places, parts.rewritten, slot.filling);
        spawn_local(async move {
            if let Ok(gazetteer) = Gazetteer::load().await {
                // The screen may have been left meanwhile.
                let _ = places.try_set(Some(gazetteer));
                let _ = rewritten.try_update(|times| *times += 1);
                filling.lists_arrived();
            }
        });
    }
    let texts = &t().form;
    let detail = (!slot.field().commune_only)
        .then(|| parts.part("detail", texts.detail, texts.detail_hint, parts.detail()));
    let controls = view! {
        {slot.offers(RwSignal::new(true))}
        {parts.part("province", texts.province, texts.province_hint, parts.province())}
        {parts.part("commune", texts.commune, texts.commune_hint, parts.commune())}
        {detail}
    };
    slot.group("group", controls.into_any())
}

/// The box to go to for a problem with an address.
pub fn part_of(code: Code) -> &'static str {
    match code {
        Code::CommuneMissing | Code::CommuneNotInProvince => "commune",
        Code::DetailMissing | Code::TooLong | Code::TooShort => "detail",
        _ => "province",
    }
}

impl Parts {
    fn id(&self, part: &str) -> String {
        format!("{}.{part}", self.slot.id)
    }

    fn answer(&self) -> Address {
        match self.slot.filling.value(&self.slot.path) {
            Some(Value::Address(address)) => address,
            _ => Address::default(),
        }
    }

    fn type_in(&self, address: Address) {
        self.slot.filling.type_in(&self.slot.path, Value::Address(address));
    }

    fn part(&self, part: &str, label: &'static str, hint: &'static str, control: AnyView) -> AnyView {
        let id = self.id(part);
        let hint_id = format!("{id}:hint");
        view! {
            <div class="field-part-of">
                <label class="field-part" for=id>{label}</label>
                <p class="field-hint" id=hint_id>{hint}</p>
                {control}
            </div>
        }
        .into_any()
    }

    fn province(&self) -> AnyView {
        let (typed, chosen, shown, places) = (self.clone(), self.clone(), self.clone(), self.places);
        let name = move || {
            let answer = shown.answer();
            shown.places.with_untracked(|places| {
                places.as_ref().map_or_else(String::new, |all| all.province_name(&answer.province).to_owned())
            })
        };
        picker(self.combobox(
            "province",
            name,
            Arc::new(move |text| {
                places.with(|all| all.as_ref().map_or(Found::Waiting, |all| all.find_province(text)))
            }),
            Box::new(move |text| typed.type_in(Address { province: text, ..typed.answer() })),
            Arc::new(move |entry| {
                let mut address = Address { province: entry.value.clone(), ..chosen.answer() };
                let stays = chosen.places.with_untracked(|places| {
                    places.as_ref().is_some_and(|all| all.province_of(&address.commune) == Some(&entry.value))
                });
                if !stays {
                    address.commune.clear();
                }
                chosen.type_in(address);
                chosen.rewritten.update(|times| *times += 1);
            }),
            Box::new(|| {}),
        ))
    }

    fn commune(&self) -> AnyView {
        let (typed, chosen, left, shown, finds) =
            (self.clone(), self.clone(), self.clone(), self.clone(), self.clone());
        let name = move || {
            let answer = shown.answer();
            shown.places.with_untracked(|places| {
                places.as_ref().map_or_else(String::new, |all| all.commune_name(&answer.commune).to_owned())
            })
        };
        let is_last = self.slot.field().commune_only;
        picker(self.combobox(
            "commune",
            name,
            Arc::new(move |text| {
                finds.places.with(|all| {
                    all.as_ref()
                        .map_or(Found::Waiting, |all| all.find_commune(&finds.answer().province, text))
                })
            }),
            Box::new(move |text| typed.type_in(Address { commune: text, ..typed.answer() })),
            Arc::new(move |entry| {
                let province = chosen.places.with_untracked(|places| {
                    places.as_ref().and_then(|all| all.province_of(&entry.value).map(str::to_owned))
                });
                let before = chosen.answer();
                chosen.type_in(Address {
                    province: province.unwrap_or(before.province),
                    commune: entry.value.clone(),
                    detail: before.detail,
                });
                chosen.rewritten.update(|times| *times += 1);
            }),
            // Not judged before the last box is left: what is still to come is not missing.
            Box::new(move || {
                if is_last {
                    left.slot.filling.tidy(&left.slot.path);
                }
            }),
        ))
    }

    fn combobox(
        &self,
        part: &'static str,
        name: impl Fn() -> String + Send + Sync + Clone + 'static,
        find: Find,
        typed: Box<dyn Fn(String)>,
        chosen: Take,
        left: Box<dyn Fn()>,
    ) -> Picker {
        let (problems, hint) = (self.slot.problems, format!("{}:hint", self.id(part)));
        let error = format!("{}:error", self.slot.id);
        Picker {
            id: self.id(part),
            initial: name(),
            described_by: Box::new(move || {
                let wrong = problems.with(|found| !found.is_empty());
                Some(if wrong { format!("{hint} {error}") } else { hint.clone() })
            }),
            invalid: Box::new(move || {
                let here =
                    problems.with(|found| found.iter().any(|v| v.is_error() && part_of(v.code) == part));
                here.then_some("true")
            }),
            find,
            typed,
            chosen,
            left,
            rewritten: Some(Rewriting { times: self.rewritten.into(), text: Box::new(name) }),
        }
    }

    fn detail(&self) -> AnyView {
        let (typed, left) = (self.clone(), self.clone());
        text_box(
            &self.slot,
            self.id("detail"),
            Look::LINE,
            self.answer().detail,
            Box::new(move |text| typed.type_in(Address { detail: text, ..typed.answer() })),
            Box::new(move || match left.slot.filling.tidy(&left.slot.path) {
                Some(Value::Address(address)) => Some(address.detail),
                _ => None,
            }),
        )
    }
}
