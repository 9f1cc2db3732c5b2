//! When something is shown or required: a small language over the answers, parsed once to a tree.
//!
//! ```text
//! condition = or
//! or        = and ( "||" and )*
//! and       = unary ( "&&" unary )*
//! unary     = "!" unary | "(" or ")" | comparison
//! comparison= operand ( "==" | "!=" ) 'value'  |  operand "in" "[" 'value' ( "," 'value' )* "]"
//! operand   = "variant" | field | section "." field
//! ```
//! A field's name means: the same row, else the same section, else the one field of that name in the form. A hidden or
//! blank answer equals nothing; a ticked box is `'true'`; a list of choices equals each of its members. A reference from
//! outside into a repeated section holds when any row does; `!=` is always "not `==`": it holds when no row is equal.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A parsed condition. In TOML and JSON it is its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Condition {
    Is(Operand, String),
    IsNot(Operand, String),
    In(Operand, Vec<String>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// What a comparison looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operand {
    Variant,
    Field { section: Option<String>, field: String },
}

/// Where the text stops being a condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("condition `{text}`: {what} at character {at}")]
pub struct ConditionError {
    pub text: String,
    pub what: &'static str,
    /// Counted in characters from 1.
    pub at: usize,
}

/// Deeper nesting is refused, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 32;

impl Condition {
    /// Calls `visit` with every operand, and the values it is compared with.
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Operand, &'a [String])) {
        match self {
            Self::Is(operand, value) | Self::IsNot(operand, value) => {
                visit(operand, std::slice::from_ref(value));
            }
            Self::In(operand, values) => visit(operand, values),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.visit(visit)),
            Self::Not(part) => part.visit(visit),
        }
    }

    /// Whether it holds; `equals(operand, value)` answers a single comparison.
    pub fn holds(&self, equals: &mut dyn FnMut(&Operand, &str) -> bool) -> bool {
        match self {
            Self::Is(operand, value) => equals(operand, value),
            Self::IsNot(operand, value) => !equals(operand, value),
            Self::In(operand, values) => values.iter().any(|value| equals(operand, value)),
            Self::All(parts) => parts.iter().all(|part| part.holds(equals)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(equals)),
            Self::Not(part) => !part.holds(equals),
        }
    }

    /// Writes no bracket that a reader of the grammar does not need, so that what is written nests no deeper than what
    /// was read, and can be read again.
    fn write(&self, f: &mut fmt::Formatter<'_>, binding: Binding) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, parts: &[Self], glue: &str, own: Binding| {
            let brackets = binding >= own;
            if brackets {
                f.write_str("(")?;
            }
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    f.write_str(glue)?;
                }
                part.write(f, own)?;
            }
            if brackets { f.write_str(")") } else { Ok(()) }
        };
        match self {
            Self::Is(operand, value) => write!(f, "{operand} == '{value}'"),
            Self::IsNot(operand, value) => write!(f, "{operand} != '{value}'"),
            Self::In(operand, values) => {
                write!(f, "{operand} in [")?;
                for (i, value) in values.iter().enumerate() {
                    write!(f, "{}'{value}'", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Self::All(parts) => list(f, parts, " && ", Binding::All),
            Self::Any(parts) => list(f, parts, " || ", Binding::Any),
            Self::Not(part) => {
                f.write_str("!")?;
                part.write(f, Binding::Not)
            }
        }
    }
}

/// How tightly what surrounds a part binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    None,
    Any,
    All,
    Not,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, Binding::None)
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variant => f.write_str("variant"),
            Self::Field { section: None, field } => f.write_str(field),
            Self::Field { section: Some(section), field } => write!(f, "{section}.{field}"),
        }
    }
}

impl TryFrom<String> for Condition {
    type Error = ConditionError;

    fn try_from(text: String) -> Result<Self, ConditionError> {
        text.parse()
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let condition = parser.any()?;
        parser.skip_space();
        if parser.at == text.len() { Ok(condition) } else { Err(parser.error("something is left over")) }
    }
}

struct Parser<'a> {
    text: &'a str,
    /// Byte offset, always on a character's boundary.
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Condition, ConditionError> {
        self.list("||", Self::all, Condition::Any)
    }

    fn all(&mut self) -> Result<Condition, ConditionError> {
        self.list("&&", Self::unary, Condition::All)
    }

    fn list(
        &mut self,
        glue: &str,
        part: fn(&mut Self) -> Result<Condition, ConditionError>,
        join: fn(Vec<Condition>) -> Condition,
    ) -> Result<Condition, ConditionError> {
        let first = part(self)?;
        if !self.eat(glue) {
            return Ok(first);
        }
        let mut parts = vec![first, part(self)?];
        while self.eat(glue) {
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }

    fn unary(&mut self) -> Result<Condition, ConditionError> {
        if self.eat("!") {
            return self.nested(|p| Ok(Condition::Not(Box::new(p.unary()?))));
        }
        if self.eat("(") {
            return self.nested(|p| {
                let inner = p.any()?;
                if p.eat(")") { Ok(inner) } else { Err(p.error("expected `)`")) }
            });
        }
        self.comparison()
    }

    fn nested(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<Condition, ConditionError>,
    ) -> Result<Condition, ConditionError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nested too deep"));
        }
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn comparison(&mut self) -> Result<Condition, ConditionError> {
        let operand = self.operand()?;
        if self.eat("==") {
            return Ok(Condition::Is(operand, self.value()?));
        }
        if self.eat("!=") {
            return Ok(Condition::IsNot(operand, self.value()?));
        }
        if self.name().as_deref() != Some("in") {
            return Err(self.error("expected `==`, `!=` or `in`"));
        }
        if !self.eat("[") {
            return Err(self.error("expected `[`"));
        }
        let mut values = vec![self.value()?];
        while self.eat(",") {
            values.push(self.value()?);
        }
        if self.eat("]") { Ok(Condition::In(operand, values)) } else { Err(self.error("expected `]`")) }
    }

    fn operand(&mut self) -> Result<Operand, ConditionError> {
        let first = self.name().ok_or_else(|| self.error("expected the name of a field"))?;
        if self.eat(".") {
            let field = self.name().ok_or_else(|| self.error("expected the name of a field"))?;
            return Ok(Operand::Field { section: Some(first), field });
        }
        if first == "variant" {
            return Ok(Operand::Variant);
        }
        Ok(Operand::Field { section: None, field: first })
    }

    fn name(&mut self) -> Option<String> {
        self.skip_space();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.at += end;
        Some(name.to_owned())
    }

    fn value(&mut self) -> Result<String, ConditionError> {
        if !self.eat("'") {
            return Err(self.error("expected a value in single quotes"));
        }
        let rest = &self.text[self.at..];
        let end = rest.find('\'').ok_or_else(|| self.error("the quote is not closed"))?;
        self.at += end + 1;
        Ok(rest[..end].to_owned())
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        // `!` must not swallow the first half of `!=`.
        let found = self.text[self.at..].starts_with(token)
            && !(token == "!" && self.text[self.at..].starts_with("!="));
        if found {
            self.at += token.len();
        }
        found
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&self, what: &'static str) -> ConditionError {
        let at = self.text[..self.at].chars().count() + 1;
        ConditionError { text: self.text.to_owned(), what, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_operator_and_writes_it_back() {
        for text in [
            "variant == 'own-home'",
            "household_type == 'join' && variant in ['family', 'rented']",
            "!(a == 'x' || b != 'y') && applicant.gender == 'male'",
            "(a == '1' || b == '2') && c == '3'",
            "a == '1' && b == '2' || !c == '3'",
            "!!(a == '1' && !(b == '2' || c == '3'))",
        ] {
            assert_eq!(text.parse::<Condition>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn says_where_a_text_goes_wrong() {
        let error = "variant = 'x'".parse::<Condition>().unwrap_err();
        assert_eq!((error.what, error.at), ("expected `==`, `!=` or `in`", 9));
        assert!("a == 'x' b".parse::<Condition>().is_err());
        assert!("(".repeat(10_000).parse::<Condition>().is_err());
    }
}
