//! Moves a dossier: what is legal, what it changes, and everything that is stored with it in one transaction.

use super::{Detail, actor_name, detail_place, find};
use crate::app::App;
use crate::audit::Entry;
use crate::changes::{self, NewChange};
use crate::error::{Error, Result};
use crate::submissions::{Kept, answers_place};
use crate::uploads::waiting;
use crate::{appointments, limits, supplements, uploads};
use chrono::NaiveDate;
use contract::{Action, Actor, Papers, State};
use sqlx::AnyConnection;
use std::collections::BTreeSet;

/// Something somebody wants to do to a dossier.
#[derive(Clone, Debug)]
pub struct Act {
    pub action: Action,
    pub actor: Actor,
    pub detail: Detail,
    /// What is kept of the form from then on; `None`: as it is.
    pub corrected: Option<Corrected>,
    /// The version the actor has seen; `None`: whatever it is now.
    pub expected_version: Option<i64>,
    /// Idempotency key of a citizen's supplement.
    pub key: Option<String>,
    /// The officer's line in the audit, stored with the event.
    pub by: Option<Entry>,
}

/// A form as a supplement has corrected it.
#[derive(Clone, Debug)]
pub struct Corrected {
    pub kept: Kept,
    /// Hashes of the files that it names newly.
    pub files: BTreeSet<String>,
}

/// Moves a dossier, durably.
pub async fn act(app: &App, code: &str, mut act: Act) -> Result<()> {
    let line = find(app, code).await?.ok_or(Error::NotFound)?;
    // What follows is of the dossier as it was just read; that it is still so, the transaction finds.
    if act.expected_version.is_some_and(|expected| expected != line.version) {
        return Err(Error::VersionConflict);
    }
    if act.detail.reason.chars().count() > limits::REASON_CHARACTERS {
        return Err(Error::BadRequest(format!(
            "a reason has at most {} characters",
            limits::REASON_CHARACTERS
        )));
    }
    if act.action.needs_reason() && act.detail.reason.trim().is_empty() {
        return Err(Error::BadRequest("this action needs a reason".to_owned()));
    }
    supplements::check_request(app, &line, &act).await?;
    let now = app.clock.now();
    let due = appointments::after(app, &line, &act, now).await?;
    act.detail.due = due;
    let (code, sealer, chain) = (code.to_owned(), app.sealer.clone(), app.audit.clone());
    app.database
        .write(move |connection| {
            Box::pin(async move {
                if let Some(key) = &act.key
                    && repeats(connection, &sealer, &code, key, &act.detail).await?
                {
                    return Ok(());
                }
                let files = files(&act);
                if let Some(key) = &act.key
                    && !uploads::name(connection, key, &files, Papers::First).await?
                {
                    return Err(Error::FileMissing);
                }
                let (next, change) = advance(connection, &code, &act, due).await?;
                let number = change.event;
                if let Some(corrected) = &act.corrected {
                    let answers = sealer.seal_json(&answers_place(&code), &corrected.kept)?;
                    let update = sqlx::query("UPDATE dossier SET answers = $1 WHERE code = $2");
                    update.bind(answers).bind(code.clone()).execute(&mut *connection).await?;
                }
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

/// The files that must have come under the key of an act.
fn files(act: &Act) -> BTreeSet<String> {
    let loose = act.detail.files.iter().map(|file| file.sha256.clone());
    let named = act.corrected.iter().flat_map(|corrected| corrected.files.iter().cloned());
    loose.chain(named).collect()
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
    let is_same = said.reason == detail.reason && said.files == detail.files && said.given == detail.given;
    if of == code && is_same { Ok(true) } else { Err(Error::KeyReused) }
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
