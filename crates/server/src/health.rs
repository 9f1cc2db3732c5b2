//! What operators and their machines ask: alive, ready, figures.

use crate::app::App;
use crate::error::{Error, Result};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::{Arc, OnceLock};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(alive)).routes(routes!(ready)).routes(routes!(figures))
}

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, body = String)))]
async fn alive() -> &'static str {
    "ok\n"
}

/// Database and file store answer.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses((status = 200, body = String), (status = 503)))]
async fn ready(State(app): State<Arc<App>>) -> Result<&'static str> {
    let asked: sqlx::Result<(i64,)> =
        sqlx::query_as("SELECT count(*) FROM dossier WHERE code = ''").fetch_one(app.database.pool()).await;
    if asked.is_err() || !app.files.is_ready().await {
        return Err(Error::Busy);
    }
    Ok("ready\n")
}

/// Figures in the text format of Prometheus. Nothing in them is personal; a proxy should keep them inside all the same.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200, body = String)))]
async fn figures(State(app): State<Arc<App>>) -> impl IntoResponse {
    metrics::gauge!("changes_queued")
        .set(f64::from(u32::try_from(app.database.queued()).unwrap_or(u32::MAX)));
    app.figures.run_upkeep();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.figures.render())
}

/// The recorder of the process, installed when the first server of it opens: what is counted before is lost.
pub fn recorder() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        // Fixed buckets: summaries would keep every sample until somebody asks.
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets(&[0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 8.0, 32.0, 128.0]);
        let recorder = builder.unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder was there first: /metrics stays empty");
        }
        handle
    })
}
