//! The security headers of every answer, errors included.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};

/// For the app. `wasm-unsafe-eval`: browsers run no wasm without it. Trusted Types: the app's `boot.js` makes the policy
/// named `default`, which lets only the addresses of the workers through. `blob:`: pictures just taken are shown.
pub const APP_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types default";

/// For answers of the API: should a browser ever show one, nothing in it runs.
pub const API_POLICY: &str =
    "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/// For the page that shows the API's document: its own style, nothing else.
pub const DOCUMENT_POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// For what a page of the app fetches as a part of itself. It does nothing by itself, and half a kilobyte more on each
/// would be a tenth of a first visit's bytes that are not the app.
const PART_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The same on every answer.
const ALWAYS: [(HeaderName, &str); 3] = [
    (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// On every answer but the parts of the app: browsers ask for these only of what they show.
const ON_WHAT_IS_SHOWN: [(HeaderName, &str); 4] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Adds what is missing. `path` tells the API, whose answers are never kept, from the app.
pub fn complete(headers: &mut HeaderMap, path: &str) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let is_problem = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    let (is_app, is_part) = (is_app(path), is_part(path) && !is_problem);
    if !is_part {
        for (name, value) in ON_WHAT_IS_SHOWN {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    let policy = match (is_app, is_part) {
        (_, true) => PART_POLICY,
        (true, _) => APP_POLICY,
        (false, _) => API_POLICY,
    };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    let caching = if is_app { "no-cache" } else { "no-store" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(caching));
}

/// A style, a script, a piece of the program. Not a worker's script, which lives by the policy it comes with, and not a
/// picture in SVG, which can be opened as a page.
fn is_part(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_worker = name == "sw.js" || name == "worker.js";
    is_app(path)
        && !is_worker
        && [".css", ".js", ".wasm", ".pack"].iter().any(|ending| name.ends_with(ending))
}

/// Whether the path belongs to the app rather than to the API or the machinery.
pub fn is_app(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    !matches!(first, "api" | "healthz" | "readyz" | "metrics")
}
