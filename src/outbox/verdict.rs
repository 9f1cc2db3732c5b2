//! What an answer of the server means for a submission. Pure.
//!
//! Only a receipt that echoes the key and the hash of what was sent proves that it has arrived: a captive portal answers
//! 200 too.

use crate::api::Failure;
use crate::browser::upload::Answer;
use contract::{Problem, Receipt, kinds};
use forms::Violation;

/// Why a submission waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No answer came.
    NoSignal,
    /// Somebody else answered: a network that wants a log-in first.
    NotOurs,
    /// The server is there but cannot take it now.
    Busy,
    /// Nobody is signed in, or another than the one it is bound to.
    SignIn,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Arrived(Receipt),
    /// The key has arrived before with another body: that receipt is the true one.
    ArrivedBefore,
    /// The answers must be corrected.
    Wrong(Vec<Violation>),
    /// The server lacks a file it had confirmed.
    FileMissing,
    /// A no that trying again does not change.
    Refused(Box<Problem>),
    Later(Why),
}

/// Judges the answer to a submission with this key, whose body has this hash.
pub fn judge(answer: Result<Receipt, Failure>, key: &str, sha256: &str) -> Verdict {
    match answer {
        Ok(receipt) if receipt.key == key && receipt.payload_sha256 == sha256 => Verdict::Arrived(receipt),
        Ok(_) => Verdict::Later(Why::NotOurs),
        Err(failure) => judge_failure(failure),
    }
}

/// Judges the answer to "has this key arrived?". `None`: it has not.
pub fn judge_question(answer: Result<Receipt, Failure>, key: &str) -> Option<Verdict> {
    match answer {
        Ok(receipt) if receipt.key == key => Some(Verdict::Arrived(receipt)),
        Ok(_) => Some(Verdict::Later(Why::NotOurs)),
        Err(Failure::Problem(problem)) if problem.status == 404 => None,
        Err(failure) => Some(match judge_failure(failure) {
            // A question cannot be refused for what was sent; whatever this is, it tells nothing.
            Verdict::Later(why) => Verdict::Later(why),
            _ => Verdict::Later(Why::Busy),
        }),
    }
}

/// Judges an answer that says no to a part of a file.
pub fn judge_no(answer: &Answer) -> Verdict {
    let problem = serde_json::from_str::<Problem>(&answer.body);
    judge_failure(problem.map_or(Failure::NotOurs, |problem| Failure::Problem(Box::new(problem))))
}

/// Judges an answer that is no receipt.
pub fn judge_failure(failure: Failure) -> Verdict {
    let problem = match failure {
        Failure::Offline => return Verdict::Later(Why::NoSignal),
        Failure::NotOurs => return Verdict::Later(Why::NotOurs),
        Failure::Problem(problem) => problem,
    };
    match (problem.status, problem.kind.as_str()) {
        (_, kinds::KEY_REUSED) => Verdict::ArrivedBefore,
        (_, kinds::INVALID_ANSWERS) => Verdict::Wrong(problem.violations),
        (_, kinds::FILE_MISSING) => Verdict::FileMissing,
        (_, kinds::SIGN_IN_NEEDED) => Verdict::Later(Why::SignIn),
        // A hash that does not fit: bytes damaged on the way, sent again.
        (_, kinds::HASH_MISMATCH) | (408 | 425 | 429 | 500.., _) => Verdict::Later(Why::Busy),
        _ => Verdict::Refused(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::{Code, Path, Text};

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn receipt(key: &str, hash: &str) -> Receipt {
        Receipt {
            key: key.into(),
            payload_sha256: hash.into(),
            code: "H49.22-261122-482913".into(),
            secret: "s".repeat(26),
            service: "dang-ky-khai-sinh".into(),
            service_name: Text::default(),
            received_at: 0,
            due: chrono::NaiveDate::default(),
        }
    }

    fn problem(status: u16, kind: &str) -> Failure {
        Failure::Problem(Box::new(Problem {
            kind: kind.into(),
            title: String::new(),
            status,
            detail: Text::default(),
            instance: String::new(),
            violations: vec![Violation::new(Path::Variant, Code::Required)],
        }))
    }

    #[test]
    fn only_a_receipt_that_echoes_key_and_hash_is_proof() {
        let right = receipt(KEY, "aa");
        assert_eq!(judge(Ok(right.clone()), KEY, "aa"), Verdict::Arrived(right));
        assert_eq!(judge(Ok(receipt("other", "aa")), KEY, "aa"), Verdict::Later(Why::NotOurs));
        assert_eq!(judge(Ok(receipt(KEY, "bb")), KEY, "aa"), Verdict::Later(Why::NotOurs));
        assert_eq!(judge(Err(Failure::NotOurs), KEY, "aa"), Verdict::Later(Why::NotOurs));
        assert_eq!(judge(Err(Failure::Offline), KEY, "aa"), Verdict::Later(Why::NoSignal));
    }

    #[test]
    fn a_no_of_the_server_is_told_from_a_not_now() {
        let judged = |status, kind| judge(Err(problem(status, kind)), KEY, "aa");
        assert_eq!(judged(409, kinds::KEY_REUSED), Verdict::ArrivedBefore);
        assert!(matches!(judged(422, kinds::INVALID_ANSWERS), Verdict::Wrong(list) if list.len() == 1));
        assert_eq!(judged(422, kinds::FILE_MISSING), Verdict::FileMissing);
        assert_eq!(judged(401, kinds::SIGN_IN_NEEDED), Verdict::Later(Why::SignIn));
        assert!(matches!(judged(410, kinds::DEFINITION_EXPIRED), Verdict::Refused(_)));
        assert!(matches!(judged(400, kinds::BAD_REQUEST), Verdict::Refused(_)));
        for (status, kind) in
            [(429, kinds::TOO_MANY_REQUESTS), (503, kinds::BUSY), (500, kinds::INTERNAL), (502, "x")]
        {
            assert_eq!(judged(status, kind), Verdict::Later(Why::Busy), "{status}");
        }
    }

    #[test]
    fn the_question_whether_a_key_has_arrived_has_three_answers() {
        let other_body = receipt(KEY, "another hash");
        assert_eq!(judge_question(Ok(other_body.clone()), KEY), Some(Verdict::Arrived(other_body)));
        assert_eq!(judge_question(Err(problem(404, kinds::NOT_FOUND)), KEY), None);
        let unclear = [Failure::Offline, Failure::NotOurs, problem(500, kinds::INTERNAL), problem(400, "x")];
        for failure in unclear {
            assert!(matches!(judge_question(Err(failure), KEY), Some(Verdict::Later(_))));
        }
    }

    #[test]
    fn a_file_is_refused_only_in_the_words_of_our_server() {
        let answer = |status, body: &str| Answer { status, body: body.into(), ..Answer::default() };
        for (status, body) in [(200, "<html>"), (302, ""), (511, "<html>"), (502, "<html>"), (415, "{}")] {
            assert_eq!(judge_no(&answer(status, body)), Verdict::Later(Why::NotOurs), "{status}");
        }
        let bad = r#"{"type":"/problems/bad-file","title":"","status":415,"detail":{"vi":"","en":""}}"#;
        assert!(matches!(judge_no(&answer(415, bad)), Verdict::Refused(_)));
    }
}
