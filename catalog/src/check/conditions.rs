//! Conditions read fields that exist, compare them with answers that can be given, and never wait for each other.

use super::Subject;
use super::outline::{self, Owner, Target};
use forms::{Condition, Kind};
use std::collections::BTreeSet;

pub(super) fn check(subject: &mut Subject) {
    let service = subject.service;
    for (owner, condition) in outline::conditions(service) {
        let mut wrong = Vec::new();
        condition.visit(&mut |operand, values| match outline::resolve(service, owner, operand) {
            Err(sentence) => wrong.push(sentence),
            Ok(target) => wrong.extend(values.iter().filter_map(|value| never(subject, target, value))),
        });
        wrong.dedup();
        for sentence in wrong {
            subject.report(&owner.path(), sentence);
        }
    }
    cycles(subject);
}

/// Why an answer can never equal `value`, if it can't.
fn never(subject: &Subject, target: Target, value: &str) -> Option<String> {
    let service = subject.service;
    let Target::Field(s, f) = target else {
        let is_known = service.variants.iter().any(|variant| variant.id == value);
        let ids =
            || service.variants.iter().map(|variant| variant.id.as_str()).collect::<Vec<_>>().join(", ");
        return (!is_known).then(|| format!("there is no variant `{value}`; known are {}", ids()));
    };
    let field = outline::field(service, s, f);
    let name = outline::name(service, s, f);
    match field.kind {
        Kind::Select | Kind::Radio | Kind::MultiSelect => {
            let is_known = field.options.iter().any(|option| option.value == value);
            let values = || field.options.iter().map(|o| o.value.as_str()).collect::<Vec<_>>().join(", ");
            (!is_known).then(|| format!("`{value}` is no option of `{name}`; its options are {}", values()))
        }
        Kind::Gender => (!["male", "female"].contains(&value))
            .then(|| format!("`{name}` is `male` or `female`, never `{value}`")),
        Kind::Checkbox | Kind::Declaration => (value != "true").then(|| {
            format!(
                "`{name}` is a box: compare it with 'true' (for a box that is not ticked write != 'true')"
            )
        }),
        Kind::Integer | Kind::Decimal | Kind::MoneyVnd | Kind::Year => {
            value.parse::<f64>().is_err().then(|| format!("`{name}` is a number, never `{value}`"))
        }
        Kind::Country | Kind::Nationality => (!subject.known.countries.is_empty()
            && !subject.known.countries.contains(value))
        .then(|| format!("`{value}` is no code of reference/countries.json")),
        Kind::Ethnicity => (!subject.known.ethnic_groups.is_empty()
            && !subject.known.ethnic_groups.contains(value))
        .then(|| format!("`{value}` is no name of reference/ethnic-groups.json")),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Section(usize),
    Field(usize, usize),
}

/// Things that show each other: none of them would ever appear.
fn cycles(subject: &mut Subject) {
    let mut done = BTreeSet::new();
    for (s, section) in subject.service.sections.iter().enumerate() {
        walk(subject, Node::Section(s), &mut Vec::new(), &mut done);
        for f in 0..section.fields.len() {
            walk(subject, Node::Field(s, f), &mut Vec::new(), &mut done);
        }
    }
}

fn walk(subject: &mut Subject, node: Node, trail: &mut Vec<Node>, done: &mut BTreeSet<Node>) {
    if let Some(start) = trail.iter().position(|n| *n == node) {
        let cycle: Vec<String> = trail[start..].iter().chain([&node]).map(|n| title(subject, *n)).collect();
        let sentence = format!("a circle, nothing in it is ever shown: {}", cycle.join(" needs "));
        let path = match node {
            Node::Section(s) => Owner::Section(s).path(),
            Node::Field(s, f) => Owner::Field(s, f).path(),
        };
        subject.report(&path, sentence);
        return;
    }
    if done.contains(&node) {
        return;
    }
    trail.push(node);
    for next in needs(subject, node) {
        walk(subject, next, trail, done);
    }
    trail.pop();
    done.insert(node);
}

/// What must be shown before `node` can be.
fn needs(subject: &Subject, node: Node) -> Vec<Node> {
    let service = subject.service;
    let mut nodes = Vec::new();
    let (owner, condition): (Owner, Option<&Condition>) = match node {
        Node::Section(s) => (Owner::Section(s), service.sections[s].show_when.as_ref()),
        Node::Field(s, f) => {
            nodes.push(Node::Section(s));
            (Owner::Field(s, f), outline::field(service, s, f).show_when.as_ref())
        }
    };
    if let Some(condition) = condition {
        condition.visit(&mut |operand, _| {
            if let Ok(Target::Field(s, f)) = outline::resolve(service, owner, operand) {
                nodes.push(Node::Field(s, f));
            }
        });
    }
    nodes
}

fn title(subject: &Subject, node: Node) -> String {
    match node {
        Node::Section(s) => format!("section `{}`", subject.service.sections[s].id),
        Node::Field(s, f) => format!("`{}`", outline::name(subject.service, s, f)),
    }
}

/// Whether the form has a circle: then nothing can be said of what is shown.
pub(super) fn has_cycle(subject: &Subject) -> bool {
    let mut probe = Subject { mistakes: Vec::new(), ..*subject };
    cycles(&mut probe);
    !probe.mistakes.is_empty()
}
