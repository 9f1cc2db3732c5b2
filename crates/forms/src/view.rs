//! One look at answers through a form: what is shown, each question answered once.

use crate::kinds;
use crate::rule::{Rule, Source};
use crate::{Answers, Field, Form, Row, SectionAnswers, Value};
use std::cell::Cell;

/// Answers as the form shows them at the moment. Made for one question or one whole check, then dropped.
pub(crate) struct View<'a> {
    pub(crate) form: &'a Form,
    pub(crate) answers: &'a Answers,
    sections: Vec<Seen<'a>>,
}

struct Seen<'a> {
    /// None where the shape of the answers is not that of the section.
    rows: &'a [Row],
    shown: Cell<State>,
    /// Row by row, and one row more for one that is not answered yet. Empty until the first question.
    fields: std::cell::OnceCell<Vec<Cell<State>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unknown,
    Hidden,
    Shown,
}

impl From<bool> for State {
    fn from(shown: bool) -> Self {
        if shown { Self::Shown } else { Self::Hidden }
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(form: &'a Form, answers: &'a Answers) -> Self {
        let sections = form
            .definition()
            .sections
            .iter()
            .map(|section| {
                let rows: &[Row] = match (answers.sections.get(&section.id), section.repeat.is_some()) {
                    (Some(SectionAnswers::One(row)), false) => std::slice::from_ref(row),
                    (Some(SectionAnswers::Many(rows)), true) => rows,
                    _ => &[],
                };
                Seen { rows, shown: Cell::new(State::Unknown), fields: std::cell::OnceCell::new() }
            })
            .collect();
        Self { form, answers, sections }
    }

    /// The rows that are judged: those of a table, or the only one, answered or not.
    pub(crate) fn row_count(&self, section: usize) -> usize {
        let is_table = self.form.definition().sections[section].repeat.is_some();
        if is_table { self.sections[section].rows.len() } else { 1 }
    }

    pub(crate) fn shows_section(&self, section: usize) -> bool {
        let seen = &self.sections[section];
        match seen.shown.get() {
            State::Unknown => {
                // Hidden while it is being asked: `Form::new` refuses cycles, and this would end one.
                seen.shown.set(State::Hidden);
                let rule = &self.form.plan().sections[section].show;
                let shown = rule.as_ref().is_none_or(|rule| self.holds(rule, None));
                seen.shown.set(shown.into());
                shown
            }
            state => state == State::Shown,
        }
    }

    /// Whether the field is asked, in a row from 0.
    pub(crate) fn shows(&self, section: usize, row: usize, field: usize) -> bool {
        if !self.shows_section(section) {
            return false;
        }
        let fields = &self.form.plan().sections[section].fields;
        let Some(rule) = &fields[field].show else { return true };
        let seen = &self.sections[section];
        let row = row.min(seen.rows.len());
        let states =
            seen.fields.get_or_init(|| vec![Cell::new(State::Unknown); (seen.rows.len() + 1) * fields.len()]);
        let state = &states[row * fields.len() + field];
        match state.get() {
            State::Unknown => {
                state.set(State::Hidden);
                let shown = self.holds(rule, Some((section, row)));
                state.set(shown.into());
                shown
            }
            known => known == State::Shown,
        }
    }

    /// Whether an answer is needed, of a field that is shown.
    pub(crate) fn requires(&self, section: usize, row: usize, field: usize) -> bool {
        let plan = &self.form.plan().sections[section].fields[field];
        self.field(section, field).required
            || plan.require.as_ref().is_some_and(|rule| self.holds(rule, Some((section, row))))
    }

    /// The answers of a row by the positions of their fields, shown or not.
    pub(crate) fn cells(&self, section: usize, row: usize) -> Vec<Option<&'a Value>> {
        let mut cells = vec![None; self.form.definition().sections[section].fields.len()];
        if let Some(row) = self.sections[section].rows.get(row) {
            for (at, _, value) in self.form.places(section, row) {
                if let Some(at) = at {
                    cells[at] = Some(value);
                }
            }
        }
        cells
    }

    /// What was answered, shown or not.
    pub(crate) fn value(&self, section: usize, row: usize, field: usize) -> Option<&'a Value> {
        self.sections[section].rows.get(row)?.get(&self.field(section, field).id)
    }

    /// What was answered, when it is shown and not blank.
    pub(crate) fn shown_value(&self, section: usize, row: usize, field: usize) -> Option<&'a Value> {
        let definition = self.field(section, field);
        let value = self.value(section, row, field).filter(|value| !kinds::is_blank(definition, value))?;
        self.shows(section, row, field).then_some(value)
    }

    /// Every shown answer a reference means: one, or one a row.
    pub(crate) fn referred(
        &self,
        source: Source,
        from_row: usize,
    ) -> impl Iterator<Item = (&'a Field, &'a Value)> {
        let (section, field, rows) = match source {
            Source::Variant => (0, 0, 0..0),
            Source::Field { section, field, same_row: true } => (section, field, from_row..from_row + 1),
            Source::Field { section, field, .. } => (section, field, 0..self.sections[section].rows.len()),
        };
        rows.filter_map(move |row| Some((self.field(section, field), self.shown_value(section, row, field)?)))
    }

    /// Whether a rule holds, asked from a row of a section or from outside.
    pub(crate) fn holds(&self, rule: &Rule, from: Option<(usize, usize)>) -> bool {
        match rule {
            Rule::Is(Source::Variant, values) => {
                self.answers.variant.as_ref().is_some_and(|variant| values.contains(variant))
            }
            Rule::Is(source, values) => self
                .referred(*source, from.map_or(0, |(_, row)| row))
                .any(|(field, value)| values.iter().any(|wanted| equals(field, value, wanted))),
            Rule::All(parts) => parts.iter().all(|part| self.holds(part, from)),
            Rule::Any(parts) => parts.iter().any(|part| self.holds(part, from)),
            Rule::Not(part) => !self.holds(part, from),
        }
    }

    pub(crate) fn field(&self, section: usize, field: usize) -> &'a Field {
        &self.form.definition().sections[section].fields[field]
    }
}

/// A ticked box is `'true'`, a list equals each of its members, a text its tidy form.
fn equals(field: &Field, value: &Value, wanted: &str) -> bool {
    match value {
        Value::Text(text) => kinds::tidy(field, text) == wanted,
        Value::Bool(ticked) => *ticked && wanted == "true",
        Value::List(values) => values.iter().any(|value| value.trim() == wanted),
        Value::Address(_) => false,
    }
}
