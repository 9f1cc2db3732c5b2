//! What a person who is signed in sees: the own account, its devices, and what it has sent.

use crate::app::App;
use crate::dossiers;
use crate::error::{Error, Result};
use crate::permissions::Operation;
use crate::sessions::{self, Session};
use crate::{definitions, sign_in, tracking};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use contract::{
    AccountInfo, Device, Millis, OwnDossier, OwnDossiers, Problem, State as DossierState, Tracked,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Lines of a page.
const PAGE: usize = 50;

/// How a request without a session is refused.
#[derive(utoipa::IntoResponses)]
#[response(status = 401, description = "Not signed in", content_type = "application/problem+json")]
pub struct NotSignedIn(
    #[expect(dead_code, reason = "described, not made: `Error` makes the answer")] Problem,
);

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(me))
        .routes(routes!(sign_out))
        .routes(routes!(devices))
        .routes(routes!(end_device))
        .routes(routes!(list))
        .routes(routes!(read))
}

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "accounts",
    security(("session" = [])),
    responses((status = 200, body = AccountInfo), NotSignedIn)
)]
async fn me(session: Session, State(app): State<Arc<App>>) -> Result<Json<AccountInfo>> {
    sign_in::info(&app, &session).await.map(Json)
}

/// Signs this device out. What the app keeps on it stays.
#[utoipa::path(
    delete,
    path = "/api/v1/me/session",
    tag = "accounts",
    security(("session" = [])),
    responses((status = 204), NotSignedIn)
)]
async fn sign_out(session: Session, State(app): State<Arc<App>>) -> Result<impl IntoResponse> {
    sessions::end(&app, &session.account, &session.id).await?;
    tracing::info!(account = session.account, "signed out");
    // Not "storage": that would take away what other people have filled in on this phone.
    let cookies = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cookies\""));
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, sessions::no_cookie()?), cookies]))
}

/// The devices that are signed in.
#[utoipa::path(
    get,
    path = "/api/v1/me/devices",
    tag = "accounts",
    security(("session" = [])),
    responses((status = 200, body = Vec<Device>), NotSignedIn)
)]
async fn devices(session: Session, State(app): State<Arc<App>>) -> Result<Json<Vec<Device>>> {
    sessions::devices(&app, &session).await.map(Json)
}

/// Signs a device out.
#[utoipa::path(
    delete,
    path = "/api/v1/me/devices/{id}",
    tag = "accounts",
    security(("session" = [])),
    params(("id" = String, Path)),
    responses((status = 204), NotSignedIn, (status = 404, description = "No such device of this account", body = Problem, content_type = "application/problem+json"))
)]
async fn end_device(
    session: Session,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let is_there = sessions::end(&app, &session.account, &id).await?;
    if is_there { Ok(StatusCode::NO_CONTENT) } else { Err(Error::NotFound) }
}

/// Which page.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Place {
    /// `next` of the page before.
    after: Option<String>,
}

type Columns = (String, String, String, i64, Millis, String);

/// What this account has sent, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/me/dossiers",
    tag = "accounts",
    security(("session" = [])),
    params(Place),
    responses(
        (status = 200, body = OwnDossiers),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        NotSignedIn
    )
)]
async fn list(
    session: Session,
    State(app): State<Arc<App>>,
    Query(Place { after }): Query<Place>,
) -> Result<Json<OwnDossiers>> {
    session.may(Operation::SeeOwn, &session.account)?;
    let wrong = || Error::BadRequest("`after` is not one of ours".to_owned());
    let (before, code) = match &after {
        None => (Millis::MAX, ""),
        Some(after) => {
            let (at, code) = after.split_once('.').ok_or_else(wrong)?;
            (at.parse().map_err(|_| wrong())?, code)
        }
    };
    let rows: Vec<Columns> = sqlx::query_as(
        "SELECT code, service, definition, state, submitted_at, due FROM dossier \
         WHERE account = $1 AND account <> '' AND (submitted_at, code) < ($2, $3) \
         ORDER BY submitted_at DESC, code DESC LIMIT 51",
    )
    .bind(session.account.clone())
    .bind(before)
    .bind(code.to_owned())
    .fetch_all(app.database.pool())
    .await?;
    let more = rows.len() > PAGE;
    let mut dossiers = Vec::with_capacity(rows.len().min(PAGE));
    for row in rows.into_iter().take(PAGE) {
        dossiers.push(line(&app, row).await?);
    }
    let next = dossiers.last().filter(|_| more).map(|last| format!("{}.{}", last.submitted_at, last.code));
    Ok(Json(OwnDossiers { dossiers, next }))
}

async fn line(app: &App, (code, service, version, state, submitted_at, due): Columns) -> Result<OwnDossier> {
    let impossible = || Error::Inconsistent(format!("dossier {code}"));
    let form = definitions::form(app, &service, &version).await?;
    let state = DossierState::from_number(state).ok_or_else(impossible)?;
    let due = due.parse().map_err(|_| impossible())?;
    let service_name = form.definition().name.clone();
    Ok(OwnDossier { code, service, service_name, state, submitted_at, due })
}

/// A dossier that this account has sent, as its receipt shows it.
#[utoipa::path(
    get,
    path = "/api/v1/me/dossiers/{code}",
    tag = "accounts",
    security(("session" = [])),
    params(("code" = String, Path)),
    responses(
        (status = 200, body = Tracked),
        NotSignedIn,
        (status = 404, description = "This account has sent none of that code", body = Problem, content_type = "application/problem+json")
    )
)]
async fn read(
    session: Session,
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
) -> Result<Json<Tracked>> {
    let line = dossiers::find(&app, &code).await?.ok_or(Error::NotFound)?;
    session.may(Operation::SeeOwn, &line.account)?;
    tracking::whole(&app, line).await.map(Json)
}
