//! The request for more: what an office may ask for, and what the answer changes.

use crate::app::App;
use crate::chance::to_hex;
use crate::dossiers::{self, Act, Corrected, Detail, Happened, Line};
use crate::error::{Error, Result};
use crate::submissions::Kept;
use crate::{clock, definitions, limits, uploads};
use contract::{Action, Actor, Answered, MoreRequest, RequestRecord, State, Supplement};
use forms::{Context, Path, Reopened};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Places that one request can name: more than any form has papers, fewer than would hide what is wanted.
const MOST_ITEMS: usize = 60;

/// Tries when the office acts at the same moment.
const TRIES: u32 = 3;

/// An error when an office cannot ask for this. Of any other act: when it names what only a request for more has.
pub async fn check_request(app: &App, line: &Line, act: &Act) -> Result<()> {
    let Detail { items, again, .. } = &act.detail;
    let bad = |what: &str| Err(Error::BadRequest(what.to_owned()));
    if act.action != Action::RequestMore {
        let has_none = items.is_empty() && again.is_empty();
        return if has_none { Ok(()) } else { bad("`items` and `again` belong to `request_more`") };
    }
    if line.state.after(act.action).is_none() {
        // The transaction says so.
        return Ok(());
    }
    let too_long = |text: &str| text.chars().count() > limits::REASON_CHARACTERS;
    if items.len() > MOST_ITEMS || too_long(again) || items.iter().any(|item| too_long(&item.reason)) {
        return bad("a request for more has at most 60 items, each with a reason that is not too long");
    }
    if items.iter().any(|item| item.reason.trim().is_empty()) {
        return bad("each item needs a reason");
    }
    let repeats =
        |(at, item): (usize, &contract::Wanted)| items[..at].iter().any(|other| other.place == item.place);
    if items.iter().enumerate().any(repeats) {
        return bad("a place is named twice");
    }
    let history = dossiers::history(app, &line.code).await?;
    if again.trim().is_empty() && history.iter().any(|happened| happened.event.state == State::MoreRequested)
    {
        return bad("more was asked for before: `again` must say why it was not asked for at once");
    }
    if items.is_empty() {
        return Ok(());
    }
    let form = definitions::form(app, &line.service, &line.definition).await?;
    let filed = dossiers::kept(app, &line.code).await?.answers;
    match items.iter().find(|item| !Reopened::can_want(&form, &filed, &item.place)) {
        Some(item) => bad(&format!("the form does not ask for `{}`", item.place)),
        None => Ok(()),
    }
}

/// Every request with what came of it, oldest first.
pub fn records(history: &[Happened]) -> Vec<RequestRecord> {
    let asked =
        history.iter().enumerate().filter(|(_, happened)| happened.event.state == State::MoreRequested);
    asked
        .zip(1..)
        .map(|((at, happened), number)| {
            let next = history.get(at + 1);
            RequestRecord {
                request: request(happened, number),
                ended_at: next.map(|next| next.event.at),
                given: next.and_then(|next| next.detail.given.clone()),
                before: next.and_then(|next| next.detail.before.clone()),
            }
        })
        .collect()
}

/// The request that waits for an answer now.
pub fn open(history: &[Happened]) -> Option<MoreRequest> {
    let last = history.last().filter(|last| last.event.state == State::MoreRequested)?;
    let number = history.iter().filter(|happened| happened.event.state == State::MoreRequested).count();
    Some(request(last, u32::try_from(number).unwrap_or(u32::MAX)))
}

fn request(happened: &Happened, number: u32) -> MoreRequest {
    let Detail { reason, items, again, .. } = happened.detail.clone();
    MoreRequest { reason, at: happened.event.at, items, number, again }
}

/// The last supplement that came in this form of proof.
pub fn answered(history: &[Happened]) -> Option<Answered> {
    let of = |happened: &Happened| {
        let payload_sha256 = happened.detail.payload_sha256.clone();
        let key = happened.key.clone().filter(|_| !payload_sha256.is_empty())?;
        Some(Answered { key, payload_sha256, at: happened.event.at })
    };
    history.iter().rev().find_map(of)
}

/// Takes the citizen's answer to a request for more: judged, merged into what was filed, and the office's time goes on. The
/// same key with the same content changes nothing a second time.
pub async fn take(app: &App, code: &str, supplement: Supplement, body: &[u8]) -> Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        let history = dossiers::history(app, code).await?;
        let line = dossiers::find(app, code).await?.ok_or(Error::NotFound)?;
        let act = act(app, &line, &history, &supplement, body).await?;
        match dossiers::act(app, code, act).await {
            Err(Error::VersionConflict) if tries < TRIES => {}
            done => return done,
        }
    }
}

async fn act(
    app: &App,
    line: &Line,
    history: &[Happened],
    supplement: &Supplement,
    body: &[u8],
) -> Result<Act> {
    let Supplement { key, note, files, answers } = supplement.clone();
    let is_known = history.iter().any(|happened| happened.key.as_ref() == Some(&key));
    let mut detail = Detail { reason: note, files, given: answers, ..Detail::default() };
    detail.payload_sha256 = to_hex(&Sha256::digest(body));
    let mut corrected = None;
    // What came before is only compared; nothing of it is judged again.
    if let (Some(given), false) = (&detail.given, is_known) {
        let wanted: Vec<Path> =
            open(history).ok_or(Error::IllegalTransition)?.items.into_iter().map(|item| item.place).collect();
        let form = definitions::form(app, &line.service, &line.definition).await?;
        let before = dossiers::kept(app, &line.code).await?;
        let reopened = Reopened { form: &form, filed: &before.answers, wanted: &wanted };
        let merged = reopened.merge(&forms::normalize(&form, given)).map_err(|locked| {
            let places: Vec<String> = locked.iter().take(20).map(Path::to_string).collect();
            Error::BadRequest(format!("not asked for: {}", places.join(", ")))
        })?;
        let today = clock::day(app.clock.now());
        let lists = app.catalog.lists(today);
        let violations = reopened.check(&merged, Context { today, lists: &lists });
        if violations.iter().any(forms::Violation::is_error) {
            return Err(Error::InvalidAnswers(violations));
        }
        let answers = forms::prune(&form, &merged);
        let named =
            |answers| uploads::named_in(form.definition(), answers).into_iter().map(|file| file.sha256);
        let known: BTreeSet<String> = named(&before.answers).collect();
        let files = named(&answers).filter(|file| !known.contains(file)).collect();
        detail.before = Some(before.answers.clone());
        corrected = Some(Corrected { kept: Kept { answers, ..before }, files });
    }
    Ok(Act {
        action: Action::Supplement,
        actor: Actor::Citizen,
        detail,
        corrected,
        expected_version: (!is_known).then_some(line.version),
        key: Some(key),
        by: None,
    })
}
