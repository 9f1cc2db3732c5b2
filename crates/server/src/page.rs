//! The policy of the app's page: styles and start scripts that the build has put into it (`scripts/page.mjs`) are allowed by
//! their hashes, and nothing else that stands in a page.

use crate::headers::APP_POLICY;
use axum::http::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::SystemTime;

/// The page's address, and its name in the folder of the app.
pub const PAGE: &str = "/index.html";

/// See the module.
#[derive(Debug)]
pub struct Page {
    path: PathBuf,
    known: Mutex<Option<(SystemTime, HeaderValue)>>,
}

impl Page {
    /// Of the app in that folder.
    pub fn new(dist: &std::path::Path) -> Self {
        Self { path: dist.join(&PAGE[1..]), known: Mutex::default() }
    }

    /// The policy of the page as it is now: whoever builds the app anew need not start the server again. `None` when there
    /// is no page.
    pub fn policy(&self) -> Option<HeaderValue> {
        let changed = fs::metadata(&self.path).and_then(|file| file.modified()).ok()?;
        let mut known = self.known.lock().ok()?;
        if let Some((at, policy)) = &*known
            && *at == changed
        {
            return Some(policy.clone());
        }
        let policy = HeaderValue::from_str(&policy_of(&fs::read_to_string(&self.path).ok()?)).ok()?;
        *known = Some((changed, policy.clone()));
        Some(policy)
    }
}

fn policy_of(page: &str) -> String {
    let allow = |policy: &str, directive: &str, element: &str| {
        let hashes: Vec<String> =
            inside(page, element).map(|text| format!(" 'sha256-{}'", hash(text))).collect();
        policy.replace(&format!("{directive} 'self'"), &format!("{directive} 'self'{}", hashes.concat()))
    };
    allow(&allow(APP_POLICY, "script-src", "script"), "style-src", "style")
}

/// What stands between `<element …>` and `</element>`, each time, if anything does.
fn inside<'a>(page: &'a str, element: &str) -> impl Iterator<Item = &'a str> {
    let (begin, end) = (format!("<{element}"), format!("</{element}>"));
    let parts: Vec<&str> = page.split(&begin).skip(1).collect();
    parts.into_iter().filter_map(move |part| {
        let text = part.split_once('>')?.1.split(&end).next()?;
        (!text.is_empty()).then_some(text)
    })
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::policy_of;

    #[test]
    fn names_what_stands_in_the_page_and_nothing_else() {
        let policy = policy_of(
            "<script data-a=\"b\" type=module>a()</script><style>b{}</style><script src=c.js></script><style>d{}</style>",
        );
        // printf 'a()' | openssl dgst -sha256 -binary | base64
        assert!(
            policy.contains(
                "script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4=' 'wasm-unsafe-eval';"
            ),
            "{policy}"
        );
        assert_eq!(policy.matches("'sha256-").count(), 3);
        assert!(!policy.contains("unsafe-inline"));
    }
}
