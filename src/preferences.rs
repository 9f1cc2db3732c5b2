//! Language and looks as the person chose them. Not private, so they lie open in local storage; `public/looks.js` reads
//! them before the first drawing.

use crate::browser::{event, storage};
use crate::parts::toast::toast;
use crate::text::t;
use crate::{reading, text};
use forms::Lang;
use wasm_bindgen_futures::spawn_local;

const KEY: &str = "nhs.preferences";

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub lang: Lang,
    pub theme: Theme,
    /// 1 is the size of the phone, 4 the largest.
    pub size: u8,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the phone has it.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// As kept; the defaults on a new phone or after a damaged record.
pub fn load() -> Preferences {
    storage::get(KEY).and_then(|json| reading::preferences(&json)).unwrap_or_default()
}

/// Keeps the preferences and applies them: at once, or when the texts of another language have come. If these do not
/// come, everything stays as it is. Where nothing can be kept they hold until the page is closed.
pub fn save(preferences: Preferences) {
    spawn_local(async move {
        if text::bring(preferences.lang).await {
            apply(preferences);
        } else {
            toast(t().common.you_are_offline);
        }
    });
}

fn apply(preferences: Preferences) {
    let (lang, theme, size) = (text::lang_tag(preferences.lang), preferences.theme.name(), preferences.size);
    let _ = storage::set(KEY, &format!(r#"{{"lang":"{lang}","theme":"{theme}","size":{size}}}"#));
    event::fire("preferences");
    text::set_lang(preferences.lang);
}
