//! What officers note for each other. The citizen never sees it: nothing but [`of`] reads it, for [`crate::dossiers::read`].

use crate::app::App;
use crate::chance;
use crate::error::{Error, Result};
use crate::limits::{self, Sent};
use crate::officers::Refused;
use crate::permissions::Operation;
use crate::staff::Officer;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use contract::{Millis, NewNote, Note};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(add))
}

/// Adds a note for other officers. It cannot be changed or removed; the citizen never sees it.
#[utoipa::path(
    post,
    path = "/api/v1/officer/dossiers/{code}/notes",
    tag = "officers",
    security(("officer" = [])),
    params(("code" = String, Path)),
    request_body = NewNote,
    responses((status = 201, body = Note), Refused)
)]
async fn add(
    officer: Officer,
    State(app): State<Arc<App>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Sent(NewNote { text }): Sent<NewNote>,
) -> Result<(StatusCode, Json<Note>)> {
    officer.to(&app, Operation::Note, &code, &headers).await?;
    if text.trim().is_empty() || text.chars().count() > limits::REASON_CHARACTERS {
        return Err(Error::BadRequest(format!("a note has 1 to {} characters", limits::REASON_CHARACTERS)));
    }
    let note = Note { officer: officer.id.clone(), at: app.clock.now(), text };
    let (entry, chain) = (officer.did(&app, "note", &code, String::new()), app.audit.clone());
    let id = chance::hex::<16>();
    let (at, by) = (note.at, officer.id);
    let sealed = app.sealer.seal(&place(&code, &id), note.text.as_bytes());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let insert = "INSERT INTO note (code, id, officer, at, text) VALUES ($1, $2, $3, $4, $5)";
                let query = sqlx::query(insert).bind(code).bind(id).bind(by).bind(at).bind(sealed);
                query.execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(note)))
}

/// The notes of a dossier, oldest first.
pub async fn of(app: &App, code: &str) -> Result<Vec<Note>> {
    let rows: Vec<(String, String, Millis, Vec<u8>)> =
        sqlx::query_as("SELECT id, officer, at, text FROM note WHERE code = $1 ORDER BY at, id")
            .bind(code.to_owned())
            .fetch_all(app.database.pool())
            .await?;
    rows.into_iter()
        .map(|(id, officer, at, sealed)| {
            let text = app.sealer.open(&place(code, &id), &sealed)?;
            Ok(Note { officer, at, text: String::from_utf8_lossy(&text).into_owned() })
        })
        .collect()
}

fn place(code: &str, id: &str) -> String {
    format!("note.text:{code}:{id}")
}
