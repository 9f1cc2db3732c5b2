//! The appointment: fixed when the office accepts, still while it waits for the citizen, moved with an apology.

use crate::app::App;
use crate::dossiers::{Act, Line};
use crate::error::{Error, Result};
use crate::{clock, definitions, receipts};
use chrono::NaiveDate;
use contract::{Action, Millis, State};
use forms::calendar;

/// The new appointment, where an act at that moment sets or moves it.
pub async fn after(app: &App, line: &Line, act: &Act, now: Millis) -> Result<Option<NaiveDate>> {
    if act.action != Action::Extend && act.detail.due.is_some() {
        return Err(Error::BadRequest("`due` is set by `extend` alone".to_owned()));
    }
    if line.state.after(act.action).is_none() {
        // The transaction says so.
        return Ok(None);
    }
    let goes_on =
        line.state == State::MoreRequested && line.state.after(act.action) == Some(State::Processing);
    match act.action {
        Action::Extend => extended(line, act, clock::day(now)).map(Some),
        Action::Receive => {
            let form = definitions::form(app, &line.service, &line.definition).await?;
            Ok(Some(receipts::due(app, &form.definition().processing_time, now)))
        }
        _ if goes_on => {
            let form = definitions::form(app, &line.service, &line.definition).await?;
            let (asked,): (Millis,) =
                sqlx::query_as("SELECT at FROM event WHERE code = $1 ORDER BY number DESC LIMIT 1")
                    .bind(line.code.clone())
                    .fetch_one(app.database.pool())
                    .await?;
            let late = clock::is_after_cutoff(now);
            let unit = form.definition().processing_time.unit;
            let (asked, now) = (clock::day(asked), clock::day(now));
            Ok(Some(calendar::after_pause(line.due, asked, now, late, unit, &app.holidays)))
        }
        _ => Ok(None),
    }
}

/// An extension names a later day that has not passed.
fn extended(line: &Line, act: &Act, today: NaiveDate) -> Result<NaiveDate> {
    let due = act.detail.due.ok_or_else(|| Error::BadRequest("`extend` needs `due`".to_owned()))?;
    if due <= line.due || due < today {
        return Err(Error::BadRequest("`due` must be later than the appointment and not past".to_owned()));
    }
    Ok(due)
}
