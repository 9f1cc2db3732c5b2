//! Papers that a dossier names and that have not arrived: its form came first (`papers: later`).
//!
//! Nothing is decided while they are on their way. The office's time begins with the reception of a complete dossier (the
//! definitions say "từ ngày nhận đủ hồ sơ"; the appointment is fixed at reception: NĐ 118/2025/NĐ-CP, mẫu 01 of
//! TT 03/2025/TT-VPCP), so the day shown until then is moved to what it would be if the office accepted the moment the
//! last paper is there.

use crate::app::App;
use crate::error::Result;
use crate::{clock, definitions, receipts};
use contract::{Awaited, Millis, State};
use sqlx::AnyConnection;

/// Hashes of the files that are awaited under a key.
pub async fn of_key(app: &App, key: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = sqlx::query_as("SELECT sha256 FROM upload WHERE key = $1 AND place = ''")
        .bind(key.to_owned())
        .fetch_all(app.database.pool())
        .await?;
    Ok(rows.into_iter().map(|(sha256,)| sha256).collect())
}

/// How many files are awaited under a key.
pub async fn count(connection: &mut AnyConnection, key: &str) -> Result<i64> {
    let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM upload WHERE key = $1 AND place = ''")
        .bind(key.to_owned())
        .fetch_one(connection)
        .await?;
    Ok(count)
}

/// What is said about so many awaited papers of a dossier; `None` when all are there.
pub fn awaited(app: &App, submitted_at: Millis, count: usize) -> Option<Awaited> {
    let until = submitted_at + Millis::from(app.settings.upload_days) * clock::DAY;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    (count > 0).then(|| Awaited { count, until, overdue: app.clock.now() > until })
}

/// The day a dossier that still waits would be due if its last paper came now; `None` when none waits under the key.
pub async fn due(app: &App, key: &str, now: Millis) -> Result<Option<String>> {
    let waiting: Option<(String, String)> =
        sqlx::query_as("SELECT service, definition FROM dossier WHERE key = $1 AND complete_at IS NULL")
            .bind(key.to_owned())
            .fetch_optional(app.database.pool())
            .await?;
    let Some((service, definition)) = waiting else { return Ok(None) };
    let form = definitions::form(app, &service, &definition).await?;
    Ok(Some(receipts::due(app, &form.definition().processing_time, now).to_string()))
}

/// Notes that a dossier is complete when nothing is awaited under its key any more; after the row of the last paper, in the
/// same transaction. An appointment that the office has made already stays.
pub async fn complete(
    connection: &mut AnyConnection,
    key: &str,
    now: Millis,
    due: Option<String>,
) -> Result<()> {
    // Of two papers that arrive at once on PostgreSQL the second waits here for the first, and then sees it.
    let lock = "UPDATE dossier SET complete_at = NULL WHERE key = $1 AND complete_at IS NULL";
    if sqlx::query(lock).bind(key.to_owned()).execute(&mut *connection).await?.rows_affected() == 0
        || count(connection, key).await? > 0
    {
        return Ok(());
    }
    sqlx::query(
        "UPDATE dossier SET complete_at = $1, due = CASE WHEN state = $2 THEN coalesce($3, due) ELSE due END \
         WHERE key = $4",
    )
    .bind(now)
    .bind(State::Registered.number())
    .bind(due)
    .bind(key.to_owned())
    .execute(connection)
    .await?;
    Ok(())
}
