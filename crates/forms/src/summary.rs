//! The answers as lines to read: the same on the review screen, the receipt, the officer's view and in an export.

use crate::{Answers, Form, Lang, Lists, Path};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Name of the chosen variant.
    pub variant: Option<String>,
    pub sections: Vec<SummarySection>,
    /// Name of each document asked for, and its file names.
    pub documents: Vec<SummaryLine>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummarySection {
    /// Section id.
    pub id: String,
    pub title: String,
    /// One entry a row; a plain section has one. Only shown fields; a blank optional answer is an empty `shown`.
    pub rows: Vec<Vec<SummaryLine>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryLine {
    pub path: Path,
    pub label: String,
    /// As a person reads it: `01/02/1990`, `1.200.000 đồng`, `Phường Hồng Gai, Quảng Ninh`, the option's words.
    pub shown: String,
}

/// The lines of what is shown at the moment, in the order of the form.
pub fn summary(_form: &Form, _answers: &Answers, _lists: &dyn Lists, _lang: Lang) -> Summary {
    Summary::default()
}
