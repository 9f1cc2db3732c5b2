//! The steps of an open form: computed from the answers each time, never stored.

use super::Filling;
use crate::routes;
use forms::Form;

/// One screen of the way from the first question to sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Which case of the service.
    Variant,
    /// One section, by its id.
    Section(String),
    Documents,
    Review,
}

impl Step {
    /// As it stands in the address.
    pub fn slug(&self) -> &str {
        match self {
            Self::Variant => routes::VARIANT_STEP,
            Self::Section(id) => id,
            Self::Documents => routes::DOCUMENTS_STEP,
            Self::Review => routes::REVIEW_STEP,
        }
    }

    /// The step of that name, if the form has it at all; it need not be asked at the moment.
    pub fn of(form: &Form, slug: &str) -> Option<Self> {
        match slug {
            routes::VARIANT_STEP => Some(Self::Variant),
            routes::DOCUMENTS_STEP => Some(Self::Documents),
            routes::REVIEW_STEP => Some(Self::Review),
            id => form.section(id).map(|section| Self::Section(section.id.clone())),
        }
    }

    /// The step on which a problem can be mended.
    pub fn holding(path: &forms::Path) -> Self {
        match path {
            forms::Path::Variant => Self::Variant,
            forms::Path::Section(id) | forms::Path::Field { section: id, .. } => Self::Section(id.clone()),
            forms::Path::Document(_) => Self::Documents,
        }
    }
}

impl Filling {
    /// The steps asked at the moment, in order. Watches what shows and hides them.
    pub fn steps(self) -> Vec<Step> {
        self.watch_conditions();
        self.judge(|form, answers, _| {
            let definition = form.definition();
            let mut steps = Vec::with_capacity(definition.sections.len() + 3);
            if !definition.variants.is_empty() {
                steps.push(Step::Variant);
            }
            steps.extend(
                definition
                    .sections
                    .iter()
                    .filter(|section| form.shows_section(answers, &section.id))
                    .map(|section| Step::Section(section.id.clone())),
            );
            if !form.documents(answers).is_empty() {
                steps.push(Step::Documents);
            }
            steps.push(Step::Review);
            steps
        })
    }

    /// The step before and the step after, as things are now.
    pub fn around(self, step: &Step) -> (Option<Step>, Option<Step>) {
        let steps = self.steps();
        let Some(at) = steps.iter().position(|candidate| candidate == step) else { return (None, None) };
        let before = at.checked_sub(1).and_then(|before| steps.get(before).cloned());
        (before, steps.get(at + 1).cloned())
    }
}
