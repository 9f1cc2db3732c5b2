//! Short-lived tokens: for one-stop systems by client credentials (OAuth 2.0, RFC 6749 4.4), for people by their token and the
//! code of their second factor.

use crate::app::App;
use crate::audit::Entry;
use crate::chance;
use crate::error::{Error, Result};
use crate::permissions::Role;
use crate::staff::{self, Officer, TokenHash};
use crate::totp;
use crate::visitor::Visitor;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use contract::{AccessToken, Millis, Problem};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// So long a machine's token is good. It asks for the next by itself.
const OF_MACHINES: Millis = 15 * 60 * 1000;

/// What is sent, as a form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "described, not made: the form is read by hand")]
struct TokenRequest {
    /// `client_credentials`
    grant_type: String,
    /// Id of the officer or system, when it does not stand in `Authorization: Basic`.
    client_id: Option<String>,
    /// The token that the console printed, likewise.
    client_secret: Option<String>,
    /// Of people with a second factor: the six digits of now.
    code: Option<String>,
}

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(exchange))
}

/// Gives a short-lived token: 15 minutes for a system, a session's hours for people.
#[utoipa::path(
    post,
    path = "/api/v1/token",
    tag = "systems",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = AccessToken),
        (status = 400, description = "Not a form, or another grant", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Wrong id, secret or code", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries from this address: see `Retry-After`", body = Problem, content_type = "application/problem+json")
    )
)]
async fn exchange(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<AccessToken>> {
    app.rates.try_code(visitor)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Error::BadRequest("send application/x-www-form-urlencoded".to_owned()));
    }
    let field = |name: &str| {
        let mut fields = form_urlencoded::parse(&body);
        fields.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    if field("grant_type") != "client_credentials" {
        return Err(Error::BadRequest("`grant_type` must be `client_credentials`".to_owned()));
    }
    let (id, secret) = basic(&headers).unwrap_or_else(|| (field("client_id"), field("client_secret")));
    let officer = staff::of_lasting_token(&app, &secret).await?.filter(|known| known.officer.id == id);
    let known = officer.ok_or(Error::Unauthorized)?;
    let step = match &known.totp {
        Some(sealed) => {
            let secret = app.sealer.open(&staff::totp_place(&id), sealed)?;
            Some(totp::step_of(&secret, field("code").trim(), app.clock.now()).ok_or(Error::Unauthorized)?)
        }
        None if known.needs_code(&app.settings) => return Err(Error::SecondFactorNeeded),
        None => None,
    };
    give(&app, known.officer, step).await.map(Json)
}

/// Id and secret of `Authorization: Basic`, each percent-encoded as RFC 6749 wants.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some((plain(id), plain(secret)))
}

async fn give(app: &App, officer: Officer, step: Option<i64>) -> Result<AccessToken> {
    let now = app.clock.now();
    let life = match officer.role {
        Role::System => OF_MACHINES,
        _ => app.settings.session_length(),
    };
    let token = chance::secret();
    let hash = TokenHash::new(&token).bytes();
    let entry = Entry { detail: String::new(), ..officer.did(app, "token", "", String::new()) };
    let chain = app.audit.clone();
    app.database
        .write(move |connection| {
            Box::pin(async move {
                if let Some(step) = step {
                    // Each code opens once, also when it is read over somebody's shoulder.
                    let take = "UPDATE officer SET totp_step = $1 WHERE id = $2 AND totp_step < $1";
                    let query = sqlx::query(take).bind(step).bind(officer.id.clone());
                    if query.execute(&mut *connection).await?.rows_affected() == 0 {
                        return Err(Error::Unauthorized);
                    }
                }
                let over = sqlx::query("DELETE FROM access_token WHERE expires_at <= $1").bind(now);
                over.execute(&mut *connection).await?;
                let insert = "INSERT INTO access_token (token_hash, officer, expires_at) VALUES ($1, $2, $3)";
                let query = sqlx::query(insert).bind(hash).bind(officer.id).bind(now + life);
                query.execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(AccessToken { access_token: token, token_type: "Bearer".to_owned(), expires_in: life / 1000 })
}
