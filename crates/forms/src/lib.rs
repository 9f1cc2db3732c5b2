//! The form engine. Pure: no I/O, no clock, no chance, no sentence for people.
//!
//! The same code judges an answer on the phone and on the server. A [`Definition`] is data; [`Form`] is the
//! definition made ready; [`Answers`] is what a person gave; [`check`] returns every [`Violation`] at once.

mod answers;
pub mod calendar;
mod check;
mod condition;
pub mod day;
mod definition;
mod form;
mod journey;
pub mod kinds;
mod lists;
mod map;
mod migrate;
mod normalize;
mod path;
mod plan;
mod prefill;
mod rule;
#[cfg(feature = "sample")]
pub mod sample;
mod summary;
mod supplement;
mod text;
mod view;
mod violation;

pub use answers::{Address, Answers, DocumentAnswer, FileRef, Row, SectionAnswers, Value};
pub use check::{Context, MOST_FILES, check, check_document, check_field, check_section};
pub use condition::{Condition, ConditionError, Operand};
pub use definition::{
    Choice, Definition, Delivery, Document, Fee, Field, Kind, ProcessingTime, Repeat, Section, TimeUnit,
    Variant,
};
pub use form::{DefinitionError, Form};
pub use journey::{SectionState, Step, steps};
pub use lists::{List, Lists, NoLists};
pub use map::Map;
pub use migrate::{Left, Migrated, given, migrate};
pub use normalize::{normalize, normalize_value, prune};
pub use path::{Path, PathError};
pub use prefill::{
    FILER, MEMBER, Profile, people, prefill, prefill_chosen, row_of, says_the_filer_is, shared, who_and_what,
};
pub use summary::{Summary, SummaryLine, SummarySection, shown, summary};
pub use supplement::Reopened;
pub use text::{Lang, Text};
pub use violation::{Code, Severity, Violation};
