//! Which field a name means: the same section first, else the one field of that name in the form.

use crate::Service;
use crate::written::Step;
use forms::{Condition, Field, Operand};

/// What an operand means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Variant,
    /// Places in `sections` and in its `fields`.
    Field(usize, usize),
}

/// Something that is shown or asked only while its condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Section(usize),
    Field(usize, usize),
    /// The field is shown anyway; the condition says when an answer is needed.
    Requirement(usize, usize),
    Document(usize),
}

impl Owner {
    /// The section whose fields a bare name means first.
    pub(super) fn section(self) -> Option<usize> {
        match self {
            Self::Field(section, _) | Self::Requirement(section, _) => Some(section),
            Self::Section(_) | Self::Document(_) => None,
        }
    }

    /// Where the condition is written.
    pub(super) fn path(self) -> Vec<Step<'static>> {
        match self {
            Self::Section(s) => vec!["sections".into(), s.into(), "show_when".into()],
            Self::Field(s, f) => {
                vec!["sections".into(), s.into(), "fields".into(), f.into(), "show_when".into()]
            }
            Self::Requirement(s, f) => {
                vec!["sections".into(), s.into(), "fields".into(), f.into(), "required_when".into()]
            }
            Self::Document(d) => vec!["documents".into(), d.into(), "required_when".into()],
        }
    }
}

/// Every condition of the service with its owner.
pub(super) fn conditions(service: &Service) -> Vec<(Owner, &Condition)> {
    let mut all = Vec::new();
    for (s, section) in service.sections.iter().enumerate() {
        all.extend(section.show_when.as_ref().map(|c| (Owner::Section(s), c)));
        for (f, field) in section.fields.iter().enumerate() {
            all.extend(field.show_when.as_ref().map(|c| (Owner::Field(s, f), c)));
            all.extend(field.required_when.as_ref().map(|c| (Owner::Requirement(s, f), c)));
        }
    }
    for (d, document) in service.documents.iter().enumerate() {
        all.extend(document.required_when.as_ref().map(|c| (Owner::Document(d), c)));
    }
    all
}

/// The place of a field by its ids.
pub(super) fn place(service: &Service, section: &str, field: &str) -> Option<(usize, usize)> {
    let s = service.sections.iter().position(|s| s.id == section)?;
    let f = service.sections[s].fields.iter().position(|f| f.id == field)?;
    Some((s, f))
}

/// What `operand` means to `owner`; the error is a sentence.
pub(super) fn resolve(service: &Service, owner: Owner, operand: &Operand) -> Result<Target, String> {
    match operand {
        Operand::Variant if service.variants.is_empty() => {
            Err("the condition reads `variant`, but the service has no variants".to_owned())
        }
        Operand::Variant => Ok(Target::Variant),
        Operand::Field { section: Some(section), field } => {
            if !service.sections.iter().any(|s| s.id == *section) {
                return Err(format!("`{operand}`: there is no section `{section}`"));
            }
            place(service, section, field)
                .map(|(s, f)| Target::Field(s, f))
                .ok_or_else(|| format!("`{operand}`: section `{section}` has no field `{field}`"))
        }
        Operand::Field { section: None, field } => bare(service, owner, field),
    }
}

fn bare(service: &Service, owner: Owner, name: &str) -> Result<Target, String> {
    let of = |s: usize| service.sections[s].fields.iter().position(|f| f.id == name).map(|f| (s, f));
    if let Some((s, f)) = owner.section().and_then(of) {
        return Ok(Target::Field(s, f));
    }
    // A section cannot depend on itself: a bare name means a field elsewhere.
    let elsewhere = |s: &usize| owner != Owner::Section(*s);
    let found: Vec<(usize, usize)> = (0..service.sections.len()).filter(elsewhere).filter_map(of).collect();
    match found.as_slice() {
        [] if (0..service.sections.len()).any(|s| of(s).is_some()) => {
            Err(format!("`{name}` stands in the section that it would show"))
        }
        [] => Err(format!("there is no field `{name}` in this form")),
        [(s, f)] => Ok(Target::Field(*s, *f)),
        many => {
            let places: Vec<String> =
                many.iter().map(|(s, _)| format!("`{}.{name}`", service.sections[*s].id)).collect();
            Err(format!("`{name}` is ambiguous: write {}", places.join(" or ")))
        }
    }
}

/// `section.field`, as people read it.
pub(super) fn name(service: &Service, s: usize, f: usize) -> String {
    let section = &service.sections[s];
    format!("{}.{}", section.id, section.fields[f].id)
}

/// The field at a place.
pub(super) fn field(service: &Service, s: usize, f: usize) -> &Field {
    &service.sections[s].fields[f]
}
