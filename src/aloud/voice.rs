//! The phone's voice. At most one thing is read at a time, and nothing any more once its screen is left.

use super::Phrase;
use crate::text::{lang, lang_tag};
use crate::view::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, ScrollIntoViewOptions, ScrollLogicalPosition, SpeechSynthesis, SpeechSynthesisUtterance,
    SpeechSynthesisVoice, VisibilityState,
};

/// A little slower than the voice's own pace (1), so that a name can be compared with the paper.
const PACE: f32 = 0.9;
/// On `<html>` while there is a voice; style/parts/aloud.css shows the buttons by it.
const HAS_VOICE: &str = "data-aloud";
/// On the element that is being read.
const BEING_READ: &str = "data-being-read";

thread_local! {
    static READING: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
    /// Which press the phrases under way belong to: a stopped one still tells its end, later.
    static PRESS: Cell<u32> = const { Cell::new(0) };
    /// Chrome forgets an utterance that nobody holds, and then never tells its end.
    static SAYING: RefCell<Vec<SpeechSynthesisUtterance>> = const { RefCell::new(Vec::new()) };
}

/// What is being read at the moment.
pub fn reading() -> ArcRwSignal<Option<String>> {
    READING.with(Clone::clone)
}

/// Looks for a voice now and whenever the phone finds more, which on Android is a while after the page has opened.
pub fn start() {
    let Some(synthesis) = synthesis() else { return };
    let found = Closure::<dyn Fn()>::new(voice_may_have_changed);
    synthesis.set_onvoiceschanged(Some(found.into_js_value().unchecked_ref()));
    voice_may_have_changed();
    // Some browsers read on after the page has gone.
    let leaving = Closure::<dyn Fn()>::new(stop).into_js_value();
    let hiding = Closure::<dyn Fn()>::new(|| {
        if document().visibility_state() == VisibilityState::Hidden {
            stop();
        }
    });
    // Only a wrong name could be refused.
    let _ = window().add_event_listener_with_callback("pagehide", leaving.unchecked_ref());
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", hiding.into_js_value().unchecked_ref());
}

/// Shows or hides the buttons: the voices or the language are others now.
pub fn voice_may_have_changed() {
    let Some(html) = document().document_element() else { return };
    // Refuses only what is no name of an attribute.
    let _ = html.toggle_attribute_with_force(HAS_VOICE, voice().is_some());
}

/// Reads the phrases one after the other; silence if just this is being read.
pub fn read(what: &str, phrases: Vec<Phrase>) {
    let again = READING.with(|reading| reading.with_untracked(|now| now.as_deref() == Some(what)));
    stop();
    let (Some(synthesis), Some(voice)) = (synthesis(), voice()) else { return };
    if again || phrases.is_empty() {
        return;
    }
    READING.with(|reading| reading.set(Some(what.to_owned())));
    let press = PRESS.get();
    let last = phrases.len() - 1;
    for (at, Phrase { text, place }) in phrases.into_iter().enumerate() {
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&text) else { continue };
        utterance.set_voice(Some(&voice));
        utterance.set_lang(&voice.lang().replace('_', "-"));
        utterance.set_rate(PACE);
        let begin = Closure::<dyn Fn()>::new(move || {
            if PRESS.get() == press {
                mark(place.as_deref());
            }
        });
        utterance.set_onstart(Some(begin.into_js_value().unchecked_ref()));
        if at == last {
            let end = Closure::<dyn Fn()>::new(move || {
                if PRESS.get() == press {
                    stop();
                }
            });
            let end = end.into_js_value();
            utterance.set_onend(Some(end.unchecked_ref()));
            utterance.set_onerror(Some(end.unchecked_ref()));
        }
        synthesis.speak(&utterance);
        SAYING.with_borrow_mut(|saying| saying.push(utterance));
    }
}

/// Silence.
pub fn stop() {
    let is_reading = READING.with(|reading| reading.with_untracked(Option::is_some));
    if !is_reading {
        return;
    }
    PRESS.set(PRESS.get().wrapping_add(1));
    SAYING.with_borrow_mut(Vec::clear);
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
    mark(None);
    READING.with(|reading| reading.set(None));
}

/// Marks what is being read and brings it into view.
fn mark(place: Option<&str>) {
    if let Ok(Some(marked)) = document().query_selector(&format!("[{BEING_READ}]")) {
        let _ = marked.remove_attribute(BEING_READ);
    }
    let element: Option<Element> = place.and_then(|id| document().get_element_by_id(id));
    if let Some(element) = element {
        let _ = element.set_attribute(BEING_READ, "");
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// `None` in browsers that cannot speak, as inside many apps on Android.
fn synthesis() -> Option<SpeechSynthesis> {
    let found = js_sys::Reflect::get(&window(), &JsValue::from_str("speechSynthesis")).ok()?;
    found.is_object().then(|| found.unchecked_into())
}

/// A voice of the language of the moment that the phone speaks by itself; the one chosen in the phone's settings first.
fn voice() -> Option<SpeechSynthesisVoice> {
    let wanted = lang_tag(lang());
    let voices = synthesis()?.get_voices();
    let mut fitting = voices.iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>).filter(|voice| {
        let tag = voice.lang().to_ascii_lowercase();
        voice.local_service()
            && tag.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    });
    let first = fitting.next()?;
    if first.default() {
        return Some(first);
    }
    Some(fitting.find(SpeechSynthesisVoice::default).unwrap_or(first))
}
