//! The form itself: made ready once, then sent until a receipt or a clear no comes.

use super::parcel::{Content, Parcel, Refusal};
use super::verdict::{Verdict, Why, judge, judge_question};
use super::{Agreed, State, Way, sealing, supplements};
use crate::api::{self, Failure, Told};
use crate::drafts::{self, OpenDraft};
use crate::view::prelude::*;
use crate::{account, attachments};
use contract::{NewSubmission, Papers, Receipt};
use forms::{Context, FileRef, Form, Violation};

/// Checks a draft and keeps what will be sent of it.
pub async fn prepare(
    open: &OpenDraft,
    form: &Form,
    context: Context<'_>,
    (consent, help): Agreed,
) -> Result<(), State> {
    let draft = open.draft();
    let answers = forms::prune(form, &forms::normalize(form, &draft.answers));
    let violations = forms::check(form, &answers, context);
    if violations.iter().any(Violation::is_error) {
        return Err(State::Wrong(violations));
    }
    let submission = NewSubmission {
        key: draft.key.clone(),
        service: draft.service.clone(),
        version: draft.version.clone(),
        answers,
        consent,
        help,
        papers: Papers::Later,
    };
    let not_kept = |_| State::NotKept;
    let made = Content::new(form, &submission).map_err(not_kept)?;
    let kept = attachments::list(&draft.id).await.map_err(|_| State::NotKept)?;
    let is_lost = |file: &&FileRef| !kept.iter().any(|stored| stored.sha256 == file.sha256);
    let lost: Vec<FileRef> = made.files.iter().filter(is_lost).cloned().collect();
    if !lost.is_empty() {
        return Err(State::FilesLost(lost));
    }
    let before = Parcel::of(&draft.id).await.map_err(not_kept)?;
    let mut parcel = Parcel::with(before, &draft, &submission, made);
    parcel.account = account::current().unwrap_or_default();
    parcel.keep().await.map_err(not_kept)
}

/// One try. `None`: there is nothing to send.
pub async fn attempt(mut parcel: Parcel, way: &Way) -> Option<State> {
    if parcel.is_outdated().await {
        return Some(State::Changed);
    }
    if let Some(of) = parcel.answers.clone() {
        return Some(supplements::attempt(parcel, &of, way).await);
    }
    if let Some(receipt) = sealing::came_meanwhile(&parcel).await {
        return Some(arrived(parcel, &receipt).await);
    }
    way.state.set(Some(State::Delivering));
    match advance(&mut parcel).await {
        Ok(Verdict::Arrived(receipt)) => Some(arrived(parcel, &receipt).await),
        Ok(Verdict::Later(why)) => Some(State::Waiting(why)),
        Ok(Verdict::FileMissing | Verdict::ArrivedBefore) => Some(State::Waiting(Why::Busy)),
        // A clear no: nothing has arrived under this key, so a corrected form is a new body.
        Ok(Verdict::Wrong(violations)) => Some(refused(parcel, Refusal::Wrong(violations)).await),
        Ok(Verdict::Refused(problem)) => Some(refused(parcel, Refusal::Other(problem)).await),
        Err(stopped) => Some(stopped),
    }
}

async fn arrived(mut parcel: Parcel, receipt: &Receipt) -> State {
    parcel.dossier = Some(receipt.code.clone());
    let papers = match parcel.left().next() {
        Some(_) => match parcel.json() {
            Ok(json) => Some(json),
            Err(_) => return State::Waiting(Why::Busy),
        },
        None => None,
    };
    // Without this record the phone asks again, and the server gives the same receipt.
    match drafts::sent(&parcel.draft, receipt, papers.as_deref()).await {
        Ok(()) => {
            if parcel.left().next().is_some() {
                // Left as it is, the letter is told by the server that its form has arrived.
                let _ = sealing::form_arrived(&parcel.draft, &receipt.code).await;
            } else {
                sealing::withdraw(&parcel.draft).await;
            }
            State::Arrived(receipt.code.clone())
        }
        Err(_) => State::Waiting(Why::Busy),
    }
}

/// Kept with the draft, so that it is told also to somebody who was not looking.
pub async fn refused(mut parcel: Parcel, refusal: Refusal) -> State {
    parcel.refusal = Some(refusal.clone());
    parcel.tries = 0;
    // Not written down, it is sent once more and gets the same no.
    let _ = parcel.keep().await;
    sealing::withdraw(&parcel.draft).await;
    refusal.into()
}

/// Asks and sends. An error is a state that needs the person.
async fn advance(parcel: &mut Parcel) -> Result<Verdict, State> {
    if let Some(correction) = parcel.correction.clone() {
        // The first body may have arrived although no receipt came: then that is the dossier.
        if let Some(verdict) = judge_question(given(parcel).await, &parcel.key) {
            return Ok(verdict);
        }
        parcel.content = correction;
        parcel.correction = None;
        parcel.tries = 0;
    }
    parcel.tries += 1;
    parcel.keep().await.map_err(|_| State::NotKept)?;
    let content = &parcel.content;
    match judge(api::submit(&content.body, &parcel.account).await, &parcel.key, &content.sha256) {
        Verdict::ArrivedBefore => {
            let told = judge_question(given(parcel).await, &parcel.key);
            Ok(told.unwrap_or(Verdict::Later(Why::Busy)))
        }
        other => Ok(other),
    }
}

/// The receipt of a form that has arrived before, open or sealed.
async fn given(parcel: &Parcel) -> Result<Receipt, Failure> {
    match api::receipt(&parcel.key).await? {
        Told::Open(receipt) => Ok(receipt),
        Told::Sealed(told) => sealing::opened(parcel, &told).ok_or(Failure::NotOurs),
    }
}
