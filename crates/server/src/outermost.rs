//! The outermost layer: request id, security headers, the body of every problem, one line of log and the figures.

use crate::error::Error;
use crate::{chance, headers};
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::Problem;
use contract::headers::REQUEST_ID;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;
use tracing::Instrument;

/// Wraps every request. A panic becomes a 500 like any other failure.
pub async fn finish(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = chance::hex::<8>();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    // The route's pattern: a path may hold a code or a key, and neither belongs in a log.
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, %method, route);
    let answer = AssertUnwindSafe(next.run(request).instrument(span.clone())).catch_unwind().await;
    let mut response =
        answer.unwrap_or_else(|_| Error::Inconsistent("a handler panicked".to_owned()).into_response());
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    tell_problem(&mut response, &id, &path);
    headers::complete(response.headers_mut(), &path);
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    span.in_scope(|| tracing::info!(status, ms = elapsed.as_secs_f64() * 1000.0, "answered"));
    let labels = [("route", route), ("method", method.to_string()), ("status", status.to_string())];
    metrics::counter!("http_requests", &labels).increment(1);
    metrics::histogram!("http_request_seconds", "route" => labels[0].1.clone()).record(elapsed.as_secs_f64());
    response
}

/// Gives every failed answer the body of a problem document, also those a library made.
fn tell_problem(response: &mut Response, id: &str, path: &str) {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return;
    }
    let known = response.extensions_mut().remove::<Problem>();
    let mut problem = known.unwrap_or_else(|| {
        let error = Error::of_status(status);
        if status.is_server_error() {
            tracing::error!(%error, path_is_app = headers::is_app(path), "request failed");
        }
        error.problem()
    });
    id.clone_into(&mut problem.instance);
    problem.status = status.as_u16();
    let Ok(body) = serde_json::to_vec(&problem) else { return };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_ENCODING);
    *response.body_mut() = Body::from(body);
}
