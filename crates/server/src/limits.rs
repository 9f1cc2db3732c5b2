//! How much one request may be, and how often one address may ask.

use crate::error::{Error, Result};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use contract::Millis;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// A JSON body.
pub const BODY_BYTES: usize = 1024 * 1024;
/// One file.
pub const FILE_BYTES: u64 = 10 * 1024 * 1024;
/// One file, sealed to the server's public key.
pub const SEALED_FILE_BYTES: u64 = FILE_BYTES + envelope::OVERHEAD as u64;
/// Files under one key.
pub const FILES: i64 = 20;
/// All files under one key.
pub const FILES_BYTES: i64 = 60 * 1024 * 1024;
/// What an officer may write, in characters.
pub const REASON_CHARACTERS: usize = 4000;
/// A file's name, in characters.
pub const NAME_CHARACTERS: usize = 200;
const JSON_DEPTH: usize = 32;
const JSON_ARRAY: usize = 1000;

/// Reads a JSON body: its type, its depth and the length of its arrays are judged before anything is built from it.
pub fn read_json<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T> {
    let value =
        |name| headers.get(name).and_then(|v: &axum::http::HeaderValue| v.to_str().ok()).unwrap_or_default();
    let media_type = value(header::CONTENT_TYPE).split(';').next().unwrap_or_default().trim();
    let coding = value(header::CONTENT_ENCODING);
    if !media_type.eq_ignore_ascii_case("application/json") || !matches!(coding, "" | "identity") {
        return Err(Error::UnsupportedMediaType);
    }
    parse_json(body)
}

/// Reads JSON after judging its length, its depth and the length of its arrays.
pub fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    if body.len() > BODY_BYTES {
        return Err(Error::TooLarge("1 MiB"));
    }
    check_nesting(body)?;
    serde_json::from_slice(body).map_err(|error| {
        // The parser's own words may quote an answer: only the place is told.
        Error::BadRequest(format!("line {}, column {}: {}", error.line(), error.column(), category(&error)))
    })
}

/// A JSON body, read by [`read_json`].
#[derive(Clone, Copy, Debug)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|refusal| Error::of_status(refusal.status()))?;
        read_json(&headers, &body).map(Self)
    }
}

fn category(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Data => "unknown, missing or misplaced field",
        _ => "not JSON",
    }
}

/// One pass over the bytes; what is no JSON at all is left to the parser.
fn check_nesting(json: &[u8]) -> Result<()> {
    // For each open bracket whether it is an array, and its commas.
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            b'[' | b'{' => {
                if open.len() == JSON_DEPTH {
                    return Err(Error::BadRequest(format!("nested deeper than {JSON_DEPTH}")));
                }
                open.push((*byte == b'[', 0));
            }
            b']' | b'}' => drop(open.pop()),
            b',' => {
                if let Some((true, commas)) = open.last_mut() {
                    *commas += 1;
                    if *commas >= JSON_ARRAY {
                        return Err(Error::BadRequest(format!("an array of more than {JSON_ARRAY}")));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether the text is `length` lower-case hex digits: keys and hashes.
pub fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// How long a looked-up code counts.
const WINDOW: Millis = 10 * 60 * 1000;
/// Addresses remembered at once: beyond it the ones with the oldest look-up are forgotten.
const ADDRESSES: usize = 20_000;

/// Slows down who guesses dossier codes: so many different codes an address in ten minutes, known or unknown alike.
///
/// A code looked up with its right secret does not count, nor does asking again for the same one.
#[derive(Debug)]
pub struct CodeGuesses {
    limit: usize,
    hasher: RandomState,
    /// Hashes of the codes with the time of their first look-up, oldest first.
    seen: Mutex<HashMap<IpAddr, Vec<(u64, Millis)>>>,
}

impl CodeGuesses {
    pub fn new(limit: usize) -> Self {
        Self { limit, hasher: RandomState::new(), seen: Mutex::default() }
    }

    /// Counts a look-up without secret; an error when it is one too many.
    pub fn count(&self, address: IpAddr, code: &str, now: Millis) -> Result<()> {
        let code = self.hasher.hash_one(code);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= ADDRESSES && !seen.contains_key(&address) {
            seen.retain(|_, codes| codes.last().is_some_and(|(_, at)| now - at < WINDOW));
            if seen.len() >= ADDRESSES {
                seen.clear();
            }
        }
        let codes = seen.entry(address).or_default();
        codes.retain(|(_, at)| now - at < WINDOW);
        if codes.iter().any(|(known, _)| *known == code) {
            return Ok(());
        }
        if let (true, Some((_, oldest))) = (codes.len() >= self.limit, codes.first()) {
            return Err(Error::TooManyRequests { retry_after_s: (oldest + WINDOW - now) / 1000 + 1 });
        }
        codes.push((code, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_depth_and_arrays_but_not_what_stands_in_texts() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(check_nesting(nested(32).as_bytes()).is_ok());
        assert!(check_nesting(nested(33).as_bytes()).is_err());
        let array = |n: usize| format!("[{}]", vec!["0"; n].join(","));
        assert!(check_nesting(array(1000).as_bytes()).is_ok());
        assert!(check_nesting(array(1001).as_bytes()).is_err());
        let quoted = format!(r#"{{"a":"{}\"{}"}}"#, "[".repeat(50), ",".repeat(2000));
        assert!(check_nesting(quoted.as_bytes()).is_ok());
        assert!(check_nesting(b"\"\\").is_ok());
    }

    #[test]
    fn counts_different_codes_within_ten_minutes() {
        let guesses = CodeGuesses::new(2);
        let [a, b] = [IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2])];
        assert!(guesses.count(a, "x", 0).is_ok());
        assert!(guesses.count(a, "y", 1000).is_ok());
        assert!(guesses.count(a, "x", 2000).is_ok(), "the same code again");
        assert!(matches!(guesses.count(a, "z", 2000), Err(Error::TooManyRequests { retry_after_s: 599 })));
        assert!(guesses.count(b, "z", 2000).is_ok(), "another address");
        assert!(guesses.count(a, "z", WINDOW).is_ok(), "the first has been forgotten");
    }
}
