//! The steps of a form as the answers make them: computed each time, never stored.

use crate::check::Checker;
use crate::view::View;
use crate::{Answers, Code, Context, Form};

/// One step: a section that is asked at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// Section id.
    pub section: &'a str,
    pub state: SectionState,
    /// Needed answers that are still missing, and rows of a table.
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
pub fn steps<'a>(form: &'a Form, answers: &Answers, context: Context) -> Vec<Step<'a>> {
    let checker = Checker { view: View::new(form, answers), context };
    let sections = form.definition().sections.iter().enumerate();
    sections
        .filter(|(at, _)| checker.view.shows_section(*at))
        .map(|(at, section)| {
            let mut problems = Vec::new();
            checker.section(at, &mut problems);
            problems.retain(crate::Violation::is_error);
            let rows = checker.view.row_count(at);
            let mut missing = 0;
            let mut is_wrong = false;
            for problem in &problems {
                match problem.code {
                    Code::Required | Code::MustAccept => missing += 1,
                    Code::TooFewRows => {
                        missing += section.repeat.as_ref().map_or(0, |r| usize::from(r.min) - rows);
                    }
                    _ => is_wrong = true,
                }
            }
            let is_answered = |row| {
                (0..section.fields.len()).any(|field| checker.view.shown_value(at, row, field).is_some())
            };
            let state = if is_wrong {
                SectionState::Wrong
            } else if !(0..rows).any(is_answered) {
                SectionState::Untouched
            } else if missing == 0 {
                SectionState::Complete
            } else {
                SectionState::Started
            };
            Step { section: &section.id, state, missing }
        })
        .collect()
}
