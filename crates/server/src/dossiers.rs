//! A dossier: reading it, its history, and moving it. Officers' HTTP, citizens' HTTP and the command line share this.

mod moving;

pub use moving::{Act, Corrected, act};

use crate::app::App;
use crate::error::{Error, Result};
use crate::submissions::{Kept, answers_place};
use crate::uploads::waiting;
use crate::{definitions, notes, ratings, results, supplements, uploads};
use chrono::NaiveDate;
use contract::{
    Action, Actor, AttachmentInfo, Dossier, Event, Millis, MissingFile, State, UploadReceipt, Wanted,
};
use forms::{Answers, FileRef};
use serde::{Deserialize, Serialize};

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
    /// What a request for more wants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Wanted>,
    /// Why it is asked for more once again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub again: String,
    /// The answers of a supplement as they came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Answers>,
    /// All answers before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Answers>,
    /// SHA-256 of the body of a supplement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub payload_sha256: String,
    /// The appointment, where this act sets or moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Number of the standard paper, where the state does not tell it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
}

impl Detail {
    /// What an officer says with an action.
    pub fn of_officer(
        action: Action,
        reason: String,
        items: Vec<Wanted>,
        again: String,
        due: Option<NaiveDate>,
    ) -> Self {
        let paper = action.paper().filter(|_| action == Action::Extend).unwrap_or_default().to_owned();
        Self { reason, items, again, due, paper, ..Self::default() }
    }
}

/// An event with what is sealed in it, and the key under which its files came.
#[derive(Clone, Debug)]
pub struct Happened {
    pub event: Event,
    pub detail: Detail,
    pub key: Option<String>,
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
pub async fn history(app: &App, code: &str) -> Result<Vec<Happened>> {
    let rows: Vec<EventColumns> = sqlx::query_as(
        "SELECT number, state, actor, at, detail, key FROM event WHERE code = $1 ORDER BY number",
    )
    .bind(code.to_owned())
    .fetch_all(app.database.pool())
    .await?;
    let mut all = Vec::with_capacity(rows.len());
    for (number, state, actor, at, sealed, key) in rows {
        let impossible = || Error::Inconsistent(format!("event {number} of {code}"));
        let detail: Detail = match sealed {
            Some(sealed) => app.sealer.open_json(&detail_place(code, number), &sealed)?,
            None => Detail::default(),
        };
        let state = State::from_number(state).ok_or_else(impossible)?;
        let event = Event {
            number,
            state,
            at,
            actor: actor_of(&actor).ok_or_else(impossible)?,
            reason: Some(detail.reason.clone()).filter(|reason| !reason.is_empty()),
            paper: paper(state, &detail),
            due: detail.due,
        };
        all.push(Happened { event, detail, key });
    }
    Ok(all)
}

/// The standard paper that tells an event.
fn paper(state: State, detail: &Detail) -> Option<String> {
    let action = match state {
        _ if !detail.paper.is_empty() => return Some(detail.paper.clone()),
        State::Received => Action::Receive,
        State::MoreRequested => Action::RequestMore,
        State::Refused => Action::Refuse,
        State::Stopped => Action::Stop,
        _ => return None,
    };
    action.paper().map(str::to_owned)
}

/// What is kept of the form.
pub async fn kept(app: &App, code: &str) -> Result<Kept> {
    let (sealed,): (Vec<u8>,) = sqlx::query_as("SELECT answers FROM dossier WHERE code = $1")
        .bind(code.to_owned())
        .fetch_one(app.database.pool())
        .await?;
    Ok(app.sealer.open_json(&answers_place(code), &sealed)?)
}

/// The dossier whole: for officers only.
pub async fn read(app: &App, code: &str) -> Result<Dossier> {
    let line = find(app, code).await?.ok_or(Error::NotFound)?;
    let kept = kept(app, code).await?;
    let form = definitions::form(app, &line.service, &line.definition).await?;
    let all = history(app, code).await?;
    let named = uploads::named_in(form.definition(), &kept.answers);
    let awaited = waiting::of_key(app, &line.key).await?;
    let missing = named.iter().filter(|file| awaited.contains(&file.sha256)).cloned();
    let missing = missing.map(|uploads::Named { place, sha256, name }| MissingFile { sha256, place, name });
    let missing = missing.collect();
    let mut arrived = uploads::of_key(app, &line.key).await?;
    for key in all.iter().filter_map(|happened| happened.key.as_ref()) {
        arrived.extend(uploads::of_key(app, key).await?);
    }
    // What a supplement has put in the place of another paper, stays to be seen.
    let before = all.iter().filter_map(|happened| happened.detail.before.as_ref());
    let before = before.flat_map(|answers| uploads::named_in(form.definition(), answers));
    let loose = all.iter().flat_map(|happened| happened.detail.files.clone()).map(|file| uploads::Named {
        place: "supplement".to_owned(),
        sha256: file.sha256,
        name: file.name,
    });
    let attachments = attachments(named.into_iter().chain(before).chain(loose), &arrived);
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
        requests: supplements::records(&all),
        timeline: all.into_iter().map(|happened| happened.event).collect(),
        attachments,
        results: results::of(app, code).await?,
        awaited: waiting::awaited(app, line.submitted_at, awaited.len()),
        missing,
        complete_at: line.complete_at,
        help: kept.help,
        assignee: Some(line.assignee).filter(|id| !id.is_empty()),
        notes: notes::of(app, code).await?,
        rating: ratings::of(app, code).await?,
    })
}

/// Each file that is named and has arrived, once at each place.
fn attachments(
    named: impl Iterator<Item = uploads::Named>,
    arrived: &[(UploadReceipt, Millis)],
) -> Vec<AttachmentInfo> {
    let mut attachments: Vec<AttachmentInfo> = Vec::new();
    for uploads::Named { place, sha256, name } in named {
        let is_there = attachments.iter().any(|other| other.sha256 == sha256 && other.place == place);
        if let Some((file, at)) = arrived.iter().find(|(file, _)| file.sha256 == sha256 && !is_there) {
            let (media_type, bytes, received_at) = (file.media_type.clone(), file.bytes, *at);
            attachments.push(AttachmentInfo { sha256, place, name, media_type, bytes, received_at });
        }
    }
    attachments
}

/// The keys under which files of this dossier came: its own, and those of its supplements.
pub async fn keys(app: &App, line: &Line) -> Result<Vec<String>> {
    let more: Vec<(String,)> = sqlx::query_as("SELECT key FROM event WHERE code = $1 AND key IS NOT NULL")
        .bind(line.code.clone())
        .fetch_all(app.database.pool())
        .await?;
    Ok(std::iter::once(line.key.clone()).chain(more.into_iter().map(|(key,)| key)).collect())
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
