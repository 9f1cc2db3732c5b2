//! Every version of a form that was ever served, and the engine's form of those in use.

use crate::app::App;
use crate::database::Database;
use crate::error::{Error, Result};
use catalog::Catalog;
use contract::Millis;
use forms::{Definition, Form};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Forms made ready, by slug and version. Made when first asked for: a server rarely needs all at once.
#[derive(Debug, Default)]
pub struct Forms {
    ready: Mutex<HashMap<(String, String), Arc<Form>>>,
}

/// Keeps the definitions that are served from now on.
pub async fn keep(database: &Database, catalog: &Arc<Catalog>, now: Millis) -> Result<()> {
    let known: Vec<(String, String)> =
        sqlx::query_as("SELECT slug, version FROM definition").fetch_all(database.pool()).await?;
    let is_new = |definition: &Definition| {
        !known.iter().any(|(slug, version)| *slug == definition.slug && *version == definition.version)
    };
    if !catalog.editions().iter().any(|edition| is_new(&edition.definition)) {
        return Ok(());
    }
    let catalog = catalog.clone();
    let insert = "INSERT INTO definition (slug, version, body, first_served_at) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT DO NOTHING";
    database
        .write(move |connection| {
            Box::pin(async move {
                for edition in catalog.editions() {
                    let body = String::from_utf8_lossy(&edition.json).into_owned();
                    let query =
                        sqlx::query(insert).bind(&edition.definition.slug).bind(&edition.definition.version);
                    query.bind(body).bind(now).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The JSON of a version that was ever served.
pub async fn body(app: &App, slug: &str, version: &str) -> Result<Vec<u8>> {
    if let Some(edition) = app.catalog.version(slug, version) {
        return Ok(edition.json.clone());
    }
    let row: Option<(String,)> =
        sqlx::query_as("SELECT body FROM definition WHERE slug = $1 AND version = $2")
            .bind(slug.to_owned())
            .bind(version.to_owned())
            .fetch_optional(app.database.pool())
            .await?;
    row.map(|(body,)| body.into_bytes()).ok_or(Error::NotFound)
}

/// The form of a version that was ever served.
pub async fn form(app: &App, slug: &str, version: &str) -> Result<Arc<Form>> {
    let place = (slug.to_owned(), version.to_owned());
    let ready = || app.forms.ready.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(form) = ready().get(&place) {
        return Ok(form.clone());
    }
    let definition: Definition = match app.catalog.version(slug, version) {
        Some(edition) => edition.definition.clone(),
        None => serde_json::from_slice(&body(app, slug, version).await?)?,
    };
    let broken = |errors: Vec<forms::DefinitionError>| {
        Error::Inconsistent(format!("definition {slug} {version}: {}", errors[0]))
    };
    let form = Arc::new(Form::new(definition).map_err(broken)?);
    ready().insert(place, form.clone());
    Ok(form)
}
