//! Following a dossier. The code alone tells the steps and nothing personal; an unknown code looks the same.

use crate::app::App;
use crate::dossiers::{self, Happened, Line};
use crate::error::{Error, Result};
use crate::uploads::waiting;
use crate::{definitions, ratings, receipts, results, supplements, visitor};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use contract::headers::LOOKUP_SECRET;
use contract::{Event, Problem, Tracked, TrackedDetail};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use visitor::Visitor;

/// Longer than any code; what is longer is not looked up.
const CODE_LENGTH: usize = 64;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(track))
}

/// The steps of a dossier; with the right lookup secret also service, reasons, due day and results.
#[utoipa::path(
    get,
    path = "/api/v1/tracking/{code}",
    tag = "tracking",
    params(
        ("code" = String, Path, example = "H49.22-261122-482913"),
        ("lookup-secret" = Option<String>, Header, description = "The 26 letters of the receipt")
    ),
    responses(
        (status = 200, description = "Also for an unknown code, then without steps", body = Tracked),
        (status = 429, description = "Too many different codes without their secret", body = Problem, content_type = "application/problem+json")
    )
)]
async fn track(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Tracked>> {
    tracked(&app, visitor, &code, secret(&headers)).await.map(Json)
}

/// The lookup secret of a request; empty when there is none.
pub fn secret(headers: &HeaderMap) -> &str {
    headers.get(LOOKUP_SECRET).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// What the holder of code and secret may see.
pub async fn tracked(app: &App, visitor: Visitor, code: &str, secret: &str) -> Result<Tracked> {
    if code.len() > CODE_LENGTH {
        return Err(Error::BadRequest("no dossier code is so long".to_owned()));
    }
    // Known and unknown codes take the same way: both questions to the database, one comparison.
    let line = dossiers::find(app, code).await?;
    let history = dossiers::history(app, code).await?;
    let is_holder = receipts::is_secret(secret, line.as_ref().map(|line| &*line.secret_hash));
    if !is_holder {
        app.guesses.count(visitor.0, code, app.clock.now())?;
    }
    let steps = steps(&history);
    let detail = match line {
        Some(line) if is_holder => Some(detail(app, line, history).await?),
        _ => None,
    };
    Ok(Tracked { code: code.to_owned(), steps, detail })
}

/// All of it, for whoever has sent it.
pub async fn whole(app: &App, line: Line) -> Result<Tracked> {
    let code = line.code.clone();
    let history = dossiers::history(app, &code).await?;
    let steps = steps(&history);
    let detail = Some(detail(app, line, history).await?);
    Ok(Tracked { code, steps, detail })
}

/// What anyone may see.
fn steps(history: &[Happened]) -> Vec<Event> {
    let bare = |happened: &Happened| Event { reason: None, due: None, ..happened.event.clone() };
    history.iter().map(bare).collect()
}

async fn detail(app: &App, line: Line, history: Vec<Happened>) -> Result<TrackedDetail> {
    let form = definitions::form(app, &line.service, &line.definition).await?;
    let definition = form.definition();
    let results =
        if results::are_handed_out(line.state) { results::of(app, &line.code).await? } else { Vec::new() };
    let awaited = match line.complete_at {
        Some(_) => None,
        None => waiting::awaited(app, line.submitted_at, waiting::of_key(app, &line.key).await?.len()),
    };
    Ok(TrackedDetail {
        service_name: definition.name.clone(),
        receiving_office: definition.receiving_office.clone(),
        service: line.service,
        due: line.due,
        request: supplements::open(&history),
        answered: supplements::answered(&history),
        rating: ratings::of(app, &line.code).await?,
        timeline: history.into_iter().map(|happened| happened.event).collect(),
        results,
        awaited,
    })
}
