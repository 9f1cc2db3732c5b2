//! What brings kept drafts back. A form that is opened first does without it, so in the app it is in another file of the
//! program, and this says where.

use super::store::{self, Loaded};
use super::{Draft, Error};
use crate::browser;
use crate::later::Job;
use std::cell::Cell;

/// How drafts are read; both answer [`Error::NoReader`] when their file does not come.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The newest state of the draft with that id.
    pub one: fn(String) -> Job<Result<Option<Loaded>, Error>>,
    pub all: fn() -> Job<Result<Vec<Draft>, Error>>,
}

impl Reader {
    /// The code itself, for its file; and for tests of the library, which is one piece.
    pub const HERE: Self = Self {
        one: |id| Box::pin(async move { Ok(store::load(&id).await?) }),
        all: || Box::pin(async { Ok(store::load_all().await?) }),
    };
}

thread_local! {
    static READER: Cell<Option<Reader>> = const { Cell::new(None) };
}

/// Says once how drafts are read.
pub fn read_by(reader: Reader) {
    READER.set(Some(reader));
}

pub(super) async fn one(id: &str) -> Result<Option<Loaded>, Error> {
    let reader = READER.get().ok_or(Error::NoReader)?;
    (reader.one)(id.to_owned()).await
}

pub(super) async fn all() -> Result<Vec<Draft>, Error> {
    let reader = READER.get().ok_or(Error::NoReader)?;
    (reader.all)().await
}

impl From<Error> for browser::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Browser(error) => error,
            other => Self { name: "Draft".to_owned(), message: other.to_string() },
        }
    }
}
