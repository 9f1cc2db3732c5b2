//! One file to the server in parts, by tus 1.0.0: a part that has arrived is never sent again, also after the app or the
//! server was killed. The upload's address is made of the submission's key and the file's hash, so nothing about it need
//! be remembered: the server is asked how much it has.

use super::verdict::{Verdict, Why, judge_no};
use crate::browser::upload::{self, Answer, Request};
use crate::browser::{Error, clock};
use contract::headers::tus;
use contract::paths;
use contract::sealed::TUS_METADATA;
use js_sys::Uint8Array;

/// The first part, and the largest, in bytes. The server keeps what it gets in pieces of the first size.
const PART: u32 = 256 * 1024;
const LARGEST_PART: u32 = 1024 * 1024;
/// A part that was faster is followed by a larger one, in milliseconds.
const FAST: i64 = 4_000;
/// For one part at the edge of signal, in milliseconds.
const PATIENCE: u32 = 120_000;
/// How often the server may be asked anew where it stands before a try counts as failed.
const DOUBTS: u32 = 3;

/// A file of a submission.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// Of the submission.
    pub key: &'a str,
    pub sha256: &'a str,
    pub bytes: &'a Uint8Array,
    /// To the server's public key; the hash is that of the file in it.
    pub is_sealed: bool,
}

/// Sends what the server lacks. `None`: it has the whole file. `progress` gets the number of bytes that are there.
pub async fn send(paper: Paper<'_>, progress: impl Fn(u32) + Clone + 'static) -> Option<Verdict> {
    let total = paper.bytes.length();
    let mut part = PART;
    let mut doubts = 0;
    let mut at = match ask(paper).await {
        Ok(at) => at,
        Err(verdict) => return Some(verdict),
    };
    while at < total {
        progress(at);
        let end = (at + part).min(total);
        let began = clock::now();
        match add(paper, at, end, progress.clone()).await {
            Ok(Some(next)) if next > at && next <= total => {
                at = next;
                part = if clock::now() - began < FAST { (part * 2).min(LARGEST_PART) } else { PART };
            }
            // The server stands elsewhere, or has forgotten the upload.
            Ok(_) if doubts < DOUBTS => {
                doubts += 1;
                at = match ask(paper).await {
                    Ok(at) => at,
                    Err(verdict) => return Some(verdict),
                };
            }
            Ok(_) => return Some(Verdict::Later(Why::Busy)),
            Err(verdict) => return Some(verdict),
        }
    }
    progress(total);
    None
}

/// How much of the file is there; begins the upload where it was not begun. Not by `HEAD`: the 404 of one that was not
/// would stand in the browser's console as an error.
async fn ask(paper: Paper<'_>) -> Result<u32, Verdict> {
    // Without it the server refuses, and says so.
    let base64 = |text| upload::base64(text).unwrap_or_default();
    let mut metadata = format!("key {},sha256 {}", base64(paper.key), base64(paper.sha256));
    if paper.is_sealed {
        metadata = format!("{metadata},{TUS_METADATA}");
    }
    let headers = [resumable(), (tus::LENGTH, paper.bytes.length().to_string()), (tus::METADATA, metadata)];
    let begun =
        Request { method: "POST", path: paths::UPLOADS, headers: &headers, body: None, patience: PATIENCE };
    offset(&answered(upload::send(begun, |_| ()).await)?, paper.bytes.length())
}

/// Sends the bytes from `at` up to `end`; answers how many are there now, `None` when the server stands elsewhere.
async fn add(
    paper: Paper<'_>,
    at: u32,
    end: u32,
    progress: impl Fn(u32) + 'static,
) -> Result<Option<u32>, Verdict> {
    let path = paths::upload(paper.key, paper.sha256);
    let headers = [resumable(), (tus::OFFSET, at.to_string()), ("content-type", tus::MEDIA_TYPE.to_owned())];
    let part = paper.bytes.subarray(at, end);
    let request =
        Request { method: "PATCH", path: &path, headers: &headers, body: Some(&part), patience: PATIENCE };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no more than the part's bytes"
    )]
    let show = move |sent: f64| progress(at + sent as u32);
    let answer = answered(upload::send(request, show).await)?;
    if matches!(answer.status, 404 | 409) {
        return Ok(None);
    }
    offset(&answer, paper.bytes.length()).map(Some)
}

fn resumable() -> (&'static str, String) {
    (tus::RESUMABLE, tus::ONE.to_owned())
}

fn answered(answer: Result<Answer, Error>) -> Result<Answer, Verdict> {
    answer.map_err(|_| Verdict::Later(Why::NoSignal))
}

/// What a good answer says is there. Only one in the words of the protocol is our server's.
fn offset(answer: &Answer, total: u32) -> Result<u32, Verdict> {
    if !matches!(answer.status, 200 | 201 | 204) {
        return Err(judge_no(answer));
    }
    let is_ours = answer.header(tus::RESUMABLE) == Some(tus::ONE);
    let there = answer.header(tus::OFFSET).and_then(|offset| offset.parse().ok());
    there.filter(|there| is_ours && *there <= total).ok_or(Verdict::Later(Why::NotOurs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &str) -> Answer {
        Answer { status, headers: headers.to_owned(), body: String::new() }
    }

    #[test]
    fn only_the_words_of_the_protocol_say_how_much_is_there() {
        let ours = "tus-resumable: 1.0.0\r\nupload-offset: 300";
        assert_eq!(offset(&answer(204, ours), 300), Ok(300));
        assert_eq!(offset(&answer(201, ours), 400), Ok(300));
        let not_ours = Err(Verdict::Later(Why::NotOurs));
        assert_eq!(offset(&answer(200, "content-type: text/html"), 300), not_ours);
        assert_eq!(offset(&answer(204, "upload-offset: 300"), 300), not_ours);
        assert_eq!(offset(&answer(204, ours), 299), not_ours, "more than there is");
        assert_eq!(offset(&answer(302, ""), 300), not_ours);
        assert_eq!(offset(&answer(511, ""), 300), not_ours);
    }
}
