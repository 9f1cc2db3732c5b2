//! Mistakes that no reference shows: ids used twice, and conditions that go in a circle. For whoever accepts a definition;
//! the app takes only those that the server has accepted.

use super::Plan;
use crate::Definition;
use crate::form::DefinitionError;
use crate::rule::{Rule, Source};

/// Longest chain of fields each shown by the one before it; bounds the depth of evaluation.
const LONGEST_CHAIN: usize = 50;

impl Plan {
    /// What is shown may not depend on itself, nor on too long a chain of others.
    pub(super) fn refuse_cycles(&self, definition: &Definition, errors: &mut Vec<DefinitionError>) {
        // A node for every section, and then for every field.
        let mut first_field = Vec::with_capacity(self.sections.len());
        let mut names: Vec<String> = definition.sections.iter().map(|section| section.id.clone()).collect();
        for section in &definition.sections {
            first_field.push(names.len());
            names.extend(section.fields.iter().map(|field| format!("{}.{}", section.id, field.id)));
        }
        let mut needs: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
        for (at, section) in self.sections.iter().enumerate() {
            let mut add = |node: usize, rule: &Option<Rule>| {
                if let Some(rule) = rule {
                    rule.visit(&mut |source| {
                        if let Source::Field { section, field, .. } = source {
                            needs[node].push(first_field[section] + field);
                        }
                    });
                }
            };
            add(at, &section.show);
            for (i, field) in section.fields.iter().enumerate() {
                add(first_field[at] + i, &field.show);
            }
            for i in 0..section.fields.len() {
                needs[first_field[at] + i].push(at);
            }
        }
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
        let mut open: Vec<usize> = needs.iter().map(Vec::len).collect();
        for (node, needed) in needs.iter().enumerate() {
            for &other in needed {
                users[other].push(node);
            }
        }
        let mut depth = vec![0; names.len()];
        let mut ready: Vec<usize> = (0..names.len()).filter(|&node| open[node] == 0).collect();
        while let Some(node) = ready.pop() {
            for &user in &users[node] {
                depth[user] = depth[user].max(depth[node] + 1);
                open[user] -= 1;
                if open[user] == 0 {
                    ready.push(user);
                }
            }
        }
        if let Some(start) = (0..names.len()).find(|&node| open[node] > 0) {
            let cycle = cycle_from(start, &needs, &open);
            let path: Vec<&str> = cycle.iter().map(|&node| names[node].as_str()).collect();
            let what = format!("is shown by itself: {}", path.join(" → "));
            errors.push(DefinitionError { place: names[cycle[0]].clone(), what });
        } else if let Some(node) = (0..names.len()).find(|&node| depth[node] > LONGEST_CHAIN) {
            let what = format!("hangs on a chain of more than {LONGEST_CHAIN} conditions");
            errors.push(DefinitionError { place: names[node].clone(), what });
        }
    }
}

/// Follows nodes that wait for each other until one comes twice.
fn cycle_from(start: usize, needs: &[Vec<usize>], open: &[usize]) -> Vec<usize> {
    let mut path = vec![start];
    loop {
        let last = path[path.len() - 1];
        let Some(&next) = needs[last].iter().find(|&&node| open[node] > 0) else { return path };
        if let Some(at) = path.iter().position(|&node| node == next) {
            path.push(next);
            return path.split_off(at);
        }
        path.push(next);
    }
}

/// What has an id of its own has one, and no other has the same.
pub(super) fn ids(definition: &Definition, errors: &mut Vec<DefinitionError>) {
    unique("variants", definition.variants.iter().map(|v| v.id.as_str()), errors);
    unique("documents", definition.documents.iter().map(|d| d.id.as_str()), errors);
    unique("sections", definition.sections.iter().map(|s| s.id.as_str()), errors);
    for section in &definition.sections {
        if matches!(section.id.as_str(), "variant" | "documents") {
            let what = "is a name that paths of answers already use".to_owned();
            errors.push(DefinitionError { place: section.id.clone(), what });
        }
        unique(&section.id, section.fields.iter().map(|f| f.id.as_str()), errors);
        for field in &section.fields {
            for (at, option) in field.options.iter().enumerate() {
                if field.options[..at].iter().any(|other| other.value == option.value) {
                    let place = format!("{}.{}", section.id, field.id);
                    errors.push(DefinitionError {
                        place,
                        what: format!("has the option `{}` twice", option.value),
                    });
                }
            }
        }
    }
}

fn unique<'a>(place: &str, ids: impl Iterator<Item = &'a str>, errors: &mut Vec<DefinitionError>) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if !is_id {
            errors.push(DefinitionError { place: place.to_owned(), what: format!("`{id}` is no id") });
        }
        if seen.contains(&id) {
            errors.push(DefinitionError { place: place.to_owned(), what: format!("has `{id}` twice") });
        }
        seen.push(id);
    }
}
