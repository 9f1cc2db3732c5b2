//! Accounts of those who sign in: one a phone number, which is sealed and found again by an HMAC of it.

use crate::app::App;
use crate::chance;
use crate::config::Key;
use crate::error::Result;
use contract::Millis;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::fmt;

/// Makes what is found by but cannot be read; cheap to clone.
#[derive(Clone)]
pub struct Blinder {
    key: [u8; 32],
}

/// A phone number as it is kept.
#[derive(Clone, Debug)]
pub struct KeptPhone {
    /// Finds it.
    pub index: Vec<u8>,
    /// Sealed under [`phone_place`] of the index.
    pub sealed: Vec<u8>,
}

impl Blinder {
    pub fn new(key: &Key) -> Self {
        let key = Sha256::new().chain_update("nop-ho-so accounts 1:").chain_update(key.0).finalize();
        Self { key: key.into() }
    }

    /// HMAC-SHA-256 of a text; `purpose` keeps those of different columns apart.
    pub fn blind(&self, purpose: &str, text: &str) -> Vec<u8> {
        // A key of 32 bytes is none that HMAC refuses.
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return Vec::new() };
        mac.chain_update(purpose).chain_update([0]).chain_update(text).finalize().into_bytes().to_vec()
    }
}

impl fmt::Debug for Blinder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blinder(…)")
    }
}

/// A number, made ready to be kept.
pub fn keep_phone(app: &App, number: &str) -> KeptPhone {
    let index = app.blinder.blind("phone", number);
    let sealed = app.sealer.seal(&phone_place(&index), number.as_bytes());
    KeptPhone { index, sealed }
}

/// Place of a phone number for the seal: the same wherever it is kept.
pub fn phone_place(index: &[u8]) -> String {
    format!("phone:{}", chance::to_hex(index))
}

/// The id of the account of a number; made now when there is none.
pub async fn of_phone(connection: &mut AnyConnection, phone: &KeptPhone, now: Millis) -> Result<String> {
    let insert = "INSERT INTO account (id, phone_index, phone, created_at) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT (phone_index) DO NOTHING";
    let query = sqlx::query(insert).bind(chance::hex::<16>()).bind(phone.index.clone());
    query.bind(phone.sealed.clone()).bind(now).execute(&mut *connection).await?;
    let (id,): (String,) = sqlx::query_as("SELECT id FROM account WHERE phone_index = $1")
        .bind(phone.index.clone())
        .fetch_one(connection)
        .await?;
    Ok(id)
}

/// What an account is shown of its own number: `•••• ••• 678`.
pub async fn shown_phone(app: &App, account: &str) -> Result<String> {
    let (index, sealed): (Vec<u8>, Vec<u8>) =
        sqlx::query_as("SELECT phone_index, phone FROM account WHERE id = $1")
            .bind(account.to_owned())
            .fetch_one(app.database.pool())
            .await?;
    let number = app.sealer.open(&phone_place(&index), &sealed)?;
    let number = String::from_utf8_lossy(&number);
    let end = number.get(number.len().saturating_sub(3)..).unwrap_or_default();
    Ok(format!("•••• ••• {end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_blinded_depends_on_key_purpose_and_text() {
        let blinder = Blinder::new(&Key([1; 32]));
        let blind = blinder.blind("phone", "0912345678");
        assert_eq!(blind.len(), 32);
        assert_eq!(blind, blinder.blind("phone", "0912345678"));
        assert_ne!(blind, blinder.blind("code", "0912345678"));
        assert_ne!(blind, blinder.blind("phone", "0912345679"));
        assert_ne!(blind, Blinder::new(&Key([2; 32])).blind("phone", "0912345678"));
        assert_eq!(format!("{blinder:?}"), "Blinder(…)");
    }
}
