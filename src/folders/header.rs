//! What is kept of a folder beside its records: enough to open it, nothing of what it holds.

use crate::browser::Error;
use crate::browser::crypto::DeviceKey;
use crate::browser::digest::{from_hex, to_hex};
use crate::browser::idb::Transaction;
use crate::database::FOLDERS;
use crate::writing;
use contract::Millis;
use vault::Key;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Header {
    /// 16 lower-case hex digits of chance.
    pub id: String,
    pub created_at: Millis,
    /// As people call it, told even when the folder is locked: sealed by the browser's own key, as hex; where there is no
    /// such key, the name itself.
    #[cfg_attr(test, serde(skip_serializing_if = "String::is_empty"))]
    pub name: String,
    /// The nearest day by which the law wants something of it filed, told even when the folder is locked: as
    /// ISO 8601 writes it, for a first form would pay for reading days. Empty where there is none.
    #[cfg_attr(test, serde(skip_serializing_if = "String::is_empty"))]
    pub due: String,
    pub wrapped: Wrapped,
}

/// The folder's key as it is kept; bytes as hex.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Wrapped {
    /// Not wrapped at all: this page gets no `WebCrypto`. Whoever copies the profile can read everything.
    Open(String),
    /// By the browser's own key.
    Device(String),
    /// By a PIN: a [`vault::Lock`], and the [`vault::Guesses`] at it.
    Pin { lock: String, guesses: String },
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
            Self::Pin { .. } => return None,
        };
        Key::from_bytes(&bytes).ok()
    }

    pub fn has_pin(&self) -> bool {
        matches!(self, Self::Pin { .. })
    }

    /// Whether the key lies beside what it seals.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }
}

impl Header {
    /// A name as it is kept in [`Self::name`].
    pub(super) async fn named(folder: &str, name: &str, device: Option<&DeviceKey>) -> Result<String, Error> {
        match device {
            Some(device) if !name.is_empty() => {
                Ok(to_hex(&device.seal(&name_of(folder), name.as_bytes()).await?))
            }
            _ => Ok(name.to_owned()),
        }
    }

    /// The name; empty where there is none, or none that can be read.
    pub(super) async fn name(&self, device: Option<&DeviceKey>) -> String {
        let (Some(device), Some(sealed)) = (device, from_hex(&self.name)) else { return self.name.clone() };
        let opened = device.open(&name_of(&self.id), &sealed).await.ok();
        opened.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }

    pub(super) fn store(&self, transaction: &Transaction) -> Result<(), Error> {
        transaction.put(FOLDERS, &self.id.as_str().into(), &writing::header(self).into())
    }
}

/// What a sealed name is about: never taken for a sealed key.
fn name_of(folder: &str) -> String {
    format!("name of {folder}")
}
