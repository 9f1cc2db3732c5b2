//! The questions about one person, with what is known of them: a form like the others, kept as what is known.

use crate::browser::{clock, page};
use crate::drafts::{Draft, OpenDraft};
use crate::fields::{field, target};
use crate::filling::{Filling, Step};
use crate::households::{Person, RELATION, Source};
use crate::parts::live::say_now;
use crate::parts::scan::scan_card;
use crate::text::households::{EN, VI};
use crate::text::t;
use crate::view::prelude::*;
use forms::{Answers, Choice, Definition, Field, Form, Kind, Path, Violation, prefill};
use std::sync::Arc;

const SECTION: &str = "citizen";
/// What is asked of everybody, in the format of the services' definitions.
const DEFINITION: &str = include_str!("person.json");

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Of the phone's owner: as much as they like.
    Owner,
    /// Of one of a household: a name, and what they are to its head.
    Member,
}

/// The questions on the screen.
#[derive(Clone)]
pub struct Questions {
    form: Arc<Form>,
    filling: Filling,
    person: Person,
}

impl Questions {
    /// `None` never: the definition stands in the program, and a test proves that it can be read.
    pub fn new(asks: Asks, person: &Person) -> Option<Self> {
        let form = form(asks)?;
        let mut draft = Draft { id: person.id.clone(), ..Draft::default() };
        draft.answers = Answers::default();
        for (path, value) in prefill(&form, &draft.answers, &person.known) {
            if let Path::Field { section, field, .. } = &path {
                let key = form.field(section, field).and_then(|field| field.prefill.as_deref());
                if key.is_some_and(|key| person.source(key) == Source::Scanned) {
                    draft.scanned.push(path.clone());
                }
                draft.answers.set(section, 0, field, value);
            }
        }
        let filling = Filling::new(form.clone(), OpenDraft::detached(draft), clock::today());
        Some(Self { form, filling, person: person.clone() })
    }

    /// The scanner and the questions.
    pub fn draw(&self) -> AnyView {
        let fields =
            self.fields().map(|one| field(self.filling, &self.form, Path::field(SECTION, None, &one.id)));
        let fields: Vec<AnyView> = fields.collect();
        view! { {scan_card(self.filling, SECTION)} {fields} }.into_any()
    }

    /// The person as they were told; `None` where something is wrong, which is then shown.
    pub fn told(&self) -> Option<Person> {
        let found = self.filling.check_step(&Step::Section(SECTION.to_owned()));
        let wrong: Vec<Violation> = found.into_iter().filter(Violation::is_error).collect();
        self.filling.touch(wrong.iter().map(|violation| &violation.path));
        if let Some(first) = wrong.first() {
            say_now(t().settings.check);
            page::focus(&target(&self.form, first));
            return None;
        }
        let mut person = self.person.clone();
        for asked in self.fields() {
            let path = Path::field(SECTION, None, &asked.id);
            let (Some(key), Some(value)) = (&asked.prefill, self.filling.value(&path)) else { continue };
            if self.filling.is_scanned(&path) {
                person.set_source(key, Source::Scanned);
            } else if person.known.get(key) != Some(&value) {
                person.set_source(key, Source::Typed);
            }
            person.known.insert(key.clone(), value);
        }
        Some(person)
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        asked_in(&self.form)
    }
}

/// What is asked, as a form.
pub fn form(asks: Asks) -> Option<Arc<Form>> {
    let mut definition: Definition = serde_json::from_str(DEFINITION).ok()?;
    let fields = &mut definition.sections.first_mut()?.fields;
    match asks {
        Asks::Owner => {
            fields.retain(|field| !matches!(field.kind, Kind::Ethnicity | Kind::Nationality | Kind::Select));
        }
        Asks::Member => {
            for field in fields {
                field.required =
                    ["citizen.full_name", RELATION].contains(&field.prefill.as_deref().unwrap_or_default());
                if field.kind == Kind::Select {
                    field.options = relations();
                }
            }
        }
    }
    Form::new(definition).ok().map(Arc::new)
}

fn relations() -> Vec<Choice> {
    let pairs = VI.relations.iter().zip(EN.relations);
    let choice = |((value, vi), (_, en)): (&(&str, &str), &(&str, &str))| Choice {
        value: (*value).to_owned(),
        vi: (*vi).to_owned(),
        en: (*en).to_owned(),
    };
    pairs.map(choice).collect()
}

/// The questions of such a form.
pub fn asked_in(form: &Form) -> impl Iterator<Item = &Field> {
    form.section(SECTION).into_iter().flat_map(|section| &section.fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::households::RELATIONS;

    #[test]
    fn the_definition_is_a_form_for_everybody() {
        let relations = |asks| {
            let form = form(asks).unwrap();
            let relation = asked_in(&form).find(|field| field.prefill.as_deref() == Some(RELATION));
            relation.map(|field| field.options.len())
        };
        assert_eq!(relations(Asks::Owner), None);
        assert_eq!(relations(Asks::Member), Some(VI.relations.len()));
    }

    #[test]
    fn relations_are_the_same_in_both_languages() {
        let words = |of: &[(&'static str, &str)]| of.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        assert_eq!(words(VI.relations), words(EN.relations));
        assert_eq!(words(VI.relations), RELATIONS);
    }
}
