//! The rows of a repeated section: added, removed, put back.

use super::{Filling, Open, Place};
use crate::drafts::Change;
use crate::view::prelude::*;
use forms::{Path, Row};

impl Filling {
    /// The rows in order, each as a name that stays with it and its number from 0. Watches additions and removals.
    pub fn rows(self, section: &str) -> Vec<(u32, usize)> {
        self.watch(&Path::Section(section.to_owned()));
        let names = self.0.try_update_value(|open| open.row_names(section).clone()).unwrap_or_default();
        names.into_iter().enumerate().map(|(row, name)| (name, row)).collect()
    }

    /// Adds a blank row at the end and returns its number from 0.
    pub fn add_row(self, section: &str) -> usize {
        let row = self.read(|answers| answers.rows(section).len());
        self.insert_row(section, row, Row::new());
        row
    }

    /// Takes a row out and returns it for [`Filling::put_row_back`].
    pub fn remove_row(self, section: &str, row: usize) -> Option<Row> {
        let taken = self.read(|answers| answers.rows(section).get(row).cloned())?;
        self.0.update_value(|open| {
            open.row_names(section).remove(row);
            open.shift(section, row, false);
            open.draft.record(Change::RowRemoved { section: section.to_owned(), row });
        });
        self.wake(&Path::Section(section.to_owned()), true);
        Some(taken)
    }

    /// Undoes a removal.
    pub fn put_row_back(self, section: &str, row: usize, answers: Row) {
        self.insert_row(section, row, answers);
    }

    fn insert_row(self, section: &str, row: usize, answers: Row) {
        let count = self.read(|rows| rows.rows(section).len());
        let row = row.min(count);
        let change = if row == count && answers.is_empty() {
            Change::RowAdded { section: section.to_owned() }
        } else {
            Change::RowInserted { section: section.to_owned(), row, values: answers }
        };
        self.0.update_value(|open| {
            let name = open.new_row_name();
            open.row_names(section).insert(row, name);
            open.shift(section, row, true);
            open.draft.record(change);
        });
        self.wake(&Path::Section(section.to_owned()), true);
    }
}

impl Open {
    fn new_row_name(&mut self) -> u32 {
        self.next_row_name += 1;
        self.next_row_name
    }

    fn row_names(&mut self, section: &str) -> &mut Vec<u32> {
        if !self.row_names.contains_key(section) {
            let count = self.draft.with(|draft| draft.answers.rows(section).len());
            let names = (0..count).map(|_| self.new_row_name()).collect();
            self.row_names.insert(section.to_owned(), names);
        }
        self.row_names.entry(section.to_owned()).or_default()
    }

    /// What was touched moves with its row. The views of moved rows are drawn anew, so their triggers may change.
    fn shift(&mut self, section: &str, from: usize, down: bool) {
        for (path, place) in std::mem::take(&mut self.places) {
            let Path::Field { section: of, row: Some(row), field } = &path else {
                self.places.insert(path, place);
                continue;
            };
            if of != section || *row < from {
                self.places.insert(path, place);
                continue;
            }
            let to = if down { Some(row + 1) } else { row.checked_sub(1).filter(|_| *row > from) };
            if let Some(to) = to {
                let place = Place { changed: ArcTrigger::new(), rewritten: ArcTrigger::new(), ..place };
                self.places.insert(Path::field(section, Some(to), field), place);
            }
        }
    }
}
