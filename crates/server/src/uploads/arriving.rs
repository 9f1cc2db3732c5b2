//! A file on its way from the network into the store: to the disk while it is hashed, then read as what its content says it
//! is, sealed, stored and synced; only then its row is committed.

use crate::app::App;
use crate::chance::{self, to_hex};
use crate::clock;
use crate::envelopes;
use crate::error::{Error, Result};
use crate::limits;
use crate::uploads::{check_room, partial, pdf, picture, sweep, waiting};
use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use contract::{UploadReceipt, sealed};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// A file that arrived: what its content is, and how long.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub file: Arc<File>,
    pub media_type: &'static str,
    pub bytes: u64,
    pub sha256: String,
}

/// Takes the body to the disk, hashing as it comes; never more than [`limits::FILE_BYTES`] and what sealing adds.
pub async fn arrive(app: &App, headers: &HeaderMap, body: Body) -> Result<Arrived> {
    let too_large = || Error::TooLarge("10 MiB");
    let most = if envelopes::is_sealed(headers) { limits::SEALED_FILE_BYTES } else { limits::FILE_BYTES };
    if headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Error::UnsupportedMediaType);
    }
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    if announced.is_some_and(|length: u64| length > most) {
        read_away(body).await;
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
        if bytes > most {
            return Err(too_large());
        }
        hash.update(&part);
        writer.write_all(&part).await?;
    }
    writer.flush().await?;
    Ok(Arrived { file: Arc::new(file), media_type: "", bytes, sha256: to_hex(&hash.finalize()) })
}

/// Reads a body that is not wanted, so that the client hears why: closed before, it would only see a broken line. What is twice
/// as long as a file may be is cut off all the same.
pub async fn read_away(body: Body) {
    let mut left = 2 * limits::FILE_BYTES;
    let mut stream = body.into_data_stream();
    while let Ok(Some(Ok(part))) = timeout(partial::QUIET, stream.next()).await {
        left = left.saturating_sub(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if left == 0 {
            return;
        }
    }
}

/// Opens a file that was sealed to the server's public key. It goes through memory whole, and is sealed again when it is kept.
pub async fn open(app: &App, key: &str, sha256: &str, arrived: Arrived) -> Result<Arrived> {
    let _turn = app.readings.acquire().await.map_err(|_| Error::Busy)?;
    let (envelopes, bound) = (app.envelopes.clone(), sealed::file_bound(key, sha256));
    let mut opened = app.files.incoming()?;
    let opening = tokio::task::spawn_blocking(move || {
        let (mut file, mut bytes) = (&*arrived.file, Vec::new());
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        let plain = envelopes.open(sealed::FILE, &bound, &bytes)?;
        opened.write_all(&plain)?;
        let sha256 = to_hex(&Sha256::digest(&plain));
        let bytes = u64::try_from(plain.len()).unwrap_or(u64::MAX);
        Ok(Arrived { file: Arc::new(opened), media_type: "", bytes, sha256 })
    });
    opening.await.map_err(|error| Error::Inconsistent(error.to_string()))?
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

/// Stores a file of a key for good, under its hash, and takes away what came of it in parts.
pub async fn store(app: &App, key: &str, arrived: Arrived) -> Result<UploadReceipt> {
    let Arrived { file, media_type, bytes, sha256 } = identify(app, arrived).await?;
    let now = app.clock.now();
    let place = format!("uploads/{}/{}", clock::day(now), chance::hex::<16>());
    let stray = place.clone();
    app.database.write(move |connection| Box::pin(sweep::note(connection, stray, now))).await?;
    app.files.keep(&place, file.try_clone()?).await?;
    let due = waiting::due(app, key, now).await?;
    let receipt = UploadReceipt { sha256: sha256.clone(), bytes, media_type: media_type.to_owned() };
    let key = key.to_owned();
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
                check_room(connection, &key, &sha256, bytes).await?;
                // Where a dossier waits for it, the row is there already and says that the file is named.
                let insert = "INSERT INTO upload (key, sha256, bytes, media_type, received_at, place) \
                              VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key, sha256) DO UPDATE \
                              SET bytes = excluded.bytes, media_type = excluded.media_type, \
                              received_at = excluded.received_at, place = excluded.place WHERE upload.place = ''";
                let query = sqlx::query(insert).bind(key.clone()).bind(sha256.clone()).bind(bytes);
                let query = query.bind(media_type).bind(now).bind(place.clone());
                let stored = query.execute(&mut *connection).await?;
                // The same file sent twice at a time: the second copy stays a stray.
                if stored.rows_affected() == 1 {
                    sweep::adopt(connection, place).await?;
                }
                partial::forget(connection, &key, &sha256).await?;
                waiting::complete(connection, &key, now, due).await
            })
        })
        .await?;
    metrics::counter!("uploads_stored").increment(1);
    Ok(receipt)
}
