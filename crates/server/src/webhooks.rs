//! Webhooks: an officer's system names an address and hears of every change there, in order, signed.

pub mod address;
pub mod delivery;

use crate::app::App;
use crate::chance;
use crate::error::{Error, Result};
use crate::limits::Sent;
use crate::permissions::Operation;
use crate::staff::{EVERYWHERE, Officer};
use crate::{changes, units};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::{Millis, NewWebhook, Problem, Replay, Webhook, WebhookSecret};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// So many a unit.
const MOST: i64 = 20;
const ADDRESS_CHARACTERS: usize = 1000;

/// How a request about changes and webhooks may be refused; `Error` makes the answers.
#[derive(utoipa::IntoResponses)]
pub enum NotASystem {
    #[response(status = 401, description = "No officer's token", content_type = "application/problem+json")]
    Stranger(Problem),
    #[response(
        status = 403,
        description = "Only for systems, each for its unit",
        content_type = "application/problem+json"
    )]
    Other(Problem),
}

type Columns = (String, String, String, i64, Millis, Option<Millis>, i64, Millis, String, Option<Millis>);

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove)).routes(routes!(replay))
}

/// The webhooks of one's unit, with what they have not heard yet and why.
#[utoipa::path(
    get,
    path = "/api/v1/officer/webhooks",
    tag = "systems",
    security(("officer" = [])),
    responses((status = 200, body = Vec<Webhook>), NotASystem)
)]
async fn list(officer: Officer, State(app): State<Arc<App>>) -> Result<Json<Vec<Webhook>>> {
    officer.in_unit(Operation::Follow, &officer.unit)?;
    let head = changes::number(&app.database).await?;
    let rows: Vec<Columns> = sqlx::query_as(
        "SELECT id, url, unit, position, added_at, failing_since, attempts, next_at, last_error, dead_at FROM webhook \
         WHERE unit = $1 OR $1 = '*' ORDER BY added_at, id",
    )
    .bind(officer.unit)
    .fetch_all(app.database.pool())
    .await?;
    let webhooks = rows.into_iter().map(
        |(id, url, unit, position, added_at, failing_since, attempts, next_at, last_error, dead_at)| {
            Webhook {
                id,
                url,
                unit,
                position,
                behind: head - position,
                added_at,
                failing_since,
                attempts,
                next_at: failing_since.filter(|_| dead_at.is_none()).map(|_| next_at),
                last_error: Some(last_error).filter(|error| !error.is_empty()),
                dead_at,
            }
        },
    );
    Ok(Json(webhooks.collect()))
}

/// Adds a webhook. The secret that signs is told only now; it hears of what changes from now on.
#[utoipa::path(
    post,
    path = "/api/v1/officer/webhooks",
    tag = "systems",
    security(("officer" = [])),
    request_body = NewWebhook,
    responses(
        (status = 201, body = WebhookSecret),
        (status = 400, description = "Not `https`, or not in the public internet", body = Problem, content_type = "application/problem+json"),
        NotASystem
    )
)]
async fn add(
    officer: Officer,
    State(app): State<Arc<App>>,
    Sent(NewWebhook { url, unit }): Sent<NewWebhook>,
) -> Result<(StatusCode, Json<WebhookSecret>)> {
    let unit = unit.unwrap_or_else(|| officer.unit.clone());
    officer.in_unit(Operation::Follow, &unit)?;
    if unit != EVERYWHERE && !units::is_code(&unit) {
        return Err(Error::BadRequest("`unit` is written like police.06685".to_owned()));
    }
    let parsed = url.parse().ok().filter(|parsed| address::is_allowed(parsed, app.settings.webhook_private));
    if parsed.is_none() || url.len() > ADDRESS_CHARACTERS {
        return Err(Error::BadRequest(
            "`url` must be https, without a name or a private address in it".to_owned(),
        ));
    }
    let position = changes::number(&app.database).await?;
    let (id, secret, now) = (chance::hex::<8>(), chance::bytes::<32>(), app.clock.now());
    let sealed = app.sealer.seal(&secret_place(&id), &secret);
    let told = WebhookSecret { id: id.clone(), secret: format!("whsec_{}", STANDARD.encode(secret)) };
    let (entry, chain) = (officer.did(&app, "webhook added", "", format!("{id} {url}")), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM webhook WHERE unit = $1")
                    .bind(unit.clone())
                    .fetch_one(&mut *connection)
                    .await?;
                if count >= MOST {
                    return Err(Error::BadRequest(format!("a unit has at most {MOST} webhooks")));
                }
                let insert = "INSERT INTO webhook (id, url, secret, unit, position, added_at) \
                              VALUES ($1, $2, $3, $4, $5, $6)";
                let query = sqlx::query(insert).bind(id).bind(url).bind(sealed).bind(unit);
                query.bind(position).bind(now).execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(told)))
}

/// Removes a webhook.
#[utoipa::path(
    delete,
    path = "/api/v1/officer/webhooks/{id}",
    tag = "systems",
    security(("officer" = [])),
    params(("id" = String, Path)),
    responses((status = 204), NotASystem, (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn remove(officer: Officer, State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<StatusCode> {
    own(&app, &officer, &id).await?;
    let (entry, chain) = (officer.did(&app, "webhook removed", "", id.clone()), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                sqlx::query("DELETE FROM webhook WHERE id = $1").bind(id).execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells it again from a change on, or wakes it after it died (then `after` is its `position`).
#[utoipa::path(
    post,
    path = "/api/v1/officer/webhooks/{id}/replay",
    tag = "systems",
    security(("officer" = [])),
    params(("id" = String, Path)),
    request_body = Replay,
    responses((status = 204), NotASystem, (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn replay(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Sent(Replay { after }): Sent<Replay>,
) -> Result<StatusCode> {
    own(&app, &officer, &id).await?;
    let head = changes::number(&app.database).await?;
    if !(0..=head).contains(&after) {
        return Err(Error::BadRequest(format!("`after` is a change's number, 0 to {head}")));
    }
    // Another `next_at`: what is under way no longer writes its own position down.
    let (entry, chain) =
        (officer.did(&app, "webhook replayed", "", format!("{id} {after}")), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let update = "UPDATE webhook SET position = $1, failing_since = NULL, attempts = 0, next_at = 0, \
                              last_error = '', dead_at = NULL WHERE id = $2";
                sqlx::query(update).bind(after).bind(id).execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An error unless the webhook is of the officer's unit; an unknown one looks like another's.
async fn own(app: &App, officer: &Officer, id: &str) -> Result<()> {
    officer.in_unit(Operation::Follow, &officer.unit)?;
    let row: Option<(String,)> = sqlx::query_as("SELECT unit FROM webhook WHERE id = $1")
        .bind(id.to_owned())
        .fetch_optional(app.database.pool())
        .await?;
    row.filter(|(unit,)| officer.is_of(unit)).map(|_| ()).ok_or(Error::NotFound)
}

/// Place of `webhook.secret` for the seal.
pub fn secret_place(id: &str) -> String {
    format!("webhook.secret:{id}")
}
