//! How much is still to be answered: of the step on the screen with each answer, of the whole form when asked.

use super::{Filling, Step};
use crate::view::prelude::*;
use forms::{Code, Path, SectionState, Violation};

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Done,
    /// Nothing is answered, and this many answers are needed (0: it may be left as it is).
    Blank(usize),
    /// Begun: this many needed answers are missing.
    Started(usize),
    /// Something is answered wrongly.
    Wrong,
}

impl Filling {
    /// Needed answers that the step still lacks. Counted anew when an answer comes or goes, not at each key; in a table,
    /// which may hold hundreds, only when a row comes, goes, is opened or closed (`open_row`).
    pub fn left_in(self, step: &Step, open_row: RwSignal<Option<u32>>) -> Memo<usize> {
        let step = step.clone();
        let table = match &step {
            Step::Section(id) => {
                self.form().section(id).and_then(|section| section.repeat.as_ref().map(|_| id))
            }
            _ => None,
        };
        let table = table.map(|id| Path::Section(id.clone()));
        memo(move |_| {
            if let Some(rows) = &table {
                self.watch(rows);
                open_row.track();
            } else {
                self.watch_filled();
            }
            missing(&self.violations_of(&step))
        })
    }

    /// All steps but the last with how each stands, as things are now.
    pub fn standings(self) -> Vec<(Step, Standing)> {
        let sections: Vec<(String, Standing)> = self.judge(|form, answers, context| {
            let steps = forms::steps(form, answers, context).into_iter();
            steps
                .map(|step| {
                    let standing = match step.state {
                        SectionState::Complete => Standing::Done,
                        SectionState::Untouched => Standing::Blank(step.missing),
                        SectionState::Started => Standing::Started(step.missing),
                        SectionState::Wrong => Standing::Wrong,
                    };
                    (step.section.to_owned(), standing)
                })
                .collect()
        });
        let steps = untrack(|| self.steps()).into_iter().filter(|step| *step != Step::Review);
        steps
            .map(|step| {
                let standing = match &step {
                    Step::Section(id) => {
                        sections.iter().find(|(section, _)| section == id).map(|found| found.1)
                    }
                    _ => None,
                };
                let standing = standing.unwrap_or_else(|| match missing(&self.violations_of(&step)) {
                    0 => Standing::Done,
                    left => Standing::Blank(left),
                });
                (step, standing)
            })
            .collect()
    }
}

/// A table that lacks rows lacks one answer: the first of them.
fn missing(found: &[Violation]) -> usize {
    let lacks = |code| matches!(code, Code::Required | Code::MustAccept | Code::TooFewRows);
    found.iter().filter(|violation| violation.is_error() && lacks(violation.code)).count()
}
