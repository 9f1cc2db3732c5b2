//! Sending a form: limits, the definition of its version, the engine's verdict, one durable row, the receipt.

use crate::app::App;
use crate::chance::to_hex;
use crate::changes::{self, NewChange};
use crate::database::insert_sql;
use crate::envelopes::{self, ReplyTo};
use crate::error::{Error, Result};
use crate::receipts::{self, Draft};
use crate::sessions::Session;
use crate::uploads::waiting;
use crate::visitor::Visitor;
use crate::{clock, definitions, limits, units, uploads};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use contract::headers::ACCOUNT;
use contract::sealed::{self, SealedSubmission};
use contract::{Consent, Help, Millis, NewSubmission, Papers, Problem, Receipt, State as DossierState};
use forms::{Answers, Context};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// One dossier about to be stored; what is personal is sealed already.
#[derive(Debug)]
pub struct NewDossier {
    pub code: String,
    pub key: String,
    pub payload_sha256: String,
    pub service: String,
    pub definition: String,
    pub unit: String,
    /// Who sends it; empty: somebody who is not signed in.
    pub account: String,
    pub submitted_at: Millis,
    pub due: String,
    pub secret_hash: Vec<u8>,
    pub answers: Vec<u8>,
    pub receipt: Vec<u8>,
    /// Hashes of the files that the answers name.
    pub files: BTreeSet<String>,
    pub papers: Papers,
}

/// How the attempt to store a dossier ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    New,
    /// The key is in the database: an earlier attempt of the same phone was faster.
    KeyTaken,
    /// Another dossier of today has drawn the same serial.
    CodeTaken,
    /// A file that the answers name has not arrived, or was removed.
    FileMissing,
}

/// What is kept of a submission, sealed in `dossier.answers`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub answers: Answers,
    pub consent: Consent,
    /// Who filled it in for the person who files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Help>,
}

/// A serial is drawn again this often before the server says that it is busy: only when hundreds of thousands of
/// dossiers came in one day.
const DRAWS: usize = 30;

pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(submit)).routes(routes!(receipt))
}

/// Sends a form. The same key with the same body gets the same answer for ever. With `papers: later` the files that the
/// answers name may follow under the same key.
#[utoipa::path(
    post,
    path = "/api/v1/submissions",
    tag = "submissions",
    security((), ("session" = [])),
    params(("account" = Option<String>, Header, description = "Id of the account this is sent for: it is no other's who is signed in")),
    request_body(content((NewSubmission = "application/json"), (Vec<u8> = "application/vnd.nop-ho-so.sealed")), description = "Plain, or a `SealedSubmission` sealed to the server's public key"),
    responses(
        (status = 201, description = "Stored durably; a sealed form gets a `SealedReceipt`", body = Receipt),
        (status = 401, description = "Where it is needed: nobody is signed in, or another than the header `account` names", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Another site's page", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another body", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "This version of the form is no longer accepted", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Invalid answers, all problems at once; a file that was not uploaded; or sealed to another key", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address: see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Busy: see `Retry-After`", body = Problem, content_type = "application/problem+json")
    )
)]
async fn submit(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    session: Option<Session>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    app.rates.submission(visitor)?;
    let (submission, reply_to) = if envelopes::is_sealed(&headers) {
        let plain = app.envelopes.open(sealed::SUBMISSION, "", &body)?;
        let SealedSubmission { submission, reply_to } = limits::parse_json(&plain)?;
        (submission, Some(ReplyTo::new(&reply_to)?))
    } else {
        (limits::read_json::<NewSubmission>(&headers, &body)?, None)
    };
    if !limits::is_hex(&submission.key, 32) {
        return Err(Error::BadRequest("`key` must be 32 lower-case hex digits".to_owned()));
    }
    let payload_sha256 = to_hex(&Sha256::digest(&body));
    drop(body);
    // What arrived before gets its receipt whatever the rules are by now; so this is asked before a refusal leaves.
    // The usual case, a new key, needs no look-up: the database refuses a second row.
    let key = submission.key.clone();
    let accepted = match sender(&app, session, &headers) {
        Ok(account) => accept(&app, submission, &payload_sha256, reply_to, account).await,
        Err(refusal) => Err(refusal),
    };
    let receipt = match accepted {
        Ok(Some(receipt)) => receipt,
        Ok(None) => replay(&app, &key, &payload_sha256).await?.ok_or(Error::Busy)?,
        Err(refusal) => replay(&app, &key, &payload_sha256).await?.ok_or(refusal)?,
    };
    told(reply_to, &key, &payload_sha256, receipt).map(created)
}

/// The receipt of a submission that arrived, by its key; of one that came sealed a `SealedReceipt`, as then.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{key}",
    tag = "submissions",
    params(("key" = String, Path, description = "32 lower-case hex digits, known to the phone only")),
    responses((status = 200, body = Receipt), (status = 404, body = Problem, content_type = "application/problem+json"))
)]
async fn receipt(State(app): State<Arc<App>>, Path(key): Path<String>) -> Result<Response> {
    let Given { payload_sha256, reply_to, receipt } = given(&app, &key).await?.ok_or(Error::NotFound)?;
    let answer = told(reply_to, &key, &payload_sha256, receipt)?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], Body::from(answer))
        .into_response())
}

/// What is answered: the receipt itself, or where the form came sealed, what only its folder can read.
fn told(reply_to: Option<ReplyTo>, key: &str, payload_sha256: &str, receipt: Vec<u8>) -> Result<Vec<u8>> {
    match reply_to {
        Some(reply_to) => reply_to.receipt(key, payload_sha256, &receipt),
        None => Ok(receipt),
    }
}

fn created(receipt: Vec<u8>) -> Response {
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    (StatusCode::CREATED, json, Body::from(receipt)).into_response()
}

/// The account that sends; empty when nobody is signed in, or another than the one it is sent for, and nobody needs to be.
fn sender(app: &App, session: Option<Session>, headers: &HeaderMap) -> Result<String> {
    let wanted = headers.get(ACCOUNT);
    let session = session.filter(|session| wanted.is_none_or(|wanted| wanted == session.account.as_str()));
    match session {
        Some(session) => Ok(session.account),
        None if app.settings.sending_needs_sign_in => Err(Error::SignInNeeded),
        None => Ok(String::new()),
    }
}

/// Judges and stores. The receipt's bytes, or `None` when the key is taken.
async fn accept(
    app: &App,
    submission: NewSubmission,
    payload_sha256: &str,
    reply_to: Option<ReplyTo>,
    account: String,
) -> Result<Option<Vec<u8>>> {
    let NewSubmission { key, service, version, answers, consent, help, papers } = submission;
    if help.as_ref().is_some_and(|help| !help.is_whole()) {
        return Err(Error::BadRequest(
            "`help` must say who helped, whom, and the text consented to".to_owned(),
        ));
    }
    let now = app.clock.now();
    let today = clock::day(now);
    let form = match definitions::form(app, &service, &version).await {
        Err(Error::NotFound) if app.catalog.edition(&service, today).is_some() => {
            return Err(Error::DefinitionExpired);
        }
        form => form?,
    };
    let definition = form.definition();
    if today < definition.valid_from || definition.valid_until.is_some_and(|end| today >= end) {
        return Err(Error::DefinitionExpired);
    }
    // Judged before it is pruned, so that what the form does not know is refused and not dropped in silence.
    let answers = forms::normalize(&form, &answers);
    let lists = app.catalog.lists(today);
    let violations = forms::check(&form, &answers, Context { today, lists: &lists });
    if violations.iter().any(forms::Violation::is_error) {
        return Err(Error::InvalidAnswers(violations));
    }
    let answers = forms::prune(&form, &answers);
    let files: BTreeSet<_> =
        uploads::named_in(definition, &answers).into_iter().map(|file| file.sha256).collect();
    if i64::try_from(files.len()).unwrap_or(i64::MAX) > limits::FILES {
        return Err(Error::TooLarge("20 tệp / 20 files"));
    }
    let draft = Draft {
        key: &key,
        payload_sha256,
        service: &service,
        service_name: &definition.name,
        received_at: now,
    };
    let due = receipts::due(app, &definition.processing_time, now);
    let unit = units::of(&app.catalog, &service, &version, &answers);
    let kept = Kept { answers, consent, help };
    for _ in 0..DRAWS {
        let receipt = draft.receipt(&app.settings.agency_code, due);
        let bytes = serde_json::to_vec(&receipt)?;
        let dossier = NewDossier {
            answers: app.sealer.seal_json(&answers_place(&receipt.code), &kept)?,
            receipt: app.sealer.seal(&receipt_place(&key), &to_keep(reply_to, &bytes)),
            secret_hash: receipts::secret_hash(&receipt.secret),
            code: receipt.code,
            key: key.clone(),
            payload_sha256: payload_sha256.to_owned(),
            service: service.clone(),
            definition: version.clone(),
            unit: unit.clone(),
            account: account.clone(),
            submitted_at: now,
            due: due.to_string(),
            files: files.clone(),
            papers,
        };
        match app.database.submit(dossier).await? {
            Stored::New => {
                metrics::counter!("submissions_stored").increment(1);
                return Ok(Some(bytes));
            }
            Stored::KeyTaken => return Ok(None),
            Stored::CodeTaken => {}
            Stored::FileMissing => return Err(Error::FileMissing),
        }
    }
    tracing::error!("no free serial for a dossier code: too many dossiers today");
    Err(Error::Busy)
}

/// Place of `dossier.answers` for the seal.
pub fn answers_place(code: &str) -> String {
    format!("dossier.answers:{code}")
}

fn receipt_place(key: &str) -> String {
    format!("dossier.receipt:{key}")
}

/// What is kept of a receipt: its bytes as they are given, `{…}`; before them, where it is given sealed, the 64 digits of the
/// key it is sealed to.
fn to_keep(reply_to: Option<ReplyTo>, receipt: &[u8]) -> Vec<u8> {
    [reply_to.map(ReplyTo::digits).unwrap_or_default().as_bytes(), receipt].concat()
}

/// What [`to_keep`] made.
fn from_kept(mut kept: Vec<u8>) -> Result<(Option<ReplyTo>, Vec<u8>)> {
    let damaged = || Error::Inconsistent("a receipt that cannot be read".to_owned());
    let start = kept.iter().position(|byte| *byte == b'{').ok_or_else(damaged)?;
    let receipt = kept.split_off(start);
    let digits = String::from_utf8(kept).map_err(|_| damaged())?;
    let reply_to = if digits.is_empty() { None } else { Some(ReplyTo::new(&digits)?) };
    Ok((reply_to, receipt))
}

/// The receipt that was given for this key; an error when the payload was another.
async fn replay(app: &App, key: &str, payload_sha256: &str) -> Result<Option<Vec<u8>>> {
    match given(app, key).await? {
        Some(given) if given.payload_sha256 == payload_sha256 => Ok(Some(given.receipt)),
        Some(_) => Err(Error::KeyReused),
        None => Ok(None),
    }
}

/// A receipt that was given.
struct Given {
    payload_sha256: String,
    reply_to: Option<ReplyTo>,
    receipt: Vec<u8>,
}

async fn given(app: &App, key: &str) -> Result<Option<Given>> {
    let row: Option<(String, Vec<u8>)> =
        sqlx::query_as("SELECT payload_sha256, receipt FROM dossier WHERE key = $1")
            .bind(key.to_owned())
            .fetch_optional(app.database.pool())
            .await?;
    let Some((payload_sha256, sealed)) = row else { return Ok(None) };
    let (reply_to, receipt) = from_kept(app.sealer.open(&receipt_place(key), &sealed)?)?;
    Ok(Some(Given { payload_sha256, reply_to, receipt }))
}

/// Stores one dossier.
pub async fn insert_one(connection: &mut AnyConnection, dossier: &NewDossier) -> Result<Stored> {
    let mut stored = vec![Stored::CodeTaken];
    insert_some(connection, &[(0, dossier)], &mut stored).await?;
    Ok(stored[0])
}

/// Stores many with few statements. The sizes of the statements are few, so that each is prepared once.
pub async fn insert_many(
    connection: &mut AnyConnection,
    dossiers: &[Box<NewDossier>],
) -> Result<Vec<Stored>> {
    let mut stored = vec![Stored::KeyTaken; dossiers.len()];
    // Of two with the same key in one batch only the first is tried.
    let mut keys = HashSet::new();
    let fresh: Vec<(usize, &NewDossier)> =
        dossiers.iter().enumerate().map(|(i, d)| (i, &**d)).filter(|(_, d)| keys.insert(&*d.key)).collect();
    let mut rest = &fresh[..];
    for size in [64, 16, 4, 1] {
        while rest.len() >= size {
            let (some, others) = rest.split_at(size);
            insert_some(connection, some, &mut stored).await?;
            rest = others;
        }
    }
    Ok(stored)
}

/// Stores the given ones, and writes how it ended at their places in `stored`.
async fn insert_some(
    connection: &mut AnyConnection,
    dossiers: &[(usize, &NewDossier)],
    stored: &mut [Stored],
) -> Result<()> {
    let columns = "code, key, payload_sha256, service, definition, state, version, submitted_at, due, secret_hash, \
                   answers, receipt, complete_at, unit, account";
    let sql = insert_sql("dossier", columns, dossiers.len(), "ON CONFLICT DO NOTHING RETURNING key");
    let mut insert = sqlx::query(sql);
    for (_, dossier) in dossiers {
        insert = insert
            .bind(&dossier.code)
            .bind(&dossier.key)
            .bind(&dossier.payload_sha256)
            .bind(&dossier.service)
            .bind(&dossier.definition)
            .bind(DossierState::Registered.number())
            .bind(1_i64)
            .bind(dossier.submitted_at)
            .bind(&dossier.due)
            .bind(&dossier.secret_hash)
            .bind(&dossier.answers)
            .bind(&dossier.receipt)
            .bind((dossier.papers == Papers::First).then_some(dossier.submitted_at))
            .bind(&dossier.unit)
            .bind(&dossier.account);
    }
    let mut new = HashSet::new();
    for row in insert.fetch_all(&mut *connection).await? {
        new.insert(row.try_get::<String, _>(0)?);
    }
    let mut refused = Vec::new();
    let mut events = Vec::new();
    for (place, dossier) in dossiers {
        if new.contains(&dossier.key) {
            if uploads::name(connection, &dossier.key, &dossier.files, dossier.papers).await? {
                if dossier.papers == Papers::Later {
                    waiting::complete(connection, &dossier.key, dossier.submitted_at, None).await?;
                }
                stored[*place] = Stored::New;
                events.push(*dossier);
            } else {
                let delete = sqlx::query("DELETE FROM dossier WHERE code = $1").bind(dossier.code.clone());
                delete.execute(&mut *connection).await?;
                stored[*place] = Stored::FileMissing;
            }
        } else {
            refused.push((*place, *dossier));
        }
    }
    if !events.is_empty() {
        let mut insert = sqlx::query(insert_sql("event", "code, number, state, actor, at", events.len(), ""));
        let mut registered = Vec::with_capacity(events.len());
        for dossier in events {
            let (code, due_before) = (dossier.code.clone(), dossier.due.clone());
            registered.push(NewChange { code, event: 1, state_before: 0, due_before });
            let state = DossierState::Registered.number();
            insert =
                insert.bind(&dossier.code).bind(1_i64).bind(state).bind("citizen").bind(dossier.submitted_at);
        }
        insert.execute(&mut *connection).await?;
        changes::insert(connection, &registered).await?;
    }
    // Refused by the key or by the code? Rare, so one question each.
    for (place, dossier) in refused {
        let known: Option<(i64,)> = sqlx::query_as("SELECT version FROM dossier WHERE key = $1")
            .bind(dossier.key.clone())
            .fetch_optional(&mut *connection)
            .await?;
        stored[place] = if known.is_some() { Stored::KeyTaken } else { Stored::CodeTaken };
    }
    Ok(())
}
