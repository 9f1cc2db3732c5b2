//! A list whose lines stay as they are while others come and go.

use super::{AnyView, Region, watch};
use leptos::reactive::graph::untrack;
use leptos::reactive::owner::Owner;
use std::cell::RefCell;
use web_sys::Node;

/// A line: its key, its nodes between two comments, and what lives in it.
struct Line<K> {
    key: K,
    region: Region,
    owner: Owner,
}

/// Draws each item once, as long as its key stays in the list; moves lines, and drops those that have gone.
pub fn keyed<T, K: PartialEq + 'static>(
    items: impl Fn() -> Vec<T> + 'static,
    key: impl Fn(&T) -> K + 'static,
    draw: impl Fn(T) -> AnyView + 'static,
) -> AnyView {
    let (all, view) = Region::new();
    let parent = Owner::current().unwrap_or_default();
    let lines: RefCell<Vec<Line<K>>> = RefCell::default();
    watch(Box::new(move || {
        let items = items();
        let mut old = lines.take();
        let mut new = Vec::with_capacity(items.len());
        for item in items {
            let key = key(&item);
            let line = if let Some(at) = old.iter().position(|line| line.key == key) {
                old.swap_remove(at)
            } else {
                let owner = parent.child();
                let (region, nodes) = Region::new();
                let drawn = owner.with(|| untrack(|| draw(item)));
                region.fill(&drawn);
                all.fill(&nodes);
                Line { key, region, owner }
            };
            new.push(line);
        }
        for line in old {
            line.owner.cleanup();
            line.region.remove();
        }
        order(&all, &new);
        lines.replace(new);
    }));
    view
}

/// Puts the lines in order; one that already stands right is not touched, so that the focus stays in it.
fn order<K>(all: &Region, lines: &[Line<K>]) {
    let mut next: Node = all.end.clone();
    for line in lines.iter().rev() {
        if !line.region.end.next_sibling().is_some_and(|node| node.is_same_node(Some(&next))) {
            line.region.move_before(&next);
        }
        next = line.region.start.clone();
    }
}
