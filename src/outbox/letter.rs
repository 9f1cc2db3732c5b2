//! What waits to be sent, sealed to the server's public key: it lies beside the folders, so that it goes out while its
//! folder is locked, and after that was erased. In the open stand ids and keys of chance, hashes, a time, and once it has
//! arrived the dossier's code; whoever has the phone can read no more of it than of the sealed records.

use crate::browser::Error;
use crate::browser::idb::{Durability, between};
use crate::database::{self, LETTER_PARTS, LETTERS};
use chrono::NaiveDate;
use contract::Millis;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

/// The part of a letter that is the form; the others are called by the SHA-256 of their file.
pub const FORM: &str = "form";

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub folder: String,
    /// Id of the draft.
    pub draft: String,
    /// Of the submission.
    pub key: String,
    /// As in the parcel.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// SHA-256 of the open body it was made of: another now is another letter.
    pub made_of: String,
    /// SHA-256 of the form as it is sent, sealed; empty when only papers are left.
    #[serde(default)]
    pub sha256: String,
    /// SHA-256 of the files, in the order in which they go.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Those of them that the server has, or will not have.
    #[serde(default)]
    pub arrived: Vec<String>,
    /// Of the dossier, once it is one.
    #[serde(default)]
    pub code: String,
    /// What the server has sealed to the folder, in base64; empty before.
    #[serde(default)]
    pub receipt: String,
    /// The server will not have it, and the folder that could correct it is gone.
    #[serde(default)]
    pub refused: bool,
    /// By when the law wants the form; not of whom, nor which. The nearest goes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    pub made_at: Millis,
}

impl Letter {
    /// Whether the form is with the office.
    pub fn has_arrived(&self) -> bool {
        !self.code.is_empty() || !self.receipt.is_empty()
    }

    /// Files the server has not said anything about.
    pub fn left(&self) -> impl Iterator<Item = &String> {
        self.papers.iter().filter(|sha256| !self.arrived.contains(sha256))
    }

    /// Whether anything can still go out.
    pub fn is_due(&self) -> bool {
        !self.refused && (!self.has_arrived() || self.left().next().is_some())
    }

    /// The letter of a draft.
    pub async fn of(folder: &str, draft: &str) -> Result<Option<Self>, Error> {
        let reading = database::connection().await?.read(&[LETTERS])?;
        Ok(read(&reading.get(LETTERS, &at(folder, draft)).await?))
    }

    /// Those of every folder, also of such that are no more.
    pub async fn all() -> Result<Vec<Self>, Error> {
        let reading = database::connection().await?.read(&[LETTERS])?;
        let all = reading.all(LETTERS, &JsValue::UNDEFINED).await?;
        Ok(all.iter().filter_map(|kept| read(&kept)).collect())
    }

    /// Posts it, in place of an older one of the same draft. Its parts were kept by [`keep_part`] before.
    pub async fn post(&self) -> Result<(), Error> {
        let writing = database::connection().await?.write(&[LETTERS], Durability::Strict)?;
        let asked = writing.put(LETTERS, &at(&self.folder, &self.draft), &self.json()?);
        writing.done().await.and(asked)
    }

    /// Keeps what has become of it, unless it was taken back meanwhile.
    pub async fn note(&self) -> Result<(), Error> {
        let writing = database::connection().await?.write(&[LETTERS], Durability::Strict)?;
        let key = at(&self.folder, &self.draft);
        let is_there =
            read(&writing.get(LETTERS, &key).await?).is_some_and(|kept| kept.made_of == self.made_of);
        let asked = if is_there { writing.put(LETTERS, &key, &self.json()?) } else { Ok(()) };
        writing.done().await.and(asked)
    }

    /// One of its parts; `None` when there is none.
    pub async fn part(&self, name: &str) -> Result<Option<Uint8Array>, Error> {
        let reading = database::connection().await?.read(&[LETTER_PARTS])?;
        let kept = reading.get(LETTER_PARTS, &part_at(&self.folder, &self.draft, name)).await?;
        Ok(kept.dyn_into().ok())
    }

    /// Lets go of what is no longer needed to be sent.
    pub async fn forget_parts(&self) -> Result<(), Error> {
        let writing = database::connection().await?.write(&[LETTER_PARTS], Durability::Relaxed)?;
        let asked =
            parts_of(&self.folder, &self.draft).and_then(|range| writing.delete(LETTER_PARTS, &range));
        writing.done().await.and(asked)
    }

    fn json(&self) -> Result<JsValue, Error> {
        Ok(serde_json::to_string(self)?.into())
    }
}

/// Keeps a part of a letter that is not posted yet.
pub async fn keep_part(folder: &str, draft: &str, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let writing = database::connection().await?.write(&[LETTER_PARTS], Durability::Strict)?;
    let asked = writing.put(LETTER_PARTS, &part_at(folder, draft, name), &Uint8Array::from(bytes));
    writing.done().await.and(asked)
}

/// Takes the letter of a draft back, with all its parts.
pub async fn take_back(folder: &str, draft: &str) -> Result<(), Error> {
    let writing = database::connection().await?.write(&[LETTERS, LETTER_PARTS], Durability::Strict)?;
    let asked = writing
        .delete(LETTERS, &at(folder, draft))
        .and_then(|()| writing.delete(LETTER_PARTS, &parts_of(folder, draft)?));
    writing.done().await.and(asked)
}

/// `None` for a damaged record: nothing is known of it.
fn read(kept: &JsValue) -> Option<Letter> {
    serde_json::from_str(&kept.as_string()?).ok()
}

fn at(folder: &str, draft: &str) -> JsValue {
    database::place(folder, &[draft]).into()
}

fn part_at(folder: &str, draft: &str, name: &str) -> JsValue {
    database::place(folder, &[draft, name]).into()
}

fn parts_of(folder: &str, draft: &str) -> Result<JsValue, Error> {
    let (first, last) = (database::place(folder, &[draft]), database::place(folder, &[draft]));
    // An array sorts after every text.
    last.push(&Array::new());
    between(&first, &last)
}
