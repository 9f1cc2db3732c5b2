//! Who files for others on this phone, by name: not of any household, so it lies beside the folders as their names do, sealed
//! by the browser's own key.

use super::{device, stored};
use crate::browser::digest::{from_hex, to_hex};
use crate::browser::idb::Durability;
use crate::browser::{Error, storage};
use crate::database::{self, KEYS};
use contract::HelperRelation;
use serde::{Deserialize, Serialize};

/// In [`KEYS`].
const HELPER: &str = "helper";
/// What the seal is about.
const ABOUT: &str = "the helper";
/// In local storage, where somebody files for others: a form asks whom it is for. Says nothing of anybody.
const HELPS: &str = "nhs.helps";

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    pub name: String,
    pub relation: HelperRelation,
}

/// Whether somebody files for others on this phone. Costs no look into the database.
pub fn is_there() -> bool {
    storage::get(HELPS).is_some()
}

/// `None` where nobody does, or it cannot be read.
pub async fn get() -> Result<Option<Helper>, Error> {
    let connection = database::connection().await?;
    let kept = connection.read(&[KEYS])?.get(KEYS, &HELPER.into()).await?;
    let Some(kept) = kept.as_string() else { return Ok(None) };
    let (_, device) = stored(&connection).await?;
    let json = match (device, from_hex(&kept)) {
        (Some(device), Some(sealed)) => match device.open(ABOUT, &sealed).await {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
            Err(_) => return Ok(None),
        },
        _ => kept,
    };
    Ok(serde_json::from_str(&json).ok())
}

/// Keeps it; with `None` nobody files for others any more.
pub async fn set(helper: Option<&Helper>) -> Result<(), Error> {
    let kept = match helper {
        None => None,
        Some(helper) => {
            let json = serde_json::to_string(helper)?;
            Some(match device().await? {
                Some(device) => to_hex(&device.seal(ABOUT, json.as_bytes()).await?),
                None => json,
            })
        }
    };
    let writing = database::connection().await?.write(&[KEYS], Durability::Strict)?;
    let asked = match &kept {
        Some(kept) => writing.put(KEYS, &HELPER.into(), &kept.as_str().into()),
        None => writing.delete(KEYS, &HELPER.into()),
    };
    writing.done().await.and(asked)?;
    if kept.is_some() {
        return storage::set(HELPS, "1");
    }
    storage::remove(HELPS);
    Ok(())
}
