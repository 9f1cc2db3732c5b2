//! The one function that judges answers.

use crate::{Answers, Form, Lists, Path, Violation};
use chrono::NaiveDate;

/// What a verdict depends on besides the answers.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of filing in Vietnam (UTC+7).
    pub today: NaiveDate,
    pub lists: &'a dyn Lists,
}

/// Every problem, in the order of the form: the variant, each section's rows and fields, the documents, and then what the
/// definition does not know.
pub fn check(_form: &Form, _answers: &Answers, _context: Context) -> Vec<Violation> {
    Vec::new()
}

/// The problems of one field, blank or not.
pub fn check_field(_form: &Form, _answers: &Answers, _path: &Path, _context: Context) -> Vec<Violation> {
    Vec::new()
}

/// The problems of one step: the rows' number and every field shown.
pub fn check_section(_form: &Form, _answers: &Answers, _section: &str, _context: Context) -> Vec<Violation> {
    Vec::new()
}

/// The problems of one document.
pub fn check_document(_form: &Form, _answers: &Answers, _document: &str) -> Vec<Violation> {
    Vec::new()
}
