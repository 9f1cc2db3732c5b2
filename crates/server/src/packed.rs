//! Public documents that rarely change, compressed once and answered with an `ETag`.

use crate::chance::to_hex;
use crate::error::{Error, Result};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OnceCell, Semaphore};

/// One document in the forms it is sent in.
#[derive(Debug)]
pub struct Packed {
    plain: Bytes,
    etag: HeaderValue,
    brotli: OnceCell<Bytes>,
    gzip: OnceCell<Bytes>,
}

/// The documents asked for so far, by a name of their own.
#[derive(Debug)]
pub struct Shelf {
    documents: Mutex<HashMap<String, Arc<Packed>>>,
    /// Compression at the highest level takes some MB while it runs: one at a time.
    presses: Semaphore,
}

/// Names of documents that hold for one day begin so.
const DAILY: &str = "day/";

/// How an answer may be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Brotli,
    Gzip,
    Identity,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { documents: Mutex::default(), presses: Semaphore::new(1) }
    }
}

impl Shelf {
    /// The document of that name; `make` writes it the first time.
    pub async fn get(&self, name: &str, make: impl Future<Output = Result<Vec<u8>>>) -> Result<Arc<Packed>> {
        if let Some(document) = self.find(name) {
            return Ok(document);
        }
        let plain = Bytes::from(make.await?);
        let etag = format!("W/\"{}\"", to_hex(&Sha256::digest(&plain)[..8]));
        let etag = HeaderValue::from_str(&etag).map_err(|error| Error::Inconsistent(error.to_string()))?;
        let packed = Packed { plain, etag, brotli: OnceCell::new(), gzip: OnceCell::new() };
        let mut documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(documents.entry(name.to_owned()).or_insert_with(|| Arc::new(packed)).clone())
    }

    /// The document of that name as it is on `day`; those of other days are forgotten.
    pub async fn get_of_day(
        &self,
        day: NaiveDate,
        name: &str,
        make: impl Future<Output = Result<Vec<u8>>>,
    ) -> Result<Arc<Packed>> {
        let name = format!("{DAILY}{day}/{name}");
        if self.find(&name).is_none() {
            let today = format!("{DAILY}{day}/");
            let mut documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
            documents.retain(|name, _| !name.starts_with(DAILY) || name.starts_with(&today));
        }
        self.get(&name, make).await
    }

    fn find(&self, name: &str) -> Option<Arc<Packed>> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Answers with the document as the client can take it; 304 when it has it already.
    pub async fn answer(
        &self,
        document: &Arc<Packed>,
        asked: &HeaderMap,
        caching: &'static str,
    ) -> Result<Response> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, document.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
        let etag = document.etag.to_str().unwrap_or_default();
        if known.flat_map(|v| v.split(',')).any(|tag| tag.trim() == etag || tag.trim() == "*") {
            return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = match coding(asked) {
            Coding::Identity => document.plain.clone(),
            Coding::Brotli => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
                self.press(&document.brotli, &document.plain, brotli).await?
            }
            Coding::Gzip => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                self.press(&document.gzip, &document.plain, gzip).await?
            }
        };
        Ok((headers, Body::from(body)).into_response())
    }

    async fn press(
        &self,
        place: &OnceCell<Bytes>,
        plain: &Bytes,
        press: fn(&[u8]) -> std::io::Result<Vec<u8>>,
    ) -> Result<Bytes> {
        let pressed = place.get_or_try_init(|| async {
            let _one = self.presses.acquire().await.map_err(|_| Error::Busy)?;
            let plain = plain.clone();
            let pressed = tokio::task::spawn_blocking(move || press(&plain)).await;
            Ok::<_, Error>(Bytes::from(pressed.map_err(|error| Error::Inconsistent(error.to_string()))??))
        });
        pressed.await.cloned()
    }
}

fn coding(asked: &HeaderMap) -> Coding {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let takes = |coding: &str| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next() == Some(coding)
                && !words.any(|w| matches!(w, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    if takes("br") {
        Coding::Brotli
    } else if takes("gzip") {
        Coding::Gzip
    } else {
        Coding::Identity
    }
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    // The window need not be larger than the document: it decides how much memory compression takes.
    let window = (usize::BITS - plain.len().leading_zeros()).clamp(10, 22);
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: i32::try_from(window).unwrap_or(22),
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut pressed = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut pressed, &parameters)?;
    Ok(pressed)
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefers_brotli_and_respects_refusals() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0", Coding::Gzip),
            ("", Coding::Identity),
            ("identity", Coding::Identity),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(accepted).unwrap());
            assert_eq!(coding(&asked), expected, "{accepted}");
        }
    }
}
