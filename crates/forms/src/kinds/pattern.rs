//! A small part of regular expressions, enough for the catalog's formats and always finished in bounded time.
//!
//! Literals, `.`, `\d`, `\w`, escapes, `[A-Z0-9]`, `[^x]`, groups, `|`, and `? * + {n} {n,} {n,m}` behind a single sign or
//! a group. A pattern is always matched against the whole answer; `^` and `$` at its ends are allowed and mean nothing more.

/// A pattern made ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// A small program; execution starts at 0 and ends at `Step::End`.
    steps: Vec<Step>,
}

/// Why a pattern is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("pattern: {0}")]
pub struct PatternError(pub &'static str);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Sign(Class),
    /// Goes on at both places.
    Fork(usize, usize),
    Jump(usize),
    End,
}

/// Signs that may stand at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Class {
    ranges: Vec<(char, char)>,
    negated: bool,
}

enum Node {
    Sign(Class),
    /// One after the other.
    Chain(Vec<Node>),
    Either(Vec<Node>),
    Repeat(Box<Node>, u32, Option<u32>),
}

/// Largest `{n}`, deepest group and longest program: a definition needs far less, and a hostile one gets no further.
const MOST_REPEATS: u32 = 1000;
const DEEPEST: usize = 20;
const MOST_STEPS: usize = 4000;

impl Pattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let body = text.strip_prefix('^').unwrap_or(text);
        let ends_escaped = body.ends_with("\\$");
        let body = if ends_escaped { body } else { body.strip_suffix('$').unwrap_or(body) };
        let signs: Vec<char> = body.chars().collect();
        let mut reader = Reader { signs: &signs, at: 0, depth: 0 };
        let node = reader.either()?;
        if reader.at < signs.len() {
            return Err(PatternError("a bracket closes that never opened"));
        }
        let mut steps = Vec::new();
        write(&node, &mut steps)?;
        steps.push(Step::End);
        Ok(Self { steps })
    }

    /// Whether the whole text fits.
    pub fn matches(&self, text: &str) -> bool {
        let mut now = Reached::new(self.steps.len());
        self.reach(0, &mut now);
        for c in text.chars() {
            let mut next = Reached::new(self.steps.len());
            for &at in &now.list {
                if let Step::Sign(class) = &self.steps[at]
                    && class.has(c)
                {
                    self.reach(at + 1, &mut next);
                }
            }
            if next.list.is_empty() {
                return false;
            }
            now = next;
        }
        now.list.iter().any(|&at| self.steps[at] == Step::End)
    }

    /// A text that fits; `choose(n)` picks a number below `n`.
    #[cfg(feature = "sample")]
    pub(crate) fn example(&self, choose: &mut dyn FnMut(usize) -> usize) -> String {
        /// Choices after which a loop is left.
        const PATIENCE: usize = 200;
        let (mut text, mut at, mut choices) = (String::new(), 0, 0);
        loop {
            match &self.steps[at] {
                Step::Sign(class) => {
                    text.push(class.example(choose));
                    at += 1;
                }
                Step::Fork(one, other) => {
                    choices += 1;
                    at = if choices < PATIENCE && choose(2) == 0 { *one } else { *other };
                }
                Step::Jump(to) => at = *to,
                Step::End => return text,
            }
        }
    }

    fn reach(&self, from: usize, reached: &mut Reached) {
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut reached.is_in[at], true) {
                continue;
            }
            reached.list.push(at);
            match self.steps[at] {
                Step::Fork(one, other) => open.extend([one, other]),
                Step::Jump(to) => open.push(to),
                Step::Sign(_) | Step::End => {}
            }
        }
    }
}

/// Steps at which the matcher stands at once.
struct Reached {
    list: Vec<usize>,
    is_in: Vec<bool>,
}

impl Reached {
    fn new(steps: usize) -> Self {
        Self { list: Vec::new(), is_in: vec![false; steps] }
    }
}

impl Class {
    fn has(&self, c: char) -> bool {
        self.ranges.iter().any(|&(from, to)| (from..=to).contains(&c)) != self.negated
    }

    #[cfg(feature = "sample")]
    fn example(&self, choose: &mut dyn FnMut(usize) -> usize) -> char {
        if self.negated {
            return "AX7- ".chars().find(|c| self.has(*c)).unwrap_or('Đ');
        }
        let (from, to) = self.ranges[choose(self.ranges.len())];
        let span = usize::try_from(u32::from(to) - u32::from(from)).unwrap_or(0) + 1;
        let step = u32::try_from(choose(span)).unwrap_or(0);
        char::from_u32(u32::from(from) + step).unwrap_or(from)
    }

    fn one(c: char) -> Self {
        Self { ranges: vec![(c, c)], negated: false }
    }
}

fn write(node: &Node, steps: &mut Vec<Step>) -> Result<(), PatternError> {
    if steps.len() > MOST_STEPS {
        return Err(PatternError("too long"));
    }
    match node {
        Node::Sign(class) => steps.push(Step::Sign(class.clone())),
        Node::Chain(nodes) => nodes.iter().try_for_each(|node| write(node, steps))?,
        Node::Either(nodes) => {
            let mut jumps = Vec::new();
            for (i, node) in nodes.iter().enumerate() {
                if i + 1 == nodes.len() {
                    write(node, steps)?;
                    break;
                }
                let fork = steps.len();
                steps.push(Step::End);
                write(node, steps)?;
                jumps.push(steps.len());
                steps.push(Step::End);
                steps[fork] = Step::Fork(fork + 1, steps.len());
            }
            let end = steps.len();
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
        Node::Repeat(node, least, most) => {
            for _ in 0..*least {
                write(node, steps)?;
            }
            let Some(most) = most else {
                let fork = steps.len();
                steps.push(Step::End);
                write(node, steps)?;
                steps.push(Step::Jump(fork));
                steps[fork] = Step::Fork(fork + 1, steps.len());
                return Ok(());
            };
            let mut forks = Vec::new();
            for _ in *least..*most {
                forks.push(steps.len());
                steps.push(Step::End);
                write(node, steps)?;
            }
            let end = steps.len();
            for fork in forks {
                steps[fork] = Step::Fork(fork + 1, end);
            }
        }
    }
    Ok(())
}

struct Reader<'a> {
    signs: &'a [char],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.peek()?;
        self.at += 1;
        Some(sign)
    }

    fn either(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PatternError("nested too deep"));
        }
        let mut choices = vec![self.chain()?];
        while self.peek() == Some('|') {
            self.at += 1;
            choices.push(self.chain()?);
        }
        self.depth -= 1;
        Ok(Node::Either(choices))
    }

    fn chain(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(sign) = self.peek() {
            if matches!(sign, '|' | ')') {
                break;
            }
            let node = self.sign()?;
            nodes.push(self.repeated(node)?);
        }
        Ok(Node::Chain(nodes))
    }

    fn sign(&mut self) -> Result<Node, PatternError> {
        let class = match self.next() {
            Some('(') => {
                if self.signs[self.at..].starts_with(&['?', ':']) {
                    self.at += 2;
                }
                let node = self.either()?;
                return if self.next() == Some(')') {
                    Ok(node)
                } else {
                    Err(PatternError("`(` is not closed"))
                };
            }
            Some('[') => self.class()?,
            Some('\\') => self.escape()?,
            Some('.') => Class { ranges: vec![('\n', '\n')], negated: true },
            Some('*' | '+' | '?' | '{') => return Err(PatternError("nothing stands before the repetition")),
            Some('^' | '$' | ']' | '}') => return Err(PatternError("an anchor or bracket in the middle")),
            Some(sign) => Class::one(sign),
            None => return Err(PatternError("it ends too early")),
        };
        Ok(Node::Sign(class))
    }

    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.at += 1;
                return self.counted(node);
            }
            _ => return Ok(node),
        };
        self.at += 1;
        Ok(Node::Repeat(Box::new(node), least, most))
    }

    fn counted(&mut self, node: Node) -> Result<Node, PatternError> {
        let least = self.count().ok_or(PatternError("`{` wants a number"))?;
        let most = match self.next() {
            Some('}') => Some(least),
            Some(',') => {
                let most = self.count();
                if self.next() != Some('}') {
                    return Err(PatternError("`{` is not closed"));
                }
                most
            }
            _ => return Err(PatternError("`{` is not closed")),
        };
        if most.is_some_and(|most| most < least) || least.max(most.unwrap_or(0)) > MOST_REPEATS {
            return Err(PatternError("the numbers of a repetition are wrong"));
        }
        Ok(Node::Repeat(Box::new(node), least, most))
    }

    fn count(&mut self) -> Option<u32> {
        let mut count = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            count = Some(count.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        count
    }

    fn escape(&mut self) -> Result<Class, PatternError> {
        match self.next() {
            Some('d') => Ok(Class { ranges: vec![('0', '9')], negated: false }),
            Some('w') => {
                Ok(Class { ranges: vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')], negated: false })
            }
            Some('s') => Ok(Class { ranges: vec![(' ', ' '), ('\t', '\r')], negated: false }),
            Some(sign) if sign.is_ascii_punctuation() => Ok(Class::one(sign)),
            _ => Err(PatternError("an unknown escape")),
        }
    }

    fn class(&mut self) -> Result<Class, PatternError> {
        let negated = self.peek() == Some('^');
        self.at += usize::from(negated);
        let mut ranges = Vec::new();
        loop {
            let from = match self.next() {
                Some(']') if !ranges.is_empty() => return Ok(Class { ranges, negated }),
                Some('\\') => {
                    ranges.extend(self.escape()?.ranges);
                    continue;
                }
                Some(sign) => sign,
                None => return Err(PatternError("`[` is not closed")),
            };
            let to = match self.signs.get(self.at..self.at + 2) {
                Some(&['-', to]) if to != ']' => {
                    self.at += 2;
                    to
                }
                _ => from,
            };
            if to < from {
                return Err(PatternError("a range runs backwards"));
            }
            ranges.push((from, to));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        Pattern::parse(pattern).unwrap().matches(text)
    }

    #[test]
    fn the_catalogs_patterns() {
        assert!(fits("^(0[1-9]|1[0-2])/[0-9]{4}$", "12/2026"));
        assert!(!fits("^(0[1-9]|1[0-2])/[0-9]{4}$", "13/2026"));
        assert!(fits("^[0-9]{2,5}$", "123") && !fits("^[0-9]{2,5}$", "1") && !fits("^[0-9]{2,5}$", "123456"));
        assert!(fits("^[A-Z][0-9]{7,8}$", "B1234567"));
    }

    #[test]
    fn every_operator() {
        assert!(fits("a?b*c+", "bbcc") && fits("a?b*c+", "ac") && !fits("a?b*c+", "ab"));
        assert!(fits("(ab|c){2}", "abc") && fits("(?:x|)y", "y") && fits(r"\d\.\w", "1.a"));
        assert!(fits("[^0-9]{2,}", "ab") && !fits("[^0-9]{2,}", "a1") && fits("[A-Z-]+", "A-B"));
        assert!(fits("", "") && fits("(a*)*", "aaa") && fits("Đ.", "Đặ"));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for text in ["(", ")", "[", "[]", "a{", "a{2", "a{3,2}", "*", r"\", r"\q", "a{9999}", "a$b", "[z-a]"]
        {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
        assert!(Pattern::parse(&"(".repeat(10_000)).is_err());
        assert!(Pattern::parse("((a{1000}){1000}){1000}").is_err());
    }

    #[test]
    fn no_answer_makes_it_slow() {
        assert!(!fits("(a|aa)*b", &"a".repeat(5_000)));
    }
}
