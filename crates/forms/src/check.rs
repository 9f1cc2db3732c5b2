//! The one function that judges answers.

use crate::kinds::citizen_id::doubts;
use crate::kinds::{self, Fault, Shape, address, choice, date, file, phone};
use crate::view::View;
use crate::{Answers, Code, Form, Kind, Lists, Path, SectionAnswers, Value, Violation};
use chrono::NaiveDate;

/// What a verdict depends on besides the answers.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of filing in Vietnam (UTC+7).
    pub today: NaiveDate,
    pub lists: &'a dyn Lists,
}

/// Most files for one document.
pub const MOST_FILES: usize = 20;

/// Every problem, in the order of the form: the variant, each section's rows and fields, the documents, and then what the
/// definition does not know. Answers need not be tidy: the verdict is that of their tidy form.
pub fn check(form: &Form, answers: &Answers, context: Context) -> Vec<Violation> {
    let checker = Checker { view: View::new(form, answers), context };
    let mut problems: Vec<Violation> = checker.variant().into_iter().collect();
    for section in 0..form.definition().sections.len() {
        checker.section(section, &mut problems);
    }
    for document in 0..form.definition().documents.len() {
        problems.extend(checker.document(document));
    }
    strangers(form, answers, &mut problems);
    problems
}

/// The problems of one field, blank or not.
pub fn check_field(form: &Form, answers: &Answers, path: &Path, context: Context) -> Vec<Violation> {
    let checker = Checker { view: View::new(form, answers), context };
    let mut problems = Vec::new();
    if let Path::Field { section, row, field } = path
        && let Some((section, field)) = form.place(section, field)
    {
        let row = row.unwrap_or(0);
        checker.field(section, row, field, checker.view.value(section, row, field), &mut problems);
    } else if *path == Path::Variant {
        problems.extend(checker.variant());
    }
    problems
}

/// The problems of one step: the rows' number and every field shown.
pub fn check_section(form: &Form, answers: &Answers, section: &str, context: Context) -> Vec<Violation> {
    let checker = Checker { view: View::new(form, answers), context };
    let mut problems = Vec::new();
    if let Some(section) = form.section_at(section) {
        checker.section(section, &mut problems);
    }
    problems
}

/// The problems of one document.
pub fn check_document(form: &Form, answers: &Answers, document: &str) -> Vec<Violation> {
    let at = form.definition().documents.iter().position(|d| d.id == document);
    // A document's rules ask neither the day nor a list.
    let context = Context { today: NaiveDate::default(), lists: &crate::NoLists };
    let checker = Checker { view: View::new(form, answers), context };
    at.and_then(|at| checker.document(at)).into_iter().collect()
}

/// A view and what else a verdict needs.
pub(crate) struct Checker<'a> {
    pub(crate) view: View<'a>,
    pub(crate) context: Context<'a>,
}

impl Checker<'_> {
    fn variant(&self) -> Option<Violation> {
        let variants = &self.view.form.definition().variants;
        match &self.view.answers.variant {
            None if variants.is_empty() => None,
            None => Some(Violation::new(Path::Variant, Code::Required)),
            Some(chosen) if variants.iter().any(|variant| variant.id == *chosen) => None,
            Some(_) => Some(Violation::new(Path::Variant, Code::Unknown)),
        }
    }

    pub(crate) fn section(&self, at: usize, problems: &mut Vec<Violation>) {
        if !self.view.shows_section(at) {
            return;
        }
        let section = &self.view.form.definition().sections[at];
        let rows = self.view.row_count(at);
        let whole = |fault: Fault| fault.at(Path::Section(section.id.clone()));
        match (self.view.answers.sections.get(&section.id), &section.repeat) {
            (Some(SectionAnswers::One(_)), Some(_)) | (Some(SectionAnswers::Many(_)), None) => {
                problems.push(whole(Code::WrongShape.into()));
                return;
            }
            (_, Some(repeat)) if rows < usize::from(repeat.min) => {
                problems.push(whole(Fault::counted(Code::TooFewRows, repeat.min.into(), rows)));
            }
            (_, Some(repeat)) if rows > usize::from(repeat.max) => {
                problems.push(whole(Fault::counted(Code::TooManyRows, repeat.max.into(), rows)));
            }
            _ => {}
        }
        for row in 0..rows {
            for (field, value) in self.view.cells(at, row).into_iter().enumerate() {
                self.field(at, row, field, value, problems);
            }
        }
    }

    fn field(
        &self,
        section: usize,
        row: usize,
        at: usize,
        value: Option<&Value>,
        problems: &mut Vec<Violation>,
    ) {
        if !self.view.shows(section, row, at) {
            return;
        }
        let field = self.view.field(section, at);
        let path = || {
            let section = &self.view.form.definition().sections[section];
            Path::field(&section.id, section.repeat.is_some().then_some(row), &field.id)
        };
        let Some(value) = value.filter(|value| !kinds::is_blank(field, value)) else {
            let wrong_shape = value.is_some_and(|value| !kinds::fits(field, value) && !is_blank_text(value));
            if wrong_shape {
                problems.push(Violation::new(path(), Code::WrongShape));
            } else if self.view.requires(section, row, at) {
                let code = if field.kind == Kind::Declaration { Code::MustAccept } else { Code::Required };
                problems.push(Violation::new(path(), code));
            }
            return;
        };
        match self.judge(section, row, at, value) {
            Err(fault) => problems.push(fault.at(path())),
            Ok(doubts) => problems.extend(doubts.into_iter().map(|code| Violation::new(path(), code))),
        }
    }

    /// The error of a filled answer, or else its warnings.
    fn judge(&self, section: usize, row: usize, at: usize, value: &Value) -> Result<Vec<Code>, Fault> {
        let field = self.view.field(section, at);
        let lists = self.context.lists;
        match (value, kinds::shape(field.kind)) {
            (Value::Text(raw), Shape::Text) => {
                let text = kinds::tidy(field, raw);
                let plan = &self.view.form.plan().sections[section].fields[at];
                kinds::judge(field, plan.pattern.as_ref(), &text, lists)?;
                self.judge_time(section, row, at, &text)?;
                Ok(self.doubts(section, row, at, &text))
            }
            (Value::Bool(_), Shape::Bool) => Ok(Vec::new()),
            (Value::List(values), Shape::List) => {
                let chosen = choice::in_order(field, values);
                chosen.iter().try_for_each(|value| choice::judge(field, value, lists))?;
                Ok(Vec::new())
            }
            (Value::Address(raw), Shape::Address) => {
                let place = address::tidy(field, raw);
                address::judge(field, &place, lists)?;
                Ok(Vec::new())
            }
            _ => Err(Code::WrongShape.into()),
        }
    }

    /// Before or after today, an age, and another date. Where only a year or month is known, the reading that fits counts.
    fn judge_time(&self, section: usize, row: usize, at: usize, text: &str) -> Result<(), Fault> {
        let field = self.view.field(section, at);
        let Some((first, last)) = kinds::span(field.kind, text) else { return Ok(()) };
        let today = self.context.today;
        if field.past_only && first.0 > today {
            return Err(Code::MustBePast.into());
        }
        if field.future_only && last.0 < today {
            return Err(Code::MustBeFuture.into());
        }
        if let Some(least) = field.min_age.map(usize::from) {
            let age = date::age(first.0, today);
            if age < least {
                return Err(Fault::counted(Code::TooYoung, least, age));
            }
        }
        if let Some(most) = field.max_age.map(usize::from) {
            let age = date::age(last.0, today);
            if age > most {
                return Err(Fault::counted(Code::TooOld, most, age));
            }
        }
        let Some(source) = self.view.form.plan().sections[section].fields[at].after else { return Ok(()) };
        let earliest = self
            .view
            .referred(source, row)
            .filter_map(|(other, value)| {
                Some(kinds::span(other.kind, &kinds::tidy(other, value.as_text()?))?.0)
            })
            .min();
        match earliest {
            Some(other) if last < other => {
                let name = field.after.as_deref().unwrap_or_default();
                let id = name.split_once('.').map_or(name, |(_, id)| id);
                Err(Fault::wanting(Code::BeforeOther, id.to_owned()))
            }
            _ => Ok(()),
        }
    }

    fn doubts(&self, section: usize, row: usize, at: usize, text: &str) -> Vec<Code> {
        match self.view.field(section, at).kind {
            Kind::CitizenId => {
                let plan = &self.view.form.plan().sections[section].fields[at];
                let beside = |other: Option<usize>| {
                    let other = other?;
                    let field = self.view.field(section, other);
                    let text = self.view.shown_value(section, row, other)?.as_text()?;
                    Some((field, kinds::tidy(field, text)))
                };
                let is_female = beside(plan.sex).and_then(|(_, sex)| match &*sex {
                    "female" => Some(true),
                    "male" => Some(false),
                    _ => None,
                });
                let birth_year = beside(plan.birth).and_then(|(field, text)| {
                    use chrono::Datelike;
                    kinds::span(field.kind, &text).map(|(first, _)| first.0.year())
                });
                doubts(text, is_female, birth_year, self.context.lists)
            }
            Kind::Phone if !phone::is_known_network(text) => vec![Code::PhonePrefixUnknown],
            _ => Vec::new(),
        }
    }

    fn document(&self, at: usize) -> Option<Violation> {
        let (document, needed) = self.view.form.document(&self.view, at)?;
        let path = || Path::Document(document.id.clone());
        let Some(answer) = self.view.answers.documents.get(&document.id) else {
            return needed.then(|| Violation::new(path(), Code::Required));
        };
        if answer.files.len() > MOST_FILES {
            return Some(Fault::counted(Code::TooManyFiles, MOST_FILES, answer.files.len()).at(path()));
        }
        if let Some(fault) = answer.files.iter().find_map(|f| file::judge(f).err()) {
            return Some(fault.at(path()));
        }
        let is_given = !answer.files.is_empty() || (answer.retrieve && document.retrievable);
        (needed && !is_given).then(|| Violation::new(path(), Code::Required))
    }
}

/// An emptied box may leave an empty text whatever the kind.
fn is_blank_text(value: &Value) -> bool {
    matches!(value, Value::Text(_))
}

/// What the definition does not know: sections, fields of their rows, documents. Only a program can send it.
fn strangers(form: &Form, answers: &Answers, problems: &mut Vec<Violation>) {
    let unknown = |path: Path| Violation::new(path, Code::Unknown);
    for (id, section) in &answers.sections {
        let Some(at) = form.section_at(id) else {
            problems.push(unknown(Path::Section(id_for_people(id))));
            continue;
        };
        let is_table = form.definition().sections[at].repeat.is_some();
        for (row, fields) in section.rows().iter().enumerate() {
            for (_, field, _) in form.places(at, fields).filter(|(at, ..)| at.is_none()) {
                problems.push(unknown(Path::field(id, is_table.then_some(row), &id_for_people(field))));
            }
        }
    }
    for id in answers.documents.keys() {
        if !form.definition().documents.iter().any(|document| document.id == *id) {
            problems.push(unknown(Path::Document(id_for_people(id))));
        }
    }
}

/// An id of a stranger, so cut and cleaned that the path can be read again.
fn id_for_people(id: &str) -> String {
    let is_id = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let clean: String = id.chars().map(|c| if is_id(&c) { c } else { '-' }).take(60).collect();
    // `variant` alone would read as the path of the variant.
    if clean.is_empty() || clean == "variant" { format!("-{clean}") } else { clean }
}
