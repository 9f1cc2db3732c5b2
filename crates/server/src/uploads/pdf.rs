//! PDF files: a careful look at their structure, without rendering.
//!
//! Refused are files that can do something (scripts, launching programs, embedded files), that are encrypted (nobody can
//! look inside) or that have more than 100 pages. Objects in compressed streams are looked at as well.

use crate::error::{Error, Result};
use flate2::read::ZlibDecoder;
use memchr::memmem;
use std::fs::File;
use std::io::{Read, Seek};

/// Pages.
const PAGES: usize = 100;
/// All compressed objects of a file together may become this long.
const INFLATED: u64 = 32 * 1024 * 1024;
/// Names of what a paper has no need of. They are looked for in the data of streams too, so that no trick with the marks of
/// a stream hides one; shorter names would be found in the pixels of every tenth scan.
const FORBIDDEN: [&[u8]; 6] =
    [b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"Encrypt"];
/// A reader must find the header and the end mark this near to the ends.
const NEAR: usize = 1024;
/// A name is at most 127 bytes (PDF 32000-1, annex C); escaped three times as long.
const NAME: usize = 384;

/// Whether the file begins like a PDF.
pub fn is_pdf(mut file: &File) -> std::io::Result<bool> {
    file.rewind()?;
    let mut start = [0; 5];
    let read = file.read(&mut start)?;
    Ok(start[..read] == *b"%PDF-")
}

/// The media type of a PDF that may be kept.
pub fn read(mut file: &File) -> Result<&'static str> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    check(&bytes)?;
    Ok("application/pdf")
}

fn check(pdf: &[u8]) -> Result<()> {
    const BROKEN: Error = Error::BadFile("PDF hỏng / broken PDF");
    let tail = &pdf[pdf.len().saturating_sub(NEAR)..];
    if memmem::find(tail, b"%%EOF").is_none() || memmem::find(tail, b"startxref").is_none() {
        return Err(BROKEN);
    }
    let mut pages = 0;
    let mut room = INFLATED;
    look_at(pdf, &mut pages)?;
    let mut rest = pdf;
    // A stream's dictionary stands between `obj` and `stream`.
    while let Some(at) = memmem::find(rest, b"stream") {
        let (before, after) = (&rest[..at], &rest[at + 6..]);
        rest = after;
        if before.ends_with(b"end") {
            continue;
        }
        let dictionary = &before[memmem::rfind(before, b"obj").unwrap_or(0)..];
        if names(dictionary).any(|name| name == b"ObjStm") {
            let data = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
            let mut inflated = Vec::new();
            let read = ZlibDecoder::new(data).take(room + 1).read_to_end(&mut inflated);
            room = room.saturating_sub(u64::try_from(inflated.len()).unwrap_or(u64::MAX));
            if room == 0 {
                return Err(Error::BadFile("PDF nén quá mức / PDF inflates too far"));
            }
            // Another filter than Flate would hide what is inside.
            if read.is_err() || !names(dictionary).any(|name| name == b"FlateDecode") {
                return Err(BROKEN);
            }
            look_at(&inflated, &mut pages)?;
        }
    }
    match pages {
        0 => Err(BROKEN),
        1..=PAGES => Ok(()),
        _ => Err(Error::BadFile("PDF quá 100 trang / PDF of more than 100 pages")),
    }
}

/// Refuses forbidden names and counts pages: `/Type /Page`.
fn look_at(bytes: &[u8], pages: &mut usize) -> Result<()> {
    let mut previous: Vec<u8> = Vec::new();
    for name in names(bytes) {
        if FORBIDDEN.contains(&&*name) {
            return Err(Error::BadFile(
                "PDF có mã chạy, tệp nhúng hoặc mật khẩu / PDF with scripts, embedded files or a password",
            ));
        }
        if name == b"Page" && previous == b"Type" {
            *pages += 1;
        }
        previous = name;
    }
    Ok(())
}

/// The names (`/Like#20This`) in the bytes, with their escapes resolved so that none can hide.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    memchr::memchr_iter(b'/', bytes).map(|slash| {
        let text = &bytes[slash + 1..];
        let text = &text[..text.len().min(NAME)];
        let end = text.iter().position(|b| is_delimiter(*b)).unwrap_or(text.len());
        let mut name = Vec::with_capacity(end);
        let mut at = 0;
        while at < end {
            let escaped = text.get(at + 1..at + 3).and_then(hex_digits);
            match (text[at], escaped) {
                (b'#', Some(byte)) => {
                    name.push(byte);
                    at += 3;
                }
                (byte, _) => {
                    name.push(byte);
                    at += 1;
                }
            }
        }
        name
    })
}

fn hex_digits(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0 || b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn pdf(objects: &[u8]) -> Vec<u8> {
        [b"%PDF-1.4\n", objects, b"\nstartxref\n9\n%%EOF\n"].concat()
    }

    fn packed(inside: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(inside).unwrap();
        let data = encoder.finish().unwrap();
        [b"5 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\n", &*data, b"\nendstream endobj"].concat()
    }

    #[test]
    fn takes_plain_papers_also_with_packed_objects() {
        assert!(check(&pdf(b"1 0 obj <</Type /Pages>> 2 0 obj <</Type/Page>>")).is_ok());
        assert!(check(&pdf(&packed(b"1 0 <</Type /Page /Contents 3 0 R>>"))).is_ok());
    }

    #[test]
    fn refuses_what_can_act_wherever_it_hides() {
        for name in ["JavaScript", "Launch", "EmbeddedFile", "J#61vaScript", "Encrypt"] {
            let object = format!("<</Type /Page /A <</S /{name}>> >>");
            assert!(check(&pdf(object.as_bytes())).is_err(), "{name}");
            assert!(check(&pdf(&packed(object.as_bytes()))).is_err(), "packed {name}");
        }
    }

    #[test]
    fn refuses_broken_endless_and_swollen_files() {
        assert!(check(b"%PDF-1.4").is_err());
        assert!(check(&pdf(b"")).is_err(), "no page");
        assert!(check(&pdf("<</Type /Page>>".repeat(101).as_bytes())).is_err());
        let bomb = packed(&vec![b' '; usize::try_from(INFLATED).unwrap() + 1]);
        assert!(check(&pdf(&bomb)).is_err());
    }
}
