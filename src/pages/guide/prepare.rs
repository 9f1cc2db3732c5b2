//! What to have at hand, to be ticked off; the ticks stay on the phone.

use crate::browser::storage;
use crate::parts::drawing::{drawing, kind_of};
use crate::text::{local, t};
use crate::view::prelude::*;
use contract::ServicePage;

/// The checklist of a guide; nothing when there is nothing to prepare.
pub fn prepare(page: &ServicePage) -> Option<AnyView> {
    let text = &t().guide;
    let key = format!("nhs.prepared.{}", page.slug);
    let ticked: Vec<usize> = read(&key);
    let items = page.guide.text.prepare.iter().enumerate().map(|(place, item)| {
        let id = format!("prepare-{place}");
        let key = key.clone();
        let change = move |is_ticked: bool| {
            let mut ticked = read(&key);
            ticked.retain(|other| *other != place);
            if is_ticked {
                ticked.push(place);
            }
            // A tick that cannot be kept is still seen until the page is left.
            let _ = storage::set(&key, &serde_json::to_string(&ticked).unwrap_or_default());
        };
        view! {
            <li class="tick">
                <input
                    type="checkbox"
                    id=id.clone()
                    checked=ticked.contains(&place)
                    on:change=move |event| change(event_target::<web_sys::HtmlInputElement>(&event).checked())
                />
                <label for=id>{kind_of(&item.vi).map(drawing)} <span>{local(item)}</span></label>
            </li>
        }
        .into_any()
    });
    let items: Vec<AnyView> = items.collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="stack-close">
                <h2>{text.prepare}</h2>
                <p class="soft small no-print">{text.prepare_help}</p>
                <ul class="ticks">{items}</ul>
            </section>
        }
        .into_any()
    })
}

/// The ticked places; none when nothing was kept or the record is damaged.
fn read(key: &str) -> Vec<usize> {
    storage::get(key).and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}
