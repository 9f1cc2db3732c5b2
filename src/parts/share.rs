//! Give a text to somebody else.

use crate::browser::share;
use crate::parts::toast::toast;

/// Opens the phone's "share with…"; where there is none, copies text and address and says so with `copied`.
pub async fn share_or_copy(title: &str, text: &str, url: &str, copied: &'static str) {
    if share::exists() {
        match share::text(title, text, url).await {
            Ok(()) => return,
            // The person changed their mind.
            Err(error) if error.name == "AbortError" => return,
            Err(_) => {}
        }
    }
    if share::copy(&format!("{text}\n{url}")).await.is_ok() {
        toast(copied);
    }
}
