//! The officers' side: list, read, move. Every request needs an officer's token, and what is read is written down.

use crate::app::App;
use crate::dossiers::{self, Act, Detail};
use crate::error::{Error, Result};
use crate::limits::Sent;
use crate::permissions::Operation;
use crate::staff::Officer;
use crate::worklist::{self, Filter};
use crate::{results, uploads};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contract::{Actor, Dossier, DossierPage, OfficerInfo, Problem, Transition};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How a request about one dossier may be refused.
#[derive(utoipa::IntoResponses)]
#[expect(dead_code, reason = "described, not made: `Error` makes the answers")]
pub enum Refused {
    #[response(
        status = 401,
        description = "Not an officer's token",
        content_type = "application/problem+json"
    )]
    Stranger(Problem),
    #[response(
        status = 403,
        description = "Of another unit, or not for this role; `reason-needed`: with the header `read-reason` it may be read",
        content_type = "application/problem+json"
    )]
    Another(Problem),
    #[response(
        status = 404,
        description = "No such dossier or file",
        content_type = "application/problem+json"
    )]
    Unknown(Problem),
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(me))
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(transition))
        .routes(routes!(attachment))
}

/// Whose token it is.
#[utoipa::path(
    get,
    path = "/api/v1/officer/me",
    tag = "officers",
    security(("officer" = [])),
    responses((status = 200, body = OfficerInfo), (status = 401, body = Problem, content_type = "application/problem+json"))
)]
async fn me(Officer { id, name, unit, role }: Officer) -> Json<OfficerInfo> {
    Json(OfficerInfo { id, name, unit, role: role.word().to_owned() })
}

/// Dossiers, in pages of one moment: none comes twice or is missed while others work on them. Without `unit`: of one's own.
#[utoipa::path(
    get,
    path = "/api/v1/officer/dossiers",
    tag = "officers",
    security(("officer" = [])),
    params(Filter),
    responses(
        (status = 200, body = DossierPage),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another's unit", body = Problem, content_type = "application/problem+json")
    )
)]
async fn list(
    officer: Officer,
    State(app): State<Arc<App>>,
    Query(filter): Query<Filter>,
) -> Result<Json<DossierPage>> {
    let unit = officer.scope(Operation::List, filter.unit.clone())?;
    worklist::page(&app, &Filter { unit, ..filter }).await.map(Json)
}

/// A dossier, whole. One of another unit needs a reason.
#[utoipa::path(
    get,
    path = "/api/v1/officer/dossiers/{code}",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path), ("read-reason" = Option<String>, Header, description = "UTF-8, percent-encoded")),
    responses(
        (status = 200, body = Dossier),
        Refused
    )
)]
async fn read(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Dossier>> {
    officer.opens(&app, "read", &code, &headers).await?;
    dossiers::read(&app, &code).await.map(Json)
}

/// Moves a dossier: receive, refuse, process, ask for more or for a payment, move the appointment, stop, finish, return.
#[utoipa::path(
    post,
    path = "/api/v1/officer/dossiers/{code}/transitions",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path)),
    request_body = Transition,
    responses(
        (status = 200, body = Dossier),
        (status = 400, description = "A reason, an item or a day is missing or cannot be", body = Problem, content_type = "application/problem+json"),
        Refused,
        (status = 409, description = "Changed since it was read, not legal in its state, or received without a reason while papers are awaited", body = Problem, content_type = "application/problem+json")
    )
)]
async fn transition(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Sent(Transition { action, reason, expected_version, items, again, due }): Sent<Transition>,
) -> Result<Json<Dossier>> {
    officer.to(&app, Operation::Move, &code, &headers).await?;
    if action.is_citizens() {
        return Err(Error::IllegalTransition);
    }
    let name = serde_json::to_value(action)?.as_str().unwrap_or_default().to_owned();
    let act = Act {
        by: Some(officer.did(&app, &format!("move {name}"), &code, String::new())),
        action,
        actor: Actor::Officer,
        detail: Detail::of_officer(action, reason, items, again, due),
        corrected: None,
        expected_version: Some(expected_version),
        key: None,
    };
    dossiers::act(&app, &code, act).await?;
    dossiers::read(&app, &code).await.map(Json)
}

/// A citizen's file, as a download.
#[utoipa::path(
    get,
    path = "/api/v1/officer/dossiers/{code}/attachments/{sha256}",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path), ("sha256" = String, Path), ("read-reason" = Option<String>, Header)),
    responses(
        (status = 200, description = "The bytes", content_type = "application/octet-stream"),
        Refused
    )
)]
async fn attachment(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path((code, sha256)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let line = officer.opens(&app, &format!("read attachment {sha256:.8}"), &code, &headers).await?;
    let dossier = dossiers::read(&app, &code).await?;
    let named = dossier.attachments.into_iter().find(|file| file.sha256 == sha256).ok_or(Error::NotFound)?;
    let keys = dossiers::keys(&app, &line).await?;
    let place = uploads::place(&app, &keys, &sha256).await?.ok_or(Error::NotFound)?;
    results::download(&app, &place, &named.name, &named.media_type, named.bytes).await
}
