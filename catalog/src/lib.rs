//! The 25 services as data, the code lists beside them, and the check that finds every mistake in them.
//!
//! `services/NN-slug.toml` is one edition of one service; `reference/` holds the lists. [`Catalog::embedded`] hands out
//! what the server serves; [`check`] judges the files.

mod catalog;
mod check;
mod dates;
mod lists;
mod mistake;
mod reference;
mod schema;
mod service;
mod written;

pub use catalog::{Catalog, Contents, Edition};
use check::files;
pub use check::{Files, check, check_files};
pub use lists::DatedLists;
pub use mistake::Mistake;
pub use reference::{PhoneCheck, ProvinceName, Reference, ReturnReason};
pub use schema::check_schema;
pub use service::{Confidence, Group, Level, Outcome, Receiver, SearchWords, Service, System};
