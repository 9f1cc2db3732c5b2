//! The catalog from the command line: `cargo run -p catalog -- check`.

#[cfg(feature = "sample")]
mod sample;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
catalog check [FOLDER]    every mistake in the catalog (default: ./catalog), as file:line: message
catalog schema [FOLDER]   whether schema/service.schema.json says what the program reads
catalog sample [--slug SLUG] [--seed N] [--day YYYY-MM-DD] [--sha256 HEX]
                          valid answers for every variant of every service, as JSON for tests";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["check"] => check(&folder()),
        ["check", folder] => check(Path::new(folder)),
        ["schema"] => list(&folder(), &catalog::check_schema(&folder())),
        ["schema", folder] => list(Path::new(folder), &catalog::check_schema(Path::new(folder))),
        #[cfg(feature = "sample")]
        ["sample", options @ ..] => match sample::Options::read(options) {
            Ok(options) => sample::print(&options, &mut io::stdout().lock()),
            Err(message) => refuse(&message),
        },
        _ => refuse(USAGE),
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

fn refuse(message: &str) -> io::Result<bool> {
    Err(io::Error::other(message.to_owned()))
}

/// The catalog seen from the project's root, or from inside it.
fn folder() -> PathBuf {
    let inside = Path::new("services").is_dir() && Path::new("reference").is_dir();
    PathBuf::from(if inside { "." } else { "catalog" })
}

fn check(folder: &Path) -> io::Result<bool> {
    list(folder, &catalog::check(folder))
}

/// One mistake a line; whether there was none.
fn list(folder: &Path, mistakes: &[impl Display]) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    for mistake in mistakes {
        writeln!(out, "{mistake}")?;
    }
    match mistakes.len() {
        0 => writeln!(out, "{}: no mistake", folder.display())?,
        1 => writeln!(out, "1 mistake")?,
        n => writeln!(out, "{n} mistakes")?,
    }
    Ok(mistakes.is_empty())
}
