//! The question whether it is really this server that answers, and not a network's log-in page.

use crate::app::App;
use crate::error::{Error, Result};
use axum::Json;
use axum::extract::{Query, State};
use contract::{Probe, Problem};
use serde::Deserialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Question {
    /// 16 to 64 lower-case hex digits, never used before.
    nonce: String,
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(probe))
}

/// Says back what was asked with, never from a cache. It touches neither database nor files.
#[utoipa::path(
    get,
    path = "/api/v1/probe",
    tag = "operation",
    params(Question),
    responses(
        (status = 200, body = Probe),
        (status = 400, body = Problem, content_type = "application/problem+json")
    )
)]
async fn probe(
    State(app): State<Arc<App>>,
    Query(Question { nonce }): Query<Question>,
) -> Result<Json<Probe>> {
    let is_hex = nonce.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hex || !(16..=64).contains(&nonce.len()) {
        return Err(Error::BadRequest("`nonce` must be 16 to 64 lower-case hex digits".to_owned()));
    }
    Ok(Json(Probe { service: Probe::SERVICE.to_owned(), nonce, at: app.clock.now() }))
}
