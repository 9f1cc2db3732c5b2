//! What the holder of code and secret does after sending: answer a request for more, or take the dossier back.

use crate::app::App;
use crate::dossiers::{self, Act, Detail, Line};
use crate::error::{Error, Result};
use crate::limits::{self, Sent};
use crate::visitor::Visitor;
use crate::{receipts, supplements, tracking};
use axum::extract::{FromRequestParts, RawPathParams, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::{Json, RequestPartsExt};
use bytes::Bytes;
use contract::{Action, Actor, Filed, Problem, State as DossierState, Supplement, Tracked, Withdrawal};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(supplement)).routes(routes!(withdrawal)).routes(routes!(filed))
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
        NotTheHolder,
        (status = 400, description = "Something that was not asked for", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The office waits for nothing, or the key was used before", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Invalid answers, all problems at once; or a file that was not uploaded under this key", body = Problem, content_type = "application/problem+json")
    )
)]
async fn supplement(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    holder: Holder,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Tracked>> {
    let supplement: Supplement = limits::read_json(&headers, &body)?;
    let Supplement { key, note, files, answers } = &supplement;
    if !limits::is_hex(key, 32) {
        return Err(Error::BadRequest("`key` must be 32 lower-case hex digits".to_owned()));
    }
    if note.trim().is_empty() && files.is_empty() && answers.is_none() {
        return Err(Error::BadRequest("a supplement has a note, files or answers".to_owned()));
    }
    if files.iter().any(|file| file.name.chars().count() > limits::NAME_CHARACTERS) {
        return Err(Error::BadRequest("a file's name is too long".to_owned()));
    }
    supplements::take(&app, &holder.line.code, supplement, &body).await?;
    tracked(&app, visitor, &holder).await
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
        NotTheHolder,
        (status = 409, description = "Already decided", body = Problem, content_type = "application/problem+json")
    )
)]
async fn withdrawal(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    holder: Holder,
    Sent(Withdrawal { reason }): Sent<Withdrawal>,
) -> Result<Json<Tracked>> {
    if holder.line.state != DossierState::Withdrawn {
        let act = Act {
            action: Action::Withdraw,
            actor: Actor::Citizen,
            detail: Detail { reason, ..Detail::default() },
            corrected: None,
            expected_version: None,
            key: None,
            by: None,
        };
        dossiers::act(&app, &holder.line.code, act).await?;
    }
    tracked(&app, visitor, &holder).await
}

/// What was filed, to answer a request for more or to begin a new form with it.
#[utoipa::path(
    get,
    path = "/api/v1/tracking/{code}/answers",
    tag = "tracking",
    params(("code" = String, Path), ("lookup-secret" = String, Header)),
    responses((status = 200, body = Filed), NotTheHolder)
)]
async fn filed(State(app): State<Arc<App>>, holder: Holder) -> Result<Json<Filed>> {
    let Line { code, service, definition, .. } = holder.line;
    let answers = dossiers::kept(&app, &code).await?.answers;
    Ok(Json(Filed { service, definition, answers }))
}

/// What the holder sees of the dossier as it is now.
pub async fn tracked(app: &App, visitor: Visitor, holder: &Holder) -> Result<Json<Tracked>> {
    tracking::tracked(app, visitor, &holder.line.code, &holder.secret).await.map(Json)
}

/// Whose request names a dossier and has its secret.
#[derive(Debug)]
pub struct Holder {
    pub line: Line,
    secret: String,
}

/// An unknown code and a wrong secret look the same.
#[derive(utoipa::IntoResponses)]
#[response(
    status = 401,
    description = "Unknown code or wrong secret",
    content_type = "application/problem+json"
)]
pub struct NotTheHolder(
    #[expect(dead_code, reason = "described, not made: `Error` makes the answer")] Problem,
);

impl FromRequestParts<Arc<App>> for Holder {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let places = parts.extract::<RawPathParams>().await.map_err(|_| Error::NotFound)?;
        let code = places.iter().find(|(name, _)| *name == "code").map_or("", |(_, code)| code);
        let line = dossiers::find(app, code).await?;
        let secret = tracking::secret(&parts.headers).to_owned();
        let is_holder = receipts::is_secret(&secret, line.as_ref().map(|line| &*line.secret_hash));
        line.filter(|_| is_holder).map(|line| Self { line, secret }).ok_or(Error::Unauthorized)
    }
}
