//! Who works on a dossier. Of two who take it at once one is told to look again.

use crate::app::App;
use crate::error::{Error, Result};
use crate::limits::Sent;
use crate::officers::Refused;
use crate::permissions::Operation;
use crate::staff::{self, Officer};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use contract::{Assignment, Problem};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(assign))
}

/// Says who works on a dossier: oneself, when nobody does; a leader, anybody of the unit; `null`, nobody any more.
#[utoipa::path(
    put,
    path = "/api/v1/officer/dossiers/{code}/assignee",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path)),
    request_body = Assignment,
    responses(
        (status = 200, description = "As sent; it is so now", body = Assignment),
        Refused,
        (status = 409, description = "Another than `seen` works on it by now", body = Problem, content_type = "application/problem+json")
    )
)]
async fn assign(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Sent(assignment): Sent<Assignment>,
) -> Result<Json<Assignment>> {
    let is_me_or_nobody = |id: &Option<String>| id.as_ref().is_none_or(|id| *id == officer.id);
    let claims = is_me_or_nobody(&assignment.officer) && is_me_or_nobody(&assignment.seen);
    let operation = if claims { Operation::Claim } else { Operation::Assign };
    let (line, _) = officer.to(&app, operation, &code, &headers).await?;
    if let Some(id) = &assignment.officer {
        let chosen = staff::find(&app, id).await?.filter(|chosen| chosen.is_of(&line.unit));
        chosen.ok_or_else(|| Error::BadRequest("`officer` is nobody of this unit".to_owned()))?;
    }
    let Assignment { officer: chosen, seen } = assignment.clone();
    let (chosen, seen) = (chosen.unwrap_or_default(), seen.unwrap_or_default());
    let (entry, chain) = (officer.did(&app, "assign", &code, chosen.clone()), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let update = "UPDATE dossier SET assignee = $1 WHERE code = $2 AND assignee = $3";
                let done =
                    sqlx::query(update).bind(chosen).bind(code).bind(seen).execute(&mut *connection).await?;
                if done.rows_affected() == 0 {
                    return Err(Error::VersionConflict);
                }
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(Json(assignment))
}
