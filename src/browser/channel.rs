//! Short messages between the tabs of this app.

use super::Error;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// Lives as long as the page: a dropped channel goes on listening.
pub struct Channel(BroadcastChannel);

impl Channel {
    /// `on_message` gets what other tabs post, never what this one does.
    pub fn open(name: &str, on_message: impl Fn(String) + 'static) -> Result<Self, Error> {
        if super::property(&js_sys::global(), "BroadcastChannel").is_undefined() {
            return Err(Error::missing("BroadcastChannel"));
        }
        let channel = BroadcastChannel::new(name)?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        Ok(Self(channel))
    }

    pub fn post(&self, text: &str) {
        // A channel refuses only after it was closed, which we never do; a lost hint to refresh is harmless.
        let _ = self.0.post_message(&JsValue::from_str(text));
    }
}
