//! The built app: files compressed beforehand, hashed names kept for ever, `index.html` for the app's own routes.

use crate::app::App;
use crate::error::Error;
use crate::headers::is_app;
use crate::page::{PAGE, Page};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::convert::Infallible;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Digits of the hash in a file's name. Trunk writes a number, and drops the zeros it begins with.
const HASH: RangeInclusive<usize> = 13..=16;

/// The service worker's address, and what stands there when it is switched off.
const WORKER: &str = "/sw.js";
const WORKER_OFF: &str = include_str!("../../../worker/off.js");

/// Answers every path that no other route takes.
pub fn router(dist: &Path, has_worker: bool) -> Router<Arc<App>> {
    let files =
        ServeDir::new(dist).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    let page = Arc::new(Page::new(dist));
    let service = tower::service_fn(move |request: Request| {
        let (files, page) = (files.clone(), page.clone());
        async move { Ok::<_, Infallible>(serve(files, &page, request).await) }
    });
    let router = Router::new().fallback_service(service);
    if has_worker { router } else { router.route(WORKER, get(worker_off)) }
}

/// Never kept, so that a phone finds the true one at the start after it is switched on again.
async fn worker_off() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "no-cache")], WORKER_OFF)
}

async fn serve(files: ServeDir, page: &Page, mut request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if !is_app(&path) || path.contains("/.") {
        return Error::NotFound.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Error::MethodNotAllowed.into_response();
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    // A missing file must stay missing and not become a page.
    if !is_file(name) {
        *request.uri_mut() = Uri::from_static(PAGE);
    }
    let is_page = request.uri().path() == PAGE;
    let response = files.oneshot(request).await.map(|response| response.map(Body::new));
    let mut response = match response {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => return Error::NotFound.into_response(),
        Ok(response) => response,
        Err(never) => match never {},
    };
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let is_hashed = is_hashed(&path);
        let caching = if is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        if is_hashed {
            // Nobody asks whether it has changed, nor for a piece of it.
            for name in [header::LAST_MODIFIED, header::ETAG, header::ACCEPT_RANGES] {
                response.headers_mut().remove(name);
            }
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(policy) = is_page.then(|| page.policy()).flatten() {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}

/// Names of files end in letters and digits after a dot. So do no routes of the app: the dot of a dossier's code, as in
/// `/bien-nhan/H49.22-261122-482913`, is followed by hyphens.
fn is_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Of a file or of the folder it is in.
fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| HASH.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(['/', '-', '.', '_']).any(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_code_in_a_route_is_no_file() {
        assert!(is_file("index.html") && is_file("manifest.webmanifest"));
        assert!(!is_file("H49.22-261122-482913") && !is_file("tra-cuu") && !is_file(""));
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(is_hashed("nop-ho-so-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("tokens-fedcba9876543210.css"));
        assert!(is_hashed("/scan-0123456789abcdef/worker.js"));
        assert!(is_hashed("app-5acaee67d4656a4.js"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("sw.js"));
    }
}
