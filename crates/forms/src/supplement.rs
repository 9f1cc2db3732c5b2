//! What an office asks to be corrected or added: those places are open again, all others stay as they were filed.
//!
//! What an open answer newly asks for is open too: who corrects "single" to "married" is asked for the other name.

use crate::{Answers, Context, DocumentAnswer, Form, Path, Row, SectionAnswers, Value, Violation, check};

/// A filed form of which the office wants some places again.
#[derive(Clone, Copy, Debug)]
pub struct Reopened<'a> {
    pub form: &'a Form,
    /// As they were filed.
    pub filed: &'a Answers,
    /// What the office wants: fields, sections with all in them, papers.
    pub wanted: &'a [Path],
}

impl Reopened<'_> {
    /// Whether an office can want this place: the form asks for it with the answers as they were filed. Never the variant:
    /// another case is another dossier.
    pub fn can_want(form: &Form, filed: &Answers, path: &Path) -> bool {
        match path {
            Path::Variant => false,
            Path::Section(id) => form.shows_section(filed, id),
            Path::Field { section, row, field } => {
                let repeats = form.section(section).is_some_and(|section| section.repeat.is_some());
                let is_there = match row {
                    Some(row) => repeats && *row < filed.rows(section).len(),
                    None => !repeats,
                };
                is_there && form.shows_field(filed, section, row.unwrap_or(0), field)
            }
            Path::Document(id) => form.documents(filed).iter().any(|(document, _)| document.id == *id),
        }
    }

    /// Whether a place may be answered anew, with `now` the answers so far.
    pub fn is_open(&self, now: &Answers, path: &Path) -> bool {
        let is_wanted = self.wanted.iter().any(|wanted| match (wanted, path) {
            (Path::Section(wanted), Path::Field { section, .. }) => wanted == section,
            _ => wanted == path,
        });
        is_wanted
            || (!matches!(path, Path::Variant) && !self.asked(self.filed, path) && self.asked(now, path))
    }

    fn is_wanted(&self, path: &Path) -> bool {
        self.wanted.iter().any(|wanted| match (wanted, path) {
            (Path::Section(wanted), Path::Field { section, .. }) => wanted == section,
            _ => wanted == path,
        })
    }

    /// The filed answers with those of `given` that are open; what `given` does not name stays. An error names each place
    /// that is not open and would change.
    pub fn merge(&self, given: &Answers) -> Result<Answers, Vec<Path>> {
        let mut merged = self.filed.clone();
        let mut left = self.changes(given);
        loop {
            let before = left.len();
            left.retain(|path| {
                let is_open = self.is_open(&merged, path);
                if is_open {
                    put(&mut merged, given, path);
                }
                !is_open
            });
            if left.is_empty() {
                return Ok(merged);
            }
            if left.len() == before {
                return Err(left);
            }
        }
    }

    /// What is wrong at open places, and what was not wrong elsewhere before: nobody can mend what is locked.
    pub fn check(&self, merged: &Answers, context: Context) -> Vec<Violation> {
        let before = check(self.form, self.filed, context);
        let mut found = check(self.form, merged, context);
        found.retain(|violation| self.is_open(merged, &violation.path) || !before.contains(violation));
        found
    }

    /// The places that are open only because of the answers `now`, in the order of the form.
    pub fn newly_asked(&self, now: &Answers) -> Vec<Path> {
        let definition = self.form.definition();
        let mut places = Vec::new();
        for section in &definition.sections {
            let rows = if section.repeat.is_some() { now.rows(&section.id).len() } else { 1 };
            for row in 0..rows {
                let row = section.repeat.is_some().then_some(row);
                places.extend(section.fields.iter().map(|field| Path::field(&section.id, row, &field.id)));
            }
        }
        places.extend(definition.documents.iter().map(|document| Path::Document(document.id.clone())));
        places.retain(|path| !self.is_wanted(path) && self.is_open(now, path));
        places
    }

    /// Places at which `given` says something else than was filed; one for all rows of a table that has other rows.
    fn changes(&self, given: &Answers) -> Vec<Path> {
        let mut changes = Vec::new();
        if given.variant.is_some() && given.variant != self.filed.variant {
            changes.push(Path::Variant);
        }
        for (id, answers) in &given.sections {
            let is_table = matches!(answers, SectionAnswers::Many(_));
            if is_table && answers.rows().len() != self.filed.rows(id).len() {
                changes.push(Path::Section(id.clone()));
                continue;
            }
            for (row, values) in answers.rows().iter().enumerate() {
                let differs = |(field, value): &(&String, &Value)| {
                    let filed = self.filed.value(id, row, field);
                    filed != Some(value) && !(filed.is_none() && value.is_blank())
                };
                let differing = values.iter().filter(differs);
                changes.extend(differing.map(|(field, _)| Path::field(id, is_table.then_some(row), field)));
            }
        }
        for (id, given) in &given.documents {
            if *given != self.filed.documents.get(id).cloned().unwrap_or_default() {
                changes.push(Path::Document(id.clone()));
            }
        }
        changes
    }

    /// Whether the form asks for a place with these answers.
    fn asked(&self, answers: &Answers, path: &Path) -> bool {
        match path {
            Path::Variant => true,
            Path::Section(id) => self.form.shows_section(answers, id),
            Path::Field { section, row, field } => {
                self.form.shows_field(answers, section, row.unwrap_or(0), field)
            }
            Path::Document(id) => self.form.documents(answers).iter().any(|(document, _)| document.id == *id),
        }
    }
}

/// Puts what is given at a place into the merged answers.
fn put(merged: &mut Answers, given: &Answers, path: &Path) {
    match path {
        Path::Variant => merged.variant.clone_from(&given.variant),
        Path::Section(id) => {
            if let Some(answers) = given.sections.get(id) {
                merged.sections.insert(id.clone(), answers.clone());
            }
        }
        Path::Field { section, row, field } => {
            let at = row.unwrap_or(0);
            if let Some(value) = given.value(section, at, field) {
                if row.is_some() && !merged.sections.contains_key(section) {
                    let rows = vec![Row::new(); given.rows(section).len()];
                    merged.sections.insert(section.clone(), SectionAnswers::Many(rows));
                }
                merged.set(section, at, field, value.clone());
            }
        }
        Path::Document(id) => {
            let answer = given.documents.get(id).cloned().unwrap_or_default();
            if answer == DocumentAnswer::default() {
                merged.documents.remove(id);
            } else {
                merged.documents.insert(id.clone(), answer);
            }
        }
    }
}
