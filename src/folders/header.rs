//! What is kept of a folder beside its records: enough to open it, nothing of what it holds.

use crate::browser::Error;
use crate::browser::crypto::DeviceKey;
use crate::browser::digest::{from_hex, to_hex};
use crate::browser::idb::Transaction;
use crate::database::FOLDERS;
use contract::Millis;
use serde::{Deserialize, Serialize};
use vault::Key;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// 16 lower-case hex digits of chance.
    pub id: String,
    pub created_at: Millis,
    pub wrapped: Wrapped,
}

/// The folder's key as it is kept; bytes as hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrapped {
    /// Not wrapped at all: this page gets no `WebCrypto`. Whoever copies the profile can read everything.
    Open(String),
    /// By the browser's own key.
    Device(String),
}

impl Wrapped {
    pub(super) async fn new(folder: &str, key: &Key, device: Option<&DeviceKey>) -> Result<Self, Error> {
        Ok(match device {
            Some(device) => Self::Device(to_hex(&device.seal(folder, key.expose()).await?)),
            None => Self::Open(to_hex(key.expose())),
        })
    }

    /// The key; `None` when it cannot be had: damaged, or the browser has lost its own.
    pub(super) async fn key(&self, folder: &str, device: Option<&DeviceKey>) -> Option<Key> {
        let bytes = match self {
            Self::Open(hex) => from_hex(hex)?,
            Self::Device(hex) => device?.open(folder, &from_hex(hex)?).await.ok()?,
        };
        Key::from_bytes(&bytes).ok()
    }
}

impl Header {
    /// `None` for a damaged record.
    pub(super) fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    pub(super) fn store(&self, transaction: &Transaction) -> Result<(), Error> {
        let json = serde_json::to_string(self)
            .map_err(|e| Error { name: "Json".to_owned(), message: e.to_string() })?;
        transaction.put(FOLDERS, &self.id.as_str().into(), &json.into())
    }
}
