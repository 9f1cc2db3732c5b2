//! Officers: named, of a unit, each with a token of their own. The console adds and revokes them.

use crate::app::App;
use crate::audit::Entry;
use crate::chance;
use crate::config::Settings;
use crate::dossiers::{self, Line};
use crate::error::{Error, Result};
use crate::permissions::{Access, Operation, Role, may};
use crate::totp;
use crate::units;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use contract::Millis;
use contract::headers::READ_REASON;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// The officer of the token in the settings: a one-stop system for all units.
pub const OF_THE_SETTINGS: &str = "office";

/// Who acts from the command line.
pub const CONSOLE: &str = "console";

/// All units.
pub const EVERYWHERE: &str = "*";

/// Hash of a token: the token itself is not kept, neither in memory nor on disk. It has 130 bits of chance, or is as long
/// as the settings demand, so a plain hash is enough.
#[derive(Clone)]
pub struct TokenHash([u8; 32]);

/// Proof that a request came with the token of this officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub id: String,
    pub name: String,
    /// Code of the unit, or [`EVERYWHERE`].
    pub unit: String,
    pub role: Role,
}

/// A line of the console's list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub officer: Officer,
    pub added_at: Millis,
    pub revoked_at: Option<Millis>,
}

/// Whose lasting token it is, and the sealed secret of the second factor, if there is one.
pub struct Known {
    pub officer: Officer,
    pub totp: Option<Vec<u8>>,
}

type Columns = (String, String, String, String);
type KnownColumns = (String, String, String, String, Option<Vec<u8>>);

impl TokenHash {
    pub fn new(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// As it is kept.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// Compares in constant time.
    fn is(&self, given: &Self) -> bool {
        given.0.ct_eq(&self.0).into()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

impl FromRequestParts<Arc<App>> for Officer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        of_token(app, token).await?.ok_or(Error::Unauthorized)
    }
}

impl Officer {
    /// The one of the settings.
    fn of_the_settings() -> Self {
        let [id, name, unit] = [OF_THE_SETTINGS, "OFFICER_TOKEN", EVERYWHERE].map(str::to_owned);
        Self { id, name, unit, role: Role::System }
    }

    /// Whether what belongs to this unit is the officer's own.
    pub fn is_of(&self, unit: &str) -> bool {
        self.unit == EVERYWHERE || self.unit == unit
    }

    /// Whether this may be done to all of a unit, [`EVERYWHERE`] included; an error when not.
    pub fn in_unit(&self, operation: Operation, unit: &str) -> Result<()> {
        match may(self.role, operation, self.is_of(unit)) {
            Access::Granted => Ok(()),
            Access::WithReason | Access::Refused => Err(Error::Forbidden),
        }
    }

    /// The unit whose dossiers a list shows: the one asked for, or else the officer's own. `None`: all.
    pub fn scope(&self, operation: Operation, asked: Option<String>) -> Result<Option<String>> {
        let unit = asked.unwrap_or_else(|| self.unit.clone());
        self.in_unit(operation, &unit)?;
        Ok(Some(unit).filter(|unit| unit != EVERYWHERE))
    }

    /// The dossier, if this may be done to it, and the reason where one is needed.
    pub async fn to(
        &self,
        app: &App,
        operation: Operation,
        code: &str,
        headers: &HeaderMap,
    ) -> Result<(Line, String)> {
        let line = dossiers::find(app, code).await?.ok_or(Error::NotFound)?;
        let reason = reason(headers)?;
        match may(self.role, operation, self.is_of(&line.unit)) {
            Access::Granted => Ok((line, reason)),
            Access::WithReason if !reason.trim().is_empty() => Ok((line, reason)),
            Access::WithReason => Err(Error::ReasonNeeded),
            Access::Refused => Err(Error::Forbidden),
        }
    }

    /// A line of the audit.
    pub fn did(&self, app: &App, operation: &str, code: &str, detail: String) -> Entry {
        let (officer, operation, code) = (self.id.clone(), operation.to_owned(), code.to_owned());
        Entry { at: app.clock.now(), officer, operation, code, detail }
    }

    /// Reads a dossier and all in it: written down before anything is shown.
    pub async fn opens(&self, app: &App, operation: &str, code: &str, headers: &HeaderMap) -> Result<Line> {
        let (line, reason) = self.to(app, Operation::Read, code, headers).await?;
        app.audit.record(&app.database, vec![self.did(app, operation, code, reason)]).await?;
        Ok(line)
    }
}

/// The reason given for reading, in UTF-8 with percent signs, as headers hold ASCII only.
fn reason(headers: &HeaderMap) -> Result<String> {
    let Some(value) = headers.get(READ_REASON) else { return Ok(String::new()) };
    let wrong =
        || Error::BadRequest(format!("`{READ_REASON}` is UTF-8, percent-encoded, at most 500 characters"));
    let text = percent_encoding::percent_decode(value.as_bytes()).decode_utf8().map_err(|_| wrong())?;
    if text.chars().count() > 500 { Err(wrong()) } else { Ok(text.into_owned()) }
}

impl Known {
    /// Whether the token opens nothing without a second factor.
    pub fn needs_code(&self, settings: &Settings) -> bool {
        let is_person = matches!(self.officer.role, Role::Officer | Role::Leader);
        self.totp.is_some() || (settings.officers_need_code && is_person)
    }
}

/// Whose token it is: a lasting one where that is enough, or a short-lived one.
async fn of_token(app: &App, token: &str) -> Result<Option<Officer>> {
    match of_lasting_token(app, token).await? {
        Some(known) if known.needs_code(&app.settings) => Err(Error::SecondFactorNeeded),
        Some(known) => Ok(Some(known.officer)),
        None => of_short_token(app, token).await,
    }
}

/// Whose lasting token it is. Found by its hash: how long that takes tells nothing about the tokens there are.
pub async fn of_lasting_token(app: &App, token: &str) -> Result<Option<Known>> {
    let hash = TokenHash::new(token);
    if app.officer_token.is(&hash) {
        return Ok(Some(Known { officer: Officer::of_the_settings(), totp: None }));
    }
    let row: Option<KnownColumns> = sqlx::query_as(
        "SELECT id, name, unit, role, totp FROM officer WHERE token_hash = $1 AND revoked_at IS NULL",
    )
    .bind(hash.bytes())
    .fetch_optional(app.database.pool())
    .await?;
    row.map(|(id, name, unit, role, totp)| Ok(Known { officer: read((id, name, unit, role))?, totp }))
        .transpose()
}

async fn of_short_token(app: &App, token: &str) -> Result<Option<Officer>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT officer FROM access_token WHERE token_hash = $1 AND expires_at > $2")
            .bind(TokenHash::new(token).bytes())
            .bind(app.clock.now())
            .fetch_optional(app.database.pool())
            .await?;
    match row {
        Some((id,)) => find(app, &id).await,
        None => Ok(None),
    }
}

/// Place of `officer.totp` for the seal.
pub fn totp_place(id: &str) -> String {
    format!("officer.totp:{id}")
}

/// Gives an officer a second factor, in place of the one before, whose tokens end; the link is told only now.
pub async fn give_second_factor(app: &App, id: &str) -> Result<String> {
    let secret: [u8; 20] = chance::bytes();
    let link = totp::link(id, &secret);
    let sealed = app.sealer.seal(&totp_place(id), &secret);
    let (id, chain) = (id.to_owned(), app.audit.clone());
    let entry = console(app, "second factor given", id.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let update =
                    "UPDATE officer SET totp = $1, totp_step = 0 WHERE id = $2 AND revoked_at IS NULL";
                let query = sqlx::query(update).bind(sealed).bind(id.clone());
                if query.execute(&mut *connection).await?.rows_affected() == 0 {
                    return Err(Error::NotFound);
                }
                let ended = sqlx::query("DELETE FROM access_token WHERE officer = $1").bind(id);
                ended.execute(&mut *connection).await?;
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(link)
}

fn read((id, name, unit, role): Columns) -> Result<Officer> {
    let role = Role::of_word(&role).ok_or_else(|| Error::Inconsistent(format!("role of officer {id}")))?;
    Ok(Officer { id, name, unit, role })
}

/// The officer of an id, unless revoked.
pub async fn find(app: &App, id: &str) -> Result<Option<Officer>> {
    if id == OF_THE_SETTINGS {
        return Ok(Some(Officer::of_the_settings()));
    }
    let row: Option<Columns> =
        sqlx::query_as("SELECT id, name, unit, role FROM officer WHERE id = $1 AND revoked_at IS NULL")
            .bind(id.to_owned())
            .fetch_optional(app.database.pool())
            .await?;
    row.map(read).transpose()
}

/// Adds an officer and returns the token, which is told only now.
pub async fn add(app: &App, officer: Officer) -> Result<String> {
    // It begins with a letter, so that no table program takes it for a formula.
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    if !(2..=40).contains(&officer.id.len())
        || !officer.id.bytes().all(fits)
        || !officer.id.starts_with(|c: char| c.is_ascii_lowercase())
        || [OF_THE_SETTINGS, CONSOLE].contains(&&*officer.id)
    {
        return Err(Error::BadRequest(
            "an id has 2 to 40 small letters, digits, dots and hyphens, a letter first".to_owned(),
        ));
    }
    if officer.unit != EVERYWHERE && !units::is_code(&officer.unit) {
        return Err(Error::BadRequest("a unit is written like police.06685, or * for all".to_owned()));
    }
    let token = chance::secret();
    let (hash, now) = (TokenHash::new(&token).0.to_vec(), app.clock.now());
    let entry =
        console(app, "officer added", format!("{} {} {}", officer.id, officer.unit, officer.role.word()));
    let chain = app.audit.clone();
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let insert = "INSERT INTO officer (id, name, unit, role, token_hash, added_at) \
                              VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
                let query = sqlx::query(insert).bind(officer.id).bind(officer.name).bind(officer.unit);
                let query = query.bind(officer.role.word()).bind(hash).bind(now);
                if query.execute(&mut *connection).await?.rows_affected() == 0 {
                    return Err(Error::BadRequest("this id was used before".to_owned()));
                }
                chain.append(connection, &[entry]).await
            })
        })
        .await?;
    Ok(token)
}

/// Takes the token away; the id stays, as the audit names it.
pub async fn revoke(app: &App, id: &str) -> Result<()> {
    let (id, now, chain) = (id.to_owned(), app.clock.now(), app.audit.clone());
    let entry = console(app, "officer revoked", id.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                let update = "UPDATE officer SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
                let done = sqlx::query(update).bind(now).bind(id).execute(&mut *connection).await?;
                if done.rows_affected() == 0 {
                    return Err(Error::NotFound);
                }
                chain.append(connection, &[entry]).await
            })
        })
        .await
}

/// All there ever were, by their ids.
pub async fn all(app: &App) -> Result<Vec<Listed>> {
    let rows: Vec<(String, String, String, String, Millis, Option<Millis>)> =
        sqlx::query_as("SELECT id, name, unit, role, added_at, revoked_at FROM officer ORDER BY id")
            .fetch_all(app.database.pool())
            .await?;
    rows.into_iter()
        .map(|(id, name, unit, role, added_at, revoked_at)| {
            Ok(Listed { officer: read((id, name, unit, role))?, added_at, revoked_at })
        })
        .collect()
}

/// What somebody at the console did.
pub fn console(app: &App, operation: &str, detail: String) -> Entry {
    let (officer, operation) = (CONSOLE.to_owned(), operation.to_owned());
    Entry { at: app.clock.now(), officer, operation, code: String::new(), detail }
}
