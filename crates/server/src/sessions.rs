//! Who is signed in: a token in a cookie that scripts cannot read, its hash and its limits in the database.
//!
//! The cookie's name begins with `__Host-`: browsers take it only with `Secure`, for the whole host and for no other. They
//! count `http://localhost` as secure (Chromium, Firefox), any other plain http not: there nobody can sign in.

use crate::accounts::{self, KeptPhone};
use crate::app::App;
use crate::chance;
use crate::error::{Error, Result};
use crate::permissions::{Access, Operation, Role, may};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use contract::{Device, Millis};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::sync::Arc;

/// Name of the cookie.
pub const COOKIE: &str = "__Host-session";

/// `seen_at` is as exact as this, so that not every request writes.
const EXACTNESS: Millis = 60 * 1000;

/// A session that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: String,
    pub account: String,
    pub signed_in_at: Millis,
    pub expires_at: Millis,
}

/// A session that has just begun, with the token that is told only now.
pub struct Begun {
    pub session: Session,
    token: String,
}

type Columns = (String, String, Millis, Millis, Millis);

impl FromRequestParts<Arc<App>> for Session {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        of_request(app, &parts.headers).await?.ok_or(Error::SignInNeeded)
    }
}

impl OptionalFromRequestParts<Arc<App>> for Session {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Option<Self>> {
        of_request(app, &parts.headers).await
    }
}

impl Session {
    /// Whether this may be done with something of an account; what is another's does not exist for this one.
    pub fn may(&self, operation: Operation, account: &str) -> Result<()> {
        match may(Role::Citizen, operation, account == self.account) {
            Access::Granted => Ok(()),
            Access::WithReason | Access::Refused => Err(Error::NotFound),
        }
    }
}

impl Begun {
    /// The cookie to set.
    pub fn cookie(&self) -> Result<HeaderValue> {
        cookie(&self.token, (self.session.expires_at - self.session.signed_in_at) / 1000)
    }
}

/// The cookie that takes the cookie away.
pub fn no_cookie() -> Result<HeaderValue> {
    cookie("", 0)
}

fn cookie(token: &str, seconds: i64) -> Result<HeaderValue> {
    // `Lax`: a link in a message opens the app signed in; requests that change something are judged by `same_site.rs` too.
    let text = format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    HeaderValue::from_str(&text).map_err(|error| Error::Inconsistent(error.to_string()))
}

/// The token of a request.
fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token)
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

/// The session of a request, if it has one that holds.
async fn of_request(app: &App, headers: &HeaderMap) -> Result<Option<Session>> {
    let Some(token) = token(headers).filter(|token| !token.is_empty()) else { return Ok(None) };
    let (hash, now) = (hash(token), app.clock.now());
    // Found by its hash: how long that takes tells nothing about the tokens there are.
    let row: Option<Columns> = sqlx::query_as(
        "SELECT id, account, signed_in_at, seen_at, expires_at FROM session WHERE token_hash = $1",
    )
    .bind(hash.clone())
    .fetch_optional(app.database.pool())
    .await?;
    let Some((id, account, signed_in_at, seen_at, expires_at)) = row else { return Ok(None) };
    if now >= expires_at || now - seen_at >= app.settings.session_idle() {
        return Ok(None);
    }
    if now - seen_at >= EXACTNESS {
        let see = "UPDATE session SET seen_at = $1 WHERE token_hash = $2";
        app.database
            .write(move |connection| {
                Box::pin(async move {
                    sqlx::query(see).bind(now).bind(hash).execute(connection).await?;
                    Ok(())
                })
            })
            .await?;
    }
    Ok(Some(Session { id, account, signed_in_at, expires_at }))
}

/// Begins a session of whoever has this number, in place of the one that the request came with: its token is good no more.
pub async fn begin(
    app: &App,
    connection: &mut AnyConnection,
    phone: &KeptPhone,
    headers: &HeaderMap,
) -> Result<Begun> {
    let now = app.clock.now();
    let idle_since = now - app.settings.session_idle();
    let ended = sqlx::query("DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2 OR token_hash = $3");
    let before = token(headers).map(hash).unwrap_or_default();
    ended.bind(now).bind(idle_since).bind(before).execute(&mut *connection).await?;
    let account = accounts::of_phone(connection, phone, now).await?;
    let token = chance::secret();
    let session = Session {
        id: chance::hex::<16>(),
        account,
        signed_in_at: now,
        expires_at: now + app.settings.session_length(),
    };
    let (browser, system) = device(headers);
    let insert = "INSERT INTO session (token_hash, id, account, browser, system, signed_in_at, seen_at, expires_at) \
                  VALUES ($1, $2, $3, $4, $5, $6, $6, $7)";
    let query = sqlx::query(insert).bind(hash(&token)).bind(session.id.clone()).bind(session.account.clone());
    let query = query.bind(browser).bind(system).bind(now).bind(session.expires_at);
    query.execute(connection).await?;
    Ok(Begun { session, token })
}

/// Ends a session of an account; whether there was one of that id.
pub async fn end(app: &App, account: &str, id: &str) -> Result<bool> {
    let (account, id) = (account.to_owned(), id.to_owned());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let delete = sqlx::query("DELETE FROM session WHERE id = $1 AND account = $2");
                Ok(delete.bind(id).bind(account).execute(connection).await?.rows_affected() > 0)
            })
        })
        .await
}

/// The devices of an account that are signed in, the one seen last first.
pub async fn devices(app: &App, session: &Session) -> Result<Vec<Device>> {
    let now = app.clock.now();
    let rows: Vec<(String, String, String, Millis, Millis)> = sqlx::query_as(
        "SELECT id, browser, system, signed_in_at, seen_at FROM session \
         WHERE account = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id",
    )
    .bind(session.account.clone())
    .bind(now)
    .bind(now - app.settings.session_idle())
    .fetch_all(app.database.pool())
    .await?;
    let device = |(id, browser, system, signed_in_at, seen_at): (String, String, String, Millis, Millis)| {
        Device { is_this: id == session.id, id, browser, system, signed_in_at, seen_at }
    };
    Ok(rows.into_iter().map(device).collect())
}

/// Browser and system in a word each, from what the browser says of itself: more of it is not kept.
fn device(headers: &HeaderMap) -> (&'static str, &'static str) {
    // The first that is found: most pretend to be others as well.
    const BROWSERS: [(&str, &str); 8] = [
        ("coc_coc_browser/", "Cốc Cốc"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let word = |of: &[(&str, &'static str)]| {
        of.iter().find(|(mark, _)| said.contains(mark)).map_or("", |(_, word)| word)
    };
    (word(&BROWSERS), word(&SYSTEMS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_cookie_among_others() {
        let mut headers = HeaderMap::new();
        assert_eq!(token(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("session=x; x__Host-session=y"));
        assert_eq!(token(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-session=abc; c=d"));
        assert_eq!(token(&headers), Some("abc"));
    }

    #[test]
    fn names_a_device() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_static(text));
            device(&headers)
        };
        let android = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36";
        assert_eq!(of(android), ("Chrome", "Android"));
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
        assert_eq!(of(iphone), ("Safari", "iPhone"));
        assert_eq!(of("curl/8"), ("", ""));
    }
}
