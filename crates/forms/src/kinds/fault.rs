//! What is wrong with one answer, before it has a place.

use crate::{Code, Path, Violation};

/// A [`Violation`] without its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    pub expected: String,
    pub actual: String,
}

impl Fault {
    /// A fault with the numbers its code wants.
    pub fn counted(code: Code, expected: usize, actual: usize) -> Self {
        Self { code, expected: expected.to_string(), actual: actual.to_string() }
    }

    /// A fault with what its rule wants, in words of the engine.
    pub fn wanting(code: Code, expected: String) -> Self {
        Self { code, expected, actual: String::new() }
    }

    /// The violation at `path`.
    pub fn at(self, path: Path) -> Violation {
        Violation { path, code: self.code, expected: self.expected, actual: self.actual }
    }
}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Self { code, expected: String::new(), actual: String::new() }
    }
}
