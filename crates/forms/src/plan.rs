//! What a form is compiled to: a rule and a few links for each place, and the mistakes found on the way.

#[cfg(feature = "checks")]
mod checks;

use crate::form::DefinitionError;
use crate::kinds::citizen_id::{BIRTH_ENDINGS, NUMBER_ENDINGS, SEX_ENDINGS, person};
use crate::kinds::pattern::Pattern;
use crate::kinds::{self, is_temporal};
use crate::rule::{self, Rule, Scope, Source};
use crate::{Definition, Field, Kind, Section};

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) sections: Vec<SectionPlan>,
    /// What makes each document needed; `None` where it is asked always.
    pub(crate) documents: Vec<Option<Rule>>,
    pub(crate) variant_is_read: bool,
    pub(crate) variant_steers_prefill: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct SectionPlan {
    pub(crate) show: Option<Rule>,
    /// In the order of the definition.
    pub(crate) fields: Vec<FieldPlan>,
    /// Positions of the fields in the order of their ids, which is that of a row of answers.
    pub(crate) by_id: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct FieldPlan {
    pub(crate) show: Option<Rule>,
    pub(crate) require: Option<Rule>,
    pub(crate) after: Option<Source>,
    pub(crate) pattern: Option<Pattern>,
    /// What must hold for the profile to fill it.
    pub(crate) prefill: Option<Rule>,
    /// The field beside a citizen's number that tells the sex of the same person, and the one that tells the birth.
    pub(crate) sex: Option<usize>,
    pub(crate) birth: Option<usize>,
    /// Some rule looks at this field.
    pub(crate) is_read: bool,
    /// Some field is filled from the profile only for certain answers of this one.
    pub(crate) steers_prefill: bool,
}

impl Plan {
    /// All mistakes at once.
    pub(crate) fn make(definition: &Definition) -> Result<Self, Vec<DefinitionError>> {
        let mut errors = Vec::new();
        #[cfg(feature = "checks")]
        checks::ids(definition, &mut errors);
        let sections = definition
            .sections
            .iter()
            .enumerate()
            .map(|(at, section)| plan_section(definition, at, section, &mut errors))
            .collect();
        let documents = definition
            .documents
            .iter()
            .map(|document| {
                let place = format!("documents.{}", document.id);
                resolve(document.required_when.as_ref(), definition, Scope::Form, &place, &mut errors)
            })
            .collect();
        let mut plan = Self { sections, documents, variant_is_read: false, variant_steers_prefill: false };
        plan.mark_what_is_read();
        plan.mark_what_steers_prefill();
        #[cfg(feature = "checks")]
        plan.refuse_cycles(definition, &mut errors);
        if errors.is_empty() { Ok(plan) } else { Err(errors) }
    }

    fn mark_what_is_read(&mut self) {
        let mut read = Vec::new();
        let mut variant_is_read = false;
        let mut mark = |source: Source| match source {
            Source::Variant => variant_is_read = true,
            Source::Field { section, field, .. } => {
                read.push((section, field));
            }
        };
        for rule in self.documents.iter().flatten() {
            rule.visit(&mut mark);
        }
        for (at, section) in self.sections.iter().enumerate() {
            if let Some(rule) = &section.show {
                rule.visit(&mut mark);
            }
            for field in &section.fields {
                for rule in field.show.iter().chain(&field.require) {
                    rule.visit(&mut mark);
                }
                field.after.iter().copied().for_each(&mut mark);
                for beside in field.sex.into_iter().chain(field.birth) {
                    mark(Source::Field { section: at, field: beside, same_row: true });
                }
            }
        }
        for (section, field) in read {
            self.sections[section].fields[field].is_read = true;
        }
        self.variant_is_read = variant_is_read;
    }

    fn mark_what_steers_prefill(&mut self) {
        let mut sources = Vec::new();
        for field in self.sections.iter().flat_map(|section| &section.fields) {
            if let Some(rule) = &field.prefill {
                rule.visit(&mut |source| {
                    sources.push(match source {
                        Source::Variant => None,
                        Source::Field { section, field, .. } => Some((section, field)),
                    });
                });
            }
        }
        for source in sources {
            match source {
                None => self.variant_steers_prefill = true,
                Some((section, field)) => self.sections[section].fields[field].steers_prefill = true,
            }
        }
    }
}

fn plan_section(
    definition: &Definition,
    at: usize,
    section: &Section,
    errors: &mut Vec<DefinitionError>,
) -> SectionPlan {
    if let Some(repeat) = &section.repeat
        && repeat.min > repeat.max
    {
        errors.push(DefinitionError {
            place: section.id.clone(),
            what: "repeats at least more than at most".into(),
        });
    }
    let fields = section.fields.iter().map(|field| plan_field(definition, at, field, errors)).collect();
    let show = resolve(section.show_when.as_ref(), definition, Scope::Section(at), &section.id, errors);
    SectionPlan { show, fields, by_id: by_id(section) }
}

/// By insertion: `sort` would be kilobytes of wasm for a few dozen ids.
fn by_id(section: &Section) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(section.fields.len());
    for (at, field) in section.fields.iter().enumerate() {
        let place = order.partition_point(|&other| section.fields[other].id < field.id);
        order.insert(place, at);
    }
    order
}

fn plan_field(
    definition: &Definition,
    section: usize,
    field: &Field,
    errors: &mut Vec<DefinitionError>,
) -> FieldPlan {
    let beside = &definition.sections[section].fields;
    let place = format!("{}.{}", definition.sections[section].id, field.id);
    let scope = Scope::Row(section);
    let show = resolve(field.show_when.as_ref(), definition, scope, &place, errors);
    let require = resolve(field.required_when.as_ref(), definition, scope, &place, errors);
    let prefill = resolve(field.prefill_when.as_ref(), definition, scope, &place, errors);
    let mut refuse = |what: String| errors.push(DefinitionError { place: place.clone(), what });
    if matches!(field.kind, Kind::Select | Kind::Radio | Kind::MultiSelect) && field.options.is_empty() {
        refuse("has no options".into());
    }
    let pattern = field.pattern.as_deref().and_then(|text| match Pattern::parse(text) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            refuse(error.to_string());
            None
        }
    });
    let after = field.after.as_deref().and_then(|name| {
        let (section, id) = name.split_once('.').map_or((None, name), |(s, f)| (Some(s), f));
        let found = rule::find(definition, scope, section, id).and_then(|source| match source {
            Source::Field { section, field, .. }
                if is_temporal(definition.sections[section].fields[field].kind) =>
            {
                Ok(source)
            }
            _ => Err(format!("`{name}` is no date")),
        });
        found.map_err(|what| refuse(format!("after: {what}"))).ok()
    });
    if after.is_some() && !is_temporal(field.kind) {
        refuse("is no date, so it cannot come after one".into());
    }
    let mut plan = FieldPlan { show, require, after, pattern, prefill, ..FieldPlan::default() };
    if field.kind == Kind::CitizenId
        && let Some(whose) = person(&field.id, NUMBER_ENDINGS)
    {
        let find = |endings, fits: fn(&Field) -> bool| {
            beside.iter().position(|other| fits(other) && person(&other.id, endings) == Some(whose))
        };
        plan.sex = find(SEX_ENDINGS, |other| other.kind == Kind::Gender);
        plan.birth = find(BIRTH_ENDINGS, |other| {
            is_temporal(other.kind) && kinds::shape(other.kind) == kinds::Shape::Text
        });
    }
    plan
}

fn resolve(
    condition: Option<&crate::Condition>,
    definition: &Definition,
    scope: Scope,
    place: &str,
    errors: &mut Vec<DefinitionError>,
) -> Option<Rule> {
    match Rule::resolve(condition?, definition, scope) {
        Ok(rule) => Some(rule),
        Err(what) => {
            errors.push(DefinitionError { place: place.to_owned(), what });
            None
        }
    }
}
