//! What a browser sends on behalf of another site's page is refused: the session's cookie would go along with it.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, before it `Origin`), and pages cannot change what they say.
//! Programs that say neither carry no cookie that they were not given. No answer allows another origin anything (CORS).

use crate::app::App;
use crate::error::Error;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Refuses what changes something and was asked for by another site.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_ours(request.headers(), app.settings.public_url.as_deref()) {
        return next.run(request).await;
    }
    Error::CrossSite.into_response()
}

fn is_ours(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("null"));
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        // `none`: the person, by a reload or an address typed in.
        (Some(from), _) => matches!(from, "same-origin" | "none"),
        (None, None) => true,
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            let public = public_url.and_then(|url| url.split_once("://")).map(|(_, host)| host);
            host.is_some() && (host == text(header::HOST.as_str()) || host == public)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn tells_our_own_pages_from_others() {
        let ours = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            headers.insert(header::HOST, HeaderValue::from_static("localhost:8080"));
            is_ours(&headers, Some("https://hoso.example.vn"))
        };
        for good in [
            &[][..],
            &[("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "none")],
            &[("origin", "http://localhost:8080")],
            &[("origin", "https://hoso.example.vn")],
        ] {
            assert!(ours(good), "{good:?}");
        }
        for bad in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "SAME-ORIGIN")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:8080")],
            &[("origin", "null")],
            &[("origin", "")],
            &[("origin", "https://hoso.example.vn.evil.example")],
            &[("origin", "http://localhost:8081")],
            &[("origin", "https://evil.example")],
        ] {
            assert!(!ours(bad), "{bad:?}");
        }
    }
}
