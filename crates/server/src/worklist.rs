//! The officers' worklist: by unit, service, state and deadline, in pages of one moment.
//!
//! The first page notes the last change (`changes.rs`); all pages show the dossiers that fitted the filter after that
//! change, in the order of that moment. So no line comes twice or is missed while others receive and decide; each line
//! shows the state of now, and the version to act on.

use crate::app::App;
use crate::changes;
use crate::error::{Error, Result};
use crate::units;
use chrono::NaiveDate;
use contract::{DossierPage, DossierRow, Millis, State as DossierState};
use serde::Deserialize;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Lines of a page at most.
pub const MOST: u32 = 100;

/// What the list shows.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only dossiers in this state, or in one of several: `registered,received`.
    pub state: Option<String>,
    /// Only dossiers of this service.
    pub service: Option<String>,
    /// Only dossiers that this unit receives, as `police.06685`.
    pub unit: Option<String>,
    /// Only dossiers that this officer works on; empty: that nobody works on.
    pub assignee: Option<String>,
    /// Only dossiers due on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    pub due_from: Option<NaiveDate>,
    /// Only dossiers due on this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    pub due_until: Option<NaiveDate>,
    /// `newest` first, or `due`: the one that must be done first.
    #[serde(default)]
    pub order: Order,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Lines of a page, 1 to 100.
    #[serde(default = "fifty")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: u32,
}

fn fifty() -> u32 {
    50
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Newest,
    Due,
}

/// Where a page begins: after the line with this key, in the list after this change.
struct Cursor {
    moment: i64,
    /// When it was sent, in milliseconds, or the day it was due.
    key: String,
    code: String,
}

type Columns = (String, String, i64, i64, i64, String, i64, i64, String, String, String);

/// A value of the dossier after the change numbered `moment`: what the first later change found.
fn then(value: &str, before: &str, moment: i64) -> String {
    format!(
        "coalesce((SELECT {before} FROM change WHERE change.code = dossier.code AND \
         (change.number IS NULL OR change.number > {moment}) ORDER BY change.event LIMIT 1), dossier.{value})"
    )
}

/// One page of the list.
pub async fn page(app: &App, filter: &Filter) -> Result<DossierPage> {
    if filter.unit.as_deref().is_some_and(|unit| !units::is_code(unit)) {
        return Err(Error::BadRequest("`unit` is written like police.06685".to_owned()));
    }
    let cursor = filter.cursor.as_deref().map(|text| Cursor::read(text, filter.order)).transpose()?;
    let moment = match &cursor {
        Some(cursor) => cursor.moment,
        None => changes::number(&app.database).await?,
    };
    let limit = usize::try_from(filter.limit.clamp(1, MOST)).unwrap_or(1);
    let mut query = sqlx::query_as(AssertSqlSafe(sql(filter, cursor.as_ref(), moment, limit)?));
    let days = [filter.due_from, filter.due_until].into_iter().flatten().map(|day| day.to_string());
    let texts = [filter.service.clone(), filter.unit.clone(), filter.assignee.clone()]
        .into_iter()
        .flatten()
        .chain(days);
    for text in texts {
        query = query.bind(text);
    }
    if let Some(Cursor { key, code, .. }) = cursor {
        query = match filter.order {
            Order::Newest => query.bind(key.parse::<Millis>().unwrap_or_default()),
            Order::Due => query.bind(key),
        };
        query = query.bind(code);
    }
    let rows: Vec<Columns> = query.fetch_all(app.database.pool()).await?;
    let more = rows.len() > limit;
    let mut dossiers = Vec::with_capacity(limit);
    let mut next = None;
    for (code, service, state, version, submitted_at, due, awaited, requests, unit, assignee, due_then) in
        rows.into_iter().take(limit)
    {
        let impossible = || Error::Inconsistent(format!("dossier {code}"));
        let state = DossierState::from_number(state).ok_or_else(impossible)?;
        let due = due.parse().map_err(|_| impossible())?;
        let assignee = Some(assignee).filter(|id| !id.is_empty());
        let awaited = u32::try_from(awaited).unwrap_or(u32::MAX);
        let requests = u32::try_from(requests).unwrap_or(u32::MAX);
        let key = if filter.order == Order::Due { due_then } else { submitted_at.to_string() };
        next = more.then(|| format!("{moment}.{key}.{code}"));
        dossiers.push(DossierRow {
            code,
            service,
            unit,
            state,
            version,
            submitted_at,
            due,
            awaited,
            requests,
            assignee,
        });
    }
    Ok(DossierPage { dossiers, next })
}

/// The question, with its texts to bind in the order service, unit, assignee, days, cursor. Only what is asked for stands in
/// it, so that an index is used where there is one; what is put into it as it is are numbers.
fn sql(filter: &Filter, cursor: Option<&Cursor>, moment: i64, limit: usize) -> Result<String> {
    let later = format!("change.number IS NULL OR change.number > {moment}");
    let state_then = then("state", "state_before", moment);
    let part = |condition: &str, due: &str| part(filter, cursor.is_some(), condition, due, limit);
    let due_then = then("due", "due_before", moment);
    let parts = match states(filter.state.as_deref())? {
        // 0: it came later.
        None => vec![part(&format!("{state_then} <> 0"), &due_then)],
        // Each state for itself, as there is an index of states; and what has changed since the moment, which is little.
        Some(numbers) => {
            let changed =
                format!("EXISTS (SELECT 1 FROM change WHERE change.code = dossier.code AND ({later}))");
            let unchanged =
                numbers.iter().map(|state| part(&format!("state = {state} AND NOT {changed}"), "due"));
            let all = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
            let codes =
                format!("code IN (SELECT code FROM change WHERE {later}) AND {state_then} IN ({all})");
            unchanged.chain([part(&codes, &due_then)]).collect()
        }
    };
    let (key, direction) = filter.order.key("due_then");
    let parts = parts.join(" UNION ALL ");
    Ok(format!("{parts} ORDER BY {key} {direction}, code {direction} LIMIT {}", limit + 1))
}

/// The first lines that fit a condition; `due` is the due day of the moment.
fn part(filter: &Filter, goes_on: bool, condition: &str, due: &str, limit: usize) -> String {
    let asked = DossierState::MoreRequested.number();
    let mut sql = format!(
        "SELECT * FROM (SELECT code, service, state, version, submitted_at, due, CASE WHEN complete_at IS NULL THEN \
         (SELECT count(*) FROM upload WHERE upload.key = dossier.key AND place = '') ELSE 0 END AS awaited, \
         (SELECT count(*) FROM event WHERE event.code = dossier.code AND event.state = {asked}) AS requests, unit, assignee, \
         {due} AS due_then FROM dossier WHERE {condition}"
    );
    let mut place = 0;
    let mut also = |sql: &mut String, asked: bool, condition: &str| {
        if asked {
            place += 1;
            // Writing into a String cannot fail.
            let _ = write!(sql, " AND {condition} ${place}");
        }
    };
    also(&mut sql, filter.service.is_some(), "service =");
    also(&mut sql, filter.unit.is_some(), "unit =");
    also(&mut sql, filter.assignee.is_some(), "assignee =");
    also(&mut sql, filter.due_from.is_some(), &format!("{due} >="));
    also(&mut sql, filter.due_until.is_some(), &format!("{due} <="));
    let (key, direction) = filter.order.key(due);
    if goes_on {
        let comparison = if direction == "DESC" { "<" } else { ">" };
        let _ = write!(sql, " AND ({key}, code) {comparison} (${}, ${})", place + 1, place + 2);
    }
    let _ = write!(sql, " ORDER BY {key} {direction}, code {direction} LIMIT {}) AS part", limit + 1);
    sql
}

impl Order {
    /// What is sorted by, and how; `due` is how the due day is called there.
    fn key(self, due: &str) -> (&str, &'static str) {
        match self {
            Self::Newest => ("submitted_at", "DESC"),
            Self::Due => (due, "ASC"),
        }
    }
}

/// The numbers of the states that are asked for.
fn states(wanted: Option<&str>) -> Result<Option<BTreeSet<i64>>> {
    let read = |name: &str| {
        let state: Option<DossierState> = serde_json::from_value(name.trim().into()).ok();
        state.map(DossierState::number)
    };
    let numbers = wanted.map(|wanted| wanted.split(',').map(read).collect::<Option<BTreeSet<i64>>>());
    match numbers {
        Some(None) => Err(Error::BadRequest("`state` is not one of ours".to_owned())),
        numbers => Ok(numbers.flatten()),
    }
}

impl Cursor {
    fn read(text: &str, order: Order) -> Result<Self> {
        let read = || {
            let (moment, rest) = text.split_once('.')?;
            let (key, code) = rest.split_once('.')?;
            let fits = match order {
                Order::Newest => key.parse::<Millis>().is_ok(),
                Order::Due => key.parse::<NaiveDate>().is_ok(),
            };
            fits.then_some(())?;
            Some(Self { moment: moment.parse().ok()?, key: key.to_owned(), code: code.to_owned() })
        };
        read().ok_or_else(|| Error::BadRequest("`cursor` is not one of ours, or of another order".to_owned()))
    }
}
