//! The tidy form of an answer: what is stored, compared, checked and sent.

use crate::{Answers, Field, Form, Value};

/// NFC, outer and doubled spaces, full-width digits, separators, dates to ISO, phones to `0…`, plates to capitals, as the
/// field's kind knows. What cannot be read stays as it is. Idempotent.
pub fn normalize_value(_field: &Field, raw: &Value) -> Value {
    raw.clone()
}

/// Every known answer of the form made tidy; unknown ones stay for `check` to name.
pub fn normalize(_form: &Form, answers: &Answers) -> Answers {
    answers.clone()
}

/// The answers to send: without those that are hidden at the moment, and without blanks.
pub fn prune(_form: &Form, answers: &Answers) -> Answers {
    answers.clone()
}
