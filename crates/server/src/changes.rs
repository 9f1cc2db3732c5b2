//! All changes of all dossiers in one order, without a gap.
//!
//! An event and its row of `change` are committed together, still without a number. Numbers are given afterwards by
//! [`number`], by one transaction at a time: so who has read up to a number has missed nothing below it, whatever order
//! the events committed in.

use crate::app::App;
use crate::database::{Database, insert_sql};
use crate::dossiers::actor_of;
use crate::error::{Error, Result};
use crate::permissions::Operation;
use crate::staff::Officer;
use crate::webhooks::NotASystem;
use axum::Json;
use axum::extract::{Query, State};
use contract::{Change, ChangePage, Millis, Problem, State as DossierState};
use serde::Deserialize;
use sqlx::{AnyConnection, AssertSqlSafe};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

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

/// Which changes.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Since {
    /// Number of the last change that is known; 0: all.
    #[serde(default)]
    after: i64,
    /// Only of dossiers that this unit receives; without it, of one's own.
    unit: Option<String>,
    /// 1 to 1000.
    #[serde(default = "hundred")]
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: u32,
}

fn hundred() -> u32 {
    100
}

type Columns = (i64, String, String, String, i64, i64, i64, String, Millis);

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(follow))
}

/// What happened to dossiers, oldest first: with `next` as `after`, nothing is missed and nothing comes twice.
#[utoipa::path(
    get,
    path = "/api/v1/officer/changes",
    tag = "systems",
    security(("officer" = [])),
    params(Since),
    responses(
        (status = 200, body = ChangePage),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        NotASystem
    )
)]
async fn follow(
    officer: Officer,
    State(app): State<Arc<App>>,
    Query(Since { after, unit, limit }): Query<Since>,
) -> Result<Json<ChangePage>> {
    let unit = officer.scope(Operation::Follow, unit)?;
    page(&app, after, limit.clamp(1, 1000), unit).await.map(Json)
}

/// The changes after a number, of a unit or of all.
pub async fn page(app: &App, after: i64, limit: u32, unit: Option<String>) -> Result<ChangePage> {
    // Up to here all numbers can be read.
    let head = number(&app.database).await?;
    let mut sql =
        "SELECT change.number, change.code, dossier.service, dossier.unit, change.event, event.state, \
                   change.state_before, event.actor, event.at FROM change \
                   JOIN event ON event.code = change.code AND event.number = change.event \
                   JOIN dossier ON dossier.code = change.code \
                   WHERE change.number > $1 AND change.number <= $2"
            .to_owned();
    sql += if unit.is_some() { " AND dossier.unit = $3" } else { " AND $3 = ''" };
    sql += " ORDER BY change.number LIMIT $4";
    let rows: Vec<Columns> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(after)
        .bind(head)
        .bind(unit.unwrap_or_default())
        .bind(i64::from(limit))
        .fetch_all(app.database.pool())
        .await?;
    let is_full = rows.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let changes = rows.into_iter().map(read).collect::<Result<Vec<Change>>>()?;
    let last = changes.last().map_or(after, |change| change.number);
    Ok(ChangePage { changes, next: if is_full { last } else { head.max(after) } })
}

fn read((number, code, service, unit, version, state, before, actor, at): Columns) -> Result<Change> {
    let impossible = || Error::Inconsistent(format!("change {number}"));
    Ok(Change {
        state: DossierState::from_number(state).ok_or_else(impossible)?,
        state_before: DossierState::from_number(before),
        actor: actor_of(&actor).ok_or_else(impossible)?,
        number,
        code,
        service,
        unit,
        version,
        at,
    })
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
    // By time; but an event comes after those of its dossier before it, also when a clock was set back.
    let unnumbered: Vec<(String, i64)> = sqlx::query_as(
        "SELECT change.code, change.event FROM change \
         JOIN event ON event.code = change.code AND event.number = change.event \
         WHERE change.number IS NULL \
         ORDER BY max(event.at) OVER (PARTITION BY change.code ORDER BY change.event), change.code, change.event LIMIT $1",
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
