//! Which builds of the app were served, and until when each is: a phone may come back months later with the one it has.
//!
//! Every build is answered. One that was followed by another more than [`CLIENT_DAYS`] ago is told so, so that the app can
//! ask the person to update it.

use crate::app::App;
use crate::clock::DAY;
use crate::database::Database;
use crate::error::Result;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use contract::Millis;
use contract::headers::{CLIENT_BUILD, CLIENT_DAYS, CLIENT_STATUS, OUTDATED};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The file in the built app that names its build.
const FILE: &str = "build.txt";

/// Builds and since when each was served, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Builds(Vec<(String, Millis)>);

impl Builds {
    /// Notes the build in `dist`, if it names one, and reads those of before.
    pub async fn open(database: &Database, dist: &Path, now: Millis) -> Result<Self> {
        let served = fs::read_to_string(dist.join(FILE)).unwrap_or_default().trim().to_owned();
        let known = read(database).await?;
        let is_newest = known.0.last().is_some_and(|(build, _)| *build == served);
        if !is_a_name(&served) || is_newest {
            return Ok(known);
        }
        // One that was served before and is again, after a newer one went wrong, is the newest now.
        let insert = "INSERT INTO app_build (build, served_since) VALUES ($1, $2) \
                      ON CONFLICT (build) DO UPDATE SET served_since = excluded.served_since";
        database
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(insert).bind(served).bind(now).execute(connection).await?;
                    Ok(())
                })
            })
            .await?;
        read(database).await
    }

    /// Whether the next build has been served for so long that this one should go. One that nobody knows is not judged.
    fn is_outdated(&self, build: &str, now: Millis) -> bool {
        let next = self.0.iter().skip_while(|(known, _)| known != build).nth(1);
        next.is_some_and(|(_, since)| now - since > CLIENT_DAYS * DAY)
    }
}

/// Adds to an answer of the API that the client is outdated, if it is.
pub async fn tell(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_outdated = {
        let build = request.headers().get(CLIENT_BUILD).and_then(|value| value.to_str().ok());
        build.is_some_and(|build| app.builds.is_outdated(build, app.clock.now()))
    };
    let mut response = next.run(request).await;
    if is_outdated {
        response.headers_mut().insert(CLIENT_STATUS, HeaderValue::from_static(OUTDATED));
    }
    response
}

async fn read(database: &Database) -> Result<Builds> {
    let sql = "SELECT build, served_since FROM app_build ORDER BY served_since, build";
    Ok(Builds(sqlx::query_as(sql).fetch_all(database.pool()).await?))
}

fn is_a_name(build: &str) -> bool {
    (4..=64).contains(&build.len()) && build.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_outdated_ninety_days_after_the_next_one_came() {
        let builds = Builds(vec![("a".into(), 0), ("b".into(), 500 * DAY), ("c".into(), 510 * DAY)]);
        assert!(!builds.is_outdated("a", 590 * DAY), "served for long, but followed lately");
        assert!(builds.is_outdated("a", 590 * DAY + 1));
        assert!(!builds.is_outdated("b", 600 * DAY));
        assert!(builds.is_outdated("b", 600 * DAY + 1));
        assert!(!builds.is_outdated("c", 5000 * DAY), "the newest");
        assert!(!builds.is_outdated("never served", 5000 * DAY));
    }
}
