//! Who has read and done what: rows that are only added, each sealed to the one before it.
//!
//! The hash of a row is HMAC-SHA-256 over the hash before it and the row, under a key made of the server's: who has the
//! database alone can neither change a row nor make the chain fit again. What a chain cannot show is that its end was
//! cut off and `audit_head` set back: for that, note its head from time to time, and give it to `verify-audit`.

use crate::chance::to_hex;
use crate::config::{Key, key_of_hex};
use crate::database::Database;
use crate::error::{Error, Result};
use crate::seal::Sealer;
use contract::Millis;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::fmt;

/// So many rows are read at once when they are verified.
const BATCH: i64 = 1000;

/// What the chain is made with; cheap to clone.
#[derive(Clone)]
pub struct Chain {
    key: [u8; 32],
    sealer: Sealer,
}

/// One thing that somebody did or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Millis,
    /// Id of the officer, or `console`.
    pub officer: String,
    /// As `read`, `move receive`.
    pub operation: String,
    /// Of the dossier; empty when it was none.
    pub code: String,
    /// A reason or a filter; may name people.
    pub detail: String,
}

/// A sound audit: how many rows, and the hash of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub hash: String,
}

/// What is wrong with the audit, with the number of the first row where it shows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("row {0} is missing")]
    Missing(i64),
    #[error("row {0} was changed, or one before it was exchanged")]
    Changed(i64),
    #[error("the last row is {last}, but {head} were written")]
    CutOff { last: i64, head: i64 },
    #[error("row {0} has another hash than the one that was noted")]
    NotAsNoted(i64),
}

type Row = (i64, i64, String, String, String, Vec<u8>, Vec<u8>);

impl Chain {
    pub fn new(key: &Key, sealer: Sealer) -> Self {
        let key = Sha256::new().chain_update("nop-ho-so audit chain 1:").chain_update(key.0).finalize();
        Self { key: key.into(), sealer }
    }

    /// Adds rows in the transaction of what they tell of.
    pub async fn append(&self, connection: &mut AnyConnection, entries: &[Entry]) -> Result<()> {
        // The first to add makes the row. Then it is locked until the commit, so that the chain has no branches.
        sqlx::query("INSERT INTO audit_head (id, number, hash) VALUES (1, 0, $1) ON CONFLICT DO NOTHING")
            .bind(Vec::<u8>::new())
            .execute(&mut *connection)
            .await?;
        let (mut number, mut hash): (i64, Vec<u8>) =
            sqlx::query_as("UPDATE audit_head SET number = number RETURNING number, hash")
                .fetch_one(&mut *connection)
                .await?;
        for Entry { at, officer, operation, code, detail } in entries {
            number += 1;
            let detail = self.sealer.seal(&detail_place(number), detail.as_bytes());
            hash = self.hash(&hash, number, *at, [officer, operation, code], &detail)?;
            let insert = "INSERT INTO audit (number, at, officer, operation, code, detail, hash) \
                          VALUES ($1, $2, $3, $4, $5, $6, $7)";
            let query = sqlx::query(insert).bind(number).bind(at).bind(officer).bind(operation);
            query.bind(code).bind(detail).bind(hash.clone()).execute(&mut *connection).await?;
        }
        let update = sqlx::query("UPDATE audit_head SET number = $1, hash = $2");
        update.bind(number).bind(hash).execute(connection).await?;
        Ok(())
    }

    /// Adds rows, durably, before what they tell of is shown.
    pub async fn record(&self, database: &Database, entries: Vec<Entry>) -> Result<()> {
        let chain = self.clone();
        database
            .write(move |connection| Box::pin(async move { chain.append(connection, &entries).await }))
            .await
    }

    /// Goes through the whole chain. `noted`: a head of an earlier day, which must be part of it.
    pub async fn verify(
        &self,
        database: &Database,
        noted: Option<&Head>,
    ) -> Result<std::result::Result<Head, Broken>> {
        let (mut last, mut hash) = (0, Vec::new());
        // Asked for first: what is added meanwhile comes after it.
        let head: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT number, hash FROM audit_head").fetch_optional(database.pool()).await?;
        let (head, head_hash) = head.unwrap_or_default();
        loop {
            let rows: Vec<Row> = sqlx::query_as(
                "SELECT number, at, officer, operation, code, detail, hash FROM audit WHERE number > $1 \
                 AND number <= $2 ORDER BY number LIMIT $3",
            )
            .bind(last)
            .bind(head)
            .bind(BATCH)
            .fetch_all(database.pool())
            .await?;
            if rows.is_empty() {
                break;
            }
            for (number, at, officer, operation, code, detail, kept) in rows {
                if number != last + 1 {
                    return Ok(Err(Broken::Missing(last + 1)));
                }
                hash = self.hash(&hash, number, at, [&officer, &operation, &code], &detail)?;
                if hash != kept {
                    return Ok(Err(Broken::Changed(number)));
                }
                if noted.is_some_and(|noted| noted.number == number && noted.hash != to_hex(&hash)) {
                    return Ok(Err(Broken::NotAsNoted(number)));
                }
                last = number;
            }
        }
        if last != head || hash != head_hash {
            return Ok(Err(Broken::CutOff { last, head }));
        }
        match noted {
            Some(noted) if noted.number > last => Ok(Err(Broken::CutOff { last, head: noted.number })),
            _ => Ok(Ok(Head { number: last, hash: to_hex(&hash) })),
        }
    }

    /// The parts as a JSON array, so that no text can run into the next.
    fn hash(
        &self,
        before: &[u8],
        number: i64,
        at: Millis,
        texts: [&String; 3],
        detail: &[u8],
    ) -> Result<Vec<u8>> {
        let row = serde_json::to_vec(&(number, at, texts, to_hex(detail)))?;
        let mac = Hmac::<Sha256>::new_from_slice(&self.key)
            .map_err(|error| Error::Inconsistent(error.to_string()))?
            .chain_update(before)
            .chain_update(&row);
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

fn detail_place(number: i64) -> String {
    format!("audit.detail:{number}")
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chain(…)")
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let parts = text.split_once(':').and_then(|(number, hash)| {
            key_of_hex(hash)?;
            Some(Self { number: number.parse().ok()?, hash: hash.to_owned() })
        });
        parts.ok_or_else(|| "expected NUMBER:HASH as `verify-audit` says it".to_owned())
    }
}
