//! What the holder of code and secret does after sending: answer a request for more, or take the dossier back.

use crate::app::App;
use crate::dossiers::{self, Act, Detail, Line};
use crate::error::{Error, Result};
use crate::visitor::Visitor;
use crate::{limits, receipts, tracking, uploads};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use bytes::Bytes;
use contract::{Action, Actor, Problem, State as DossierState, Supplement, Tracked, Withdrawal};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(supplement)).routes(routes!(withdrawal))
}

/// Answers the office's request for more. The same key with the same content changes nothing a second time.
#[utoipa::path(
    post,
    path = "/api/v1/tracking/{code}/supplement",
    tag = "tracking",
    params(("code" = String, Path), ("lookup-secret" = String, Header)),
    request_body = Supplement,
    responses(
        (status = 200, body = Tracked),
        (status = 401, description = "Unknown code or wrong secret", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The office waits for nothing, or the key was used before", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A file was not uploaded under this key", body = Problem, content_type = "application/problem+json")
    )
)]
async fn supplement(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Tracked>> {
    held(&app, &code, &headers).await?;
    let Supplement { key, note, files } = limits::read_json(&headers, &body)?;
    if !limits::is_hex(&key, 32) {
        return Err(Error::BadRequest("`key` must be 32 lower-case hex digits".to_owned()));
    }
    if note.trim().is_empty() && files.is_empty() {
        return Err(Error::BadRequest("a supplement has a note or files".to_owned()));
    }
    if files.iter().any(|file| file.name.chars().count() > limits::NAME_CHARACTERS) {
        return Err(Error::BadRequest("a file's name is too long".to_owned()));
    }
    let hashes: Vec<_> = files.iter().map(|file| file.sha256.clone()).collect();
    uploads::require(&app, &key, &hashes).await?;
    let act = Act {
        action: Action::Supplement,
        actor: Actor::Citizen,
        detail: Detail { reason: note, files },
        expected_version: None,
        key: Some(key),
    };
    dossiers::act(&app, &code, act).await?;
    tracking::tracked(&app, visitor, &code, tracking::secret(&headers)).await.map(Json)
}

/// Takes the dossier back. Doing it again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/tracking/{code}/withdrawal",
    tag = "tracking",
    params(("code" = String, Path), ("lookup-secret" = String, Header)),
    request_body = Withdrawal,
    responses(
        (status = 200, body = Tracked),
        (status = 401, description = "Unknown code or wrong secret", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Already decided", body = Problem, content_type = "application/problem+json")
    )
)]
async fn withdrawal(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Tracked>> {
    let line = held(&app, &code, &headers).await?;
    let Withdrawal { reason } = limits::read_json(&headers, &body)?;
    if line.state != DossierState::Withdrawn {
        let act = Act {
            action: Action::Withdraw,
            actor: Actor::Citizen,
            detail: Detail { reason, files: Vec::new() },
            expected_version: None,
            key: None,
        };
        dossiers::act(&app, &code, act).await?;
    }
    tracking::tracked(&app, visitor, &code, tracking::secret(&headers)).await.map(Json)
}

/// The dossier, if the request has its secret. An unknown code and a wrong secret look the same.
pub async fn held(app: &App, code: &str, headers: &HeaderMap) -> Result<Line> {
    let line = dossiers::find(app, code).await?;
    let is_holder =
        receipts::is_secret(tracking::secret(headers), line.as_ref().map(|line| &*line.secret_hash));
    line.filter(|_| is_holder).ok_or(Error::Unauthorized)
}
