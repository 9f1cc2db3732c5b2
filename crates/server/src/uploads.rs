//! Files, sent one by one before or after the submission or supplement that names them: whole by `PUT`, or in parts that
//! survive a lost signal (`tus.rs`). Sending one again is answered at once.

mod arriving;
pub mod partial;
mod pdf;
mod picture;
pub mod sweep;
mod tus;
pub mod waiting;

pub use arriving::{Arrived, arrive, identify};

use crate::app::App;
use crate::envelopes;
use crate::error::{Error, Result};
use crate::limits;
use crate::visitor::Visitor;
use arriving::{open, store};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use contract::{Millis, Papers, Problem, UploadReceipt};
use forms::{Answers, Definition, Kind};
use sqlx::AnyConnection;
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A file that answers name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `documents.tenancy_paper`, `applicant.portrait`.
    pub place: String,
    pub sha256: String,
    /// Empty for a portrait.
    pub name: String,
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(upload)).merge(tus::router())
}

/// Sends a file's bytes: JPEG, PNG, WebP or PDF, at most 10 MiB, 20 files and 60 MiB under one key.
#[utoipa::path(
    put,
    path = "/api/v1/uploads/{key}/{sha256}",
    tag = "submissions",
    params(
        ("key" = String, Path, description = "The submission's key: 32 lower-case hex digits"),
        ("sha256" = String, Path, description = "Of the bytes: 64 lower-case hex digits")
    ),
    request_body(content((Vec<u8> = "application/octet-stream"), (Vec<u8> = "application/vnd.nop-ho-so.sealed")), description = "The bytes, or the bytes sealed to the server's public key; the hash is that of the bytes themselves"),
    responses(
        (status = 200, description = "Stored durably", body = UploadReceipt),
        (status = 413, description = "The file, or all under this key, are too large", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Not readable as one of the types, or other bytes than the hash says", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address: see `Retry-After`", body = Problem, content_type = "application/problem+json")
    )
)]
async fn upload(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((key, sha256)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<UploadReceipt>> {
    check_address(&key, &sha256)?;
    app.rates.upload(visitor)?;
    if let Some(receipt) = find(&app, &key, &sha256).await? {
        // Read and dropped, so that the connection can be used again.
        arrive(&app, &headers, body).await.map(drop)?;
        return Ok(Json(receipt));
    }
    let mut connection = app.database.pool().acquire().await?;
    check_room(&mut connection, &key, &sha256, 0).await?;
    drop(connection);
    let mut arrived = arrive(&app, &headers, body).await?;
    if envelopes::is_sealed(&headers) {
        arrived = open(&app, &key, &sha256, arrived).await?;
    }
    if arrived.sha256 != sha256 {
        return Err(Error::HashMismatch);
    }
    store(&app, &key, arrived).await.map(Json)
}

/// The files that the answers name, in the order of the form.
pub fn named_in(definition: &Definition, answers: &Answers) -> Vec<Named> {
    let mut named = Vec::new();
    for section in &definition.sections {
        for (row, values) in answers.rows(&section.id).iter().enumerate() {
            for field in section.fields.iter().filter(|field| field.kind == Kind::Photo4x6) {
                if let Some(sha256) = values.get(&field.id).and_then(forms::Value::as_text) {
                    let row = section.repeat.is_some().then_some(row);
                    let place = forms::Path::field(&section.id, row, &field.id).to_string();
                    named.push(Named { place, sha256: sha256.to_owned(), name: String::new() });
                }
            }
        }
    }
    for document in &definition.documents {
        for file in answers.documents.get(&document.id).map_or(&[][..], |given| &given.files) {
            let place = forms::Path::Document(document.id.clone()).to_string();
            named.push(Named { place, sha256: file.sha256.clone(), name: file.name.clone() });
        }
    }
    named
}

/// Marks these files of the key as named, in the transaction that stores what names them: from then on they stay.
/// `false` when one has not arrived, or was removed, and must not come later.
pub async fn name(
    connection: &mut AnyConnection,
    key: &str,
    hashes: &BTreeSet<String>,
    papers: Papers,
) -> Result<bool> {
    let sql = match papers {
        Papers::First => "UPDATE upload SET named = 1 WHERE key = $1 AND sha256 = $2 AND place <> ''",
        Papers::Later => {
            "INSERT INTO upload (key, sha256, bytes, media_type, received_at, place, named) \
             VALUES ($1, $2, 0, '', 0, '', 1) ON CONFLICT (key, sha256) DO UPDATE SET named = 1"
        }
    };
    for sha256 in hashes {
        let named = sqlx::query(sql).bind(key.to_owned()).bind(sha256.clone());
        if named.execute(&mut *connection).await?.rows_affected() == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where a file of one of these keys is in the store.
pub async fn place(app: &App, keys: &[String], sha256: &str) -> Result<Option<String>> {
    for key in keys {
        let place: Option<(String,)> =
            sqlx::query_as("SELECT place FROM upload WHERE key = $1 AND sha256 = $2 AND place <> ''")
                .bind(key.clone())
                .bind(sha256.to_owned())
                .fetch_optional(app.database.pool())
                .await?;
        if let Some((place,)) = place {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// All files that arrived under a key, and when.
pub async fn of_key(app: &App, key: &str) -> Result<Vec<(UploadReceipt, Millis)>> {
    let rows: Vec<(String, i64, String, Millis)> = sqlx::query_as(
        "SELECT sha256, bytes, media_type, received_at FROM upload WHERE key = $1 AND place <> ''",
    )
    .bind(key.to_owned())
    .fetch_all(app.database.pool())
    .await?;
    Ok(rows.into_iter().map(|(sha256, bytes, media, at)| (receipt((sha256, bytes, media)), at)).collect())
}

/// The file, if it has arrived whole.
async fn find(app: &App, key: &str, sha256: &str) -> Result<Option<UploadReceipt>> {
    let row = sqlx::query_as(
        "SELECT sha256, bytes, media_type FROM upload WHERE key = $1 AND sha256 = $2 AND place <> ''",
    )
    .bind(key.to_owned())
    .bind(sha256.to_owned())
    .fetch_optional(app.database.pool())
    .await?;
    Ok(row.map(receipt))
}

/// Removes a file that has arrived; an error when a dossier or a supplement names it.
async fn remove(app: &App, key: &str, sha256: &str) -> Result<()> {
    let place = place(app, &[key.to_owned()], sha256).await?.ok_or(Error::NotFound)?;
    let is_removed = app.database.write(move |connection| Box::pin(sweep::forget(connection, place))).await?;
    if is_removed { Ok(()) } else { Err(Error::IllegalTransition) }
}

fn receipt((sha256, bytes, media_type): (String, i64, String)) -> UploadReceipt {
    UploadReceipt { sha256, bytes: u64::try_from(bytes).unwrap_or_default(), media_type }
}

/// An error when these cannot be a key and a hash.
fn check_address(key: &str, sha256: &str) -> Result<()> {
    if limits::is_hex(key, 32) && limits::is_hex(sha256, 64) {
        Ok(())
    } else {
        Err(Error::BadRequest("the key has 32 and the hash 64 lower-case hex digits".to_owned()))
    }
}

/// An error when this file of `bytes` is too much beside the others under this key, arrived, awaited or under way.
async fn check_room(connection: &mut AnyConnection, key: &str, sha256: &str, bytes: i64) -> Result<()> {
    let (files, all): (i64, i64) = sqlx::query_as(
        "SELECT count(DISTINCT sha256), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM \
         (SELECT sha256, bytes FROM upload WHERE key = $1 AND sha256 <> $2 \
          UNION ALL SELECT sha256, bytes FROM partial WHERE key = $1 AND sha256 <> $2) AS others",
    )
    .bind(key.to_owned())
    .bind(sha256.to_owned())
    .fetch_one(connection)
    .await?;
    if files >= limits::FILES {
        return Err(Error::TooLarge("20 tệp / 20 files"));
    }
    if all + bytes > limits::FILES_BYTES {
        return Err(Error::TooLarge("60 MiB"));
    }
    Ok(())
}
