//! Files of a draft: made smaller and upright on the phone, kept in its database until the receipt.
//!
//! A file is named in the answers only after its bytes are on the disk: a phone that dies in between asks for the photo
//! again, and never shows an empty one.

use crate::browser::download::{self, ObjectUrl};
use crate::browser::idb::Durability;
use crate::browser::image::{self, Limits};
use crate::browser::{self, digest, upload};
use crate::database::{self, FILE_BYTES, FILES};
use forms::{FileRef, Path};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use web_sys::{Blob, File};

/// Readable when printed on A4, small enough for 3G.
const PICTURE: Limits = Limits { side: 2_000, bytes: 1_500_000 };
/// A larger source is no photo of a phone, and decoding it could kill the page.
const LARGEST_SOURCE: f64 = 60.0 * 1024.0 * 1024.0;
/// Of a PDF, in bytes; the server's limit for one file.
pub const LARGEST_PDF: u32 = 10 * 1024 * 1024;
/// Of one draft; the server's limits for one dossier.
pub const MOST_FILES: usize = 20;
const MOST_BYTES: u64 = 60 * 1024 * 1024;
/// Below this many pixels on the shorter side small print can hardly be read.
const READABLE_SIDE: u32 = 700;
/// Of a name, in characters; it is only for people.
const LONGEST_NAME: usize = 80;

const JPEG: &str = "image/jpeg";
const PDF: &str = "application/pdf";

/// What is known of a file without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Of the bytes as kept and sent, 64 lower-case hex digits.
    pub sha256: String,
    pub name: String,
    /// `image/jpeg` or `application/pdf`.
    pub media_type: String,
    pub bytes: u64,
    /// Where it belongs, as a [`Path`].
    pub place: String,
    /// In pixels; 0 for a PDF.
    #[serde(default)]
    pub width: u32,
    #[serde(default)]
    pub height: u32,
}

/// Why a file was not taken. The old ones are untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No bytes: the camera was closed too early, or the file lies only in a cloud.
    #[error("the file is empty")]
    Empty,
    /// A PDF, and how many bytes it has.
    #[error("a PDF of {0} bytes")]
    TooLarge(u64),
    /// Neither a PDF nor a picture this phone can read.
    #[error("neither a picture nor a PDF")]
    Unreadable,
    /// The draft has [`MOST_FILES`], or as many bytes as one dossier may have.
    #[error("too many files")]
    TooMany,
    /// No room is left on the phone.
    #[error("no room")]
    NoRoom,
    #[error(transparent)]
    Browser(browser::Error),
}

impl From<browser::Error> for Error {
    fn from(error: browser::Error) -> Self {
        if error.is_quota() { Self::NoRoom } else { Self::Browser(error) }
    }
}

impl Stored {
    pub fn is_picture(&self) -> bool {
        self.width > 0
    }

    /// So few pixels that small print can hardly be read.
    pub fn is_coarse(&self) -> bool {
        self.is_picture() && self.width.min(self.height) < READABLE_SIDE
    }

    fn file_ref(&self) -> FileRef {
        FileRef { sha256: self.sha256.clone(), name: self.name.clone() }
    }
}

/// Takes a file of a draft. When this returns its bytes are on the disk; then name it in the answers.
pub async fn add(draft: &str, place: &Path, file: File) -> Result<FileRef, Error> {
    if file.size() <= 0.0 {
        return Err(Error::Empty);
    }
    let kept = list(draft).await?;
    if kept.len() >= MOST_FILES || kept.iter().map(|file| file.bytes).sum::<u64>() >= MOST_BYTES {
        return Err(Error::TooMany);
    }
    let name = file.name();
    let (bytes, stored) = if is_pdf(&file).await? {
        take_pdf(&file, &name, place).await?
    } else {
        if file.size() > LARGEST_SOURCE {
            return Err(Error::Unreadable);
        }
        take_picture(&file, 0, &name, place).await?
    };
    keep(draft, &stored, &bytes).await?;
    Ok(stored.file_ref())
}

/// Turns a picture a quarter to the right. The result is another file, which replaces the old one in the answers.
pub async fn turn(draft: &str, file: &Stored) -> Result<FileRef, Error> {
    let bytes = read(draft, &file.sha256).await?.ok_or(Error::Empty)?;
    let blob = download::blob(&bytes, &file.media_type)?;
    let place = file.place.parse().map_err(|_| Error::Unreadable)?;
    let (bytes, turned) = take_picture(&blob, 1, &file.name, &place).await?;
    keep(draft, &turned, &bytes).await?;
    Ok(turned.file_ref())
}

/// Deletes a file. Call it after the answers no longer name it.
pub async fn remove(draft: &str, sha256: &str) -> Result<(), Error> {
    Ok(database::write(&[FILES, FILE_BYTES], Durability::Relaxed, &|writing| {
        writing.delete(FILES, &[draft, sha256])?;
        writing.delete(FILE_BYTES, &[draft, sha256])
    })
    .await?)
}

/// What is known of the files of a draft.
pub async fn list(draft: &str) -> Result<Vec<Stored>, Error> {
    Ok(database::all(FILES, &[draft]).await?)
}

/// The bytes of a file; `None` when it is no longer there.
pub async fn read(draft: &str, sha256: &str) -> Result<Option<Uint8Array>, Error> {
    let bytes =
        database::read(&[FILE_BYTES], async |reading| reading.bytes(FILE_BYTES, &[draft, sha256]).await)
            .await?;
    Ok(bytes.map(|bytes| Uint8Array::from(bytes.as_slice())))
}

/// An address under which this page can show a file; `None` when it is no longer there.
pub async fn preview(draft: &str, file: &Stored) -> Result<Option<ObjectUrl>, Error> {
    let Some(bytes) = read(draft, &file.sha256).await? else { return Ok(None) };
    Ok(Some(ObjectUrl::of(&download::blob(&bytes, &file.media_type)?)?))
}

/// Copies all files of a draft to another, one at a time so that few megabytes are in memory.
pub async fn copy_all(from: &str, to: &str) -> Result<(), browser::Error> {
    let not_listed = |error| match error {
        Error::Browser(error) => error,
        other => browser::Error { name: "QuotaExceededError".to_owned(), message: other.to_string() },
    };
    for file in list(from).await.map_err(not_listed)? {
        if let Some(bytes) = read(from, &file.sha256).await.map_err(not_listed)? {
            keep(to, &file, &bytes).await.map_err(not_listed)?;
        }
    }
    Ok(())
}

async fn take_pdf(file: &Blob, name: &str, place: &Path) -> Result<(Uint8Array, Stored), Error> {
    let bytes = upload::read(file).await?;
    if bytes.length() > LARGEST_PDF {
        return Err(Error::TooLarge(u64::from(bytes.length())));
    }
    let stored = Stored {
        sha256: digest::sha256(&bytes.to_vec()),
        name: shorten(name, "pdf"),
        media_type: PDF.to_owned(),
        bytes: u64::from(bytes.length()),
        place: place.to_string(),
        width: 0,
        height: 0,
    };
    Ok((bytes, stored))
}

async fn take_picture(
    source: &Blob,
    quarter_turns: u8,
    name: &str,
    place: &Path,
) -> Result<(Uint8Array, Stored), Error> {
    let picture = image::shrink(source, quarter_turns, PICTURE).await.map_err(|_| Error::Unreadable)?;
    let stored = Stored {
        sha256: digest::sha256(&picture.bytes.to_vec()),
        name: shorten(name, "jpg"),
        media_type: JPEG.to_owned(),
        bytes: u64::from(picture.bytes.length()),
        place: place.to_string(),
        width: picture.width,
        height: picture.height,
    };
    Ok((picture.bytes, stored))
}

async fn keep(draft: &str, stored: &Stored, bytes: &Uint8Array) -> Result<(), Error> {
    if bytes.length() == 0 {
        return Err(Error::Empty);
    }
    let (key, content) = ([draft, stored.sha256.as_str()], bytes.to_vec());
    let json = serde_json::to_string(stored).map_err(browser::Error::from)?;
    Ok(database::write(&[FILES, FILE_BYTES], Durability::Strict, &|writing| {
        writing.put(FILES, &key, &json)?;
        writing.put_bytes(FILE_BYTES, &key, &content)
    })
    .await?)
}

/// By its first bytes: names and types are what somebody claims.
async fn is_pdf(file: &Blob) -> Result<bool, Error> {
    let start = file.slice_with_i32_and_i32(0, 5).map_err(browser::Error::from)?;
    Ok(upload::read(&start).await?.to_vec() == b"%PDF-")
}

/// A name of decent length that ends as the content does.
fn shorten(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let stem: String =
        stem.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\')).take(LONGEST_NAME).collect();
    if stem.is_empty() { format!("giay-to.{ending}") } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn a_name_says_what_the_file_is() {
        assert_eq!(shorten("IMG_0021.HEIC", "jpg"), "IMG_0021.jpg");
        assert_eq!(shorten("hợp đồng.pdf", "pdf"), "hợp đồng.pdf");
        assert_eq!(shorten("../.pdf", "pdf"), "...pdf");
        assert_eq!(shorten("", "jpg"), "giay-to.jpg");
        assert_eq!(shorten(&"ệ".repeat(300), "jpg").chars().count(), 84);
    }
}
