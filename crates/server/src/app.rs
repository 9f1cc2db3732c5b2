//! What all requests share, and the routes put together.

use crate::accounts::Blinder;
use crate::audit::Chain;
use crate::builds::{self, Builds};
use crate::clock::Clock;
use crate::config::{BadFile, Settings};
use crate::database::Database;
use crate::definitions::Forms;
use crate::documentation;
use crate::envelopes::{self, Envelopes};
use crate::files::Files;
use crate::limits::{BODY_BYTES, CodeGuesses};
use crate::messages::{self, MessageGateway};
use crate::packed::Shelf;
use crate::rates::Rates;
use crate::seal::Sealer;
use crate::staff::TokenHash;
use crate::{
    app_files, assignment, changes, citizens, definitions, exports, health, helpers, me, notes, officers,
    outermost, probe, ratings, results, same_site, services, sign_in, submissions, tokens, tracking, units,
    uploads, webhooks,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use catalog::Catalog;
use forms::calendar::Holidays;
use metrics_exporter_prometheus::PrometheusHandle;
use std::fs;
use std::sync::Arc;
use tokio::sync::Semaphore;
use utoipa_axum::router::OpenApiRouter;

/// Everything a handler may need.
#[derive(Debug)]
pub struct App {
    pub settings: Settings,
    pub clock: Clock,
    pub catalog: Arc<Catalog>,
    pub holidays: Holidays,
    pub database: Database,
    pub files: Files,
    pub sealer: Sealer,
    pub envelopes: Envelopes,
    pub officer_token: TokenHash,
    pub audit: Chain,
    /// Finds accounts by what it makes unreadable.
    pub blinder: Blinder,
    /// `None`: nobody signs in here.
    pub messages: Option<Arc<dyn MessageGateway>>,
    pub guesses: CodeGuesses,
    pub rates: Rates,
    /// Definitions in use, ready to judge.
    pub forms: Forms,
    /// Public documents, compressed.
    pub shelf: Shelf,
    /// Builds of the app that were served.
    pub builds: Builds,
    /// Reading an uploaded file takes up to 200 MB for the largest picture: one at a time.
    pub readings: Semaphore,
    /// What is counted, for `/metrics`.
    pub figures: &'static PrometheusHandle,
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("catalog: {0}")]
    Catalog(#[from] catalog::Mistake),
    #[error("DATA_DIR or a file in it: {0}")]
    File(#[from] BadFile),
    #[error("MESSAGE_GATEWAY: {0}")]
    Messages(String),
    #[error("SENDING_NEEDS_SIGN_IN: nobody can sign in without MESSAGE_GATEWAY")]
    NoWayIn,
    #[error("DATABASE_URL: {0}")]
    Database(crate::error::Error),
    #[error("HOST or PORT: cannot listen on {address}: {error}")]
    Listen { address: std::net::SocketAddr, error: std::io::Error },
}

impl App {
    /// Opens everything the settings name.
    pub async fn open(settings: Settings, clock: Clock) -> Result<Arc<Self>, StartError> {
        let bad = |error: std::io::Error| BadFile {
            path: settings.data_dir.display().to_string(),
            what: error.to_string(),
        };
        let figures = health::recorder();
        fs::create_dir_all(&settings.data_dir).map_err(bad)?;
        let messages = messages::open(&settings).map_err(StartError::Messages)?;
        if settings.sending_needs_sign_in && messages.is_none() {
            return Err(StartError::NoWayIn);
        }
        let key = settings.key()?;
        let (sealer, envelopes) = (Sealer::new(&key.0), Envelopes::new(&key));
        let officer_token = TokenHash::new(&settings.officer_token()?);
        let (audit, blinder) = (Chain::new(&key, sealer.clone()), Blinder::new(&key));
        let files = Files::open(&settings, sealer.clone())?;
        let catalog = Arc::new(Catalog::embedded()?);
        let url = settings.database();
        let database = Database::open(&url, settings.database_connections, settings.queue)
            .await
            .map_err(StartError::Database)?;
        definitions::keep(&database, &catalog, clock.now()).await.map_err(StartError::Database)?;
        units::fill(&database, &sealer, &catalog).await.map_err(StartError::Database)?;
        let builds = Builds::open(&database, &settings.dist(), clock.now()).await;
        let builds = builds.map_err(StartError::Database)?;
        database.forget().await.map_err(StartError::Database)?;
        let holidays = catalog.holidays();
        let guesses = CodeGuesses::new(settings.tracking_limit);
        let rates = Rates::new(settings.upload_limit, settings.submission_limit, settings.sign_in_limit);
        Ok(Arc::new(Self {
            settings,
            clock,
            catalog,
            holidays,
            database,
            files,
            sealer,
            envelopes,
            officer_token,
            audit,
            blinder,
            messages,
            guesses,
            rates,
            forms: Forms::default(),
            shelf: Shelf::default(),
            builds,
            readings: Semaphore::new(1),
            figures,
        }))
    }
}

/// All routes with their layers.
pub fn router(app: Arc<App>) -> Router {
    let (api, document) = OpenApiRouter::with_openapi(documentation::base())
        .merge(services::router())
        .merge(uploads::router())
        .merge(submissions::router())
        .merge(tracking::router())
        .merge(citizens::router())
        .merge(ratings::router())
        .merge(results::router())
        .merge(sign_in::router())
        .merge(me::router())
        .merge(helpers::router())
        .merge(tokens::router())
        .merge(officers::router())
        .merge(assignment::router())
        .merge(notes::router())
        .merge(exports::router())
        .merge(changes::router())
        .merge(webhooks::router())
        .merge(health::router())
        .merge(probe::router())
        .merge(envelopes::router())
        .split_for_parts();
    api.layer(axum::middleware::from_fn_with_state(app.clone(), builds::tell))
        .layer(axum::middleware::from_fn_with_state(app.clone(), same_site::guard))
        .merge(documentation::router(&document))
        .merge(app_files::router(&app.settings.dist(), app.settings.service_worker))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(axum::middleware::from_fn(outermost::finish))
        .with_state(app)
}
