//! What a form keeps on this phone, as JSON: what serde writes of these types, byte for byte (see the tests), in a tenth of
//! the code a phone has to fetch. `reading` is the other way.

use crate::drafts::{Change, Draft, Entry};
use crate::folders::{Header, Wrapped};
use forms::{Answers, DocumentAnswer, FileRef, Map, Row, SectionAnswers, Value};

/// An object or a list of JSON being written.
struct Out {
    json: String,
    end: char,
}

impl Out {
    fn object() -> Self {
        Self { json: "{".to_owned(), end: '}' }
    }

    fn list() -> Self {
        Self { json: "[".to_owned(), end: ']' }
    }

    /// What comes next, of an object with its key.
    fn key(&mut self, key: &str) -> &mut Self {
        self.next().push(&string(key)).push(":")
    }

    fn next(&mut self) -> &mut Self {
        if self.json.len() > 1 { self.push(",") } else { self }
    }

    fn push(&mut self, json: &str) -> &mut Self {
        self.json.push_str(json);
        self
    }

    fn put(&mut self, key: &str, json: &str) {
        self.key(key).push(json);
    }

    fn text(&mut self, key: &str, text: &str) {
        self.put(key, &string(text));
    }

    fn number(&mut self, key: &str, number: i64) {
        self.put(key, &number.to_string());
    }

    fn done(mut self) -> String {
        self.json.push(self.end);
        self.json
    }
}

/// A draft as it is kept.
pub fn draft(draft: &Draft) -> String {
    let mut out = Out::object();
    out.text("id", &draft.id);
    out.text("key", &draft.key);
    if !draft.reply.is_empty() {
        out.text("reply", &draft.reply);
    }
    out.text("service", &draft.service);
    out.text("version", &draft.version);
    out.text("title", &draft.title);
    out.put("answers", &answers(&draft.answers));
    out.text("step", &draft.step);
    out.text("field", &draft.field);
    out.number("percent", draft.percent.into());
    if !draft.scanned.is_empty() {
        out.put("scanned", &list(&draft.scanned, |path| string(&path.to_string())));
    }
    if !draft.known.is_empty() {
        out.put("known", &map(&draft.known, value));
    }
    out.put("revision", &draft.revision.to_string());
    out.number("created_at", draft.created_at);
    out.number("updated_at", draft.updated_at);
    if let Some(at) = draft.discarded_at {
        out.number("discarded_at", at);
    }
    out.done()
}

/// Lines of the journal.
pub fn entries(entries: &[Entry]) -> String {
    list(entries, entry)
}

/// A line of the journal.
pub fn entry(entry: &Entry) -> String {
    let mut out = Out::object();
    out.put("revision", &entry.revision.to_string());
    out.number("at", entry.at);
    out.put("change", &change(&entry.change));
    out.done()
}

/// How a folder is opened.
pub fn header(header: &Header) -> String {
    let mut out = Out::object();
    out.text("id", &header.id);
    out.number("created_at", header.created_at);
    if !header.name.is_empty() {
        out.text("name", &header.name);
    }
    if !header.due.is_empty() {
        out.text("due", &header.due);
    }
    let mut wrapped = Out::object();
    match &header.wrapped {
        Wrapped::Open(hex) => wrapped.text("open", hex),
        Wrapped::Device(hex) => wrapped.text("device", hex),
        Wrapped::Pin { lock, guesses } => {
            let mut pin = Out::object();
            pin.text("lock", lock);
            pin.text("guesses", guesses);
            wrapped.put("pin", &pin.done());
        }
    }
    out.put("wrapped", &wrapped.done());
    out.done()
}

fn change(change: &Change) -> String {
    let mut of = Out::object();
    let kind = match change {
        Change::Field { path, value: given } | Change::Scanned { path, value: given } => {
            of.text("path", &path.to_string());
            of.put("value", &value(given));
            if matches!(change, Change::Field { .. }) { "field" } else { "scanned" }
        }
        Change::RowAdded { section } => {
            of.text("section", section);
            "row_added"
        }
        Change::RowRemoved { section, row } => {
            of.text("section", section);
            of.put("row", &row.to_string());
            "row_removed"
        }
        Change::RowInserted { section, row: at, values } => {
            of.text("section", section);
            of.put("row", &at.to_string());
            of.put("values", &row(values));
            "row_inserted"
        }
        Change::Document { id, answer } => {
            of.text("id", id);
            of.put("answer", &document(answer));
            "document"
        }
        Change::Moved { step, field } => {
            of.text("step", step);
            of.put("field", &field.as_deref().map_or_else(|| "null".to_owned(), string));
            "moved"
        }
        Change::Migrated { version, answers: moved } => {
            of.text("version", version);
            of.put("answers", &answers(moved));
            "migrated"
        }
        Change::Variant(id) => return one("variant", &string(id)),
        Change::Titled(title) => return one("titled", &string(title)),
        Change::Progress(percent) => return one("progress", &percent.to_string()),
    };
    one(kind, &of.done())
}

fn one(key: &str, json: &str) -> String {
    let mut out = Out::object();
    out.put(key, json);
    out.done()
}

fn answers(answers: &Answers) -> String {
    let mut out = Out::object();
    if let Some(variant) = &answers.variant {
        out.text("variant", variant);
    }
    out.put("sections", &map(&answers.sections, section));
    if !answers.documents.is_empty() {
        out.put("documents", &map(&answers.documents, document));
    }
    out.done()
}

fn section(section: &SectionAnswers) -> String {
    match section {
        SectionAnswers::One(of) => row(of),
        SectionAnswers::Many(rows) => list(rows, row),
    }
}

fn row(row: &Row) -> String {
    map(row, value)
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => string(text),
        Value::Bool(ticked) => ticked.to_string(),
        Value::List(values) => list(values, |one| string(one)),
        Value::Address(address) => {
            let mut out = Out::object();
            let parts =
                [("province", &address.province), ("commune", &address.commune), ("detail", &address.detail)];
            for (key, text) in parts {
                if !text.is_empty() {
                    out.text(key, text);
                }
            }
            out.done()
        }
    }
}

fn document(document: &DocumentAnswer) -> String {
    let mut out = Out::object();
    if !document.files.is_empty() {
        out.put("files", &list(&document.files, file));
    }
    if document.retrieve {
        out.put("retrieve", "true");
    }
    out.done()
}

fn file(file: &FileRef) -> String {
    let mut out = Out::object();
    out.text("sha256", &file.sha256);
    out.text("name", &file.name);
    out.done()
}

fn list<T>(all: &[T], write: impl Fn(&T) -> String) -> String {
    let mut out = Out::list();
    for one in all {
        out.next().push(&write(one));
    }
    out.done()
}

fn map<T>(all: &Map<String, T>, write: fn(&T) -> String) -> String {
    let mut out = Out::object();
    for (key, one) in all {
        out.put(key, &write(one));
    }
    out.done()
}

/// Text in quotes, as RFC 8259 wants it.
fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let code = u32::from(letter);
                json.push_str("\\u00");
                json.extend([code / 16, code % 16].map(|digit| char::from_digit(digit, 16).unwrap_or('0')));
            }
            _ => json.push(letter),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Address;

    fn every_value() -> Row {
        let every_letter: String = (0..0x300).filter_map(char::from_u32).collect();
        let address = Address { province: "22".into(), commune: "06649".into(), detail: "Tổ 3".into() };
        Row::from_iter([
            ("text".to_owned(), Value::text(format!("{every_letter}\u{2028}\u{1f600}"))),
            ("none".to_owned(), Value::text("")),
            ("ticked".to_owned(), Value::Bool(true)),
            ("not".to_owned(), Value::Bool(false)),
            ("list".to_owned(), Value::List(vec!["a\"".into(), "\\".into()])),
            ("empty".to_owned(), Value::List(Vec::new())),
            ("address".to_owned(), Value::Address(address)),
            ("province".to_owned(), Value::Address(Address { province: "22".into(), ..Address::default() })),
        ])
    }

    fn every_answer() -> Answers {
        let file = FileRef { sha256: "0".repeat(64), name: "hợp \"đồng\".jpg".into() };
        Answers {
            variant: Some("rented".into()),
            sections: Map::from_iter([
                ("one".to_owned(), SectionAnswers::One(every_value())),
                ("many".to_owned(), SectionAnswers::Many(vec![Row::new(), every_value()])),
                ("none".to_owned(), SectionAnswers::Many(Vec::new())),
            ]),
            documents: Map::from_iter([
                ("paper".to_owned(), DocumentAnswer { files: vec![file.clone(), file], retrieve: false }),
                ("asked".to_owned(), DocumentAnswer { files: Vec::new(), retrieve: true }),
            ]),
        }
    }

    /// The match in [`change`] does not let a new kind be forgotten there; this list is as long as it.
    fn every_change() -> Vec<Change> {
        let path: forms::Path = "members[2].name".parse().unwrap();
        vec![
            Change::Field { path: path.clone(), value: Value::text("Ánh\n") },
            Change::Scanned { path, value: Value::Bool(true) },
            Change::RowAdded { section: "members".into() },
            Change::RowRemoved { section: "members".into(), row: 3 },
            Change::RowInserted { section: "members".into(), row: 0, values: every_value() },
            Change::Variant("rented".into()),
            Change::Document { id: "paper".into(), answer: DocumentAnswer::default() },
            Change::Moved { step: "members".into(), field: Some("members[0].name".into()) },
            Change::Moved { step: "members".into(), field: None },
            Change::Migrated { version: "2".into(), answers: every_answer() },
            Change::Titled("Cho \"con\"".into()),
            Change::Progress(40),
        ]
    }

    #[test]
    fn it_writes_what_serde_writes() {
        let all: Vec<Entry> = every_change()
            .into_iter()
            .enumerate()
            .map(|(at, change)| Entry { revision: u64::MAX - at as u64, at: -5, change })
            .collect();
        for one in &all {
            assert_eq!(entry(one), serde_json::to_string(one).unwrap());
        }
        assert_eq!(entries(&all), serde_json::to_string(&all).unwrap());
        assert_eq!(entries(&[]), "[]");
        let plain = Draft::default();
        let full = Draft {
            id: "d".into(),
            key: "k".into(),
            reply: "r".into(),
            service: "dang-ky-tam-tru".into(),
            version: "0".repeat(16),
            title: "Cho mẹ".into(),
            answers: every_answer(),
            step: "one".into(),
            field: "one.text".into(),
            percent: 100,
            scanned: vec!["one.text".parse().unwrap(), "many[1].text".parse().unwrap()],
            known: every_value(),
            revision: 7,
            created_at: 1,
            updated_at: i64::MAX,
            discarded_at: Some(2),
        };
        for one in [plain, full] {
            assert_eq!(draft(&one), serde_json::to_string(&one).unwrap());
        }
    }

    #[test]
    fn a_folder_is_written_as_serde_writes_it() {
        let wrapped = [
            Wrapped::Open("00".into()),
            Wrapped::Device("0a".into()),
            Wrapped::Pin { lock: "{\"a\":1}".into(), guesses: "x".into() },
        ];
        for (wrapped, (name, due)) in
            wrapped.into_iter().zip([("", "2026-12-01"), ("Cô Lan", ""), ("\u{1}", "")])
        {
            let one = Header { id: "f".into(), created_at: 3, name: name.into(), due: due.into(), wrapped };
            assert_eq!(header(&one), serde_json::to_string(&one).unwrap());
        }
    }
}
