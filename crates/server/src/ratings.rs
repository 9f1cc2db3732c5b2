//! What the citizen says of the service when it has ended: once, shown as it was sent.

use crate::app::App;
use crate::citizens::{Holder, NotTheHolder, tracked};
use crate::error::{Error, Result};
use crate::limits::{self, Sent};
use crate::visitor::Visitor;
use axum::Json;
use axum::extract::State;
use contract::{Problem, Rating, State as DossierState, Tracked};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(rate))
}

/// Rates the service in five steps and words, when it has ended. The same again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/tracking/{code}/rating",
    tag = "tracking",
    params(("code" = String, Path), ("lookup-secret" = String, Header)),
    request_body = Rating,
    responses(
        (status = 200, body = Tracked),
        NotTheHolder,
        (status = 409, description = "Not ended yet, or rated otherwise before", body = Problem, content_type = "application/problem+json")
    )
)]
async fn rate(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    holder: Holder,
    Sent(rating): Sent<Rating>,
) -> Result<Json<Tracked>> {
    if !(1..=5).contains(&rating.steps) || rating.words.chars().count() > limits::REASON_CHARACTERS {
        return Err(Error::BadRequest(format!(
            "`steps` is 1 to 5, `words` has at most {} characters",
            limits::REASON_CHARACTERS
        )));
    }
    let has_ended = holder.line.state == DossierState::Done || holder.line.state.is_final();
    if !has_ended || holder.line.state == DossierState::Withdrawn {
        return Err(Error::IllegalTransition);
    }
    let code = holder.line.code.clone();
    let (at, steps) = (app.clock.now(), i64::from(rating.steps));
    let words = app.sealer.seal(&place(&code), rating.words.as_bytes());
    let is_new = app
        .database
        .write(move |connection| {
            Box::pin(async move {
                let insert = "INSERT INTO rating (code, steps, words, at) VALUES ($1, $2, $3, $4) \
                              ON CONFLICT DO NOTHING";
                let query = sqlx::query(insert).bind(code).bind(steps).bind(words).bind(at);
                Ok(query.execute(connection).await?.rows_affected() > 0)
            })
        })
        .await?;
    if !is_new && of(&app, &holder.line.code).await?.as_ref() != Some(&rating) {
        return Err(Error::IllegalTransition);
    }
    tracked(&app, visitor, &holder).await
}

/// What was said of a dossier.
pub async fn of(app: &App, code: &str) -> Result<Option<Rating>> {
    let row: Option<(i64, Vec<u8>)> = sqlx::query_as("SELECT steps, words FROM rating WHERE code = $1")
        .bind(code.to_owned())
        .fetch_optional(app.database.pool())
        .await?;
    let Some((steps, sealed)) = row else { return Ok(None) };
    let words = String::from_utf8_lossy(&app.sealer.open(&place(code), &sealed)?).into_owned();
    let steps = u8::try_from(steps).map_err(|_| Error::Inconsistent(format!("rating of {code}")))?;
    Ok(Some(Rating { steps, words }))
}

fn place(code: &str) -> String {
    format!("rating.words:{code}")
}
