//! Every mistake in the catalog's files, each with its file and line.
//!
//! A file that does not fit its model is mended where it does not, so that one mistake does not hide the others.

mod conditions;
mod editions;
mod facts;
mod fields;
mod fit;
mod ids;
mod outline;
mod pointers;
mod reference;
mod shown;
mod texts;

use crate::written::{Step, Written};
use crate::{Mistake, Service};
use reference::Known;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The files of a catalog: from the path inside it, as `services/01-….toml`, to the text.
pub type Files = BTreeMap<String, String>;

/// Steps down into a file, as `at!["sections", 0, "fields"]`.
macro_rules! at {
    ($($step:expr),* $(,)?) => {
        &[$($crate::written::Step::from($step)),*]
    };
}
pub(crate) use at;
pub(crate) use fields::{PEOPLE, PROFILE};

/// Checks the catalog in the folder `root` (the one that holds `services` and `reference`). The mistakes come ordered by
/// file and line, and name files as `root` does.
pub fn check(root: &Path) -> Vec<Mistake> {
    let mistakes = files(root).map_or_else(|unread| vec![unread], |files| check_files(&files));
    let named = |m: Mistake| Mistake { file: root.join(&m.file).display().to_string(), ..m };
    mistakes.into_iter().map(named).collect()
}

/// Checks files that have been read already.
pub fn check_files(files: &Files) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let known = reference::check(files, &mut mistakes);
    let mut services = Vec::new();
    for (file, text) in files.range("services/".to_owned().."services0".to_owned()) {
        let written = match Written::read(file, text) {
            Ok(written) => written,
            Err(mistake) => {
                mistakes.push(mistake);
                continue;
            }
        };
        if let Some(service) = fit::fit::<Service>(&written, &mut mistakes) {
            mistakes.extend(of_service(&written, &service, &known));
            services.push((written, service));
        }
    }
    editions::check(&services, &mut mistakes);
    pointers::check(files, &services, &mut mistakes);
    mistakes.sort();
    mistakes.dedup();
    mistakes
}

/// One service, the file it is written in, and what has been found wrong with it.
struct Subject<'a> {
    written: &'a Written<'a>,
    service: &'a Service,
    known: &'a Known,
    mistakes: Vec<Mistake>,
}

impl Subject<'_> {
    fn report(&mut self, path: &[Step], message: impl Into<String>) {
        self.mistakes.push(self.written.mistake(path, message));
    }
}

fn of_service(written: &Written, service: &Service, known: &Known) -> Vec<Mistake> {
    let mut subject = Subject { written, service, known, mistakes: Vec::new() };
    texts::check(&mut subject);
    ids::check(&mut subject);
    facts::check(&mut subject);
    fields::check(&mut subject);
    conditions::check(&mut subject);
    shown::check(&mut subject);
    if subject.mistakes.is_empty() {
        engine(&mut subject);
    }
    subject.mistakes
}

/// What the engine itself refuses. It sees less than the checks before, but it has the last word.
fn engine(subject: &mut Subject) {
    let Err(errors) = forms::Form::new(subject.service.definition()) else { return };
    for error in errors {
        let place = match error.place.parse() {
            Ok(forms::Path::Field { section, field, .. }) => {
                outline::place(subject.service, &section, &field)
            }
            _ => None,
        };
        match place {
            Some((s, f)) => subject.report(at!["sections", s, "fields", f], error.what),
            None => subject.report(&[], error.to_string()),
        }
    }
}

/// Reads the files of the catalog in the folder `root`.
pub(crate) fn files(root: &Path) -> Result<Files, Mistake> {
    let unread = |file: &str, error: io::Error| Mistake {
        file: file.to_owned(),
        line: 1,
        message: format!("cannot be read: {error}"),
    };
    let mut files = Files::new();
    for folder in ["services", "reference"] {
        for entry in fs::read_dir(root.join(folder)).map_err(|error| unread(folder, error))? {
            let path = entry.map_err(|error| unread(folder, error))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let is_ours = Path::new(name).extension().is_some_and(|e| e == "toml" || e == "json");
            if is_ours && !name.starts_with('.') {
                let file = format!("{folder}/{name}");
                let text = fs::read_to_string(&path).map_err(|error| unread(&file, error))?;
                files.insert(file, text);
            }
        }
    }
    Ok(files)
}
