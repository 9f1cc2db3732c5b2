//! Where an answer comes from that nobody typed: beside it, for as long as nobody has changed it.

use crate::filling::Filling;
use crate::later;
use crate::parts::icon::icon;
use crate::parts::live::say;
use crate::text::t;
use crate::view::prelude::*;
use forms::Path;

/// The mark of an answer, drawn only where there may be one.
pub fn marks(filling: Filling, path: Path) -> AnyView {
    (move || {
        filling.watch(&path);
        let extras = later::extras().filter(|_| filling.may_be_marked(&path))?;
        Some((extras.mark)(filling, path.clone()))
    })
    .into_any()
}

/// What it says: of a section, that the app has filled in some of it.
pub fn mark(filling: Filling, path: &Path) -> AnyView {
    if let Path::Section(section) = path {
        return prefilled(filling, section);
    }
    if filling.is_scanned(path) {
        view! { <p class="field-scanned" data-scanned="">{icon("qr")}{t().scan.unverified}</p> }.into_any()
    } else if filling.is_known(path) {
        view! { <p class="field-scanned" data-known="">{icon("user")}{t().households.known}</p> }.into_any()
    } else {
        ().into_any()
    }
}

fn prefilled(filling: Filling, section: &str) -> AnyView {
    let form = filling.form();
    let fields = form.section(section).map(|section| &section.fields);
    let any = filling.read(|answers| {
        fields.into_iter().flatten().any(|field| {
            field.prefill.is_some()
                && answers.value(section, 0, &field.id).is_some_and(|value| !value.is_blank())
        })
    });
    if !any {
        return ().into_any();
    }
    say(t().households.prefilled);
    view! { <p class="notice">{t().households.prefilled}</p> }.into_any()
}
