//! Hard words in a text become buttons; a tap explains the word in plain ones.

use crate::order::sort_by_key;
use crate::parts::dialog::dialog;
use crate::parts::icon::icon;
use crate::services;
use crate::text::{lang, local, t};
use crate::view::prelude::*;
use contract::GlossaryTerm;
use std::ops::Range;
use std::sync::Arc;
use vietnamese::{capital, is_letter, small};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static EXPLAINED: ArcRwSignal<Option<GlossaryTerm>> = ArcRwSignal::new(None);
    static TERMS: ArcRwSignal<Option<Arc<Vec<GlossaryTerm>>>> = ArcRwSignal::new(None);
}

/// A text of the catalog about `service`, with its hard words marked once the glossary has come; until then, and without
/// a network, it is plain text.
pub fn explained(text: String, service: &str) -> AnyView {
    let terms = terms();
    let service = service.to_owned();
    (move || {
        terms.with(|terms| match terms {
            Some(terms) => marked(&text, &service, terms),
            None => text.clone().into_any(),
        })
    })
    .into_any()
}

/// The hard words of a text that can hold no button itself, as the label of a box: one after another, below it. Without
/// those that `beside`, the [`explained`] text next to it, explains anyway.
pub fn hard_words(text: String, beside: String, service: &str) -> AnyView {
    let terms = terms();
    let service = service.to_owned();
    (move || {
        let words =
            terms.with(|terms| terms.as_deref().map(|terms| buttons(&text, &beside, &service, terms)))?;
        (!words.is_empty()).then(|| view! { <p class="hard-words">{words}</p> })
    })
    .into_any()
}

/// The dialog that explains; once in the app.
pub fn glossary_dialog() -> AnyView {
    let term = EXPLAINED.with(Clone::clone);
    let open = RwSignal::new(false);
    let (shown, name, plain) = (term.clone(), term.clone(), term);
    effect(move |_| {
        if shown.with(Option::is_some) {
            open.set(true);
        }
    });
    effect(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            EXPLAINED.with(|term| term.set(None));
        }
        now
    });
    let title = move || {
        let name = name.with(|term| term.as_ref().map(|term| local(&term.term)).unwrap_or_default());
        name.chars().take(1).map(capital).chain(name.chars().skip(1)).collect()
    };
    let content = view! {
        <p class="lead">{move || plain.with(|term| term.as_ref().map(|term| local(&term.plain)))}</p>
    };
    dialog("glossary", open, title, content.into_any())
}

/// The glossary, fetched at the first word that needs it.
fn terms() -> ArcRwSignal<Option<Arc<Vec<GlossaryTerm>>>> {
    let signal = TERMS.with(Clone::clone);
    if signal.with_untracked(Option::is_none) {
        let signal = signal.clone();
        spawn_local(async move {
            // Without it the words stay plain text.
            if let Ok(terms) = services::glossary().await
                && signal.with_untracked(Option::is_none)
            {
                signal.set(Some(terms));
            }
        });
    }
    signal
}

fn buttons(text: &str, beside: &str, service: &str, terms: &[GlossaryTerm]) -> Vec<AnyView> {
    let (own, names) = of_service(service, terms);
    let explained: Vec<usize> = places(beside, &names).into_iter().map(|(_, which)| which).collect();
    let found = places(text, &names).into_iter().filter(|(_, which)| !explained.contains(which));
    found.map(|(place, which)| button(text[place].to_owned(), own[which].clone())).collect()
}

/// The terms a service uses, and their names in the language of the moment.
fn of_service<'a>(service: &str, terms: &'a [GlossaryTerm]) -> (Vec<&'a GlossaryTerm>, Vec<&'a str>) {
    let own: Vec<&GlossaryTerm> =
        terms.iter().filter(|term| term.services.iter().any(|s| s == "*" || s == service)).collect();
    let names = own.iter().map(|term| term.term.get(lang())).collect();
    (own, names)
}

fn marked(text: &str, service: &str, terms: &[GlossaryTerm]) -> AnyView {
    let (own, names) = of_service(service, terms);
    let mut parts = Vec::new();
    let mut at = 0;
    for (place, which) in places(text, &names) {
        parts.push(text[at..place.start].to_owned().into_any());
        parts.push(button(text[place.clone()].to_owned(), own[which].clone()));
        at = place.end;
    }
    parts.push(text[at..].to_owned().into_any());
    parts.into_any()
}

fn button(word: String, term: GlossaryTerm) -> AnyView {
    let explain = move |_| EXPLAINED.with(|explained| explained.set(Some(term.clone())));
    view! {
        <button type="button" class="term" aria-haspopup="dialog" title=t().common.term_hint on:click=explain>
            {word}
            {icon("help")}
        </button>
    }
    .into_any()
}

/// Where whole words of `text` are one of `names`, whatever the case; each name once, longer names first, in the order
/// of the text.
fn places(text: &str, names: &[&str]) -> Vec<(Range<usize>, usize)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut order: Vec<usize> = (0..names.len()).filter(|&i| !names[i].is_empty()).collect();
    sort_by_key(&mut order, |&i| std::cmp::Reverse(names[i].len()));
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for which in order {
        let name: Vec<char> = names[which].chars().map(small).collect();
        let is_of_a_word =
            |at: Option<&(usize, char)>| at.is_some_and(|(_, c)| is_letter(*c) || c.is_ascii_digit());
        let place = letters.windows(name.len()).enumerate().find_map(|(at, window)| {
            let end = at + name.len();
            let fits = window.iter().zip(&name).all(|((_, letter), wanted)| small(*letter) == *wanted)
                && !(at > 0 && is_of_a_word(letters.get(at - 1)))
                && !is_of_a_word(letters.get(end));
            let range = letters[at].0..letters.get(end).map_or(text.len(), |(start, _)| *start);
            (fits && found.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start))
                .then_some(range)
        });
        found.extend(place.map(|range| (range, which)));
    }
    sort_by_key(&mut found, |(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::places;

    fn found<'a>(text: &'a str, names: &[&str]) -> Vec<&'a str> {
        places(text, names).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn whole_words_whatever_their_case() {
        let names = ["chủ hộ", "thường trú"];
        assert_eq!(found("Chủ hộ nơi đăng ký thường trú.", &names), ["Chủ hộ", "thường trú"]);
        assert!(found("chủ hộp", &names).is_empty());
        assert!(found("", &names).is_empty());
    }

    #[test]
    fn the_longer_word_wins_and_each_shows_once() {
        let names = ["chỗ ở", "chỗ ở hợp pháp"];
        assert_eq!(
            found("Có chỗ ở hợp pháp, là chỗ ở của mình, chỗ ở thuê", &names),
            ["chỗ ở hợp pháp", "chỗ ở"]
        );
    }
}
