//! Language and looks as the person chose them. Not private, so they lie open in local storage; `public/looks.js` reads
//! them before the first drawing.

use crate::browser::{event, storage};
use crate::text;
use forms::Lang;
use serde::{Deserialize, Serialize};

const KEY: &str = "nhs.preferences";

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub lang: Lang,
    pub theme: Theme,
    /// 1 is the size of the phone, 4 the largest.
    pub size: u8,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the phone has it.
    #[default]
    Auto,
    Light,
    Dark,
}

/// As kept; the defaults on a new phone or after a damaged record.
pub fn load() -> Preferences {
    storage::get(KEY).and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// Keeps the preferences and applies them at once. Where nothing can be kept they hold until the page is closed.
pub fn save(preferences: Preferences) {
    if let Ok(json) = serde_json::to_string(&preferences) {
        let _ = storage::set(KEY, &json);
    }
    event::fire("preferences");
    text::set_lang(preferences.lang);
}
