//! Receipts on this phone, each with the last that was heard of its dossier.

use crate::browser::Error;
use crate::browser::clock;
use crate::browser::idb::Durability;
use crate::database::{self, RECEIPTS};
use crate::drafts::announce;
use crate::order::sort_by_key;
use contract::{Millis, Receipt, Tracked};
use serde::{Deserialize, Serialize};

/// A dossier sent from this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub receipt: Receipt,
    /// Id of the draft it was.
    pub draft: String,
    /// As the server last said; `None` before the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked: Option<Tracked>,
    /// The phone's clock then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked_at: Option<Millis>,
}

/// All, the last sent first. A damaged record is set aside.
pub async fn list() -> Result<Vec<Sent>, Error> {
    let mut all: Vec<Sent> = database::all(RECEIPTS, &[]).await?;
    sort_by_key(&mut all, |sent| std::cmp::Reverse(sent.receipt.received_at));
    Ok(all)
}

/// The one of that dossier code.
pub async fn get(code: &str) -> Result<Option<Sent>, Error> {
    database::one(RECEIPTS, &[code]).await
}

/// The code of the dossier that a draft has become.
pub async fn code_of(draft: &str) -> Option<String> {
    let all = list().await.ok()?;
    all.into_iter().find(|sent| sent.draft == draft).map(|sent| sent.receipt.code)
}

/// Remembers what the server says of a dossier; nothing when it was not sent from this phone.
pub async fn heard(tracked: &Tracked) -> Result<(), Error> {
    let Some(mut sent) = get(&tracked.code).await? else { return Ok(()) };
    if sent.tracked.as_ref() == Some(tracked) {
        return Ok(());
    }
    sent.tracked = Some(tracked.clone());
    sent.tracked_at = Some(clock::now());
    put(&sent).await
}

/// Removes a receipt from this phone. The dossier itself stays where it is.
pub async fn remove(code: &str) -> Result<(), Error> {
    database::write(&[RECEIPTS], Durability::Strict, &|writing| writing.delete(RECEIPTS, &[code])).await?;
    announce();
    Ok(())
}

async fn put(sent: &Sent) -> Result<(), Error> {
    let json = serde_json::to_string(sent)?;
    database::put_text(RECEIPTS, &[&sent.receipt.code], &json, Durability::Strict).await?;
    announce();
    Ok(())
}
