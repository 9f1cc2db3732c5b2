//! What is wrong with the answers, and when the person is told.

use super::{Filling, Open, Step};
use crate::view::prelude::*;
use forms::{Path, Violation};

impl Filling {
    /// The problems to show at a place: none before it was touched, no new one while it is being typed in.
    pub fn problems(self, path: &Path) -> Memo<Vec<Violation>> {
        let path = path.clone();
        memo(move |before: Option<&Vec<Violation>>| {
            self.watch(&path);
            self.watch_conditions();
            self.0.with_value(|open| {
                let Some(place) = open.places.get(&path) else { return Vec::new() };
                if let Some(refused) = &place.refused {
                    return vec![refused.clone()];
                }
                if !place.touched || (place.typing && before.is_none_or(Vec::is_empty)) {
                    return Vec::new();
                }
                open.check(&path)
            })
        })
    }

    /// Every problem of one row; from now on they are shown.
    pub fn check_row(self, section: &str, row: usize) -> Vec<Violation> {
        let in_row = |path: &Path| matches!(path, Path::Field { row: Some(of), .. } if *of == row);
        let mut found =
            self.judge(|form, answers, context| forms::check_section(form, answers, section, context));
        found.retain(|violation| in_row(&violation.path));
        self.touch(found.iter().map(|violation| &violation.path));
        found
    }

    /// Every problem of a step; from now on they are shown.
    pub fn check_step(self, step: &Step) -> Vec<Violation> {
        let found = self.violations_of(step);
        self.touch(found.iter().map(|violation| &violation.path));
        found
    }

    /// What a step has wrong with it, whether the person is told or not.
    pub(super) fn violations_of(self, step: &Step) -> Vec<Violation> {
        self.judge(|form, answers, context| match step {
            Step::Variant => forms::check_field(form, answers, &Path::Variant, context),
            Step::Section(id) => forms::check_section(form, answers, id, context),
            Step::Documents => form
                .documents(answers)
                .iter()
                .flat_map(|(document, _)| forms::check_document(form, answers, &document.id))
                .collect(),
            Step::Review => forms::check(form, answers, context),
        })
    }

    /// From now on problems at these places are shown.
    pub fn touch<'a>(self, paths: impl Iterator<Item = &'a Path>) {
        let woken: Vec<ArcTrigger> = self
            .0
            .try_update_value(|open| {
                paths
                    .map(|path| {
                        let place = open.places.entry(path.clone()).or_default();
                        place.touched = true;
                        place.typing = false;
                        place.changed.clone()
                    })
                    .collect()
            })
            .unwrap_or_default();
        woken.notify();
    }

    /// Shows what the server found. Each stands until its answer changes.
    pub fn show_refused(self, violations: Vec<Violation>) {
        self.0.update_value(|open| {
            for violation in &violations {
                open.places.entry(violation.path.clone()).or_default().refused = Some(violation.clone());
            }
        });
        self.touch(violations.iter().map(|violation| &violation.path));
    }
}

impl Open {
    fn check(&self, path: &Path) -> Vec<Violation> {
        self.judge(|form, answers, context| match path {
            Path::Document(id) => forms::check_document(form, answers, id),
            Path::Section(id) => forms::check_section(form, answers, id, context)
                .into_iter()
                .filter(|violation| &violation.path == path)
                .collect(),
            _ => forms::check_field(form, answers, path, context),
        })
    }
}
