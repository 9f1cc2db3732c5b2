//! The steps of a form as the answers make them: computed each time, never stored.

use crate::{Answers, Context, Form};

/// One step: a section that is asked at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// Section id.
    pub section: &'a str,
    pub state: SectionState,
    /// Needed answers that are still missing.
    pub missing: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing answered yet.
    Untouched,
    Started,
    /// Every needed answer is there and none has an error.
    Complete,
    /// Something is answered wrongly.
    Wrong,
}

/// The sections asked at the moment, in order, each with its state.
pub fn steps<'a>(form: &'a Form, _answers: &Answers, _context: Context) -> Vec<Step<'a>> {
    form.definition()
        .sections
        .iter()
        .map(|s| Step { section: &s.id, state: SectionState::Untouched, missing: 0 })
        .collect()
}
