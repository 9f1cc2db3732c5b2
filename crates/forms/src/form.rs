//! A definition made ready: references resolved, and what is shown and required at the moment.

use crate::{Answers, Definition, Document, Field, Section};

/// A definition whose ids and references have been resolved once. Cheap to ask, cheap to share behind an `Rc` or `Arc`.
#[derive(Clone, Debug)]
pub struct Form {
    definition: Definition,
}

/// A mistake in a definition that no engine can work with. The catalog check finds more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct DefinitionError {
    /// As a [`crate::Path`]: `applicant.full_name`.
    pub place: String,
    pub what: String,
}

impl Form {
    /// Resolves every reference; all mistakes at once.
    pub fn new(definition: Definition) -> Result<Self, Vec<DefinitionError>> {
        Ok(Self { definition })
    }

    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The section of that id.
    pub fn section(&self, section: &str) -> Option<&Section> {
        self.definition.sections.iter().find(|s| s.id == section)
    }

    /// The field of that id in that section.
    pub fn field(&self, section: &str, field: &str) -> Option<&Field> {
        self.section(section)?.fields.iter().find(|f| f.id == field)
    }

    /// Whether the section is asked at the moment.
    pub fn shows_section(&self, _answers: &Answers, _section: &str) -> bool {
        true
    }

    /// Whether the field is asked at the moment; `row` from 0. False when its section is not.
    pub fn shows_field(&self, _answers: &Answers, _section: &str, _row: usize, _field: &str) -> bool {
        true
    }

    /// Whether an answer is needed at the moment (and the field is shown).
    pub fn requires_field(&self, answers: &Answers, section: &str, row: usize, field: &str) -> bool {
        self.shows_field(answers, section, row, field) && self.field(section, field).is_some_and(|f| f.required)
    }

    /// The papers asked for at the moment, each with whether it is needed.
    pub fn documents<'a>(&'a self, _answers: &Answers) -> Vec<(&'a Document, bool)> {
        self.definition.documents.iter().map(|d| (d, d.required)).collect()
    }

    /// Whether any condition or rule reads this field (or the variant, with `None`): a change of another answer can
    /// never show or hide anything.
    pub fn is_read(&self, _place: Option<(&str, &str)>) -> bool {
        true
    }
}
