//! Many dossiers at once: whole as JSON, the list as CSV, and in the shape of the national fields.
//!
//! Written page by page, so that the largest export needs no more memory than the smallest. Should it fail in the middle, the
//! connection breaks: half an export never looks like a whole one.

use crate::app::App;
use crate::error::{Error, Result};
use crate::permissions::Operation;
use crate::staff::Officer;
use crate::worklist::{self, Filter, MOST};
use crate::{clock, dossiers, national};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use contract::{Dossier, DossierPage, DossierRow, NationalDossier, Problem};
use futures_util::stream;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Excel takes a file without this mark for one of its country's old code page.
const UTF8_MARK: &str = "\u{feff}";

const COLUMNS: [&str; 11] = [
    "code",
    "service",
    "service_name",
    "unit",
    "state",
    "version",
    "submitted_on",
    "due",
    "assignee",
    "awaited",
    "requests",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Json,
    Csv,
    National,
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(json)).routes(routes!(csv)).routes(routes!(national))
}

/// Every dossier that the worklist would show, whole. `cursor` and `limit` mean nothing here.
#[utoipa::path(
    get,
    path = "/api/v1/officer/export/dossiers.json",
    tag = "officers",
    security(("officer" = [])),
    params(Filter),
    responses(
        (status = 200, description = "Streamed", body = Vec<Dossier>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")
    )
)]
async fn json(
    officer: Officer,
    State(app): State<Arc<App>>,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    export(app, officer, filter, Shape::Json).await
}

/// The lines of the worklist as CSV, without answers. `cursor` and `limit` mean nothing here.
#[utoipa::path(
    get,
    path = "/api/v1/officer/export/dossiers.csv",
    tag = "officers",
    security(("officer" = [])),
    params(Filter),
    responses(
        (status = 200, description = "Streamed; the first line names the columns", content_type = "text/csv"),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")
    )
)]
async fn csv(
    officer: Officer,
    State(app): State<Arc<App>>,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    export(app, officer, filter, Shape::Csv).await
}

/// The same dossiers in the field names of the national portal (`MaHoSo`, `TrangThaiHoSo` …).
#[utoipa::path(
    get,
    path = "/api/v1/officer/export/national.json",
    tag = "officers",
    security(("officer" = [])),
    params(Filter),
    responses(
        (status = 200, description = "Streamed", body = Vec<NationalDossier>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")
    )
)]
async fn national(
    officer: Officer,
    State(app): State<Arc<App>>,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    export(app, officer, filter, Shape::National).await
}

/// What is written, page by page; `None` for the page: all is written.
struct Export {
    app: Arc<App>,
    officer: Officer,
    filter: Filter,
    shape: Shape,
    page: Option<DossierPage>,
    is_first: bool,
}

async fn export(app: Arc<App>, officer: Officer, filter: Filter, shape: Shape) -> Result<Response> {
    let unit = officer.scope(Operation::Export, filter.unit.clone())?;
    let filter = Filter { unit, limit: MOST, cursor: None, ..filter };
    // What is wrong with the question is told as a problem; so the first page comes before the answer begins.
    let page = Some(worklist::page(&app, &filter).await?);
    let export = Export { app, officer, filter, shape, page, is_first: true };
    let body = stream::try_unfold(export, async |mut export: Export| {
        let Some(page) = export.page.take() else { return Ok::<_, Error>(None) };
        let bytes = export.write(page).await?;
        Ok(Some((bytes, export)))
    });
    let (media_type, name) = match shape {
        Shape::Json => ("application/json", "dossiers.json"),
        Shape::Csv => ("text/csv; charset=utf-8", "dossiers.csv"),
        Shape::National => ("application/json", "national.json"),
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(body)).into_response())
}

impl Export {
    /// One page, and fetches the next.
    async fn write(&mut self, DossierPage { dossiers, next }: DossierPage) -> Result<Bytes> {
        let bytes = match self.shape {
            Shape::Csv => self.lines(&dossiers)?,
            Shape::Json | Shape::National => self.objects(&dossiers, next.is_none()).await?,
        };
        self.is_first = false;
        if next.is_some() {
            self.filter.cursor = next;
            self.page = Some(worklist::page(&self.app, &self.filter).await?);
        }
        Ok(Bytes::from(bytes))
    }

    fn lines(&self, rows: &[DossierRow]) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.is_first {
            bytes.extend_from_slice(UTF8_MARK.as_bytes());
        }
        let mut writer = csv::Writer::from_writer(bytes);
        let failed = |error: csv::Error| Error::Inconsistent(error.to_string());
        if self.is_first {
            writer.write_record(COLUMNS).map_err(failed)?;
        }
        let today = clock::day(self.app.clock.now());
        for row in rows {
            let state = serde_json::to_value(row.state)?.as_str().unwrap_or_default().to_owned();
            let edition = self.app.catalog.edition(&row.service, today);
            let name = edition.map_or("", |edition| &*edition.card.name.vi);
            let [version, submitted_on, due, awaited, requests] = [
                row.version.to_string(),
                clock::day(row.submitted_at).to_string(),
                row.due.to_string(),
                row.awaited.to_string(),
                row.requests.to_string(),
            ];
            let assignee = row.assignee.as_deref().unwrap_or_default();
            let record = [
                &row.code,
                &row.service,
                name,
                &row.unit,
                &state,
                &version,
                &submitted_on,
                &due,
                assignee,
                &awaited,
                &requests,
            ];
            writer.write_record(record).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| Error::Inconsistent(error.to_string()))
    }

    /// Whole dossiers as parts of one array; each is written down in the audit before it leaves.
    async fn objects(&self, rows: &[DossierRow], is_last: bool) -> Result<Vec<u8>> {
        let Self { app, officer, .. } = self;
        let read = rows.iter().map(|row| officer.did(app, "export", &row.code, String::new())).collect();
        app.audit.record(&app.database, read).await?;
        let mut bytes = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            bytes.push(if self.is_first && at == 0 { b'[' } else { b',' });
            let dossier = dossiers::read(app, &row.code).await?;
            match self.shape {
                Shape::National => serde_json::to_writer(&mut bytes, &national::of(app, &dossier).await?)?,
                Shape::Json | Shape::Csv => serde_json::to_writer(&mut bytes, &dossier)?,
            }
        }
        if self.is_first && rows.is_empty() {
            bytes.push(b'[');
        }
        if is_last {
            bytes.push(b']');
        }
        Ok(bytes)
    }
}
