//! A request for more, being answered on this phone. What is typed is a draft like any other, kept and sealed key by key; it
//! begins with what was filed, and only the places that the office wants are drawn as questions.

use crate::api::{self, Failure};
use crate::browser::{Error, storage};
use crate::drafts::{self, Draft, OpenDraft};
use crate::folders::local;
use crate::services;
use contract::{Filed, Millis, MoreRequest};
use forms::{Answers, Code, Context, Form, Path, Profile, Reopened, SectionAnswers, Value, Violation};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// In [`Draft::known`] of such a draft: the dossier's code. Lists of forms leave it out.
pub const OF: &str = "supplement.code";

/// What is asked, and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub code: String,
    pub secret: String,
    /// Id of the draft.
    pub draft: String,
    pub request: MoreRequest,
    /// Slug and version of the form.
    service: String,
    version: String,
    /// As it is with the office.
    pub filed: Answers,
    /// What the person writes to the officer.
    pub note: String,
}

/// Ready to be answered.
#[derive(Clone)]
pub struct Opened {
    pub asked: Arc<Asked>,
    pub form: Arc<Form>,
    pub draft: OpenDraft,
}

/// Whether a draft is the answer to a request for more.
pub fn is_one(draft: &Draft) -> bool {
    draft.known.get(OF).is_some()
}

/// Opens the answer to a request; begins it, with what was filed, where there is none yet. That needs the network once.
pub async fn open(code: &str, secret: &str, request: &MoreRequest) -> Result<Opened, Failure> {
    if let Some(asked) = kept(code) {
        if asked.request.at == request.at {
            let form = form(&asked.service, &asked.version).await?;
            if let Ok(draft) = drafts::open(&asked.draft).await {
                return Ok(Opened { asked: Arc::new(asked), form, draft });
            }
        } else {
            // Of a request that has ended.
            let _ = drafts::answered(&asked.draft).await;
        }
    }
    let Filed { service, definition: version, answers: filed } = api::filed(code, secret).await?;
    let form = form(&service, &version).await?;
    let mut answers = filed.clone();
    for item in &request.items {
        if let Path::Document(id) = &item.place {
            // A paper is given anew as a whole: its files are with the office, not here.
            answers.documents.remove(id);
        }
    }
    let known: Profile = [(OF.to_owned(), Value::text(code))].into_iter().collect();
    let begun = Draft { answers, known, ..Draft::default() };
    let draft = drafts::begin(&form, &Profile::new(), begun).await.map_err(|_| Failure::Offline)?;
    let asked = Asked {
        code: code.to_owned(),
        secret: secret.to_owned(),
        draft: draft.id(),
        request: request.clone(),
        service,
        version,
        filed,
        note: String::new(),
    };
    // Not kept, what is typed is found by nobody: the draft itself is, so it is tried again with the first note.
    let _ = asked.keep();
    Ok(Opened { asked: Arc::new(asked), form, draft })
}

async fn form(service: &str, version: &str) -> Result<Arc<Form>, Failure> {
    let definition = services::definition(service, version).await?;
    Form::of(definition).map(Arc::new).map_err(|_| Failure::NotOurs)
}

/// The answer has arrived.
pub fn forget(code: &str) {
    storage::remove(&place(code));
}

/// When the request was made that is being answered; `None`: none is.
pub fn begun(code: &str) -> Option<Millis> {
    kept(code).map(|asked| asked.request.at)
}

fn kept(code: &str) -> Option<Asked> {
    serde_json::from_str(&local::get(&place(code))?).ok()
}

fn place(code: &str) -> String {
    format!("nhs.asked.{code}")
}

impl Asked {
    /// Keeps it on the phone.
    pub fn keep(&self) -> Result<(), Error> {
        local::set(&place(&self.code), &serde_json::to_string(self)?)
    }

    /// The same with what the person writes to the officer.
    #[must_use]
    pub fn with_note(&self, note: &str) -> Self {
        Self { note: note.to_owned(), ..self.clone() }
    }

    /// The note as it was kept last.
    pub fn kept_note(&self) -> String {
        kept(&self.code).filter(|kept| kept.draft == self.draft).map(|kept| kept.note).unwrap_or_default()
    }

    /// Every place that is wanted.
    pub fn wanted(&self) -> Vec<Path> {
        self.request.items.iter().map(|item| item.place.clone()).collect()
    }

    /// Places that are open only because of the answers so far.
    pub fn newly_asked(&self, form: &Form, answers: &Answers) -> Vec<Path> {
        let wanted = self.wanted();
        Reopened { form, filed: &self.filed, wanted: &wanted }.newly_asked(answers)
    }

    /// What is wrong with an answer, as the server judges it; and which wanted paper is not given, unless a note says why.
    pub fn check(&self, form: &Form, given: &Answers, context: Context) -> Vec<Violation> {
        let wanted = self.wanted();
        let reopened = Reopened { form, filed: &self.filed, wanted: &wanted };
        let mut found = match reopened.merge(given) {
            Ok(merged) => reopened.check(&merged, context),
            Err(locked) => locked.into_iter().map(|path| Violation::new(path, Code::Unknown)).collect(),
        };
        let is_missing =
            |path: &&Path| matches!(path, Path::Document(id) if given.documents.get(id).is_none());
        if self.note.trim().is_empty() {
            let missing = wanted.iter().filter(is_missing);
            let missing = missing.filter(|path| found.iter().all(|other| other.path != **path));
            let missing: Vec<Violation> =
                missing.map(|path| Violation::new(path.clone(), Code::Required)).collect();
            found.extend(missing);
        }
        found
    }
}

/// What is sent of the answers in a draft: tidy, without what is hidden, with what was taken out said as blank.
pub fn given(form: &Form, filed: &Answers, answers: &Answers) -> Answers {
    let tidy = forms::normalize(form, answers);
    let mut given = forms::prune(form, &tidy);
    for (section, rows) in &filed.sections {
        for (row, values) in rows.rows().iter().enumerate() {
            for (field, _) in values {
                let blank = tidy.value(section, row, field).filter(|value| value.is_blank());
                let Some(blank) = blank.filter(|_| given.value(section, row, field).is_none()) else {
                    continue;
                };
                if matches!(rows, SectionAnswers::One(_)) || given.rows(section).len() > row {
                    given.set(section, row, field, blank.clone());
                }
            }
        }
    }
    given
}
