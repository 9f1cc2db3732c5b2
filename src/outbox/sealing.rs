//! Makes letters of what waits in the open folder, and reads the receipts that came for them.

use super::letter::{FORM, Letter, keep_part, take_back};
use super::parcel::Parcel;
use crate::browser::idb::Durability;
use crate::browser::{Error, clock, digest, random, upload};
use crate::database::{self, PERSON};
use crate::{api, attachments, folders};
use contract::Receipt;
use contract::sealed::{self, SealedReceipt};
use envelope::{PublicKey, SecretKey};
use std::cell::RefCell;

/// In the store of the folder's person, sealed with it: the server's public key, 64 hex digits.
const SERVER: &str = "server-key";

thread_local! {
    /// The folder that has asked for the server's key since the app was opened.
    static ASKED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The server's key, as the open folder knows it.
async fn server_key() -> Option<PublicKey> {
    public_key(&known_server_key().await?)
}

/// The same, as it is kept.
pub async fn known_server_key() -> Option<String> {
    database::text(PERSON, &[SERVER]).await.ok()?
}

/// For a folder that was made where there may be no signal.
pub async fn pass_on_server_key(known: &str) {
    // Not kept, it is asked for.
    let _ = database::put_text(PERSON, &[SERVER], known, Durability::Relaxed).await;
}

/// Asks for the server's key: it is needed where there is no signal. Each folder asks once whenever the app was opened, for
/// the server may have another since. Whether it has: what was sealed to the one before is taken back, and lacks a letter.
pub async fn learn_server_key() -> bool {
    let Some(folder) = folders::current() else { return false };
    if ASKED.with_borrow(|asked| asked == folder.id()) {
        return false;
    }
    let Ok(told) = api::sealing_key().await else { return false };
    if public_key(&told.public_key).is_none() {
        return false;
    }
    ASKED.set(folder.id().to_owned());
    let before = known_server_key().await;
    if before.as_ref() == Some(&told.public_key) {
        return false;
    }
    pass_on_server_key(&told.public_key).await;
    if before.is_some() {
        for letter in Letter::all().await.unwrap_or_default() {
            // One that has arrived holds its receipt.
            if letter.folder == folder.id() && !letter.has_arrived() {
                let _ = take_back(&letter.folder, &letter.draft).await;
            }
        }
    }
    before.is_some()
}

fn public_key(digits: &str) -> Option<PublicKey> {
    digest::from_hex(digits)?.try_into().ok()
}

/// Makes a letter of what waits of a draft, unless there is one already; whether there is one now. What the person is
/// changing, or must correct, is none.
pub async fn seal(draft: &str) -> Result<bool, Error> {
    let Some(parcel) = Parcel::of(draft).await? else { return Ok(false) };
    let (Some(folder), Some(reply)) = (folders::current(), reply_key(&parcel)) else { return Ok(false) };
    let has_form = parcel.dossier.is_none();
    // The answer to a request for more goes with the secret of its dossier, when its folder is open.
    if parcel.answers.is_some() || parcel.refusal.is_some() || (has_form && parcel.is_outdated().await) {
        return Ok(false);
    }
    let content = parcel.correction.as_ref().unwrap_or(&parcel.content);
    let before = Letter::of(folder.id(), draft).await?;
    if before
        .is_some_and(|letter| letter.made_of == content.sha256 && (!has_form || !letter.sha256.is_empty()))
    {
        return Ok(true);
    }
    let Some(to) = server_key().await else { return Ok(false) };
    let mut letter = Letter {
        account: parcel.account.clone(),
        folder: folder.id().to_owned(),
        draft: draft.to_owned(),
        key: parcel.key.clone(),
        made_of: content.sha256.clone(),
        papers: content.files.iter().map(|file| file.sha256.clone()).collect(),
        arrived: parcel.arrived.clone(),
        code: parcel.dossier.clone().unwrap_or_default(),
        due: if has_form { parcel.due().await } else { None },
        made_at: clock::now(),
        ..Letter::default()
    };
    if has_form {
        let reply_to = digest::to_hex(&reply.public());
        let body = format!(r#"{{"reply_to":"{reply_to}","submission":{}}}"#, content.body);
        let body = sealed_to(&to, sealed::SUBMISSION, "", body.as_bytes())?;
        letter.sha256 = digest::sha256(&body);
        keep_part(&letter.folder, draft, FORM, &body).await?;
    }
    for sha256 in letter.left() {
        let file =
            attachments::read(draft, sha256).await.map_err(|error| Error::missing(&error.to_string()))?;
        // One that is lost the server will miss.
        let Some(file) = file else { continue };
        let bound = sealed::file_bound(&parcel.key, sha256);
        let bytes = sealed_to(&to, sealed::FILE, &bound, &file.to_vec())?;
        keep_part(&letter.folder, draft, sha256, &bytes).await?;
    }
    letter.post().await?;
    // What has gone meanwhile needs none.
    if Parcel::of(draft).await?.is_none() {
        take_back(&letter.folder, draft).await?;
        return Ok(false);
    }
    Ok(true)
}

fn sealed_to(to: &PublicKey, purpose: &str, bound: &str, plain: &[u8]) -> Result<Vec<u8>, Error> {
    let mut chance = [0; 32];
    random::fill(&mut chance)?;
    envelope::seal(to, purpose, bound, plain, chance).map_err(|error| Error::missing(&error.to_string()))
}

/// What the receipt of a parcel is sealed to; `None` for one of a draft from before there was such a key.
fn reply_key(parcel: &Parcel) -> Option<SecretKey> {
    let seed = digest::from_hex(&parcel.reply)?.try_into().ok()?;
    Some(SecretKey::derive(&seed))
}

/// The receipt in what the server has sealed to a parcel's folder; `None` when it is for another, or damaged.
pub fn opened(parcel: &Parcel, told: &SealedReceipt) -> Option<Receipt> {
    let sealed = upload::from_base64(&told.receipt).ok()?;
    let plain = reply_key(parcel)?.open(sealed::RECEIPT, &parcel.key, &sealed).ok()?;
    let receipt: Receipt = serde_json::from_str(std::str::from_utf8(&plain).ok()?).ok()?;
    (told.key == parcel.key && receipt.key == parcel.key).then_some(receipt)
}

/// The receipt that came while the folder was locked; `None` when none has.
pub async fn came_meanwhile(parcel: &Parcel) -> Option<Receipt> {
    let folder = folders::current()?;
    let letter = Letter::of(folder.id(), &parcel.draft).await.ok()??;
    let Letter { key, sha256: payload_sha256, code, receipt, .. } = letter;
    opened(parcel, &SealedReceipt { key, payload_sha256, code, receipt })
}

/// The form of a draft has arrived from the open folder: of its letter only the papers are left.
pub async fn form_arrived(draft: &str, code: &str) -> Result<(), Error> {
    let Some(folder) = folders::current() else { return Ok(()) };
    match Letter::of(folder.id(), draft).await? {
        Some(letter) => Letter { code: code.to_owned(), ..letter }.note().await,
        None => Ok(()),
    }
}

/// Nothing of a draft of the open folder is to be sent any more, or not as it was.
pub async fn withdraw(draft: &str) {
    if let Some(folder) = folders::current() {
        // Left behind, it is looked at again with the next flush.
        let _ = take_back(folder.id(), draft).await;
    }
}

/// Takes back the letters of the open folder that are no longer true: the draft was changed, or all has arrived.
pub async fn tidy() -> Result<(), Error> {
    let Some(folder) = folders::current() else { return Ok(()) };
    for letter in Letter::all().await?.into_iter().filter(|letter| letter.folder == folder.id()) {
        let is_true = match Parcel::of(&letter.draft).await? {
            Some(parcel) => parcel.dossier.is_some() || !parcel.is_outdated().await,
            None => false,
        };
        if !is_true {
            take_back(&letter.folder, &letter.draft).await?;
        }
    }
    Ok(())
}
