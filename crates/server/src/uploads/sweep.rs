//! Removes files that nothing names: sent under a key whose form never followed, or left by a server that died.
//!
//! Whatever happens in between, a row of `upload`, of `part` or of `stray` leads to each stored piece. A file is named in
//! the transaction that stores its dossier, so the two cannot miss each other: whoever comes second sees what the first
//! has done. A phone whose files were removed is told so (`file-missing`) and sends them again.

use crate::app::App;
use crate::clock::DAY;
use crate::error::{Error, Result};
use crate::uploads::partial;
use contract::Millis;
use sqlx::AnyConnection;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

const FIRST: Duration = Duration::from_mins(1);
const EVERY: Duration = Duration::from_hours(1);
/// So many at once.
const BATCH: usize = 500;
/// No upload takes as long: what is a stray since then was given up.
const GIVEN_UP: Millis = DAY;

/// Sweeps every hour.
pub async fn for_ever(app: Arc<App>) {
    let mut rounds = interval_at(Instant::now() + FIRST, EVERY);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        match once(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "files that nobody named are removed"),
            // The next round tries again.
            Err(error) => tracing::warn!(%error, "files that nobody named could not be removed"),
        }
    }
}

/// One round; how many files were removed from the store.
pub async fn once(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let before = now - Millis::from(app.settings.upload_days) * DAY;
    forget_unnamed(app, before).await?;
    forget_unfinished(app, before).await?;
    app.database.write(move |connection| Box::pin(give_up(connection, now - GIVEN_UP))).await?;
    remove_strays(app).await
}

/// Takes away the rows that were not named in time; their files become strays.
async fn forget_unnamed(app: &App, before: Millis) -> Result<()> {
    loop {
        let unnamed: Vec<(String,)> = sqlx::query_as(
            "SELECT place FROM upload WHERE named = 0 AND received_at < $1 ORDER BY received_at LIMIT $2",
        )
        .bind(before)
        .bind(i64::try_from(BATCH).unwrap_or(i64::MAX))
        .fetch_all(app.database.pool())
        .await?;
        let found = unnamed.len();
        for (place,) in unnamed {
            // One transaction each: on PostgreSQL a longer one could wait for a submission that waits for it.
            app.database.write(move |connection| Box::pin(forget(connection, place))).await?;
        }
        if found < BATCH {
            return Ok(());
        }
    }
}

/// Takes a row away unless it is named; whether it was not.
pub async fn forget(connection: &mut AnyConnection, place: String) -> Result<bool> {
    let forgotten = sqlx::query("DELETE FROM upload WHERE place = $1 AND named = 0")
        .bind(place.clone())
        .execute(&mut *connection)
        .await?;
    let is_forgotten = forgotten.rows_affected() > 0;
    if is_forgotten {
        note(connection, place, 0).await?;
    }
    Ok(is_forgotten)
}

/// Takes away the files that never became whole, except those a dossier waits for.
async fn forget_unfinished(app: &App, before: Millis) -> Result<()> {
    loop {
        let unfinished: Vec<(String, String)> = sqlx::query_as(
            "SELECT key, sha256 FROM partial WHERE touched_at < $1 AND NOT EXISTS (SELECT 1 FROM upload \
             WHERE upload.key = partial.key AND upload.sha256 = partial.sha256) ORDER BY touched_at LIMIT $2",
        )
        .bind(before)
        .bind(i64::try_from(BATCH).unwrap_or(i64::MAX))
        .fetch_all(app.database.pool())
        .await?;
        let found = unfinished.len();
        for (key, sha256) in unfinished {
            app.database
                .write(move |connection| Box::pin(partial::forget_old(connection, key, sha256, before)))
                .await?;
        }
        if found < BATCH {
            return Ok(());
        }
    }
}

async fn give_up(connection: &mut AnyConnection, before: Millis) -> Result<()> {
    sqlx::query("UPDATE stray SET since = 0 WHERE since < $1").bind(before).execute(connection).await?;
    Ok(())
}

/// Notes a place that no row leads to.
pub async fn note(connection: &mut AnyConnection, place: String, since: Millis) -> Result<()> {
    let insert = "INSERT INTO stray (place, since) VALUES ($1, $2)";
    sqlx::query(insert).bind(place).bind(since).execute(connection).await?;
    Ok(())
}

/// A row is about to lead to the place; an error when it was given up meanwhile.
pub async fn adopt(connection: &mut AnyConnection, place: String) -> Result<()> {
    let adopted = sqlx::query("DELETE FROM stray WHERE place = $1 AND since > 0").bind(place);
    if adopted.execute(connection).await?.rows_affected() == 1 { Ok(()) } else { Err(Error::Busy) }
}

async fn remove_strays(app: &App) -> Result<usize> {
    let mut removed = 0;
    loop {
        let strays: Vec<(String,)> = sqlx::query_as("SELECT place FROM stray WHERE since = 0 LIMIT $1")
            .bind(i64::try_from(BATCH).unwrap_or(i64::MAX))
            .fetch_all(app.database.pool())
            .await?;
        let found = strays.len();
        for (place,) in strays {
            app.files.remove(&place).await?;
            app.database.write(move |connection| Box::pin(drop_stray(connection, place))).await?;
            removed += 1;
        }
        if found < BATCH {
            metrics::counter!("uploads_removed").increment(u64::try_from(removed).unwrap_or(u64::MAX));
            return Ok(removed);
        }
    }
}

async fn drop_stray(connection: &mut AnyConnection, place: String) -> Result<()> {
    sqlx::query("DELETE FROM stray WHERE place = $1").bind(place).execute(connection).await?;
    Ok(())
}
