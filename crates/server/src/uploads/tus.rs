//! Resumable uploads: the tus protocol 1.0.0 with creation, creation-with-upload, checksum, termination and expiration
//! (tus.io/protocols/resumable-upload).
//!
//! An upload is at the address of its file, key and hash, so that a phone that has forgotten everything but the file finds
//! what it began. Begun again, it goes on. What came whole by `PUT` is a finished upload to a client of tus, too.

mod request;

use crate::app::App;
use crate::error::{Error, Result};
use crate::limits;
use crate::uploads::partial::{self, Partial};
use crate::uploads::{arriving, check_address, find};
use crate::visitor::Visitor;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use contract::headers::tus;
use contract::{Millis, Problem, paths};
use request::{Creation, Tus};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const EXTENSIONS: &str = "creation,creation-with-upload,checksum,termination,expiration";
const ALGORITHMS: &str = "sha256,sha1";

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(create, describe))
        .routes(routes!(state, append, terminate, overridden, describe_one))
        .layer(axum::middleware::map_response(speak))
}

/// Every answer says which version it speaks.
async fn speak(mut response: Response) -> Response {
    response.headers_mut().insert(tus::RESUMABLE, HeaderValue::from_static(tus::ONE));
    response
}

/// Which parts of tus are spoken here.
#[utoipa::path(options, path = "/api/v1/uploads", tag = "submissions", responses((status = 204, description = "Version, extensions and limits in the headers `Tus-*`")))]
async fn describe() -> Response {
    let headers = [
        (tus::VERSION, HeaderValue::from_static(tus::ONE)),
        (tus::EXTENSION, HeaderValue::from_static(EXTENSIONS)),
        (tus::MAX_SIZE, HeaderValue::from(limits::FILE_BYTES)),
        (tus::CHECKSUM_ALGORITHM, HeaderValue::from_static(ALGORITHMS)),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Which parts of tus are spoken here.
#[utoipa::path(options, path = "/api/v1/uploads/{key}/{sha256}", tag = "submissions", params(("key" = String, Path), ("sha256" = String, Path)), responses((status = 204, description = "Version, extensions and limits in the headers `Tus-*`")))]
async fn describe_one() -> Response {
    describe().await
}

/// Begins a resumable upload (tus 1.0.0), or finds the one that was begun before. A body is its first bytes.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    tag = "submissions",
    params(
        ("tus-resumable" = String, Header, example = "1.0.0"),
        ("upload-length" = u64, Header, description = "Bytes of the whole file"),
        ("upload-metadata" = String, Header, description = "`key` of the submission and `sha256` of the file, their digits in base64")
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 201, description = "`Location`: the upload; `Upload-Offset`: so many bytes are there"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The file, or all under this key, are too large", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Whole, but not readable as one of the types, or other bytes than the hash says", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address: see `Retry-After`", body = Problem, content_type = "application/problem+json")
    )
)]
async fn create(
    _: Tus,
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    let Creation { key, sha256, bytes, metadata } = Creation::read(&headers)?;
    check_address(&key, &sha256)?;
    let most = if partial::is_sealed(&metadata) { limits::SEALED_FILE_BYTES } else { limits::FILE_BYTES };
    if bytes > most {
        return Err(Error::TooLarge("10 MiB"));
    }
    app.rates.upload(visitor)?;
    let location = HeaderValue::from_str(&paths::upload(&key, &sha256))
        .map_err(|error| Error::Inconsistent(error.to_string()))?;
    let created = |mut response: Response| {
        *response.status_mut() = StatusCode::CREATED;
        response.headers_mut().insert(header::LOCATION, location);
        response
    };
    if let Some(receipt) = find(&app, &key, &sha256).await? {
        arriving::read_away(body).await;
        return Ok(created(answer(receipt.bytes, None)));
    }
    let mut partial = partial::begin(&app, &key, &sha256, bytes, &metadata).await?;
    if partial.arrived == 0 && request::is_part(&headers) {
        request::check_announced(&headers, &partial)?;
        partial = add(&app, partial, &headers, body).await?;
    } else {
        // Of one begun before the first bytes are there.
        arriving::read_away(body).await;
    }
    settle(&app, &partial).await.map(created)
}

/// How much of a file is there; `Upload-Offset` equals `Upload-Length` when it has arrived whole and is kept.
#[utoipa::path(
    head,
    path = "/api/v1/uploads/{key}/{sha256}",
    tag = "submissions",
    params(("key" = String, Path), ("sha256" = String, Path), ("tus-resumable" = String, Header)),
    responses(
        (status = 200, description = "`Upload-Offset`, `Upload-Length`, `Upload-Metadata`, `Upload-Expires`"),
        (status = 404, description = "Not begun, or expired"),
        (status = 412, description = "Another version of tus")
    )
)]
async fn state(
    _: Tus,
    State(app): State<Arc<App>>,
    Path((key, sha256)): Path<(String, String)>,
) -> Result<Response> {
    check_address(&key, &sha256)?;
    if let Some(receipt) = find(&app, &key, &sha256).await? {
        let metadata = format!("key {},sha256 {}", STANDARD.encode(&key), STANDARD.encode(&sha256));
        return told(answer(receipt.bytes, None), receipt.bytes, &metadata);
    }
    let partial = partial::find(&app, &key, &sha256).await?.ok_or(Error::NotFound)?;
    if partial.is_whole() {
        // The server died before it could put it together.
        match partial::finish(&app, &partial).await {
            Err(Error::HashMismatch | Error::BadFile(_) | Error::WrongKey) => return Err(Error::NotFound),
            finished => finished?,
        };
        return told(answer(partial.bytes, None), partial.bytes, &partial.metadata);
    }
    let response = answer(partial.arrived, Some(partial.expires(&app)));
    told(response, partial.bytes, &partial.metadata)
}

/// Adds bytes to a file; the last ones make it arrive. What comes before a connection breaks is kept, unless it has a checksum.
#[utoipa::path(
    patch,
    path = "/api/v1/uploads/{key}/{sha256}",
    tag = "submissions",
    params(
        ("key" = String, Path),
        ("sha256" = String, Path),
        ("tus-resumable" = String, Header),
        ("upload-offset" = u64, Header, description = "How many bytes are there"),
        ("upload-checksum" = Option<String>, Header, description = "`sha256` or `sha1` of this body, in base64")
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Kept durably: `Upload-Offset` says how much is there now"),
        (status = 404, description = "Not begun, or expired", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Another number of bytes is there", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Whole, but not readable as one of the types, or other bytes than the hash says: dropped", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address: see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 460, description = "Not the checksum: nothing of this body was kept", body = Problem, content_type = "application/problem+json")
    )
)]
async fn append(
    _: Tus,
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(address): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    append_to(&app, visitor, address, &headers, body).await
}

/// For networks that let no `PATCH` or `DELETE` through: `POST` with the method in `X-HTTP-Method-Override`.
#[utoipa::path(
    post,
    path = "/api/v1/uploads/{key}/{sha256}",
    tag = "submissions",
    params(("key" = String, Path), ("sha256" = String, Path), ("x-http-method-override" = String, Header, example = "PATCH")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "As that method answers"),
        (status = 405, body = Problem, content_type = "application/problem+json")
    )
)]
async fn overridden(
    _: Tus,
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(address): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    match headers.get("x-http-method-override").and_then(|method| method.to_str().ok()) {
        Some("PATCH") => append_to(&app, visitor, address, &headers, body).await,
        Some("DELETE") => give_up(&app, address).await,
        _ => Err(Error::MethodNotAllowed),
    }
}

/// Gives an upload up, or removes a file that no dossier names.
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{key}/{sha256}",
    tag = "submissions",
    params(("key" = String, Path), ("sha256" = String, Path), ("tus-resumable" = String, Header)),
    responses(
        (status = 204, description = "Gone"),
        (status = 404, description = "Not begun, or expired", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "A dossier names the file", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json")
    )
)]
async fn terminate(
    _: Tus,
    State(app): State<Arc<App>>,
    Path(address): Path<(String, String)>,
) -> Result<Response> {
    give_up(&app, address).await
}

async fn append_to(
    app: &Arc<App>,
    visitor: Visitor,
    (key, sha256): (String, String),
    headers: &HeaderMap,
    body: Body,
) -> Result<Response> {
    let partial = match whereto(app, visitor, &key, &sha256, headers).await {
        Ok(Whereto::Partial(partial)) => partial,
        Ok(Whereto::Arrived(bytes)) => return Ok(answer(bytes, None)),
        Err(refusal) => {
            arriving::read_away(body).await;
            return Err(refusal);
        }
    };
    let partial = add(app, partial, headers, body).await?;
    settle(app, &partial).await
}

/// Puts together what is whole, and says how much is there.
async fn settle(app: &App, partial: &Partial) -> Result<Response> {
    if partial.is_whole() {
        partial::finish(app, partial).await?;
        return Ok(answer(partial.bytes, None));
    }
    Ok(answer(partial.arrived, Some(partial.expires(app))))
}

/// What a part is to be added to.
enum Whereto {
    Partial(Partial),
    /// All is there: the answer to the last part was lost.
    Arrived(u64),
}

async fn whereto(
    app: &App,
    visitor: Visitor,
    key: &str,
    sha256: &str,
    headers: &HeaderMap,
) -> Result<Whereto> {
    check_address(key, sha256)?;
    if !request::is_part(headers) {
        return Err(Error::UnsupportedMediaType);
    }
    let offset = request::number(headers, tus::OFFSET)?;
    app.rates.part(visitor)?;
    if let Some(partial) = partial::find(app, key, sha256).await? {
        if offset != partial.arrived {
            return Err(Error::OffsetConflict);
        }
        request::check_announced(headers, &partial)?;
        return Ok(Whereto::Partial(partial));
    }
    let receipt = find(app, key, sha256).await?.ok_or(Error::NotFound)?;
    if offset == receipt.bytes { Ok(Whereto::Arrived(offset)) } else { Err(Error::OffsetConflict) }
}

/// Adds a body. A task of its own: it goes on when the connection has gone, so that what came is kept.
async fn add(app: &Arc<App>, partial: Partial, headers: &HeaderMap, body: Body) -> Result<Partial> {
    let body = request::body(app, headers, body).await?;
    let adding = tokio::spawn(partial::append(app.clone(), partial, body));
    adding.await.map_err(|error| Error::Inconsistent(error.to_string()))?
}

async fn give_up(app: &App, (key, sha256): (String, String)) -> Result<Response> {
    check_address(&key, &sha256)?;
    if find(app, &key, &sha256).await?.is_some() {
        super::remove(app, &key, &sha256).await?;
    } else {
        partial::find(app, &key, &sha256).await?.ok_or(Error::NotFound)?;
        partial::give_up(app, &key, &sha256).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// An answer that says how much is there, and until when.
fn answer(offset: u64, expires: Option<Millis>) -> Response {
    let mut response = (StatusCode::NO_CONTENT, [(tus::OFFSET, HeaderValue::from(offset))]).into_response();
    let date =
        expires.and_then(DateTime::from_timestamp_millis).map(|at| at.format("%a, %d %b %Y %H:%M:%S GMT"));
    if let Some(value) = date.and_then(|date| HeaderValue::from_str(&date.to_string()).ok()) {
        response.headers_mut().insert(HeaderName::from_static(tus::EXPIRES), value);
    }
    response
}

/// The answer to `HEAD`.
fn told(mut response: Response, length: u64, metadata: &str) -> Result<Response> {
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(tus::LENGTH, HeaderValue::from(length));
    let metadata = HeaderValue::from_str(metadata).map_err(|error| Error::Inconsistent(error.to_string()))?;
    headers.insert(tus::METADATA, metadata);
    Ok(response)
}
