//! Who of a household is who in a form: guessed, chosen, and filled in. Pure.

use super::{Person, Source};
use crate::drafts::{Change, Draft, apply};
use chrono::NaiveDate;
use forms::{
    FILER, Form, MEMBER, Path, Profile, SectionAnswers, Text, Value, people, says_the_filer_is, who_and_what,
};

/// The person the form is for, where the filer may be another.
pub const SUBJECT: &str = "subject";

/// A question about who is who.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Of [`forms::Field::prefill`]; of a table the id of its section.
    pub who: String,
    /// What the form calls the section about them.
    pub title: Text,
    /// Each row of a table is one: several can be chosen.
    pub is_table: bool,
}

/// Who was chosen: of each question the ids of people.
pub type Chosen = Vec<(String, Vec<String>)>;

/// What a form asks about people, the one whom it is for first; the filer's question has no title of its own.
pub fn asked(form: &Form) -> Vec<Asked> {
    let of_section = |(who, section): (&str, &forms::Section)| Asked {
        who: if who == MEMBER { section.id.clone() } else { who.to_owned() },
        title: section.title.clone(),
        is_table: who == MEMBER,
    };
    let mut all: Vec<Asked> = people(form).into_iter().map(of_section).collect();
    let filer = Asked { who: FILER.to_owned(), title: Text::default(), is_table: false };
    if let Some(at) = all.iter().position(|one| one.who == SUBJECT) {
        let subject = all.remove(at);
        all.splice(0..0, [subject, filer]);
    } else {
        all.insert(0, filer);
    }
    all
}

/// Who is likely who in the other questions, when the form is for `main`.
pub fn guess(asked: &[Asked], people: &[Person], main: &str, today: NaiveDate) -> Chosen {
    let Some(of) = people.iter().find(|one| one.id == main) else { return Chosen::new() };
    let couple: Vec<&Person> = people.iter().filter(|one| is_of_the_couple(one)).collect();
    let filer = if of.is_of_age(today) {
        Some(of)
    } else {
        couple.iter().copied().chain(people).find(|one| one.is_of_age(today))
    };
    // Whoever is no part of the couple that heads the household may have one of their own.
    let near = filer.filter(|filer| !is_of_the_couple(filer));
    let one_of = |fits: fn(&Person) -> bool| {
        let couple = couple.iter().copied().filter(|_| near.is_none());
        filer.into_iter().chain(couple).find(|one| fits(one))
    };
    let likely = asked.iter().filter(|one| !one.is_table).filter_map(|one| {
        let person = match one.who.as_str() {
            SUBJECT => Some(of),
            FILER => filer,
            "mother" | "wife" => one_of(Person::is_female),
            "father" | "husband" => one_of(Person::is_male),
            _ => None,
        };
        Some((one.who.clone(), vec![person?.id.clone()]))
    });
    likely.collect()
}

fn is_of_the_couple(person: &Person) -> bool {
    matches!(person.relation(), "head" | "wife" | "husband")
}

/// A draft with all that is known of whom was chosen.
pub fn begun(form: &Form, asked: &[Asked], people: &[Person], chosen: &Chosen) -> Draft {
    let mut draft = Draft::default();
    let mut row = 0;
    let whom = |who: &str| {
        let ids = chosen.iter().find(|(of, _)| of == who).map_or(&[][..], |(_, ids)| ids);
        ids.iter().filter_map(|id| people.iter().find(|one| one.id == *id)).collect::<Vec<_>>()
    };
    let filer = whom(FILER).first().map(|one| one.id.clone());
    // Somebody of whom nothing is known is nobody else either: not the phone's owner.
    draft.known.insert("citizen.full_name".to_owned(), Value::text(""));
    for one in asked {
        let chosen = whom(&one.who);
        if one.is_table {
            let Some(section) = form.section(&one.who).filter(|_| !chosen.is_empty()) else { continue };
            let rows = chosen.iter().map(|person| forms::row_of(section, &whole(person))).collect();
            draft.answers.sections.insert(section.id.clone(), SectionAnswers::Many(rows));
            for person in chosen {
                row += 1;
                knows(&mut draft.known, &format!("{MEMBER}{row}"), person);
            }
        } else if let Some(person) = chosen.first() {
            knows(&mut draft.known, &one.who, person);
            if one.who != FILER && filer.as_ref() == Some(&person.id) {
                is_the_filer(form, &one.who, &mut draft);
            }
        }
    }
    for fill in [forms::prefill, forms::prefill_chosen] {
        for (path, value) in fill(form, &draft.answers, &draft.known) {
            if is_scanned(form, &path, &whom) {
                draft.scanned.push(path.clone());
            }
            apply(&Change::Field { path, value }, &mut draft.answers);
        }
    }
    draft
}

fn knows(known: &mut Profile, who: &str, person: &Person) {
    for (what, value) in
        whole(person).iter().map(|(key, value)| (who_and_what(key).1.to_owned(), value.clone()))
    {
        known.insert(format!("{who}.{what}"), value);
    }
}

/// What is known of a person, with their relation where nobody had to say it.
fn whole(person: &Person) -> Profile {
    let mut whole: Profile =
        person.facts().map(|(what, value)| (format!("{FILER}.{what}"), value.clone())).collect();
    whole.insert(super::RELATION.to_owned(), Value::text(person.relation()));
    whole
}

/// Where one answer says that the filer is that person, it is given, unless another was.
fn is_the_filer(form: &Form, who: &str, draft: &mut Draft) {
    let Some((path, value)) = says_the_filer_is(form, who) else { return };
    let Path::Field { section, field, .. } = &path else { return };
    if draft.answers.value(section, 0, field).is_none() {
        apply(&Change::Field { path, value }, &mut draft.answers);
    }
}

fn is_scanned<'a>(form: &Form, path: &Path, whom: &impl Fn(&str) -> Vec<&'a Person>) -> bool {
    let Path::Field { section, field, .. } = path else { return false };
    let key = form.field(section, field).and_then(|field| field.prefill.as_deref());
    key.is_some_and(|key| {
        let person = whom(who_and_what(key).0).into_iter().next().or_else(|| whom(FILER).into_iter().next());
        person.is_some_and(|person| person.source(key) == Source::Scanned)
    })
}

#[cfg(test)]
mod tests;
