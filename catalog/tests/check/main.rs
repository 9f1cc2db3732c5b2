//! Each kind of mistake is found, on its line, and said in words that help.

mod conditions;
#[cfg(test)]
mod example;
mod facts;
mod form;
#[cfg(test)]
mod reference;

use catalog::{Files, check_files};
use example::{GOOD, breaks, expected, files, found};
use std::path::Path;
use std::process::Command;

#[test]
fn finds_nothing_in_a_good_service() {
    assert_eq!(found(&files(GOOD)), Vec::<String>::new());
}

#[test]
fn finds_nothing_in_what_is_shipped() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mistakes: Vec<String> = catalog::check(root).iter().map(ToString::to_string).collect();
    assert_eq!(mistakes, Vec::<String>::new());
}

#[test]
fn what_is_not_toml() {
    let text = GOOD.replace("type = \"date\"", "type = \"date");
    let found = found(&files(&text));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with(&expected(&text, "type = \"date", "this is not TOML: ")), "{found:?}");
}

#[test]
fn an_unknown_type() {
    let text = GOOD.replace("type = \"date\"", "type = \"dated\"");
    let found = found(&files(&text));
    assert!(found[0].starts_with(&expected(
        &text,
        "type = \"dated\"",
        "unknown value `dated`, known are `text`"
    )));
}

#[test]
fn an_unknown_key() {
    let text = GOOD.replace("min_age = 18", "minage = 18");
    let found = found(&files(&text));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(&expected(&text, "minage", "unknown key `minage`, known are `id`")),
        "{found:?}"
    );
}

#[test]
fn a_value_of_the_wrong_kind() {
    let message = "invalid type: string \"18\", expected u16";
    breaks("min_age = 18", "min_age = \"18\"", "min_age", message);
    let message = "invalid value: string \"7/2025\", expected a date as 2026-11-22";
    breaks("valid_from = 2025-07-01", "valid_from = \"7/2025\"", "valid_from", message);
}

#[test]
fn several_mistakes_of_form_at_once() {
    let text = GOOD
        .replace("amount_vnd = 10000\n", "")
        .replace("type = \"person_name\"", "type = \"name\"")
        .replace("min_age = 18", "minage = 18");
    let found = found(&files(&text));
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], expected(&text, "[[fees]]", "missing key `amount_vnd`"));
}

#[test]
fn never_gives_up_on_a_broken_file() {
    let lines: Vec<&str> = GOOD.lines().collect();
    for (i, line) in lines.iter().enumerate() {
        let without = [&lines[..i], &lines[i + 1..]].concat().join("\n");
        let cut = lines[..i].join("\n");
        let twice = [&lines[..i], &[*line], &lines[i..]].concat().join("\n");
        let number = GOOD.replacen(line.rsplit(" = ").next().unwrap_or_default(), "7", 1);
        for text in [without, cut, twice, number] {
            // Only the service: every list is missing, and that is said too.
            let files = Files::from([(example::SERVICE.to_owned(), text)]);
            assert!(!check_files(&files).is_empty());
        }
    }
}

#[test]
fn the_command_prints_a_line_a_mistake_and_fails() {
    let folder = std::env::temp_dir().join(format!("catalog-check-{}", std::process::id()));
    let mut broken = files(&GOOD.replace("min_age = 18", "after = \"full_name\""));
    broken.insert("services/.swp.toml".to_owned(), "not ours".to_owned());
    for (file, text) in &broken {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_catalog")).arg("check").arg(&folder).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let file = folder.join(example::SERVICE);
    let message = "`person.full_name` is not a date";
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        format!("{}:60: {message}\n1 mistake\n", file.display())
    );
}
