//! The API's own description: OpenAPI 3.1 made from the handlers, and a page made from that.

use crate::app::App;
use crate::headers::DOCUMENT_POLICY;
use crate::sessions;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use bytes::Bytes;
use std::fmt::Write;
use std::sync::Arc;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, ContactBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, RefOr};

const ABOUT: &str = "REST API of Nộp Hồ Sơ Quảng Ninh. JSON in UTF-8; instants are milliseconds since 1970 in UTC, days \
     `YYYY-MM-DD` in Vietnam's time. Unknown fields are refused. Every error is a problem document (RFC 9457) with its \
     sentence in Vietnamese and English.";

/// The document before the routes are in it.
pub fn base() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Nộp Hồ Sơ Quảng Ninh")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .contact(Some(ContactBuilder::new().name(Some("Nộp Hồ Sơ Quảng Ninh")).build()))
        .build();
    let mut components = Components::new();
    let bearer =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An officer's token")).build();
    components.add_security_scheme("officer", SecurityScheme::Http(bearer));
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        sessions::COOKIE,
        "Set by `POST /api/v1/sign-in/session`; requests that change something must come from our own pages",
    ));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// `/api/openapi.json`, and `/api` for people.
pub fn router(document: &OpenApi) -> Router<Arc<App>> {
    let json = Bytes::from(document.to_json().unwrap_or_default());
    let page = Bytes::from(page(document));
    let send = |media_type: &'static str, body: Bytes| {
        get(async move || {
            ([(header::CONTENT_TYPE, media_type), (header::CONTENT_SECURITY_POLICY, DOCUMENT_POLICY)], body)
        })
    };
    Router::new()
        .route("/api/openapi.json", send("application/json", json))
        .route("/api", send("text/html; charset=utf-8", page))
        .route(
            "/api/style.css",
            send("text/css; charset=utf-8", Bytes::from_static(include_bytes!("documentation.css"))),
        )
}

fn page(document: &OpenApi) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>API · Nộp Hồ Sơ Quảng Ninh</title><link rel=stylesheet href=/api/style.css><main><h1>API</h1>",
    );
    let _ = write!(html, "<p>{}</p><p><a href=/api/openapi.json>OpenAPI 3.1</a></p>", escaped(ABOUT));
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(item) {
            let _ = write!(html, "<section><h2><b>{method}</b> <code>{}</code></h2>", escaped(path));
            for text in [&operation.summary, &operation.description].into_iter().flatten() {
                let _ = write!(html, "<p>{}</p>", escaped(text));
            }
            write_parameters(&mut html, operation);
            write_responses(&mut html, operation);
            html.push_str("</section>");
        }
    }
    html.push_str("</main></html>");
    html
}

fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &utoipa::openapi::path::Operation)> {
    let all = [
        ("OPTIONS", &item.options),
        ("HEAD", &item.head),
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn write_parameters(html: &mut String, operation: &utoipa::openapi::path::Operation) {
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    if parameters.is_empty() {
        return;
    }
    html.push_str("<h3>Parameters</h3><dl>");
    for parameter in parameters.iter().filter_map(|parameter| inline(parameter)) {
        let about = parameter.description.as_deref().unwrap_or_default();
        let _ = write!(html, "<dt><code>{}</code></dt><dd>{}</dd>", escaped(&parameter.name), escaped(about));
    }
    html.push_str("</dl>");
}

fn write_responses(html: &mut String, operation: &utoipa::openapi::path::Operation) {
    html.push_str("<h3>Answers</h3><dl>");
    for (status, response) in &operation.responses.responses {
        let about = inline(response).map_or("", |response| response.description.as_str());
        let _ = write!(html, "<dt><code>{}</code></dt><dd>{}</dd>", escaped(status), escaped(about));
    }
    html.push_str("</dl>");
}

/// All parts of our own document stand where they are used.
fn inline<T>(part: &RefOr<T>) -> Option<&T> {
    match part {
        RefOr::T(part) => Some(part),
        RefOr::Ref(_) => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
