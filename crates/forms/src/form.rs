//! A definition made ready: references resolved, and what is shown and required at the moment.

use crate::plan::Plan;
use crate::view::View;
use crate::{Answers, Definition, Document, Field, Row, Section, Value};
use std::sync::Arc;

/// A definition whose ids and references have been resolved once. Cheap to ask, cheap to share behind an `Rc` or `Arc`.
#[derive(Clone, Debug)]
pub struct Form {
    definition: Arc<Definition>,
    plan: Plan,
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
        Self::of(Arc::new(definition))
    }

    /// The same of a definition that others hold too.
    pub fn of(definition: Arc<Definition>) -> Result<Self, Vec<DefinitionError>> {
        let plan = Plan::make(&definition)?;
        Ok(Self { definition, plan })
    }

    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The section of that id.
    pub fn section(&self, section: &str) -> Option<&Section> {
        Some(&self.definition.sections[self.section_at(section)?])
    }

    /// The field of that id in that section.
    pub fn field(&self, section: &str, field: &str) -> Option<&Field> {
        let (section, field) = self.place(section, field)?;
        Some(&self.definition.sections[section].fields[field])
    }

    /// Whether the section is asked at the moment.
    pub fn shows_section(&self, answers: &Answers, section: &str) -> bool {
        self.section_at(section).is_some_and(|section| View::new(self, answers).shows_section(section))
    }

    /// Whether the field is asked at the moment; `row` from 0. False when its section is not.
    pub fn shows_field(&self, answers: &Answers, section: &str, row: usize, field: &str) -> bool {
        self.place(section, field)
            .is_some_and(|(section, field)| View::new(self, answers).shows(section, row, field))
    }

    /// Whether an answer is needed at the moment (and the field is shown).
    pub fn requires_field(&self, answers: &Answers, section: &str, row: usize, field: &str) -> bool {
        self.place(section, field).is_some_and(|(section, field)| {
            let view = View::new(self, answers);
            view.shows(section, row, field) && view.requires(section, row, field)
        })
    }

    /// The papers asked for at the moment, each with whether it is needed.
    pub fn documents<'a>(&'a self, answers: &Answers) -> Vec<(&'a Document, bool)> {
        let view = View::new(self, answers);
        (0..self.definition.documents.len()).filter_map(|at| self.document(&view, at)).collect()
    }

    /// A paper, when it is asked for, and whether it is needed.
    pub(crate) fn document<'a>(&'a self, view: &View, at: usize) -> Option<(&'a Document, bool)> {
        let document = &self.definition.documents[at];
        match &self.plan.documents[at] {
            None => Some((document, document.required)),
            Some(rule) => view.holds(rule, None).then_some((document, true)),
        }
    }

    /// Whether any condition or rule reads this field (or the variant, with `None`): a change of another answer can
    /// never show or hide anything.
    pub fn is_read(&self, place: Option<(&str, &str)>) -> bool {
        match place {
            None => self.plan.variant_is_read,
            Some((section, field)) => self
                .place(section, field)
                .is_some_and(|(section, field)| self.plan.sections[section].fields[field].is_read),
        }
    }

    /// Whether an answer here (or the variant, with `None`) decides what the profile fills: after a change of it,
    /// [`crate::prefill`] is asked again.
    pub fn steers_prefill(&self, place: Option<(&str, &str)>) -> bool {
        match place {
            None => self.plan.variant_steers_prefill,
            Some((section, field)) => self
                .place(section, field)
                .is_some_and(|(section, field)| self.plan.sections[section].fields[field].steers_prefill),
        }
    }

    // A search from the front: there are a dozen sections at most.
    pub(crate) fn section_at(&self, id: &str) -> Option<usize> {
        self.definition.sections.iter().position(|section| section.id == id)
    }

    pub(crate) fn place(&self, section: &str, field: &str) -> Option<(usize, usize)> {
        let section = self.section_at(section)?;
        let fields = &self.definition.sections[section].fields;
        let by_id = &self.plan.sections[section].by_id;
        let at = by_id.binary_search_by(|&at| fields[at].id.as_str().cmp(field)).ok()?;
        Some((section, by_id[at]))
    }

    /// The fields of a row's answers, in the order of their ids: `None` for one that the section does not have. Both the row
    /// and the section's index are sorted, so this walks along both instead of searching.
    pub(crate) fn places<'a>(
        &'a self,
        section: usize,
        row: &'a Row,
    ) -> impl Iterator<Item = (Option<usize>, &'a str, &'a Value)> {
        let fields = &self.definition.sections[section].fields;
        let mut order = self.plan.sections[section].by_id.iter().copied().peekable();
        row.iter().map(move |(id, value)| {
            while order.next_if(|&at| fields[at].id < *id).is_some() {}
            (order.next_if(|&at| fields[at].id == *id), id.as_str(), value)
        })
    }
}
