//! Files of the result: an officer adds them, the holder of the secret fetches them once it is decided.

use crate::app::App;
use crate::audit::Entry;
use crate::chance::to_hex;
use crate::citizens::{Holder, NotTheHolder};
use crate::error::{Error, Result};
use crate::officers::Refused;
use crate::permissions::Operation;
use crate::staff::Officer;
use crate::uploads::Arrived;
use crate::{dossiers, limits, uploads};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use contract::{Problem, ResultFile, State as DossierState};
use std::fmt::Write;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Files of one result.
const RESULTS: i64 = 10;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(fetch)).routes(routes!(add, fetch_as_officer))
}

/// A file of the result, as a download.
#[utoipa::path(
    get,
    path = "/api/v1/tracking/{code}/results/{id}",
    tag = "tracking",
    params(("code" = String, Path), ("id" = String, Path), ("lookup-secret" = String, Header)),
    responses(
        (status = 200, description = "The bytes", content_type = "application/octet-stream"),
        NotTheHolder,
        (status = 404, body = Problem, content_type = "application/problem+json")
    )
)]
async fn fetch(
    State(app): State<Arc<App>>,
    holder: Holder,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response> {
    if !are_handed_out(holder.line.state) {
        return Err(Error::NotFound);
    }
    send(&app, &code, &id).await
}

/// Adds a file to the result: PDF or picture, at most 10 MiB. The same bytes again change nothing.
#[utoipa::path(
    put,
    path = "/api/v1/officer/dossiers/{code}/results/{file}",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path), ("file" = String, Path, description = "The file's name")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = ResultFile),
        Refused,
        (status = 409, description = "Not taken up yet, or closed", body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")
    )
)]
async fn add(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path((code, file)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ResultFile>> {
    officer.to(&app, Operation::AddResult, &code, &headers).await?;
    let arrived = uploads::arrive(&app, &headers, body).await?;
    let entry = officer.did(&app, "add result", &code, file.clone());
    keep(&app, &code, &file, arrived, entry).await.map(Json)
}

/// A file of the result, for officers.
#[utoipa::path(
    get,
    path = "/api/v1/officer/dossiers/{code}/results/{file}",
    tag = "officers",
    security(("officer" = [])),
    params(
        ("code" = String, Path),
        ("file" = String, Path, description = "The file's id"),
        ("read-reason" = Option<String>, Header)
    ),
    responses(
        (status = 200, description = "The bytes", content_type = "application/octet-stream"),
        Refused
    )
)]
async fn fetch_as_officer(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path((code, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    officer.opens(&app, &format!("read result {id:.8}"), &code, &headers).await?;
    send(&app, &code, &id).await
}

/// Whether the citizen may have the files in this state.
pub fn are_handed_out(state: DossierState) -> bool {
    matches!(state, DossierState::Done | DossierState::Returned)
}

/// Stores a file of the result, durably.
pub async fn keep(app: &App, code: &str, name: &str, arrived: Arrived, by: Entry) -> Result<ResultFile> {
    if name.is_empty() || name.chars().count() > limits::NAME_CHARACTERS {
        return Err(Error::BadRequest("a file's name has 1 to 200 characters".to_owned()));
    }
    let line = dossiers::find(app, code).await?.ok_or(Error::NotFound)?;
    if line.state.is_final() || line.state == DossierState::Registered {
        return Err(Error::IllegalTransition);
    }
    let Arrived { file, media_type, bytes, sha256 } = uploads::identify(app, arrived).await?;
    let id = sha256[..32].to_owned();
    app.files.keep(&place(code, &id), file.try_clone()?).await?;
    let sealed = app.sealer.seal(&name_place(code, &id), name.as_bytes());
    let result =
        ResultFile { id: id.clone(), name: name.to_owned(), media_type: media_type.to_owned(), bytes };
    let (code, now, chain) = (code.to_owned(), app.clock.now(), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let (count,): (i64,) =
                    sqlx::query_as("SELECT count(*) FROM result WHERE code = $1 AND id <> $2")
                        .bind(code.clone())
                        .bind(id.clone())
                        .fetch_one(&mut *connection)
                        .await?;
                if count >= RESULTS {
                    return Err(Error::TooLarge("10 tệp / 10 files"));
                }
                let insert = "INSERT INTO result (code, id, name, bytes, media_type, added_at) \
                              VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
                let query = sqlx::query(insert).bind(code).bind(id).bind(sealed);
                let query = query.bind(i64::try_from(bytes).unwrap_or(i64::MAX)).bind(media_type).bind(now);
                query.execute(&mut *connection).await?;
                chain.append(connection, &[by]).await
            })
        })
        .await?;
    Ok(result)
}

/// The files of a dossier's result, oldest first.
pub async fn of(app: &App, code: &str) -> Result<Vec<ResultFile>> {
    let rows: Vec<(String, Vec<u8>, i64, String)> = sqlx::query_as(
        "SELECT id, name, bytes, media_type FROM result WHERE code = $1 ORDER BY added_at, id",
    )
    .bind(code.to_owned())
    .fetch_all(app.database.pool())
    .await?;
    rows.into_iter()
        .map(|(id, sealed, bytes, media_type)| {
            let name = app.sealer.open(&name_place(code, &id), &sealed)?;
            let name = String::from_utf8_lossy(&name).into_owned();
            Ok(ResultFile { id, name, media_type, bytes: u64::try_from(bytes).unwrap_or_default() })
        })
        .collect()
}

async fn send(app: &App, code: &str, id: &str) -> Result<Response> {
    let file = of(app, code).await?.into_iter().find(|file| file.id == id).ok_or(Error::NotFound)?;
    download(app, &place(code, id), &file.name, &file.media_type, file.bytes).await
}

/// A stored file as a download: never shown in our own origin.
pub async fn download(app: &App, place: &str, name: &str, media_type: &str, bytes: u64) -> Result<Response> {
    let header_value =
        |text: &str| HeaderValue::from_str(text).map_err(|e| Error::Inconsistent(e.to_string()));
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, header_value(media_type)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    let disposition = format!("attachment; filename*=UTF-8''{}", percent_encoded(name));
    headers.insert(header::CONTENT_DISPOSITION, header_value(&disposition)?);
    let body = Body::from_stream(app.files.read(place).await?);
    Ok((headers, body).into_response())
}

/// As RFC 8187 wants a file's name in a header.
fn percent_encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn place(code: &str, id: &str) -> String {
    format!("results/{}/{id}", to_hex(code.as_bytes()))
}

fn name_place(code: &str, id: &str) -> String {
    format!("result.name:{code}:{id}")
}
