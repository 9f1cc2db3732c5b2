//! What kind of phone or computer this is, as far as putting the app on the home screen goes, and whether it is there.

use super::{property, window};
use wasm_bindgen::JsValue;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// iPhone and iPad: Safari and the app on the home screen do not share what they keep.
    Ios,
    Android,
    Desktop,
}

pub fn platform() -> Platform {
    let Ok(window) = window() else { return Platform::Desktop };
    let navigator: JsValue = window.navigator().into();
    let agent = property(&navigator, "userAgent").as_string().unwrap_or_default();
    let fingers = property(&navigator, "maxTouchPoints").as_f64().unwrap_or(0.0);
    of(&agent, fingers > 1.0)
}

/// Whether the app runs from the home screen and not in a browser's tab.
pub fn is_installed() -> bool {
    let Ok(window) = window() else { return false };
    let stands_alone = window.match_media("(display-mode: standalone)").ok().flatten();
    stands_alone.is_some_and(|query| query.matches())
        || property(&window.navigator(), "standalone").is_truthy()
}

/// An iPad says it is a Mac; no Mac is touched with several fingers.
fn of(agent: &str, has_fingers: bool) -> Platform {
    let says = |word| agent.contains(word);
    if says("iPhone") || says("iPad") || says("iPod") || (says("Macintosh") && has_fingers) {
        Platform::Ios
    } else if says("Android") {
        Platform::Android
    } else {
        Platform::Desktop
    }
}

#[cfg(test)]
mod tests {
    use super::{Platform, of};

    #[test]
    fn an_ipad_is_no_mac() {
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";
        assert_eq!(of(mac, false), Platform::Desktop);
        assert_eq!(of(mac, true), Platform::Ios);
        assert_eq!(of("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", true), Platform::Ios);
        assert_eq!(of("Mozilla/5.0 (Linux; Android 14) Chrome/156.0 Mobile", true), Platform::Android);
        assert_eq!(of("Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0", true), Platform::Desktop);
    }
}
