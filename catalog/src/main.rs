//! `cargo run -p catalog -- check [FOLDER]`: every mistake in the catalog, with file and line.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
catalog check [FOLDER]    every mistake in the catalog (default: ./catalog), as file:line: message";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["check"] => check(&folder()),
        ["check", folder] => check(Path::new(folder)),
        _ => {
            let _ = writeln!(io::stderr(), "{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

/// The catalog seen from the project's root, or from inside it.
fn folder() -> PathBuf {
    let inside = Path::new("services").is_dir() && Path::new("reference").is_dir();
    PathBuf::from(if inside { "." } else { "catalog" })
}

fn check(folder: &Path) -> io::Result<bool> {
    let mistakes = catalog::check(folder);
    let mut out = io::stdout().lock();
    for mistake in &mistakes {
        writeln!(out, "{mistake}")?;
    }
    match mistakes.len() {
        0 => writeln!(out, "{}: no mistake", folder.display())?,
        1 => writeln!(out, "1 mistake")?,
        n => writeln!(out, "{n} mistakes")?,
    }
    Ok(mistakes.is_empty())
}
