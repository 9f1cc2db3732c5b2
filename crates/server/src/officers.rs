//! The officers' side: list, read, move. Every request needs the officers' token.

use crate::app::App;
use crate::dossiers::{self, Act, Detail};
use crate::error::{Error, Result};
use crate::limits::Sent;
use crate::worklist::{self, Filter};
use crate::{results, uploads};
use axum::Json;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use contract::{Actor, Dossier, DossierPage, Problem, Transition};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use subtle::ConstantTimeEq;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Hash of the token: the token itself is not kept in memory.
#[derive(Clone)]
pub struct OfficerToken([u8; 32]);

/// Proof that a request came with the officers' token.
#[derive(Clone, Copy, Debug)]
pub struct Officer;

/// How a request about one dossier may be refused.
#[derive(utoipa::IntoResponses)]
#[expect(dead_code, reason = "described, not made: `Error` makes the answers")]
pub enum Refused {
    #[response(
        status = 401,
        description = "Not the officers' token",
        content_type = "application/problem+json"
    )]
    Stranger(Problem),
    #[response(
        status = 404,
        description = "No such dossier or file",
        content_type = "application/problem+json"
    )]
    Unknown(Problem),
}

impl OfficerToken {
    pub fn new(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Compares in constant time.
    pub fn is(&self, given: &str) -> bool {
        Self::new(given).0.ct_eq(&self.0).into()
    }
}

impl fmt::Debug for OfficerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfficerToken(…)")
    }
}

impl FromRequestParts<Arc<App>> for Officer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        if app.officer_token.is(token) { Ok(Self) } else { Err(Error::Unauthorized) }
    }
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(transition))
        .routes(routes!(attachment))
}

/// Dossiers, in pages of one moment: none comes twice or is missed while others work on them.
#[utoipa::path(
    get,
    path = "/api/v1/officer/dossiers",
    tag = "officers",
    security(("officer" = [])),
    params(Filter),
    responses(
        (status = 200, body = DossierPage),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json")
    )
)]
async fn list(
    _: Officer,
    State(app): State<Arc<App>>,
    Query(filter): Query<Filter>,
) -> Result<Json<DossierPage>> {
    worklist::page(&app, &filter).await.map(Json)
}

/// A dossier, whole.
#[utoipa::path(
    get,
    path = "/api/v1/officer/dossiers/{code}",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path)),
    responses(
        (status = 200, body = Dossier),
        Refused
    )
)]
async fn read(_: Officer, State(app): State<Arc<App>>, Path(code): Path<String>) -> Result<Json<Dossier>> {
    dossiers::read(&app, &code).await.map(Json)
}

/// Moves a dossier: receive, refuse, process, ask for more or for a payment, stop, finish, return.
#[utoipa::path(
    post,
    path = "/api/v1/officer/dossiers/{code}/transitions",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path)),
    request_body = Transition,
    responses(
        (status = 200, body = Dossier),
        Refused,
        (status = 409, description = "Changed since it was read, not legal in its state, or received without a reason while papers are awaited", body = Problem, content_type = "application/problem+json")
    )
)]
async fn transition(
    _: Officer,
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    Sent(Transition { action, reason, expected_version }): Sent<Transition>,
) -> Result<Json<Dossier>> {
    if action.is_citizens() {
        return Err(Error::IllegalTransition);
    }
    let act = Act {
        action,
        actor: Actor::Officer,
        detail: Detail { reason, files: Vec::new() },
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
    params(("code" = String, Path), ("sha256" = String, Path)),
    responses(
        (status = 200, description = "The bytes", content_type = "application/octet-stream"),
        Refused
    )
)]
async fn attachment(
    _: Officer,
    State(app): State<Arc<App>>,
    Path((code, sha256)): Path<(String, String)>,
) -> Result<Response> {
    let dossier = dossiers::read(&app, &code).await?;
    let named = dossier.attachments.into_iter().find(|file| file.sha256 == sha256).ok_or(Error::NotFound)?;
    let line = dossiers::find(&app, &code).await?.ok_or(Error::NotFound)?;
    let keys = dossiers::keys(&app, &line).await?;
    let place = uploads::place(&app, &keys, &sha256).await?.ok_or(Error::NotFound)?;
    results::download(&app, &place, &named.name, &named.media_type, named.bytes).await
}
