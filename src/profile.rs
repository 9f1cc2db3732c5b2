//! What the phone knows of its owner, to fill into forms; and all that it keeps, to see, take along or erase.

use crate::browser::idb::Durability;
use crate::browser::persist::{self, Estimate};
use crate::browser::{Error, storage};
use crate::database::{self, PERSON};
use crate::drafts::{self, Draft};
use crate::households;
use crate::later::Job;
use crate::receipts::{self, Sent};
use forms::Profile;
use serde::Serialize;
use std::cell::{Cell, RefCell};

const ME: &str = "me";
/// Every key of local storage that is ours.
const OURS: &str = "nhs.";

/// Beside what is known: a form asks first whom it is for.
pub const ASKS_FIRST: &str = "asks";

/// What reads it for a form, where it is not in the same file of the program.
pub type Reader = fn() -> Job<Option<Profile>>;

thread_local! {
    static READER: Cell<Option<Reader>> = const { Cell::new(None) };
    /// What a form begins with, until it is opened: it need not be read again.
    static HANDED_OVER: RefCell<Option<Profile>> = const { RefCell::new(None) };
}

/// Says once what reads it.
pub fn read_by(reader: Reader) {
    READER.set(Some(reader));
}

/// What a form may be filled with. Nothing when it cannot be read: the form only asks more.
pub async fn known() -> Profile {
    if let Some(profile) = HANDED_OVER.take() {
        return profile;
    }
    match READER.get() {
        Some(read) if database::exists().await => read().await.unwrap_or_default(),
        _ => Profile::default(),
    }
}

/// For the form that is opened next.
pub fn hand_over(profile: Profile) {
    HANDED_OVER.set(Some(profile));
}

/// What is kept; nothing on a new phone.
pub async fn load() -> Result<Profile, Error> {
    Ok(database::one(PERSON, &[ME]).await?.unwrap_or_default())
}

/// Keeps it; blank values are left out.
pub async fn save(profile: &Profile) -> Result<(), Error> {
    let known: Profile =
        profile.iter().filter(|(_, v)| !v.is_blank()).map(|(k, v)| (k.clone(), v.clone())).collect();
    database::put_text(PERSON, &[ME], &json(&known)?, Durability::Strict).await
}

pub async fn clear() -> Result<(), Error> {
    database::write(&[PERSON], Durability::Strict, &|writing| writing.delete(PERSON, &[ME])).await
}

/// Everything kept, as a person can take along. Files are named in the drafts, but not in it.
#[derive(Serialize)]
struct Export {
    profile: Profile,
    /// The people of the household besides.
    people: Vec<Profile>,
    drafts: Vec<Draft>,
    receipts: Vec<Sent>,
}

/// Everything kept, as JSON.
pub async fn export() -> Result<String, drafts::Error> {
    let people = households::all()
        .await?
        .into_iter()
        .filter(|one| one.id != households::ME)
        .map(|one| one.known)
        .collect();
    let all = Export {
        profile: load().await?,
        people,
        drafts: drafts::all().await?,
        receipts: receipts::list().await?,
    };
    Ok(json(&all)?)
}

/// Erases drafts, files, receipts and the profile from this phone. What was sent stays with the office.
pub async fn erase_everything() -> Result<(), Error> {
    for key in storage::keys(OURS) {
        storage::remove(&key);
    }
    database::clear().await?;
    for key in storage::keys(OURS) {
        storage::remove(&key);
    }
    drafts::announce();
    Ok(())
}

/// The room in use.
pub async fn usage() -> Result<Estimate, Error> {
    persist::estimate().await
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    Ok(serde_json::to_string(value)?)
}
