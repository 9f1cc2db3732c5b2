//! Services, the definitions of their forms, and the code lists: public, and the same for everyone.

use crate::app::App;
use crate::clock;
use crate::definitions;
use crate::error::{Error, Result};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use contract::{Problem, ServiceIndex, ServicePage};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What never changes under its address.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// What may change any day: kept, but asked about each time.
const REVALIDATED: &str = "public, no-cache";

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(index))
        .routes(routes!(page))
        .routes(routes!(current_definition))
        .routes(routes!(definition))
        .routes(routes!(reference))
}

/// All services of today, as the first screen shows and searches them.
#[utoipa::path(
    get,
    path = "/api/v1/services",
    tag = "services",
    responses((status = 200, body = ServiceIndex), (status = 304, description = "`If-None-Match` has it already"))
)]
async fn index(State(app): State<Arc<App>>, asked: HeaderMap) -> Result<Response> {
    let today = clock::day(app.clock.now());
    let make = async { Ok(serde_json::to_vec(&app.catalog.index(today))?) };
    let document = app.shelf.get_of_day(today, "services", make).await?;
    app.shelf.answer(&document, &asked, REVALIDATED).await
}

/// The guide of one service.
#[utoipa::path(
    get,
    path = "/api/v1/services/{slug}",
    tag = "services",
    params(("slug" = String, Path, example = "dang-ky-tam-tru")),
    responses((status = 200, body = ServicePage), (status = 304), (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn page(State(app): State<Arc<App>>, Path(slug): Path<String>, asked: HeaderMap) -> Result<Response> {
    let today = clock::day(app.clock.now());
    let edition = app.catalog.edition(&slug, today).ok_or(Error::NotFound)?;
    let make = async { Ok(serde_json::to_vec(&edition.contents()?.page(today))?) };
    let document = app.shelf.get_of_day(today, &format!("page/{slug}"), make).await?;
    app.shelf.answer(&document, &asked, REVALIDATED).await
}

/// Leads to the form of one service as it is today: for who does not know its version yet.
#[utoipa::path(
    get,
    path = "/api/v1/services/{slug}/definition",
    tag = "services",
    params(("slug" = String, Path, example = "dang-ky-tam-tru")),
    responses((status = 307, description = "`Location` is the definition of today"), (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn current_definition(
    State(app): State<Arc<App>>,
    Path(slug): Path<String>,
) -> Result<impl IntoResponse> {
    let today = clock::day(app.clock.now());
    let edition = app.catalog.edition(&slug, today).ok_or(Error::NotFound)?;
    let address = contract::paths::definition(&slug, &edition.card.version);
    Ok(([(header::CACHE_CONTROL, REVALIDATED)], Redirect::temporary(&address)))
}

/// The form of one service in one version: never changes, also when a newer one has come.
#[utoipa::path(
    get,
    path = "/api/v1/services/{slug}/definitions/{version}",
    tag = "services",
    params(("slug" = String, Path), ("version" = String, Path, description = "16 hex digits, from the index or the guide")),
    responses((status = 200, description = "The definition"), (status = 304), (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn definition(
    State(app): State<Arc<App>>,
    Path((slug, version)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let make = async { definitions::body(&app, &slug, &version).await };
    let document = app.shelf.get(&format!("definition/{slug}/{version}"), make).await?;
    app.shelf.answer(&document, &asked, IMMUTABLE).await
}

/// A code list: `provinces`, `former-provinces`, `communes`, `former-communes`, `ethnic-groups`, `countries`,
/// `holidays`, `glossary` or `offices`.
#[utoipa::path(
    get,
    path = "/api/v1/reference/{list}",
    tag = "services",
    params(("list" = String, Path, example = "provinces")),
    responses((status = 200, description = "The list as it holds today"), (status = 304), (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn reference(
    State(app): State<Arc<App>>,
    Path(list): Path<String>,
    asked: HeaderMap,
) -> Result<Response> {
    let today = clock::day(app.clock.now());
    let make = async { app.catalog.reference().json(&list, today)?.ok_or(Error::NotFound) };
    let document = app.shelf.get_of_day(today, &format!("reference/{list}"), make).await?;
    app.shelf.answer(&document, &asked, REVALIDATED).await
}
