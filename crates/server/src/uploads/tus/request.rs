//! What a request of tus says in its headers, and its body after the checksum was judged.

use crate::app::App;
use crate::error::{Error, Result};
use crate::uploads::arriving::arrive;
use crate::uploads::partial::Partial;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use contract::headers::tus;
use futures_util::stream::{BoxStream, StreamExt};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::fs::File;
use std::io::{Read, Seek};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// Longest `Upload-Metadata` that is kept, in bytes.
const METADATA_BYTES: usize = 4096;

/// The client speaks the version that is spoken here.
#[derive(Clone, Copy, Debug)]
pub struct Tus;

impl FromRequestParts<Arc<App>> for Tus {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self> {
        if text(&parts.headers, tus::RESUMABLE) == tus::ONE { Ok(Self) } else { Err(Error::TusVersion) }
    }
}

/// What begins an upload.
#[derive(Debug, PartialEq, Eq)]
pub struct Creation {
    pub key: String,
    pub sha256: String,
    pub bytes: u64,
    /// As the client gave it.
    pub metadata: String,
}

impl Creation {
    pub fn read(headers: &HeaderMap) -> Result<Self> {
        let bytes = number(headers, tus::LENGTH)?;
        let metadata = text(headers, tus::METADATA).to_owned();
        if metadata.len() > METADATA_BYTES {
            return Err(Error::BadRequest("`Upload-Metadata` is too long".to_owned()));
        }
        let of = |name: &str| {
            let mut pairs = metadata.split(',').filter_map(|pair| pair.trim().split_once(' '));
            let (_, coded) = pairs.find(|(known, _)| *known == name)?;
            String::from_utf8(STANDARD.decode(coded).ok()?).ok()
        };
        let wanted = || Error::BadRequest("`Upload-Metadata` needs `key` and `sha256` in base64".to_owned());
        let (key, sha256) = (of("key").ok_or_else(wanted)?, of("sha256").ok_or_else(wanted)?);
        Ok(Self { key, sha256, bytes, metadata })
    }
}

/// Whether the body is a part of a file.
pub fn is_part(headers: &HeaderMap) -> bool {
    text(headers, header::CONTENT_TYPE.as_str()) == tus::MEDIA_TYPE
}

/// A header that is a whole number.
pub fn number(headers: &HeaderMap, name: &str) -> Result<u64> {
    let digits = text(headers, name);
    let number = if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None };
    number.ok_or_else(|| Error::BadRequest(format!("`{name}` must be a whole number")))
}

/// An error when what is announced cannot be added.
pub fn check_announced(headers: &HeaderMap, partial: &Partial) -> Result<()> {
    if !matches!(text(headers, header::CONTENT_ENCODING.as_str()), "" | "identity") {
        return Err(Error::UnsupportedMediaType);
    }
    let room = partial.bytes - partial.arrived;
    if number(headers, header::CONTENT_LENGTH.as_str()).is_ok_and(|announced| announced > room) {
        return Err(Error::TooLarge("Upload-Length"));
    }
    Ok(())
}

/// The body to add. One with a checksum is read first, whole, and given only when it is right.
pub async fn body(app: &App, headers: &HeaderMap, body: Body) -> Result<BoxStream<'static, Result<Bytes>>> {
    let broken = |_| Error::BadRequest("the body broke off".to_owned());
    if headers.get(tus::CHECKSUM).is_none() {
        return Ok(body.into_data_stream().map(move |part| part.map_err(broken)).boxed());
    }
    let (algorithm, expected) = checksum(headers)?;
    let arrived = arrive(app, headers, body).await?;
    let file = arrived.file.try_clone()?;
    let (file, is_right) = tokio::task::spawn_blocking(move || is_of(file, algorithm, &expected))
        .await
        .map_err(|error| Error::Inconsistent(error.to_string()))??;
    if !is_right {
        return Err(Error::ChecksumMismatch);
    }
    let parts = ReaderStream::new(tokio::fs::File::from_std(file));
    Ok(parts.map(|part| part.map_err(Error::Io)).boxed())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    /// Every server of tus must know it. It finds what the network broke; that the file is the right one its SHA-256 says.
    Sha1,
    Sha256,
}

fn checksum(headers: &HeaderMap) -> Result<(Algorithm, Vec<u8>)> {
    let wrong = || Error::BadRequest("`Upload-Checksum` must be `sha256` or `sha1` and base64".to_owned());
    let (algorithm, coded) = text(headers, tus::CHECKSUM).split_once(' ').ok_or_else(wrong)?;
    let algorithm = match algorithm {
        "sha1" => Algorithm::Sha1,
        "sha256" => Algorithm::Sha256,
        _ => return Err(wrong()),
    };
    Ok((algorithm, STANDARD.decode(coded).map_err(|_| wrong())?))
}

/// Reads the file through; it is at its beginning again.
fn is_of(mut file: File, algorithm: Algorithm, expected: &[u8]) -> std::io::Result<(File, bool)> {
    let (mut sha1, mut sha256) = (Sha1::new(), Sha256::default());
    let mut buffer = vec![0; 64 * 1024];
    file.rewind()?;
    loop {
        let length = file.read(&mut buffer)?;
        match (algorithm, &buffer[..length]) {
            (_, []) => break,
            (Algorithm::Sha1, bytes) => Digest::update(&mut sha1, bytes),
            (Algorithm::Sha256, bytes) => sha2::Digest::update(&mut sha256, bytes),
        }
    }
    file.rewind()?;
    let is_right = match algorithm {
        Algorithm::Sha1 => sha1.finalize().as_slice() == expected,
        Algorithm::Sha256 => sha2::Digest::finalize(sha256).as_slice() == expected,
    };
    Ok((file, is_right))
}

/// A header's text; empty when there is none.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn what_begins_an_upload_is_read() {
        let metadata = "filename Z2lheS10by5qcGc=,key YWI=,sha256 Y2Q=,is_confidential";
        let creation = Creation::read(&headers(&[(tus::LENGTH, "7"), (tus::METADATA, metadata)])).unwrap();
        let (key, sha256) = ("ab".to_owned(), "cd".to_owned());
        assert_eq!(creation, Creation { key, sha256, bytes: 7, metadata: metadata.to_owned() });
        for (length, metadata) in [
            ("-7", metadata),
            ("+7", metadata),
            ("", metadata),
            ("7", "key YWI="),
            ("7", "key YWI=,sha256 *"),
        ] {
            let refused = Creation::read(&headers(&[(tus::LENGTH, length), (tus::METADATA, metadata)]));
            assert!(matches!(refused, Err(Error::BadRequest(_))), "{length} {metadata}");
        }
    }

    #[test]
    fn a_checksum_names_what_made_it() {
        let of = |value| checksum(&headers(&[(tus::CHECKSUM, value)]));
        assert_eq!(of("sha1 YWI=").unwrap(), (Algorithm::Sha1, b"ab".to_vec()));
        assert_eq!(of("sha256 YWI=").unwrap().0, Algorithm::Sha256);
        for wrong in ["md5 YWI=", "sha1", "sha1 *", ""] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
