//! Files that arrive in parts. Each part is sealed, stored and synced before its row, and the file's offset with it, is
//! committed: what a client was told is there is there, whenever the server dies.
//!
//! Two who add at once are told apart by the offset: the row moves on only from the one that each has seen. As always,
//! either a row of `part` or one of `stray` leads to each stored piece (`sweep.rs`).

use crate::app::App;
use crate::chance::{self, to_hex};
use crate::clock;
use crate::error::{Error, Result};
use crate::uploads::arriving::{Arrived, open, store};
use crate::uploads::{check_room, sweep};
use bytes::{Bytes, BytesMut};
use contract::{Millis, UploadReceipt, sealed};
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// As soon as so much is there it is stored: what a server that dies can lose of a file, and about 10 s of a weak signal.
const PART: usize = 256 * 1024;
/// A client that sends nothing for so long has lost its signal.
pub const QUIET: Duration = Duration::from_mins(1);

/// A file of which the first bytes are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    pub key: String,
    pub sha256: String,
    pub bytes: u64,
    /// So many of them are there.
    pub arrived: u64,
    pub touched_at: Millis,
    /// The client's `Upload-Metadata`.
    pub metadata: String,
}

impl Partial {
    pub fn is_whole(&self) -> bool {
        self.arrived == self.bytes
    }

    /// The moment from which it may be removed, unless a dossier waits for it.
    pub fn expires(&self, app: &App) -> Millis {
        self.touched_at + Millis::from(app.settings.upload_days) * clock::DAY
    }
}

/// Whether `Upload-Metadata` says that the bytes are sealed to the server's public key.
pub fn is_sealed(metadata: &str) -> bool {
    metadata.split(',').any(|pair| pair.split_whitespace().next() == Some(sealed::TUS_METADATA))
}

/// What is there of a file of a key.
pub async fn find(app: &App, key: &str, sha256: &str) -> Result<Option<Partial>> {
    let row: Option<(i64, i64, Millis, Vec<u8>)> = sqlx::query_as(
        "SELECT bytes, arrived, touched_at, metadata FROM partial WHERE key = $1 AND sha256 = $2",
    )
    .bind(key.to_owned())
    .bind(sha256.to_owned())
    .fetch_optional(app.database.pool())
    .await?;
    let Some((bytes, arrived, touched_at, sealed)) = row else { return Ok(None) };
    let metadata = app.sealer.open(&metadata_place(key, sha256), &sealed)?;
    Ok(Some(Partial {
        key: key.to_owned(),
        sha256: sha256.to_owned(),
        bytes: unsigned(bytes),
        arrived: unsigned(arrived),
        touched_at,
        metadata: String::from_utf8_lossy(&metadata).into_owned(),
    }))
}

/// Begins a file, or goes on with what was begun before; another length than before begins anew.
pub async fn begin(app: &App, key: &str, sha256: &str, bytes: u64, metadata: &str) -> Result<Partial> {
    if let Some(before) = find(app, key, sha256).await?
        && before.bytes == bytes
    {
        return Ok(before);
    }
    let now = app.clock.now();
    let sealed = app.sealer.seal(&metadata_place(key, sha256), metadata.as_bytes());
    let (of, hash) = (key.to_owned(), sha256.to_owned());
    app.database
        .write(move |connection| {
            async move {
                check_room(connection, &of, &hash, signed(bytes)).await?;
                forget(connection, &of, &hash).await?;
                let insert = "INSERT INTO partial (key, sha256, bytes, arrived, touched_at, metadata) \
                              VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT DO NOTHING";
                let query =
                    sqlx::query(insert).bind(of).bind(hash).bind(signed(bytes)).bind(now).bind(sealed);
                query.execute(connection).await?;
                Ok(())
            }
            .boxed()
        })
        .await?;
    // Where another began it at the same moment, with what he began.
    find(app, key, sha256).await?.ok_or(Error::Busy)
}

/// Adds what comes. All that came is kept, also when it breaks off; the error then says so.
pub async fn append(
    app: Arc<App>,
    mut partial: Partial,
    mut body: BoxStream<'static, Result<Bytes>>,
) -> Result<Partial> {
    let room = usize::try_from(partial.bytes - partial.arrived).unwrap_or(usize::MAX);
    let mut buffer = BytesMut::new();
    let mut came = 0;
    let broken = loop {
        match timeout(QUIET, body.next()).await {
            Ok(Some(Ok(bytes))) => {
                came += bytes.len();
                if came > room {
                    return Err(Error::TooLarge("Upload-Length"));
                }
                buffer.extend_from_slice(&bytes);
                while buffer.len() >= PART {
                    let part = buffer.split_to(PART).freeze();
                    keep(&app, &mut partial, part).await?;
                }
            }
            Ok(None) => break false,
            Ok(Some(Err(_))) | Err(_) => break true,
        }
    };
    if !buffer.is_empty() {
        keep(&app, &mut partial, buffer.freeze()).await?;
    }
    if broken { Err(Error::BadRequest("the body broke off".to_owned())) } else { Ok(partial) }
}

/// Stores the next part, durably.
async fn keep(app: &App, partial: &mut Partial, part: Bytes) -> Result<()> {
    let now = app.clock.now();
    let place = format!("parts/{}/{}", clock::day(now), chance::hex::<16>());
    let stray = place.clone();
    app.database.write(move |connection| Box::pin(sweep::note(connection, stray, now))).await?;
    let start = partial.arrived;
    app.files.keep_piece(&place, &part_place(&partial.key, &partial.sha256, start), &part).await?;
    let end = start + u64::try_from(part.len()).unwrap_or(u64::MAX);
    let (key, sha256) = (partial.key.clone(), partial.sha256.clone());
    app.database
        .write(move |connection| {
            async move {
                let moved = sqlx::query(
                    "UPDATE partial SET arrived = $1, touched_at = $2 WHERE key = $3 AND sha256 = $4 AND arrived = $5",
                );
                let moved = moved.bind(signed(end)).bind(now).bind(key.clone()).bind(sha256.clone());
                if moved.bind(signed(start)).execute(&mut *connection).await?.rows_affected() == 0 {
                    return Err(Error::OffsetConflict);
                }
                let insert = "INSERT INTO part (key, sha256, start, bytes, place) VALUES ($1, $2, $3, $4, $5)";
                let query = sqlx::query(insert).bind(key).bind(sha256).bind(signed(start));
                let query = query.bind(signed(end - start)).bind(place.clone());
                query.execute(&mut *connection).await?;
                sweep::adopt(connection, place).await
            }
            .boxed()
        })
        .await?;
    metrics::counter!("upload_parts_stored").increment(1);
    partial.arrived = end;
    partial.touched_at = now;
    Ok(())
}

/// Puts a whole file together, judges it and stores it as every file. One that cannot be taken is dropped.
pub async fn finish(app: &App, partial: &Partial) -> Result<UploadReceipt> {
    let Partial { key, sha256, .. } = partial;
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT start, place FROM part WHERE key = $1 AND sha256 = $2 ORDER BY start")
            .bind(key.clone())
            .bind(sha256.clone())
            .fetch_all(app.database.pool())
            .await?;
    let file = app.files.incoming()?;
    let mut writer = tokio::fs::File::from_std(file.try_clone()?);
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    for (start, place) in rows {
        let part = app.files.read_piece(&place, &part_place(key, sha256, unsigned(start))).await?;
        hash.update(&part);
        writer.write_all(&part).await?;
        bytes += u64::try_from(part.len()).unwrap_or(u64::MAX);
    }
    writer.flush().await?;
    let arrived = Arrived { file: Arc::new(file), media_type: "", bytes, sha256: to_hex(&hash.finalize()) };
    if bytes < partial.bytes {
        // Another request has put it together meanwhile.
        return super::find(app, key, sha256).await?.ok_or(Error::Busy);
    }
    let arrived =
        if is_sealed(&partial.metadata) { open(app, key, sha256, arrived).await } else { Ok(arrived) };
    let stored = match arrived {
        Ok(arrived) if arrived.sha256 == *sha256 => store(app, key, arrived).await,
        Ok(_) => Err(Error::HashMismatch),
        Err(error) => Err(error),
    };
    if let Err(Error::HashMismatch | Error::BadFile(_) | Error::WrongKey) = stored {
        give_up(app, key, sha256).await?;
    }
    stored
}

/// Drops what is there of a file.
pub async fn give_up(app: &App, key: &str, sha256: &str) -> Result<()> {
    let (key, sha256) = (key.to_owned(), sha256.to_owned());
    app.database.write(move |connection| async move { forget(connection, &key, &sha256).await }.boxed()).await
}

/// Takes the rows of a file away if nothing has come since.
pub async fn forget_old(
    connection: &mut AnyConnection,
    key: String,
    sha256: String,
    before: Millis,
) -> Result<()> {
    let old = sqlx::query("DELETE FROM partial WHERE key = $1 AND sha256 = $2 AND touched_at < $3");
    let old = old.bind(key.clone()).bind(sha256.clone()).bind(before).execute(&mut *connection).await?;
    if old.rows_affected() > 0 { forget(connection, &key, &sha256).await } else { Ok(()) }
}

/// Takes the rows of a file away; its parts become strays.
pub async fn forget(connection: &mut AnyConnection, key: &str, sha256: &str) -> Result<()> {
    for sql in [
        "DELETE FROM partial WHERE key = $1 AND sha256 = $2",
        "INSERT INTO stray (place, since) SELECT place, 0 FROM part WHERE key = $1 AND sha256 = $2",
        "DELETE FROM part WHERE key = $1 AND sha256 = $2",
    ] {
        sqlx::query(sql).bind(key.to_owned()).bind(sha256.to_owned()).execute(&mut *connection).await?;
    }
    Ok(())
}

fn part_place(key: &str, sha256: &str, start: u64) -> String {
    format!("part:{key}:{sha256}:{start}")
}

fn metadata_place(key: &str, sha256: &str) -> String {
    format!("partial.metadata:{key}:{sha256}")
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn unsigned(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or_default()
}
