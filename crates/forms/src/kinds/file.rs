//! Files: a portrait is answered by the SHA-256 of its content, 64 lower-case hex digits; its bytes are uploaded apart.

use super::Fault;
use super::letters::length;
use crate::{Code, FileRef};

/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 200;

/// The digest's form.
pub fn judge_digest(digest: &str) -> Result<(), Fault> {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if digest.len() == 64 && digest.bytes().all(is_hex) { Ok(()) } else { Err(Code::WrongFormat.into()) }
}

/// A file of a document.
pub fn judge(file: &FileRef) -> Result<(), Fault> {
    judge_digest(&file.sha256)?;
    match length(&file.name) {
        n if n > LONGEST_NAME => Err(Fault::counted(Code::TooLong, LONGEST_NAME, n)),
        _ => Ok(()),
    }
}
