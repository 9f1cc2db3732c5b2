//! All changes of all dossiers in one order, without a gap.
//!
//! An event and its row of `change` are committed together, still without a number. Numbers are given afterwards by
//! [`number`], by one transaction at a time: so who has read up to a number has missed nothing below it, whatever order
//! the events committed in.

use crate::database::{Database, insert_sql};
use crate::error::Result;
use sqlx::AnyConnection;

/// So many changes are numbered in one transaction.
const BATCH: i64 = 1000;

/// A change as it is stored with its event.
#[derive(Clone, Debug)]
pub struct NewChange {
    pub code: String,
    pub event: i64,
    /// 0 before the first.
    pub state_before: i64,
    pub due_before: String,
}

/// Stores the changes of events that the same transaction stores.
pub async fn insert(connection: &mut AnyConnection, changes: &[NewChange]) -> Result<()> {
    let sql = insert_sql("change", "code, event, state_before, due_before", changes.len(), "");
    let mut insert = sqlx::query(sql);
    for change in changes {
        insert =
            insert.bind(&change.code).bind(change.event).bind(change.state_before).bind(&change.due_before);
    }
    insert.execute(connection).await?;
    Ok(())
}

/// Gives numbers to what has none, and returns the last number given.
pub async fn number(database: &Database) -> Result<i64> {
    loop {
        let waiting: Option<(i64,)> = sqlx::query_as("SELECT event FROM change WHERE number IS NULL LIMIT 1")
            .fetch_optional(database.pool())
            .await?;
        if waiting.is_none() {
            let (head,): (i64,) =
                sqlx::query_as("SELECT number FROM change_head").fetch_one(database.pool()).await?;
            return Ok(head);
        }
        database.write(|connection| Box::pin(number_some(connection))).await?;
    }
}

async fn number_some(connection: &mut AnyConnection) -> Result<()> {
    // Locks the row until the commit: on PostgreSQL, too, one at a time gives numbers.
    let (mut head,): (i64,) = sqlx::query_as("UPDATE change_head SET number = number RETURNING number")
        .fetch_one(&mut *connection)
        .await?;
    // An event comes after those of its dossier before it, also when a clock was set back.
    let unnumbered: Vec<(String, i64)> = sqlx::query_as(
        "SELECT change.code, change.event FROM change \
         JOIN event ON event.code = change.code AND event.number = change.event \
         WHERE change.number IS NULL ORDER BY change.event, event.at, change.code LIMIT $1",
    )
    .bind(BATCH)
    .fetch_all(&mut *connection)
    .await?;
    for (code, event) in unnumbered {
        head += 1;
        let update = sqlx::query("UPDATE change SET number = $1 WHERE code = $2 AND event = $3");
        update.bind(head).bind(code).bind(event).execute(&mut *connection).await?;
    }
    sqlx::query("UPDATE change_head SET number = $1").bind(head).execute(connection).await?;
    Ok(())
}
