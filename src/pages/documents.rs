//! Documents: for each paper the form asks for, a photo or a file, seen, taken again, turned or removed.

mod file;
mod keeper;
mod paper;

use crate::filling::{Filling, Step};
use crate::pages::form::frame::Screen;
use crate::parts::photo_tips::photo_tips;
use crate::text::t;
use crate::view::prelude::*;

/// The step of the papers.
pub fn documents() -> AnyView {
    let filling = expect_context::<Filling>();
    let texts = &t().documents;
    // Redrawn only when another set of papers is asked for: a change of one is its own business.
    let asked = memo(move |_| {
        filling.watch_conditions();
        filling.judge(|form, answers, _| {
            form.documents(answers)
                .iter()
                .map(|(document, needed)| (document.id.clone(), *needed))
                .collect::<Vec<_>>()
        })
    });
    let papers = move || {
        let form = filling.form();
        let draw = |(id, needed): (String, bool)| {
            let document = form.definition().documents.iter().find(|document| document.id == id)?;
            Some(paper::paper(filling, &form, document, needed))
        };
        asked.get().into_iter().filter_map(draw).collect::<Vec<_>>()
    };
    let list = view! { {photo_tips()} <div class="papers">{papers}</div> }.into_any();
    Screen::new(filling, Step::Documents, texts.title.to_owned()).draw(Some(texts.help.to_owned()), list)
}

/// One paper by itself, where an office asks for it again.
pub fn one_paper(filling: Filling, id: &str) -> AnyView {
    let form = filling.form();
    let document = form.definition().documents.iter().find(|document| document.id == id);
    document.map_or_else(|| ().into_any(), |document| paper::paper(filling, &form, document, true))
}
