//! A helper's round: each household of this phone with what is to be done there, the nearest deadline first. Of a folder that
//! is locked only its name is told, the nearest deadline, and how much of it waits to go out.

use crate::attachments::Stored;
use crate::browser::Error;
use crate::database::{self, FILES, OUTBOX, RECEIPTS};
use crate::drafts::{self, Draft};
use crate::folders::many::{self, Listed};
use crate::folders::{self, Folder};
use crate::order::sort_by_key;
use crate::outbox::{Parcel, letters_of};
use crate::reading::Record;
use crate::receipts::Sent;
use crate::services;
use crate::supplement;
use chrono::NaiveDate;
use forms::Answers;
use std::rc::Rc;

/// A household of the round.
#[derive(Clone, Debug, PartialEq)]
pub struct Household {
    pub folder: Listed,
    /// `None` while it is locked.
    pub tasks: Option<Vec<Task>>,
    /// The nearest day by which something of it has to be with the office.
    pub due: Option<NaiveDate>,
    /// What waits for a signal.
    pub waits: Load,
}

/// Something to do in a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Id of the draft, or code of the dossier.
    pub id: String,
    /// Slug of the service.
    pub service: String,
    /// The step at which it was left; empty before the first.
    pub step: String,
    pub what: What,
    /// By when the law wants it filed.
    pub due: Option<NaiveDate>,
}

/// What is to be done, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The office asks for more.
    Asked,
    /// The server has refused it.
    Correct,
    /// Answers or papers are missing; so much is done, 0 to 100.
    Missing(u8),
    /// All is there: the person has to read it and agree.
    Present,
    /// Goes by itself.
    Waits,
    /// The office has the form, and so many papers go by themselves.
    Papers(usize),
}

/// So much is still to go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    pub texts: usize,
    pub text_bytes: u64,
    pub papers: usize,
    pub paper_bytes: u64,
}

/// What a photo has on average after the app has made it small, where nobody may look: in bytes.
const PAPER: u64 = 500_000;
/// A form, likewise.
const TEXT: u64 = 4_000;
/// What a weak signal carries, in bytes a second.
const SPEED: u64 = 40_000;

impl Load {
    /// Seconds until all texts are with the office, and until all is, over a weak signal.
    pub fn seconds(self) -> (u64, u64) {
        let texts = self.text_bytes.div_ceil(SPEED);
        (texts, texts + self.paper_bytes.div_ceil(SPEED))
    }

    pub fn is_nothing(self) -> bool {
        self.texts == 0 && self.papers == 0
    }

    fn add(&mut self, other: Self) {
        self.texts += other.texts;
        self.text_bytes += other.text_bytes;
        self.papers += other.papers;
        self.paper_bytes += other.paper_bytes;
    }
}

/// All households of this phone, in the order of the round.
pub async fn all() -> Result<Vec<Household>, Error> {
    let mut all = Vec::new();
    for folder in many::list().await? {
        let open = folders::many::peek(&folder.id).await?;
        all.push(match open {
            Some(open) => looked_into(folder, &open).await?,
            None => locked(folder).await?,
        });
    }
    in_order(&mut all);
    Ok(all)
}

/// Notes the nearest deadline of the open folder, for the round of when it is locked. Without a PIN it never is.
pub(crate) async fn note_due() -> Result<(), Error> {
    let Some(open) = folders::current().filter(|open| open.header.wrapped.has_pin()) else { return Ok(()) };
    let all = many::list().await?;
    let Some(listed) = all.into_iter().find(|folder| folder.id == open.id()) else { return Ok(()) };
    let due = looked_into(listed, &open).await?.due;
    many::note_due(open.id(), due.map(|day| day.to_string()).unwrap_or_default()).await
}

/// What waits of all of them.
pub fn load(all: &[Household]) -> Load {
    let mut load = Load::default();
    for one in all {
        load.add(one.waits);
    }
    load
}

/// The nearest deadline first; then where something is to be done, the most pressing first; then where something waits.
fn in_order(all: &mut [Household]) {
    sort_by_key(all, |one| {
        let first = one.tasks.iter().flatten().map(|task| task.what).min();
        (one.due.is_none(), one.due, first.is_none(), first, one.waits.is_nothing())
    });
}

async fn locked(folder: Listed) -> Result<Household, Error> {
    let letters = letters_of(&folder.id).await?;
    let mut waits = Load::default();
    for letter in &letters {
        waits.add(Load {
            texts: usize::from(letter.has_form),
            text_bytes: if letter.has_form { TEXT } else { 0 },
            papers: letter.papers,
            paper_bytes: letter.papers as u64 * PAPER,
        });
    }
    let letters = letters.iter().filter(|letter| letter.has_form).filter_map(|letter| letter.due);
    let due = letters.chain(folder.due.parse().ok()).min();
    Ok(Household { folder, tasks: None, due, waits })
}

async fn looked_into(folder: Listed, open: &Rc<Folder>) -> Result<Household, Error> {
    let (parcels, sent, files) =
        database::read_of(open.clone(), &[OUTBOX, RECEIPTS, FILES], async |reading| {
            let parcels: Vec<Parcel> = read(&reading.texts(OUTBOX, &[]).await?);
            let sent: Vec<Sent> = read(&reading.texts(RECEIPTS, &[]).await?);
            Ok((parcels, sent, reading.texts(FILES, &[]).await?))
        })
        .await?;
    let drafts = if folder.is_open {
        drafts::all().await.map_err(|error| Error::missing(&error.to_string()))?
    } else {
        drafts::load_all_of(open.clone()).await?
    };
    // What went out while it was closed, the folder hears when it is opened.
    let letters = if folder.is_open { Vec::new() } else { letters_of(&folder.id).await? };
    let mut tasks = Vec::new();
    let mut waits = Load::default();
    for parcel in &parcels {
        let letter = letters.iter().find(|letter| letter.draft == parcel.draft && !letter.has_form);
        if let Some(letter) = letter {
            let papers =
                Load { papers: letter.papers, paper_bytes: letter.papers as u64 * PAPER, ..Load::default() };
            if letter.papers > 0 {
                waits.add(papers);
                tasks.push(task(parcel, What::Papers(letter.papers), None));
            }
            continue;
        }
        let what = match (&parcel.dossier, &parcel.refusal) {
            (Some(_), _) => What::Papers(parcel.left().count()),
            (None, Some(_)) => What::Correct,
            (None, None) => What::Waits,
        };
        if what != What::Correct {
            waits.add(load_of(parcel, &files));
        }
        let due = if parcel.dossier.is_none() { parcel.due().await } else { None };
        tasks.push(task(parcel, what, due));
    }
    let is_begun = |draft: &&Draft| {
        draft.discarded_at.is_none()
            && !supplement::is_one(draft)
            && parcels.iter().all(|parcel| parcel.draft != draft.id)
    };
    for draft in drafts.iter().filter(is_begun) {
        tasks.push(Task {
            id: draft.id.clone(),
            service: draft.service.clone(),
            step: draft.step.clone(),
            what: if draft.percent == 100 { What::Present } else { What::Missing(draft.percent) },
            due: due(&draft.service, &draft.answers).await,
        });
    }
    for one in sent.iter().filter(|one| is_asked_for_more(one)) {
        let (id, service) = (one.receipt.code.clone(), one.receipt.service.clone());
        tasks.push(Task { id, service, step: String::new(), what: What::Asked, due: None });
    }
    sort_by_key(&mut tasks, |task| (task.due.is_none(), task.due, task.what));
    let due = tasks.iter().filter_map(|task| task.due).min();
    Ok(Household { folder, tasks: Some(tasks), due, waits })
}

fn task(parcel: &Parcel, what: What, due: Option<NaiveDate>) -> Task {
    let (id, service) = (parcel.draft.clone(), parcel.service.clone());
    Task { id, service, step: String::new(), what, due }
}

fn read<T: Record>(texts: &[(Vec<String>, String)]) -> Vec<T> {
    texts.iter().filter_map(|(_, json)| T::read(json)).collect()
}

fn load_of(parcel: &Parcel, files: &[(Vec<String>, String)]) -> Load {
    let kept: Vec<Stored> = files
        .iter()
        .filter(|(key, _)| key.first() == Some(&parcel.draft))
        .filter_map(|(_, json)| Stored::read(json))
        .collect();
    let mut load = Load::default();
    if parcel.dossier.is_none() {
        load.texts = 1;
        load.text_bytes = parcel.content.body.len() as u64;
    }
    for file in parcel.left() {
        load.papers += 1;
        load.paper_bytes += kept.iter().find(|one| one.sha256 == file.sha256).map_or(PAPER, |one| one.bytes);
    }
    load
}

fn is_asked_for_more(sent: &Sent) -> bool {
    let detail = sent.tracked.as_ref().and_then(|tracked| tracked.detail.as_ref());
    detail.is_some_and(|detail| detail.request.is_some())
}

/// By when the law wants such a form; `None` where it sets no day, or the guide that says so is not on this phone.
pub async fn due(service: &str, answers: &Answers) -> Option<NaiveDate> {
    services::file_within(service).await.ok()?.as_ref().as_ref()?.last_day(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn household(name: &str, due: Option<&str>, whats: &[What], waits: usize) -> Household {
        let folder =
            Listed { id: name.into(), name: name.into(), has_pin: false, is_open: false, due: String::new() };
        let task = |what: &What| Task {
            id: "d".into(),
            service: "s".into(),
            step: String::new(),
            what: *what,
            due: None,
        };
        Household {
            folder,
            tasks: Some(whats.iter().map(task).collect()),
            due: due.map(|day| day.parse().unwrap()),
            waits: Load { texts: waits, ..Load::default() },
        }
    }

    #[test]
    fn the_nearest_deadline_comes_first_and_then_what_presses_most() {
        let mut all = vec![
            household("nothing", None, &[], 0),
            household("waits", None, &[], 1),
            household("later", Some("2026-12-24"), &[What::Missing(10)], 0),
            household("missing", None, &[What::Missing(40)], 0),
            household("asked", None, &[What::Present, What::Asked], 0),
            household("soon", Some("2026-11-25"), &[What::Waits], 1),
        ];
        in_order(&mut all);
        let names: Vec<&str> = all.iter().map(|one| one.folder.name.as_str()).collect();
        assert_eq!(names, ["soon", "later", "asked", "missing", "waits", "nothing"]);
        assert_eq!(load(&all).texts, 2);
    }

    #[test]
    fn texts_are_there_long_before_the_photos() {
        let load = Load { texts: 3, text_bytes: 12_000, papers: 4, paper_bytes: 2_000_000 };
        assert_eq!(load.seconds(), (1, 51));
    }
}
