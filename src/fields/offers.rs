//! Earlier and usual answers under a blank question, to be given by one tap.
//!
//! Nothing on the screen may move while a finger is on its way: under a box to type in they come when it gets the focus,
//! under a list they stand from the beginning.

use super::Slot;
use crate::browser::focus;
use crate::filling::{Offer, is_listed, is_offered};
use crate::later;
use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::text::t;
use crate::view::prelude::*;
use forms::Kind;

impl Slot {
    /// The offers; nothing for kinds where they would not help.
    pub(super) fn offers(&self, has_focus: RwSignal<bool>) -> AnyView {
        let kind = self.field().kind;
        if !is_offered(kind) {
            return ().into_any();
        }
        let is_blank = {
            let slot = self.clone();
            move || slot.filling.value(&slot.path).is_none_or(|value| value.is_blank())
        };
        if is_listed(kind) || kind == Kind::Address {
            if !is_blank() {
                return ().into_any();
            }
            let slot = self.clone();
            // A code says nothing to a person: until its list is here there is nothing to offer.
            let has_names = memo(move |_| slot.filling.can_name(kind));
            let slot = self.clone();
            return (move || Some((later::extras().filter(|_| has_names.get())?.offers)(slot.clone())))
                .into_any();
        }
        let slot = self.clone();
        let shows = memo(move |_| {
            slot.filling.watch(&slot.path);
            has_focus.get() && is_blank()
        });
        let slot = self.clone();
        (move || Some((later::extras().filter(|_| shows.get())?.offers)(slot.clone()))).into_any()
    }

    /// As buttons.
    pub fn shown_offers(&self) -> AnyView {
        let buttons: Vec<AnyView> =
            untrack(|| self.filling.offers(&self.path)).into_iter().map(|offer| self.button(offer)).collect();
        if buttons.is_empty() {
            return ().into_any();
        }
        let label = t().form.offers;
        view! { <div class="offers" role="group" aria-label=label>{buttons}</div> }.into_any()
    }

    fn button(&self, Offer { value, words }: Offer) -> AnyView {
        let (filling, path, place) = (self.filling, self.path.clone(), self.place_id());
        let said = words.clone();
        let take = move |_| {
            filling.take_offer(&path, value.clone());
            say(said.clone());
            // The control is drawn anew; its keyboard stays closed.
            focus::bring_to_when_drawn(place.as_str());
        };
        view! {
            <button type="button" class="offer" data-action="offer" on:click=take>
                {icon("add")}
                <span>{words}</span>
            </button>
        }
        .into_any()
    }

    /// Of the element around the whole question.
    pub(super) fn place_id(&self) -> String {
        match self.field().kind {
            Kind::Address => self.id.clone(),
            _ => format!("{}:field", self.id),
        }
    }
}
