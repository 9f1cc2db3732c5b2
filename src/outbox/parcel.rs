//! A submission on its way, as the phone keeps it: the very bytes that are sent, made once.

use super::State;
use crate::api;
use crate::browser::idb::Durability;
use crate::browser::{Error, clock, digest};
use crate::database::{self, OUTBOX};
use crate::drafts::{self, Draft};
use crate::households::round;
use crate::order::sort_by_key;
use chrono::NaiveDate;
use contract::{Help, Millis, NewSubmission, Problem};
use forms::{Answers, FileRef, Form, Kind, Violation};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// Id of the draft it was made of.
    pub draft: String,
    pub key: String,
    /// As in the draft.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply: String,
    /// Id of the account that was signed in when send was pressed last: no other sends it. Empty: nobody was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// Slug of the service.
    pub service: String,
    /// It answers a request for more of that dossier; `None`: it is a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Of>,
    pub content: Content,
    /// The draft was changed after a try of which nobody knows the end: to be sent instead, if the server says that the
    /// first has not arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Content>,
    /// SHA-256 of the files the server has confirmed under this key.
    #[serde(default)]
    pub arrived: Vec<String>,
    /// How often the body was sent. Written before each try.
    #[serde(default)]
    pub tries: u32,
    /// Why the server will not have it. Then it waits for the person, not for a signal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// Code of the dossier, once the receipt is here: what is left are its papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
    /// Names of files that the server did not take, or that this phone has lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<String>,
    /// SHA-256 of the draft's answers, as JSON, when send was pressed last. Another now: the person is changing the
    /// draft, and it is not sent before they press send again.
    pub made_from: String,
    pub made_at: Millis,
}

/// A dossier that is with the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Of {
    pub code: String,
    /// Its lookup secret.
    pub secret: String,
}

/// A clear no.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Refusal {
    Wrong(Vec<Violation>),
    Other(Box<Problem>),
}

impl From<Refusal> for State {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Wrong(violations) => Self::Wrong(violations),
            Refusal::Other(problem) => Self::Refused(problem),
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The JSON of a [`NewSubmission`] or [`contract::Supplement`]. Never made twice: another order of its fields would be another payload.
    pub body: String,
    /// Of the body, 64 lower-case hex digits.
    pub sha256: String,
    pub files: Vec<FileRef>,
}

impl Content {
    pub fn new(form: &Form, submission: &NewSubmission) -> Result<Self, Error> {
        let body = api::submission_body(submission)?;
        Ok(Self { sha256: digest::sha256(body.as_bytes()), files: files(form, &submission.answers), body })
    }

    /// Whether it says the same, whenever the consent was given.
    pub fn says(&self, submission: &NewSubmission) -> bool {
        // Who helped whom, whenever they agreed.
        let helped = |of: &Option<Help>| {
            of.as_ref().map(|help| (help.helper.clone(), help.relation, help.on_behalf_of.clone()))
        };
        self.submission().is_some_and(|mine| {
            mine.version == submission.version
                && mine.answers == submission.answers
                && helped(&mine.help) == helped(&submission.help)
        })
    }

    /// `None` for a damaged body.
    fn submission(&self) -> Option<NewSubmission> {
        serde_json::from_str(&self.body).ok()
    }
}

impl Parcel {
    /// Whether the draft was changed since send was pressed.
    pub async fn is_outdated(&self) -> bool {
        // A draft that cannot be read cannot be changed either.
        let now = drafts::answers(&self.draft).await.ok().flatten();
        now.is_some_and(|answers| digest_of(&answers) != self.made_from)
    }

    /// By when the law wants the form; `None` where it sets no day, or the phone does not know.
    pub async fn due(&self) -> Option<NaiveDate> {
        let content = self.correction.as_ref().unwrap_or(&self.content);
        round::due(&self.service, &content.submission()?.answers).await
    }

    /// Files that the server has not confirmed, in the order in which they go.
    pub fn left(&self) -> impl Iterator<Item = &FileRef> {
        self.content.files.iter().filter(|file| !self.arrived.contains(&file.sha256))
    }

    /// The parcel of a draft; `None` when nothing was sent of it.
    pub async fn of(draft: &str) -> Result<Option<Self>, Error> {
        database::one(OUTBOX, &[draft]).await
    }

    pub async fn all() -> Result<Vec<Self>, Error> {
        database::all(OUTBOX, &[]).await
    }

    /// Puts `content` where it belongs: into a new parcel, or into the one that may have arrived already.
    pub fn with(before: Option<Self>, draft: &Draft, submission: &NewSubmission, content: Content) -> Self {
        let made_from = digest_of(&draft.answers);
        let Some(mut parcel) = before else {
            return Self {
                draft: draft.id.clone(),
                key: submission.key.clone(),
                reply: draft.reply.clone(),
                account: String::new(),
                service: submission.service.clone(),
                answers: None,
                content,
                correction: None,
                arrived: Vec::new(),
                tries: 0,
                refusal: None,
                dossier: None,
                refused: Vec::new(),
                made_from,
                made_at: clock::now(),
            };
        };
        parcel.made_from = made_from;
        parcel.refusal = None;
        if parcel.content.says(submission) {
            parcel.correction = None;
        } else if parcel.tries == 0 {
            parcel.content = content;
            parcel.correction = None;
        } else {
            parcel.correction = Some(content);
        }
        parcel
    }

    /// On the disk when this returns.
    pub async fn keep(&self) -> Result<(), Error> {
        database::put_text(OUTBOX, &[&self.draft], &self.json()?, Durability::Strict).await
    }

    /// As it is kept.
    pub fn json(&self) -> Result<String, Error> {
        Ok(serde_json::to_string(self)?)
    }
}

pub fn digest_of(answers: &Answers) -> String {
    // Answers always turn into JSON; a map's order is that of its keys.
    digest::sha256(serde_json::to_string(answers).unwrap_or_default().as_bytes())
}

/// Every file the answers name, each once: first the papers that must be there, in the order of the form, as an officer
/// reads them; then the others; then portraits.
pub fn files(form: &Form, answers: &Answers) -> Vec<FileRef> {
    let mut papers: Vec<_> = form.definition().documents.iter().collect();
    sort_by_key(&mut papers, |paper| !(paper.required || paper.required_when.is_some()));
    let given = papers.iter().filter_map(|paper| answers.documents.get(&paper.id));
    let mut all: Vec<FileRef> = given.flat_map(|given| given.files.iter().cloned()).collect();
    for section in &form.definition().sections {
        for photo in section.fields.iter().filter(|field| field.kind == Kind::Photo4x6) {
            let given = answers.rows(&section.id).iter().filter_map(|row| row.get(&photo.id)?.as_text());
            all.extend(
                given.map(|sha256| FileRef { sha256: sha256.to_owned(), name: "anh-4x6.jpg".to_owned() }),
            );
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|file| seen.insert(file.sha256.clone()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Consent, Papers};
    use forms::{Lang, Value};

    fn submission(name: &str, accepted_at: Millis) -> NewSubmission {
        let mut answers = Answers::default();
        answers.set("applicant", 0, "full_name", Value::text(name));
        NewSubmission {
            key: "k".repeat(32),
            service: "dang-ky-khai-sinh".into(),
            version: "0".repeat(16),
            answers,
            consent: Consent { text_version: "2026-11".into(), language: Lang::Vi, accepted_at },
            help: None,
            papers: Papers::Later,
        }
    }

    fn content(submission: &NewSubmission) -> Content {
        let body = api::submission_body(submission).unwrap();
        Content { sha256: digest::sha256(body.as_bytes()), files: Vec::new(), body }
    }

    fn draft() -> Draft {
        Draft { id: "d".into(), ..Draft::default() }
    }

    fn parcel(tries: u32) -> Parcel {
        let first = submission("Ánh", 1);
        Parcel {
            draft: "d".into(),
            key: first.key.clone(),
            reply: String::new(),
            account: String::new(),
            service: first.service.clone(),
            answers: None,
            content: content(&first),
            correction: None,
            arrived: vec!["aa".into()],
            tries,
            refusal: None,
            dossier: None,
            refused: Vec::new(),
            made_from: "before".into(),
            made_at: 0,
        }
    }

    #[test]
    fn pressing_send_again_sends_the_same_bytes() {
        let again = submission("Ánh", 99);
        let kept = Parcel::with(Some(parcel(1)), &draft(), &again, content(&again));
        assert_eq!(kept.content, parcel(1).content);
        assert_eq!((kept.correction, kept.made_from), (None, digest_of(&draft().answers)));
    }

    #[test]
    fn a_body_that_was_never_sent_is_replaced_and_one_that_may_have_arrived_is_not() {
        let corrected = submission("Ánh Nguyệt", 99);
        let unsent = Parcel::with(Some(parcel(0)), &draft(), &corrected, content(&corrected));
        assert_eq!(unsent.content, content(&corrected));
        let tried = Parcel::with(Some(parcel(2)), &draft(), &corrected, content(&corrected));
        assert_eq!(tried.content, parcel(2).content);
        assert_eq!(tried.correction, Some(content(&corrected)));
        assert_eq!(tried.arrived, ["aa"], "files that have arrived are not sent again");
    }
}
