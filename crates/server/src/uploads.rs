//! Files, sent one by one before the submission or supplement that names them.
//!
//! A file streams to the disk while it is hashed, is then read as what its content says it is, sealed, stored and
//! synced; only then its row is committed. Sending it again is answered at once.

mod pdf;
mod picture;
pub mod sweep;

use crate::app::App;
use crate::chance::{self, to_hex};
use crate::clock;
use crate::error::{Error, Result};
use crate::limits;
use crate::visitor::Visitor;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use contract::{Problem, UploadReceipt};
use forms::{Answers, Definition, Kind};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::collections::BTreeSet;
use std::fs::File;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
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

/// A file that arrived: what its content is, and how long.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub file: Arc<File>,
    pub media_type: &'static str,
    pub bytes: u64,
    pub sha256: String,
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(upload))
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
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
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
    if !limits::is_hex(&key, 32) || !limits::is_hex(&sha256, 64) {
        return Err(Error::BadRequest("the key has 32 and the hash 64 lower-case hex digits".to_owned()));
    }
    app.rates.upload(visitor)?;
    if let Some(receipt) = find(&app, &key, &sha256).await? {
        // Read and dropped, so that the connection can be used again.
        arrive(&app, &headers, body).await.map(drop)?;
        return Ok(Json(receipt));
    }
    let mut connection = app.database.pool().acquire().await?;
    check_room(&mut connection, &key, 0).await?;
    drop(connection);
    let arrived = arrive(&app, &headers, body).await?;
    if arrived.sha256 != sha256 {
        return Err(Error::HashMismatch);
    }
    let Arrived { media_type, bytes, .. } = identify(&app, arrived.clone()).await?;
    let now = app.clock.now();
    let place = format!("uploads/{}/{}", clock::day(now), chance::hex::<16>());
    let stray = place.clone();
    app.database.write(move |connection| Box::pin(sweep::note(connection, stray, now))).await?;
    app.files.keep(&place, arrived.file.try_clone()?).await?;
    let receipt = UploadReceipt { sha256: sha256.clone(), bytes, media_type: media_type.to_owned() };
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
                check_room(connection, &key, bytes).await?;
                let insert = "INSERT INTO upload (key, sha256, bytes, media_type, received_at, place) \
                              VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
                let query = sqlx::query(insert).bind(key).bind(sha256).bind(bytes).bind(media_type).bind(now);
                let inserted = query.bind(place.clone()).execute(&mut *connection).await?;
                // The same file sent twice at a time: the second copy stays a stray.
                if inserted.rows_affected() == 1 { sweep::adopt(connection, place).await } else { Ok(()) }
            })
        })
        .await?;
    metrics::counter!("uploads_stored").increment(1);
    Ok(Json(receipt))
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
/// `false` when one has not arrived, or was removed.
pub async fn name(connection: &mut AnyConnection, key: &str, hashes: &BTreeSet<String>) -> Result<bool> {
    for sha256 in hashes {
        let named = sqlx::query("UPDATE upload SET named = 1 WHERE key = $1 AND sha256 = $2")
            .bind(key.to_owned())
            .bind(sha256.clone())
            .execute(&mut *connection)
            .await?;
        if named.rows_affected() == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where a file of one of these keys is in the store.
pub async fn place(app: &App, keys: &[String], sha256: &str) -> Result<Option<String>> {
    for key in keys {
        let place: Option<(String,)> =
            sqlx::query_as("SELECT place FROM upload WHERE key = $1 AND sha256 = $2")
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

/// All files that arrived under a key.
pub async fn of_key(app: &App, key: &str) -> Result<Vec<UploadReceipt>> {
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as("SELECT sha256, bytes, media_type FROM upload WHERE key = $1")
            .bind(key.to_owned())
            .fetch_all(app.database.pool())
            .await?;
    Ok(rows.into_iter().map(receipt).collect())
}

async fn find(app: &App, key: &str, sha256: &str) -> Result<Option<UploadReceipt>> {
    let row = sqlx::query_as("SELECT sha256, bytes, media_type FROM upload WHERE key = $1 AND sha256 = $2")
        .bind(key.to_owned())
        .bind(sha256.to_owned())
        .fetch_optional(app.database.pool())
        .await?;
    Ok(row.map(receipt))
}

fn receipt((sha256, bytes, media_type): (String, i64, String)) -> UploadReceipt {
    UploadReceipt { sha256, bytes: u64::try_from(bytes).unwrap_or_default(), media_type }
}

/// An error when one more file of `bytes` is too much under this key.
async fn check_room(connection: &mut AnyConnection, key: &str, bytes: i64) -> Result<()> {
    let (files, all): (i64, i64) =
        sqlx::query_as("SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM upload WHERE key = $1")
            .bind(key.to_owned())
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

/// Takes the body to the disk, hashing as it comes; never more than [`limits::FILE_BYTES`].
pub async fn arrive(app: &App, headers: &HeaderMap, body: Body) -> Result<Arrived> {
    let too_large = || Error::TooLarge("10 MiB");
    if headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Error::UnsupportedMediaType);
    }
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    if announced.is_some_and(|length: u64| length > limits::FILE_BYTES) {
        return Err(too_large());
    }
    let file = app.files.incoming()?;
    let mut writer = tokio::fs::File::from_std(file.try_clone()?);
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut stream = body.into_data_stream();
    while let Some(part) = stream.next().await {
        let part: Bytes = part.map_err(|_| Error::BadRequest("the body broke off".to_owned()))?;
        bytes += u64::try_from(part.len()).unwrap_or(u64::MAX);
        if bytes > limits::FILE_BYTES {
            return Err(too_large());
        }
        hash.update(&part);
        writer.write_all(&part).await?;
    }
    writer.flush().await?;
    Ok(Arrived { file: Arc::new(file), media_type: "", bytes, sha256: to_hex(&hash.finalize()) })
}

/// Reads the file as what it claims to be by its first bytes; an error when it cannot be read.
pub async fn identify(app: &App, mut arrived: Arrived) -> Result<Arrived> {
    let _turn = app.readings.acquire().await.map_err(|_| Error::Busy)?;
    let file = arrived.file.clone();
    let read = tokio::task::spawn_blocking(move || {
        let mut file = &*file;
        std::io::Seek::rewind(&mut file)?;
        if pdf::is_pdf(file)? { pdf::read(file) } else { picture::read(file) }
    });
    // A decoder that panics on a malicious file must not be more than a refusal.
    arrived.media_type = read.await.map_err(|_| Error::BadFile("tệp hỏng / broken file"))??;
    Ok(arrived)
}
