//! Conditions with their references resolved to places in the definition.

use crate::{Condition, Definition, Field, Operand};

/// A [`Condition`] over places instead of names.
#[derive(Clone, Debug)]
pub(crate) enum Rule {
    /// Equal to any of the values.
    Is(Source, Vec<String>),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Not(Box<Rule>),
}

/// What a comparison looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Variant,
    /// In the row that asks when `same_row`, else in any row.
    Field {
        section: usize,
        field: usize,
        same_row: bool,
    },
}

/// Where a condition stands: decides what a bare name means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope {
    /// A field of that section: its own section first.
    Row(usize),
    /// A section's own condition: a name means a field elsewhere, as a section cannot depend on itself.
    Section(usize),
    /// A document.
    Form,
}

impl Rule {
    /// Resolves every name; the first that fails stops it.
    pub(crate) fn resolve(
        condition: &Condition,
        definition: &Definition,
        scope: Scope,
    ) -> Result<Self, String> {
        let all = |parts: &[Condition]| {
            parts.iter().map(|part| Self::resolve(part, definition, scope)).collect::<Result<Vec<_>, _>>()
        };
        let is = |operand: &Operand, values: &[String]| {
            let source = match operand {
                Operand::Variant => Source::Variant,
                Operand::Field { section, field } => find(definition, scope, section.as_deref(), field)?,
            };
            Ok::<_, String>(Self::Is(source, values.to_vec()))
        };
        Ok(match condition {
            Condition::Is(operand, value) => is(operand, std::slice::from_ref(value))?,
            Condition::IsNot(operand, value) => {
                Self::Not(Box::new(is(operand, std::slice::from_ref(value))?))
            }
            Condition::In(operand, values) => is(operand, values)?,
            Condition::All(parts) => Self::All(all(parts)?),
            Condition::Any(parts) => Self::Any(all(parts)?),
            Condition::Not(part) => Self::Not(Box::new(Self::resolve(part, definition, scope)?)),
        })
    }

    /// Calls `visit` with everything it looks at.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Source)) {
        match self {
            Self::Is(source, _) => visit(*source),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.visit(visit)),
            Self::Not(part) => part.visit(visit),
        }
    }
}

/// The field of a name as `applicant.gender` or `gender`: the same section first, then the only one in the form.
pub(crate) fn find(
    definition: &Definition,
    scope: Scope,
    section: Option<&str>,
    field: &str,
) -> Result<Source, String> {
    let own = match scope {
        Scope::Row(own) => Some(own),
        Scope::Section(_) | Scope::Form => None,
    };
    let source =
        |section: usize, field: usize| Source::Field { section, field, same_row: own == Some(section) };
    let sections = &definition.sections;
    if let Some(name) = section {
        let at = sections.iter().position(|s| s.id == name).ok_or_else(|| format!("no section `{name}`"))?;
        let field_at =
            position(&sections[at].fields, field).ok_or_else(|| format!("no field `{name}.{field}`"))?;
        return Ok(source(at, field_at));
    }
    if let Some(own) = own
        && let Some(at) = position(&sections[own].fields, field)
    {
        return Ok(source(own, at));
    }
    let skipped = match scope {
        Scope::Section(itself) => Some(itself),
        Scope::Row(_) | Scope::Form => None,
    };
    let found: Vec<(usize, usize)> = sections
        .iter()
        .enumerate()
        .filter(|(i, _)| Some(*i) != skipped)
        .filter_map(|(i, s)| position(&s.fields, field).map(|at| (i, at)))
        .collect();
    match (found.as_slice(), skipped) {
        ([(section, at)], _) => Ok(source(*section, *at)),
        ([], Some(itself)) if position(&sections[itself].fields, field).is_some() => {
            Err(format!("`{field}` is a field of the section that it would show"))
        }
        ([], _) => Err(format!("no field `{field}`")),
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|(i, _)| sections[*i].id.as_str()).collect();
            Err(format!("`{field}` stands in {}: write section.field", names.join(", ")))
        }
    }
}

fn position(fields: &[Field], id: &str) -> Option<usize> {
    fields.iter().position(|field| field.id == id)
}
