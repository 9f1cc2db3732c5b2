//! Community helpers: appointed by a unit, by their phone number, to a last day. Whoever signs in with the number is one.

use crate::accounts::{self, KeptPhone, keep_phone};
use crate::app::App;
use crate::chance;
use crate::clock;
use crate::error::{Error, Result};
use crate::limits::{NAME_CHARACTERS, Sent};
use crate::permissions::Operation;
use crate::staff::Officer;
use crate::units;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::Days;
use contract::{Helper, HelperRole, Millis, NewHelper, Problem};
use forms::kinds::phone;
use serde::Deserialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Nobody is appointed for longer: then the commune looks again.
const MOST_DAYS: u64 = 366;

type Columns = (String, Vec<u8>, Vec<u8>, Vec<u8>, String, String, Millis, String, Option<Millis>);

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(appoint)).routes(routes!(end))
}

/// Whose.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Only of this unit; without it, of one's own.
    unit: Option<String>,
}

/// The helpers of a unit, those who are no longer included.
#[utoipa::path(
    get,
    path = "/api/v1/officer/helpers",
    tag = "officers",
    security(("officer" = [])),
    params(Asked),
    responses(
        (status = 200, body = Vec<Helper>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another's unit, or not for this role", body = Problem, content_type = "application/problem+json")
    )
)]
async fn list(
    officer: Officer,
    State(app): State<Arc<App>>,
    Query(Asked { unit }): Query<Asked>,
) -> Result<Json<Vec<Helper>>> {
    let unit = officer.scope(Operation::Appoint, unit)?.unwrap_or_default();
    let rows: Vec<Columns> = sqlx::query_as(
        "SELECT id, phone_index, phone, name, unit, appointed_by, appointed_at, until, ended_at FROM helper \
         WHERE unit = $1 OR $1 = '' ORDER BY appointed_at DESC, id LIMIT 1000",
    )
    .bind(unit)
    .fetch_all(app.database.pool())
    .await?;
    app.audit.record(&app.database, vec![officer.did(&app, "helpers", "", String::new())]).await?;
    rows.into_iter().map(|row| told(&app, row)).collect::<Result<_>>().map(Json)
}

fn told(app: &App, row: Columns) -> Result<Helper> {
    let (id, index, phone, name, unit, appointed_by, appointed_at, until, ended_at) = row;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Helper {
        name: text(app.sealer.open(&name_place(&id), &name)?),
        phone: text(app.sealer.open(&accounts::phone_place(&index), &phone)?),
        until: until.parse().map_err(|_| Error::Inconsistent(format!("helper {id}")))?,
        id,
        unit,
        appointed_by,
        appointed_at,
        ended_at,
    })
}

/// Appoints a helper, to a last day at most a year away.
#[utoipa::path(
    post,
    path = "/api/v1/officer/helpers",
    tag = "officers",
    security(("officer" = [])),
    request_body = NewHelper,
    responses(
        (status = 201, body = Helper),
        (status = 400, description = "No name, no unit, or a day that is past or too far", body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another's unit, or not for this role", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "No number that a message can be sent to", body = Problem, content_type = "application/problem+json")
    )
)]
async fn appoint(
    officer: Officer,
    State(app): State<Arc<App>>,
    Sent(NewHelper { phone, name, unit, until }): Sent<NewHelper>,
) -> Result<(StatusCode, Json<Helper>)> {
    let unit = unit.unwrap_or_else(|| officer.unit.clone());
    officer.in_unit(Operation::Appoint, &unit)?;
    if !units::is_code(&unit) {
        return Err(Error::BadRequest("`unit` is written like committee.06685".to_owned()));
    }
    let number = phone::mobile(&phone).ok_or(Error::NoPhone)?;
    let (now, name) = (app.clock.now(), name.trim().to_owned());
    let today = clock::day(now);
    if until < today || until > today + Days::new(MOST_DAYS) {
        return Err(Error::BadRequest("`until` is a day from today to a year from now".to_owned()));
    }
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS {
        return Err(Error::BadRequest("a name has 1 to 200 characters".to_owned()));
    }
    let id = chance::hex::<16>();
    let KeptPhone { index, sealed } = keep_phone(&app, &number);
    let sealed_name = app.sealer.seal(&name_place(&id), name.as_bytes());
    let helper = Helper {
        id,
        phone: number,
        name,
        unit,
        until,
        appointed_by: officer.id.clone(),
        appointed_at: now,
        ended_at: None,
    };
    let (entry, chain) = (officer.did(&app, "helper appointed", "", helper.id.clone()), app.audit.clone());
    let kept = helper.clone();
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let insert = "INSERT INTO helper (id, phone_index, phone, name, unit, appointed_by, appointed_at, until) \
                              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
                let query = sqlx::query(insert).bind(kept.id).bind(index).bind(sealed).bind(sealed_name);
                let query = query.bind(kept.unit).bind(kept.appointed_by).bind(now).bind(kept.until.to_string());
                query.execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(helper)))
}

/// Ends an appointment, at once.
#[utoipa::path(
    delete,
    path = "/api/v1/officer/helpers/{id}",
    tag = "officers",
    security(("officer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 204),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not for this role", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such helper of one's own unit", body = Problem, content_type = "application/problem+json")
    )
)]
async fn end(officer: Officer, State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<StatusCode> {
    let unit = officer.scope(Operation::Appoint, None)?.unwrap_or_default();
    let now = app.clock.now();
    let (entry, chain) = (officer.did(&app, "helper ended", "", id.clone()), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let update = "UPDATE helper SET ended_at = $1 WHERE id = $2 AND (unit = $3 OR $3 = '') AND ended_at IS NULL";
                let done = sqlx::query(update).bind(now).bind(id).bind(unit).execute(&mut *connection).await?;
                if done.rows_affected() == 0 {
                    return Err(Error::NotFound);
                }
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an account helps as today; of several appointments the one that lasts longest.
pub async fn of_account(app: &App, account: &str) -> Result<Option<HelperRole>> {
    let row: Option<(String, Vec<u8>, String, String)> = sqlx::query_as(
        "SELECT helper.id, helper.name, helper.unit, helper.until FROM helper \
         JOIN account ON account.phone_index = helper.phone_index \
         WHERE account.id = $1 AND helper.ended_at IS NULL AND helper.until >= $2 ORDER BY helper.until DESC LIMIT 1",
    )
    .bind(account.to_owned())
    .bind(clock::day(app.clock.now()).to_string())
    .fetch_optional(app.database.pool())
    .await?;
    let Some((id, name, unit, until)) = row else { return Ok(None) };
    let name = app.sealer.open(&name_place(&id), &name)?;
    Ok(Some(HelperRole {
        name: String::from_utf8_lossy(&name).into_owned(),
        unit,
        until: until.parse().map_err(|_| Error::Inconsistent(format!("helper {id}")))?,
    }))
}

fn name_place(id: &str) -> String {
    format!("helper.name:{id}")
}
