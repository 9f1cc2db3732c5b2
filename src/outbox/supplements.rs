//! The answer to a request for more: its papers first, then the answers that name them, so that the office's time goes on
//! with all it asked for. Kept, sent and proved as a form is.

use super::parcel::{Content, Of, Parcel, Refusal, digest_of, files};
use super::texts::refused;
use super::tus::{self, Paper};
use super::verdict::{Verdict, Why, judge_failure};
use super::{State, Way};
use crate::browser::{clock, digest};
use crate::drafts::{self, OpenDraft};
use crate::supplement::{self, Asked};
use crate::view::prelude::*;
use crate::{api, attachments, receipts};
use contract::{Supplement, Tracked};
use forms::{Context, FileRef, Form};

/// Checks an answer and keeps what will be sent of it.
pub async fn prepare(
    open: &OpenDraft,
    form: &Form,
    asked: &Asked,
    context: Context<'_>,
) -> Result<(), State> {
    let draft = open.draft();
    let given = supplement::given(form, &asked.filed, &draft.answers);
    let violations = asked.check(form, &given, context);
    if violations.iter().any(forms::Violation::is_error) {
        return Err(State::Wrong(violations));
    }
    let filed = files(form, &asked.filed);
    let mut new = files(form, &given);
    new.retain(|file| filed.iter().all(|old| old.sha256 != file.sha256));
    let kept = attachments::list(&draft.id).await.map_err(|_| State::NotKept)?;
    let is_lost = |file: &&FileRef| !kept.iter().any(|stored| stored.sha256 == file.sha256);
    let lost: Vec<FileRef> = new.iter().filter(is_lost).cloned().collect();
    if !lost.is_empty() {
        return Err(State::FilesLost(lost));
    }
    let note = asked.note.trim().to_owned();
    let body = Supplement { key: draft.key.clone(), note, files: Vec::new(), answers: Some(given) };
    let body = serde_json::to_string(&body).map_err(|_| State::NotKept)?;
    let sent = Content { sha256: digest::sha256(body.as_bytes()), files: new, body };
    let before = Parcel::of(&draft.id).await.map_err(|_| State::NotKept)?;
    // Another body under a key that has arrived is refused as such, and the first one counts: so the newest may replace it.
    let (arrived, tries) = before.map(|parcel| (parcel.arrived, parcel.tries)).unwrap_or_default();
    let parcel = Parcel {
        made_from: digest_of(&draft.answers),
        draft: draft.id,
        key: draft.key,
        reply: String::new(),
        account: String::new(),
        service: draft.service,
        answers: Some(Of { code: asked.code.clone(), secret: asked.secret.clone() }),
        content: sent,
        correction: None,
        arrived,
        tries,
        refusal: None,
        dossier: None,
        refused: Vec::new(),
        made_at: clock::now(),
    };
    parcel.keep().await.map_err(|_| State::NotKept)
}

/// One try.
pub async fn attempt(mut parcel: Parcel, of: &Of, way: &Way) -> State {
    way.state.set(Some(State::Delivering));
    parcel.tries += 1;
    if parcel.keep().await.is_err() {
        return State::NotKept;
    }
    let left: Vec<FileRef> = parcel.left().cloned().collect();
    for file in left {
        let Ok(Some(bytes)) = attachments::read(&parcel.draft, &file.sha256).await else {
            return State::FilesLost(vec![file]);
        };
        let paper = Paper { key: &parcel.key, sha256: &file.sha256, bytes: &bytes, is_sealed: false };
        match tus::send(paper, |_| ()).await {
            None => parcel.arrived.push(file.sha256),
            Some(Verdict::Refused(problem)) => return refused(parcel, Refusal::Other(problem)).await,
            Some(Verdict::Later(why)) => return State::Waiting(why),
            Some(_) => return State::Waiting(Why::Busy),
        }
        // Not written down, the server is asked once more and says that it has the file.
        let _ = parcel.keep().await;
    }
    let answer = api::supplement(&of.code, &of.secret, &parcel.content.body).await;
    match answer.map_err(judge_failure) {
        Ok(tracked) if proves(&tracked, &parcel, true) => arrived(&parcel, of, &tracked).await,
        Ok(_) | Err(Verdict::Arrived(_)) => State::Waiting(Why::NotOurs),
        Err(Verdict::ArrivedBefore) => match api::track(&of.code, &of.secret).await {
            Ok(tracked) if proves(&tracked, &parcel, false) => arrived(&parcel, of, &tracked).await,
            _ => State::Waiting(Why::Busy),
        },
        Err(Verdict::FileMissing) => {
            parcel.arrived.clear();
            let _ = parcel.keep().await;
            State::Waiting(Why::Busy)
        }
        Err(Verdict::Later(why)) => State::Waiting(why),
        Err(Verdict::Wrong(violations)) => refused(parcel, Refusal::Wrong(violations)).await,
        Err(Verdict::Refused(problem)) => refused(parcel, Refusal::Other(problem)).await,
    }
}

/// Whether the server says that it has this answer; `to_the_byte`: these very bytes.
fn proves(tracked: &Tracked, parcel: &Parcel, to_the_byte: bool) -> bool {
    let proof = tracked.detail.as_ref().and_then(|detail| detail.answered.as_ref());
    proof.is_some_and(|proof| {
        proof.key == parcel.key && (!to_the_byte || proof.payload_sha256 == parcel.content.sha256)
    })
}

async fn arrived(parcel: &Parcel, of: &Of, tracked: &Tracked) -> State {
    // Not kept, it is asked again when somebody looks.
    let _ = receipts::heard(tracked).await;
    match drafts::answered(&parcel.draft).await {
        Ok(()) => {
            supplement::forget(&of.code);
            State::Arrived(of.code.clone())
        }
        // The phone asks again, and the server gives the same proof.
        Err(_) => State::Waiting(Why::Busy),
    }
}
