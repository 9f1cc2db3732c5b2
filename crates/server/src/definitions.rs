//! Every version of a form that was ever served, and the engine's form of those in use.

use crate::app::App;
use crate::database::Database;
use crate::error::{Error, Result};
use catalog::{Catalog, Contents, Edition};
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
pub async fn keep(database: &Database, catalog: &Catalog, now: Millis) -> Result<()> {
    let known: Vec<(String, String)> =
        sqlx::query_as("SELECT slug, version FROM definition").fetch_all(database.pool()).await?;
    let is_new = |Edition { card, .. }: &&Edition| {
        !known.iter().any(|(slug, version)| *slug == card.slug && *version == card.version)
    };
    // Read here and not by the writer: what a thread has once had for its own, it keeps.
    let mut new = Vec::new();
    for edition in catalog.editions().iter().filter(is_new) {
        let Contents { definition, json, .. } = edition.contents()?;
        new.push((definition.slug, definition.version, String::from_utf8_lossy(&json).into_owned()));
    }
    if new.is_empty() {
        return Ok(());
    }
    let insert = "INSERT INTO definition (slug, version, body, first_served_at) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT DO NOTHING";
    database
        .write(move |connection| {
            Box::pin(async move {
                for (slug, version, body) in new {
                    let query = sqlx::query(insert).bind(slug).bind(version).bind(body).bind(now);
                    query.execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The JSON of a version that was ever served.
pub async fn body(app: &App, slug: &str, version: &str) -> Result<Vec<u8>> {
    if let Some(edition) = app.catalog.version(slug, version) {
        return Ok(edition.contents()?.json);
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
        Some(edition) => edition.contents()?.definition,
        None => serde_json::from_slice(&body(app, slug, version).await?)?,
    };
    let broken = |errors: Vec<forms::DefinitionError>| {
        Error::Inconsistent(format!("definition {slug} {version}: {}", errors[0]))
    };
    let form = Arc::new(Form::new(definition).map_err(broken)?);
    ready().insert(place, form.clone());
    Ok(form)
}
