//! A dossier: reading it, its history, and moving it. Officers' HTTP, citizens' HTTP and the command line share this.

use crate::app::App;
use crate::audit::Entry;
use crate::changes::{self, NewChange};
use crate::error::{Error, Result};
use crate::receipts;
use crate::submissions::{Kept, answers_place};
use crate::uploads::waiting;
use crate::{definitions, limits, notes, results, uploads};
use chrono::NaiveDate;
use contract::{
    Action, Actor, AttachmentInfo, Dossier, Event, Millis, MissingFile, Papers, State, UploadReceipt,
};
use forms::FileRef;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

/// What is open about a dossier in the database.
#[derive(Clone, Debug)]
pub struct Line {
    pub code: String,
    pub key: String,
    pub service: String,
    pub definition: String,
    /// The unit that receives it.
    pub unit: String,
    /// Id of the officer who works on it; empty: nobody.
    pub assignee: String,
    pub state: State,
    pub version: i64,
    pub submitted_at: Millis,
    /// When the last paper had arrived; `None` while some are awaited.
    pub complete_at: Option<Millis>,
    pub due: NaiveDate,
    pub secret_hash: Vec<u8>,
    /// Who has sent it; empty: somebody who was not signed in.
    pub account: String,
}

/// What an event says in words and papers, sealed in `event.detail`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub reason: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// Something somebody wants to do to a dossier.
#[derive(Clone, Debug)]
pub struct Act {
    pub action: Action,
    pub actor: Actor,
    pub detail: Detail,
    /// The version the actor has seen; `None`: whatever it is now.
    pub expected_version: Option<i64>,
    /// Idempotency key of a citizen's supplement.
    pub key: Option<String>,
    /// The officer's line in the audit, stored with the event.
    pub by: Option<Entry>,
}

type LineColumns =
    (String, String, String, String, String, String, i64, i64, i64, Option<i64>, String, Vec<u8>, String);

type EventColumns = (i64, i64, String, i64, Option<Vec<u8>>, Option<String>);

/// The dossier of a code.
pub async fn find(app: &App, code: &str) -> Result<Option<Line>> {
    let columns: Option<LineColumns> = sqlx::query_as(
        "SELECT code, key, service, definition, unit, assignee, state, version, submitted_at, complete_at, due, secret_hash, account \
         FROM dossier WHERE code = $1",
    )
    .bind(code.to_owned())
    .fetch_optional(app.database.pool())
    .await?;
    columns.map(Line::try_from).transpose()
}

impl TryFrom<LineColumns> for Line {
    type Error = Error;

    fn try_from(columns: LineColumns) -> Result<Self> {
        let (
            code,
            key,
            service,
            definition,
            unit,
            assignee,
            state,
            version,
            submitted_at,
            complete_at,
            due,
            secret_hash,
            account,
        ) = columns;
        let impossible = |what: &str| Error::Inconsistent(format!("dossier {code}: {what}"));
        let state = State::from_number(state).ok_or_else(|| impossible("no such state"))?;
        let due = due.parse().map_err(|_| impossible("`due` is no day"))?;
        Ok(Self {
            code,
            key,
            service,
            definition,
            unit,
            assignee,
            state,
            version,
            submitted_at,
            complete_at,
            due,
            secret_hash,
            account,
        })
    }
}

/// The history of a code, oldest first; empty when there is none such.
pub async fn timeline(app: &App, code: &str) -> Result<Vec<Event>> {
    Ok(history(app, code).await?.into_iter().map(|(event, _, _)| event).collect())
}

/// Each event with its files and the key they came under.
async fn history(app: &App, code: &str) -> Result<Vec<(Event, Vec<FileRef>, Option<String>)>> {
    let rows: Vec<EventColumns> = sqlx::query_as(
        "SELECT number, state, actor, at, detail, key FROM event WHERE code = $1 ORDER BY number",
    )
    .bind(code.to_owned())
    .fetch_all(app.database.pool())
    .await?;
    let mut events = Vec::with_capacity(rows.len());
    for (number, state, actor, at, sealed, key) in rows {
        let impossible = || Error::Inconsistent(format!("event {number} of {code}"));
        let detail: Detail = match sealed {
            Some(sealed) => app.sealer.open_json(&detail_place(code, number), &sealed)?,
            None => Detail::default(),
        };
        let event = Event {
            number,
            state: State::from_number(state).ok_or_else(impossible)?,
            at,
            actor: actor_of(&actor).ok_or_else(impossible)?,
            reason: Some(detail.reason).filter(|reason| !reason.is_empty()),
        };
        events.push((event, detail.files, key));
    }
    Ok(events)
}

/// The dossier whole: for officers only.
pub async fn read(app: &App, code: &str) -> Result<Dossier> {
    let line = find(app, code).await?.ok_or(Error::NotFound)?;
    let (sealed,): (Vec<u8>,) = sqlx::query_as("SELECT answers FROM dossier WHERE code = $1")
        .bind(code.to_owned())
        .fetch_one(app.database.pool())
        .await?;
    let kept: Kept = app.sealer.open_json(&answers_place(code), &sealed)?;
    let form = definitions::form(app, &line.service, &line.definition).await?;
    let mut attachments = Vec::new();
    let mut add = |named: Vec<uploads::Named>, arrived: &[(UploadReceipt, Millis)]| {
        for uploads::Named { place, sha256, name } in named {
            if let Some((file, at)) = arrived.iter().find(|(file, _)| file.sha256 == sha256) {
                let (media_type, bytes, received_at) = (file.media_type.clone(), file.bytes, *at);
                attachments.push(AttachmentInfo { sha256, place, name, media_type, bytes, received_at });
            }
        }
    };
    let named = uploads::named_in(form.definition(), &kept.answers);
    let awaited = waiting::of_key(app, &line.key).await?;
    let missing = named.iter().filter(|file| awaited.contains(&file.sha256)).cloned();
    let missing = missing.map(|uploads::Named { place, sha256, name }| MissingFile { sha256, place, name });
    let missing = missing.collect();
    add(named, &uploads::of_key(app, &line.key).await?);
    let mut events = Vec::new();
    for (event, files, key) in history(app, code).await? {
        if let (Some(key), false) = (key, files.is_empty()) {
            let place = || "supplement".to_owned();
            let named =
                files.into_iter().map(|f| uploads::Named { place: place(), sha256: f.sha256, name: f.name });
            add(named.collect(), &uploads::of_key(app, &key).await?);
        }
        events.push(event);
    }
    Ok(Dossier {
        code: line.code,
        service: line.service,
        definition: line.definition,
        unit: line.unit,
        state: line.state,
        version: line.version,
        submitted_at: line.submitted_at,
        due: line.due,
        answers: kept.answers,
        timeline: events,
        attachments,
        results: results::of(app, code).await?,
        awaited: waiting::awaited(app, line.submitted_at, awaited.len()),
        missing,
        complete_at: line.complete_at,
        help: kept.help,
        assignee: Some(line.assignee).filter(|id| !id.is_empty()),
        notes: notes::of(app, code).await?,
    })
}

/// The keys under which files of this dossier came: its own, and those of its supplements.
pub async fn keys(app: &App, line: &Line) -> Result<Vec<String>> {
    let more: Vec<(String,)> = sqlx::query_as("SELECT key FROM event WHERE code = $1 AND key IS NOT NULL")
        .bind(line.code.clone())
        .fetch_all(app.database.pool())
        .await?;
    Ok(std::iter::once(line.key.clone()).chain(more.into_iter().map(|(key,)| key)).collect())
}

/// Moves a dossier, durably.
pub async fn act(app: &App, code: &str, act: Act) -> Result<()> {
    let line = find(app, code).await?.ok_or(Error::NotFound)?;
    if act.detail.reason.chars().count() > limits::REASON_CHARACTERS {
        return Err(Error::BadRequest(format!(
            "a reason has at most {} characters",
            limits::REASON_CHARACTERS
        )));
    }
    if act.action.needs_reason() && act.detail.reason.trim().is_empty() {
        return Err(Error::BadRequest("this action needs a reason".to_owned()));
    }
    let now = app.clock.now();
    // The appointment is fixed when the office accepts, not when the citizen sends.
    let due = if act.action == Action::Receive {
        let form = definitions::form(app, &line.service, &line.definition).await?;
        Some(receipts::due(app, &form.definition().processing_time, now))
    } else {
        None
    };
    let (code, sealer, chain) = (code.to_owned(), app.sealer.clone(), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                if let Some(key) = &act.key
                    && repeats(connection, &sealer, &code, key, &act.detail).await?
                {
                    return Ok(());
                }
                let files = act.detail.files.iter().map(|file| file.sha256.clone()).collect();
                if let Some(key) = &act.key
                    && !uploads::name(connection, key, &files, Papers::First).await?
                {
                    return Err(Error::FileMissing);
                }
                let (next, change) = advance(connection, &code, &act, due).await?;
                let number = change.event;
                // The office's time begins with a complete dossier: to receive another one is the officer's own decision.
                if act.action == Action::Receive
                    && act.detail.reason.trim().is_empty()
                    && waiting::count(connection, &line.key).await? > 0
                {
                    return Err(Error::PapersAwaited);
                }
                let detail = if act.detail == Detail::default() {
                    None
                } else {
                    Some(sealer.seal_json(&detail_place(&code, number), &act.detail)?)
                };
                let insert = "INSERT INTO event (code, number, state, actor, at, detail, key) \
                              VALUES ($1, $2, $3, $4, $5, $6, $7)";
                let query = sqlx::query(insert).bind(code).bind(number).bind(next.number());
                let query = query.bind(actor_name(act.actor)).bind(now).bind(detail).bind(act.key.clone());
                query.execute(&mut *connection).await?;
                changes::insert(connection, &[change]).await?;
                match &act.by {
                    Some(entry) => chain.append(connection, std::slice::from_ref(entry)).await,
                    None => Ok(()),
                }
            })
        })
        .await?;
    metrics::counter!("dossiers_moved").increment(1);
    Ok(())
}

/// Whether this very act was done before under the key.
async fn repeats(
    connection: &mut AnyConnection,
    sealer: &crate::seal::Sealer,
    code: &str,
    key: &str,
    detail: &Detail,
) -> Result<bool> {
    let before: Option<(String, i64, Option<Vec<u8>>)> =
        sqlx::query_as("SELECT code, number, detail FROM event WHERE key = $1")
            .bind(key.to_owned())
            .fetch_optional(connection)
            .await?;
    let Some((of, number, before)) = before else { return Ok(false) };
    let said: Detail = match before {
        Some(before) => sealer.open_json(&detail_place(&of, number), &before)?,
        None => Detail::default(),
    };
    if of == code && said == *detail { Ok(true) } else { Err(Error::KeyReused) }
}

/// Sets the new state if the act is legal now: the state after it, and the change to store.
async fn advance(
    connection: &mut AnyConnection,
    code: &str,
    act: &Act,
    due: Option<NaiveDate>,
) -> Result<(State, NewChange)> {
    let (state_before, version, due_before): (i64, i64, String) =
        sqlx::query_as("SELECT state, version, due FROM dossier WHERE code = $1")
            .bind(code.to_owned())
            .fetch_one(&mut *connection)
            .await?;
    if act.expected_version.is_some_and(|expected| expected != version) {
        return Err(Error::VersionConflict);
    }
    let impossible = || Error::Inconsistent(format!("state of {code}"));
    let state = State::from_number(state_before).ok_or_else(impossible)?;
    let next = state.after(act.action).ok_or(Error::IllegalTransition)?;
    // PostgreSQL lets two officers read the same version: only one of them finds it still there.
    let changed = sqlx::query(
        "UPDATE dossier SET state = $1, version = $2, due = coalesce($3, due) WHERE code = $4 AND version = $5",
    )
    .bind(next.number())
    .bind(version + 1)
    .bind(due.map(|day| day.to_string()))
    .bind(code.to_owned())
    .bind(version)
    .execute(connection)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::VersionConflict);
    }
    Ok((next, NewChange { code: code.to_owned(), event: version + 1, state_before, due_before }))
}

fn detail_place(code: &str, number: i64) -> String {
    format!("event.detail:{code}:{number}")
}

fn actor_name(actor: Actor) -> &'static str {
    match actor {
        Actor::Citizen => "citizen",
        Actor::Officer => "officer",
        Actor::System => "system",
    }
}

pub fn actor_of(name: &str) -> Option<Actor> {
    [Actor::Citizen, Actor::Officer, Actor::System].into_iter().find(|actor| actor_name(*actor) == name)
}
