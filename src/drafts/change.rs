//! One change of a draft: what the journal keeps, and how it is applied. Pure.

use forms::{Answers, DocumentAnswer, Path, Row, SectionAnswers, Value};
use serde::{Deserialize, Serialize};

/// No form has more rows; a stored record that names a later one is damaged and must not fill the memory.
const MOST_ROWS: usize = 1_000;

/// What a person did. Rows count from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// An answer of a field; the place may not exist yet.
    Field {
        path: Path,
        value: Value,
    },
    /// The same, taken from the QR code of a card and not typed.
    Scanned {
        path: Path,
        value: Value,
    },
    /// An empty row at the end of a repeated section.
    RowAdded {
        section: String,
    },
    RowRemoved {
        section: String,
        row: usize,
    },
    /// A removed row comes back where it was.
    RowInserted {
        section: String,
        row: usize,
        values: Row,
    },
    Variant(String),
    /// The files of a paper, or the wish that the office reads it itself.
    Document {
        id: String,
        answer: DocumentAnswer,
    },
    /// Where the person is: the step as in the address, and the path of the field that has the focus.
    Moved {
        step: String,
        field: Option<String>,
    },
    /// The form has changed, and the answers were moved to this version of it.
    Migrated {
        version: String,
        answers: Answers,
    },
    /// A name for the draft, for people.
    Titled(String),
    /// How much of the form is done, 0 to 100; for the lists of drafts.
    Progress(u8),
}

impl Change {
    /// Whether the later of two unsaved changes makes the earlier one needless: the same field typed on, the focus moved on.
    pub fn replaces(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::Field { path: a, .. } | Self::Scanned { path: a, .. },
                Self::Field { path: b, .. } | Self::Scanned { path: b, .. },
            ) => a == b,
            (Self::Document { id: a, .. }, Self::Document { id: b, .. }) => a == b,
            (Self::Moved { .. }, Self::Moved { .. })
            | (Self::Titled(_), Self::Titled(_))
            | (Self::Progress(_), Self::Progress(_)) => true,
            _ => false,
        }
    }
}

/// Applies a change to the answers. Total: a change that fits nowhere (a row that is not there) does nothing.
pub fn apply(change: &Change, answers: &mut Answers) {
    match change {
        Change::Field { path: Path::Field { section, row, field }, value }
        | Change::Scanned { path: Path::Field { section, row, field }, value } => {
            if let Some(place) = row_to_write(answers, section, *row) {
                if value.is_blank() && !matches!(value, Value::Text(_)) {
                    place.remove(field);
                } else {
                    place.insert(field.clone(), value.clone());
                }
            }
        }
        Change::RowAdded { section } => {
            if let Some(rows) = rows(answers, section) {
                rows.push(Row::new());
            }
        }
        Change::RowRemoved { section, row } => {
            if let Some(rows) = rows(answers, section)
                && *row < rows.len()
            {
                rows.remove(*row);
            }
        }
        Change::RowInserted { section, row, values } => {
            if let Some(rows) = rows(answers, section) {
                rows.insert((*row).min(rows.len()), values.clone());
            }
        }
        Change::Variant(id) => answers.variant = (!id.is_empty()).then(|| id.clone()),
        Change::Document { id, answer } => {
            if answer.files.is_empty() && !answer.retrieve {
                answers.documents.remove(id);
            } else {
                answers.documents.insert(id.clone(), answer.clone());
            }
        }
        Change::Field { .. }
        | Change::Scanned { .. }
        | Change::Moved { .. }
        | Change::Migrated { .. }
        | Change::Titled(_)
        | Change::Progress(_) => {}
    }
}

/// The rows of a repeated section, made when nothing was answered there; `None` for a plain section.
fn rows<'a>(answers: &'a mut Answers, section: &str) -> Option<&'a mut Vec<Row>> {
    match answers.sections.entry(section.to_owned()).or_insert_with(|| SectionAnswers::Many(Vec::new())) {
        SectionAnswers::Many(rows) if rows.len() < MOST_ROWS => Some(rows),
        _ => None,
    }
}

/// The row an answer goes to; missing rows before it are made.
fn row_to_write<'a>(answers: &'a mut Answers, section: &str, row: Option<usize>) -> Option<&'a mut Row> {
    let Some(row) = row else {
        let plain = answers.sections.entry(section.to_owned());
        return match plain.or_insert_with(|| SectionAnswers::One(Row::new())) {
            SectionAnswers::One(row) => Some(row),
            SectionAnswers::Many(_) => None,
        };
    };
    let rows = rows(answers, section).filter(|_| row < MOST_ROWS)?;
    while rows.len() <= row {
        rows.push(Row::new());
    }
    rows.get_mut(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(path: &str, value: &str) -> Change {
        Change::Field { path: path.parse().unwrap(), value: Value::text(value) }
    }

    fn after(changes: &[Change]) -> Answers {
        let mut answers = Answers::default();
        for change in changes {
            apply(change, &mut answers);
        }
        answers
    }

    #[test]
    fn an_answer_finds_its_place_in_a_plain_section_and_in_a_row() {
        let answers = after(&[
            field("applicant.full_name", "Nguyễn Thị Ánh"),
            Change::RowAdded { section: "members".into() },
            field("members[0].member_full_name", "Nguyễn Văn Bình"),
        ]);
        assert_eq!(answers.value("applicant", 0, "full_name"), Some(&Value::text("Nguyễn Thị Ánh")));
        assert_eq!(answers.value("members", 0, "member_full_name"), Some(&Value::text("Nguyễn Văn Bình")));
    }

    #[test]
    fn a_removed_row_comes_back_where_it_was() {
        let three = [field("members[0].n", "a"), field("members[1].n", "b"), field("members[2].n", "c")];
        let before = after(&three);
        let mut answers = before.clone();
        apply(&Change::RowRemoved { section: "members".into(), row: 1 }, &mut answers);
        assert_eq!(answers.rows("members").len(), 2);
        let values = before.rows("members")[1].clone();
        apply(&Change::RowInserted { section: "members".into(), row: 1, values }, &mut answers);
        assert_eq!(answers, before);
    }

    #[test]
    fn a_change_that_fits_nowhere_does_nothing() {
        let mut answers = after(&[field("applicant.full_name", "Ánh")]);
        let before = answers.clone();
        apply(&Change::RowRemoved { section: "applicant".into(), row: 0 }, &mut answers);
        apply(&field("applicant[3].full_name", "Bình"), &mut answers);
        apply(&Change::Field { path: Path::Variant, value: Value::text("x") }, &mut answers);
        assert_eq!(answers, before);
        let mut none = Answers::default();
        apply(&field("members[999999999].n", "x"), &mut none);
        assert!(none.rows("members").is_empty());
    }

    #[test]
    fn an_emptied_paper_and_variant_are_gone() {
        let file = forms::FileRef { sha256: "0".repeat(64), name: "a.jpg".into() };
        let given = DocumentAnswer { files: vec![file], retrieve: false };
        let mut answers = after(&[
            Change::Variant("rented".into()),
            Change::Document { id: "tenancy_paper".into(), answer: given },
        ]);
        assert_eq!(answers.documents.len(), 1);
        apply(&Change::Variant(String::new()), &mut answers);
        apply(
            &Change::Document { id: "tenancy_paper".into(), answer: DocumentAnswer::default() },
            &mut answers,
        );
        assert_eq!(answers, Answers::default());
    }

    #[test]
    fn a_change_survives_its_json() {
        let changes = [
            field("applicant.full_name", "Hường"),
            Change::RowAdded { section: "members".into() },
            Change::RowRemoved { section: "members".into(), row: 2 },
            Change::Variant("rented".into()),
            Change::Moved { step: "giay-to".into(), field: None },
            Change::Titled("Cho con gái".into()),
            Change::Progress(40),
        ];
        for change in changes {
            let json = serde_json::to_string(&change).unwrap();
            assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), change);
        }
    }

    #[test]
    fn only_the_same_place_replaces_an_unsaved_change() {
        assert!(field("a.b", "12").replaces(&field("a.b", "1")));
        assert!(!field("a.b", "12").replaces(&field("a.c", "1")));
        let add = Change::RowAdded { section: "a".into() };
        assert!(!add.replaces(&add), "two added rows are two rows");
    }
}
