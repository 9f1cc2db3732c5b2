//! A step of one section: its questions, or its rows.

use super::frame::Screen;
use crate::fields::field;
use crate::filling::{Filling, Step};
use crate::later;
use crate::parts::scan::scan_card;
use crate::text::local;
use crate::view::prelude::*;
use forms::Path;

/// The step of the section of that id; nothing when the form has none.
pub fn step(filling: Filling, id: &str) -> AnyView {
    let form = filling.form();
    let Some(section) = form.section(id) else { return ().into_any() };
    let screen = Screen::new(filling, Step::Section(id.to_owned()), local(&section.title));
    let questions = if section.repeat.is_some() {
        later::extras().map_or_else(|| ().into_any(), |extras| (extras.rows)(screen, id.to_owned()))
    } else {
        let each = section.fields.iter().map(|one| field(filling, &form, Path::field(id, None, &one.id)));
        let questions: Vec<AnyView> = each.collect();
        view! { {scan_card(filling, id)} {prefilled(filling, id)} {questions} }.into_any()
    };
    screen.draw(section.help.as_ref().map(local), questions)
}

/// Says that answers were put in by the app, as long as the person has not been in this draft before. Where somebody was
/// chosen, each answer says so itself.
fn prefilled(filling: Filling, section: &str) -> AnyView {
    let is_new = filling.draft().with(|draft| draft.step.is_empty() && draft.known.is_empty());
    match later::extras().filter(|_| is_new && filling.knows_somebody()) {
        Some(extras) => (extras.mark)(filling, Path::Section(section.to_owned())),
        None => ().into_any(),
    }
}
