//! Every text stands in `src/text`, in both languages, and is used. The compiler sees that no text is missing; this sees
//! what it cannot.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Files whose words are not shown to people, or are made up: the gallery is for who designs, and led to by no screen;
/// the others compare with words of the catalog, or with answers.
const NOT_SHOWN: [&str; 3] = ["src/pages/gallery", "src/parts/drawing.rs", "src/filling/offers.rs"];

/// Source files as (path from the root, what stands before their tests).
fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
        (path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(), code)
    };
    paths.into_iter().map(read).collect()
}

/// A string in the program: what stands before it on its line, itself, what comes after it.
struct Literal<'a> {
    before: &'a str,
    text: &'a str,
    after: &'a str,
}

/// All strings of a source; comments and single letters are none.
fn literals(source: &str) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = source[at..].chars().next() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\'") {
            at += 3;
        } else if rest.starts_with("'\\") {
            at += 2 + rest[2..].find('\'').unwrap() + 1;
        } else if rest.starts_with("r#\"") || sign == '"' {
            let (open, close) = if sign == 'r' { (3, "\"#") } else { (1, "\"") };
            let mut end = open;
            while !rest[end..].starts_with(close) {
                let step = if sign == '"' && rest[end..].starts_with('\\') { 2 } else { 1 };
                end = (end + step..).find(|&end| rest.is_char_boundary(end)).unwrap();
            }
            let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
            let after = &rest[end + close.len()..];
            found.push(Literal { before: &source[line..at], text: &rest[open..end], after });
            at += end + close.len();
        } else {
            at += sign.len_utf8();
        }
    }
    found
}

fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|sign| sign.is_alphabetic() && !sign.is_ascii())
}

#[test]
fn no_vietnamese_stands_elsewhere() {
    let mut found = Vec::new();
    for (path, source) in sources("src") {
        if path.starts_with("src/text") || NOT_SHOWN.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        found.extend(
            literals(&source)
                .iter()
                .filter(|one| is_vietnamese(one.text))
                .map(|one| format!("{path}: {}", one.text)),
        );
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_english_stands_elsewhere() {
    /// Words for programs: names of classes, keys to compare with.
    const FOR_PROGRAMS: [&str; 6] =
        ["badge ", "button ", "consent:hint ", "dac khu ", "thi tran ", "thanh pho "];
    let looks_shown = |one: &Literal| {
        let letters = one.text.chars().filter(char::is_ascii_alphabetic).count();
        // `<p>"Saved"</p>`, `{icon("check")} "Saved"`
        let between_tags = letters > 1
            && (one.before.trim_end().ends_with(['>', '}']) && !one.before.trim_end().ends_with("=>"))
            && one.after.trim_start().starts_with(['<', '{']);
        let named =
            ["aria-label=", "title=", "placeholder=", "alt="].iter().any(|name| one.before.ends_with(name));
        let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let words: Vec<&str> =
            one.text.split(' ').map(|word| word.trim_end_matches(['.', ',', ':'])).collect();
        let is_sentence = words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
            && !one.before.ends_with("class=")
            && !one.before.trim_end().ends_with("reason =")
            && !FOR_PROGRAMS.iter().any(|start| one.text.starts_with(start));
        between_tags || (named && letters > 1) || is_sentence
    };
    let mut found = Vec::new();
    for (path, source) in sources("src") {
        let shows = ["src/pages", "src/parts", "src/fields", "src/app", "src/aloud"];
        let starts = |starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
        if starts(&shows) && !starts(&NOT_SHOWN) {
            found.extend(
                literals(&source)
                    .iter()
                    .filter(|one| looks_shown(one))
                    .map(|one| format!("{path}: {}", one.text)),
            );
        }
    }
    assert_eq!(found, [""; 0]);
}

/// The texts of a file of `src/text` by language, as (key, text); a key of a list comes more than once.
fn texts(source: &str, name: &str) -> Vec<(String, String)> {
    let Some((_, block)) = source.split_once(&format!("pub const {name}: ")) else { return Vec::new() };
    let block = block.split("\n};").next().unwrap();
    let is_key = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let mut found = Vec::new();
    // `    key: "text",`, or a text further down of a list or a function.
    for part in block.split("\n    ").filter(|part| !part.starts_with([' ', '}', ']'])) {
        let Some((key, _)) = part.split_once(':').filter(|(key, _)| is_key(key)) else { continue };
        let start = block.find(&format!("\n    {part}")).unwrap() + 1;
        let rest = &block[start + 4 + part.len()..];
        let more = rest.split("\n    ").skip(1).take_while(|line| line.starts_with([' ', '}', ']']));
        let whole = std::iter::once(part).chain(more).collect::<Vec<_>>().join("\n");
        found.extend(literals(&whole).into_iter().map(|one| (key.to_owned(), one.text.to_owned())));
    }
    found
}

/// `{count}` and the like.
fn blanks(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn both_languages_say_the_same() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, source) in sources("src/text") {
        let (vietnamese, english) = (texts(&source, "VI"), texts(&source, "EN"));
        // A number's word may be longer in one of them ("1 file", "2 files").
        let keys =
            |texts: &[(String, String)]| texts.iter().map(|(key, _)| key.clone()).collect::<BTreeSet<_>>();
        if keys(&vietnamese) != keys(&english) {
            wrong.push(format!("{path}: other keys in the other language"));
        }
        for (key, text) in vietnamese.iter().chain(&english) {
            seen += 1;
            let nothing_to_say = text.is_empty() && key == "vietnamese_only";
            if (text.trim().is_empty() && !nothing_to_say) || text.trim() != text {
                wrong.push(format!("{path}: {key}: blank, or with space around it: {text:?}"));
            }
        }
        for (key, text) in &vietnamese {
            let of_key = |texts: &[(String, String)]| {
                texts
                    .iter()
                    .filter(|(other, _)| other == key)
                    .map(|(_, text)| text.clone())
                    .collect::<Vec<_>>()
            };
            let (ours, theirs) = (of_key(&vietnamese), of_key(&english));
            let all = |texts: &[String]| {
                texts.iter().flat_map(|text| blanks(text)).map(str::to_owned).collect::<BTreeSet<_>>()
            };
            // A sentence made by a function names its blanks as it likes.
            if ours.len() == 1 && theirs.len() == 1 && all(&ours) != all(&theirs) {
                wrong.push(format!("{path}: {key}: other blanks: {text}"));
            }
        }
        for (key, text) in &english {
            let names =
                text.replace("Quảng Ninh", "").replace("đồng", "").replace("Lê Lợi", "").replace("Bông", "");
            if is_vietnamese(&names) && !text.contains("Không") {
                wrong.push(format!("{path}: {key}: not English: {text}"));
            }
        }
    }
    assert!(seen > 600, "only {seen} texts were read");
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_text_is_used() {
    let all: String = sources("src").into_iter().map(|(_, source)| source).collect();
    let used: BTreeSet<&str> = all
        .match_indices('.')
        .map(|(at, _)| {
            let rest = &all[at + 1..];
            &rest[..rest.find(|sign: char| sign != '_' && !sign.is_alphanumeric()).unwrap_or(rest.len())]
        })
        .collect();
    let mut unused = Vec::new();
    for (path, source) in sources("src/text") {
        let keys: BTreeSet<String> = texts(&source, "VI").into_iter().map(|(key, _)| key).collect();
        unused.extend(
            keys.into_iter().filter(|key| !used.contains(key.as_str())).map(|key| format!("{path}: {key}")),
        );
    }
    assert_eq!(unused, [""; 0]);
}

#[test]
fn the_page_that_says_that_nothing_works_speaks_both_languages() {
    let boot = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("public/boot.js")).unwrap();
    let keys = |lang: &str| -> BTreeSet<String> {
        let block = boot.split_once(&format!("\n  {lang}: {{\n")).unwrap().1.split("\n  },").next().unwrap();
        block.lines().filter_map(|line| Some(line.trim().split_once(": \"")?.0.to_owned())).collect()
    };
    assert_eq!(keys("vi"), keys("en"));
    assert!(keys("vi").len() >= 5);
}
