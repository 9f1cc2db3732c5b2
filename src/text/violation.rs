//! What is wrong with an answer, in one sentence that says what to do. The engine gives a code and numbers only.

mod en;
mod vi;

use forms::{Code, Form, Kind, Lang, Path, Violation, kinds};

/// What a sentence may speak of.
struct About<'a> {
    /// Of the field, document or section: as it begins a sentence, without what stands in brackets.
    label: &'a str,
    /// `None` for a document, a section or the variant.
    kind: Option<Kind>,
    /// Label of the field named by `expected`, where the code names one.
    other: &'a str,
    /// Numbers ready to be read: grouped, and with "or" between two.
    expected: String,
    actual: &'a str,
}

/// The sentence for a person, in one language.
pub fn sentence(form: &Form, violation: &Violation, lang: Lang) -> String {
    let field = match &violation.path {
        Path::Field { section, field, .. } => form.field(section, field),
        _ => None,
    };
    let definition = form.definition();
    let label = match &violation.path {
        Path::Variant => "",
        Path::Section(id) => {
            let section = form.section(id);
            let item =
                section.and_then(|section| section.repeat.as_ref()).map(|repeat| repeat.item.get(lang));
            item.unwrap_or_else(|| section.map_or("", |section| section.title.get(lang)))
        }
        Path::Field { .. } => field.map_or("", |field| field.label.get(lang)),
        Path::Document(id) => {
            definition.documents.iter().find(|document| &document.id == id).map_or("", |d| d.name.get(lang))
        }
    };
    let other = match (&violation.path, violation.code) {
        (Path::Field { section, .. }, Code::BeforeOther) => {
            label_of(form, section, &violation.expected, lang)
        }
        _ => "",
    };
    let about = About {
        label: without_brackets(label),
        kind: field.map(|field| field.kind),
        other: without_brackets(other),
        expected: readable(field.map(|field| field.kind), &violation.expected, lang),
        actual: &violation.actual,
    };
    match lang {
        Lang::Vi => vi::sentence(violation.code, &about),
        Lang::En => en::sentence(violation.code, &about),
    }
}

/// The label of a field as a rule names it: of the same section, of a named one, or the only one of its name.
fn label_of<'a>(form: &'a Form, section: &str, name: &str, lang: Lang) -> &'a str {
    let field = match name.split_once('.') {
        Some((section, field)) => form.field(section, field),
        None => form.field(section, name).or_else(|| {
            form.definition()
                .sections
                .iter()
                .flat_map(|section| &section.fields)
                .find(|field| field.id == name)
        }),
    };
    field.map_or("", |field| field.label.get(lang))
}

/// "4. Ngày cấp (nếu nhớ)" of a numbered paper form is "Ngày cấp" inside a sentence.
fn without_brackets(label: &str) -> &str {
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    label.split(" (").next().unwrap_or(label).trim_end_matches(['?', ':', '.'])
}

/// A label inside a sentence: what stands behind a colon ("Kính gửi: Công an xã"), with a small first letter unless the
/// word is an abbreviation.
pub fn inside(label: &str) -> String {
    let label = label.split_once(": ").map_or(label, |(_, rest)| rest);
    let mut letters = label.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else { return String::new() };
    if second.is_some_and(|second| vietnamese::small(second) != second || second.is_ascii_digit()) {
        return label.to_owned();
    }
    std::iter::once(vietnamese::small(first)).chain(label.chars().skip(1)).collect()
}

/// `10 | 13` as "10 hoặc 13", `1200000` as `1.200.000`; a year stays as it is.
fn readable(kind: Option<Kind>, expected: &str, lang: Lang) -> String {
    if expected.contains('|') {
        let or = if lang == Lang::Vi { " hoặc " } else { " or " };
        return expected.split('|').map(str::trim).collect::<Vec<_>>().join(or);
    }
    match kind {
        Some(Kind::Integer | Kind::Decimal | Kind::MoneyVnd) => kinds::number::shown(expected),
        _ => expected.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Definition;

    const CODES: [Code; 29] = [
        Code::Required,
        Code::MustAccept,
        Code::WrongShape,
        Code::Unknown,
        Code::NotAnOption,
        Code::DigitsOnly,
        Code::WrongLength,
        Code::TooShort,
        Code::TooLong,
        Code::WrongFormat,
        Code::BadCharacter,
        Code::NoSuchDate,
        Code::MustBePast,
        Code::MustBeFuture,
        Code::BeforeOther,
        Code::TooSmall,
        Code::TooLarge,
        Code::TooYoung,
        Code::TooOld,
        Code::TooFewRows,
        Code::TooManyRows,
        Code::CommuneNotInProvince,
        Code::CommuneMissing,
        Code::DetailMissing,
        Code::TooManyFiles,
        Code::IdProvinceUnknown,
        Code::IdSexMismatch,
        Code::IdBirthYearMismatch,
        Code::PhonePrefixUnknown,
    ];

    const KINDS: [&str; 34] = [
        "text",
        "textarea",
        "person_name",
        "citizen_id",
        "old_id",
        "date",
        "partial_date",
        "time",
        "datetime",
        "select",
        "radio",
        "checkbox",
        "multi_select",
        "phone",
        "email",
        "address",
        "ethnicity",
        "nationality",
        "religion",
        "gender",
        "integer",
        "decimal",
        "money_vnd",
        "plate_number",
        "engine_number",
        "chassis_number",
        "tax_code",
        "insurance_number",
        "bank_account",
        "document_number",
        "country",
        "photo_4x6",
        "year",
        "declaration",
    ];

    /// A form with one field of that kind, a second date field, and a document.
    fn form(kind: &str) -> Form {
        let json = serde_json::json!({
            "number": 1, "slug": "thu", "name": { "vi": "Thử", "en": "Trial" }, "valid_from": "2026-01-01",
            "receiving_office": { "vi": "Xã", "en": "Commune" }, "delivery": ["online"],
            "processing_time": { "amount": 1, "unit": "days", "note": { "vi": "", "en": "" } },
            "sections": [{
                "id": "applicant", "title": { "vi": "Người nộp", "en": "Applicant" },
                "repeat": { "min": 0, "max": 5, "item": { "vi": "Thành viên", "en": "Member" } },
                "fields": [
                    { "id": "asked", "label": { "vi": "Họ, chữ đệm và tên (in hoa)", "en": "Full name (capitals)" },
                      "type": kind,
                      "options": [{ "value": "a", "vi": "A", "en": "A" }, { "value": "b", "vi": "B", "en": "B" }] },
                    { "id": "birth", "label": { "vi": "Ngày sinh", "en": "Date of birth" }, "type": "date" },
                ],
            }],
            "documents": [{ "id": "paper", "name": { "vi": "Giấy khai sinh", "en": "Birth certificate" } }],
        });
        let mut definition = json;
        if !matches!(kind, "select" | "radio" | "multi_select") {
            definition["sections"][0]["fields"][0].as_object_mut().unwrap().remove("options");
        }
        let definition: Definition = serde_json::from_value(definition).unwrap();
        Form::new(definition).unwrap()
    }

    fn said(form: &Form, path: &str, code: Code, expected: &str, actual: &str, lang: Lang) -> String {
        let violation = Violation {
            path: path.parse().unwrap(),
            code,
            expected: expected.to_owned(),
            actual: actual.to_owned(),
        };
        sentence(form, &violation, lang)
    }

    #[test]
    fn every_problem_of_every_kind_says_what_to_do() {
        for kind in KINDS {
            let form = form(kind);
            for code in CODES {
                let expected = if code == Code::BeforeOther { "birth" } else { "12" };
                for path in ["applicant[0].asked", "applicant", "documents.paper", "variant"] {
                    let vi = said(&form, path, code, expected, "11", Lang::Vi);
                    let en = said(&form, path, code, expected, "11", Lang::En);
                    for text in [&vi, &en] {
                        let place = format!("{kind} {code:?} {path}: {text}");
                        assert!(text.chars().count() >= 12 && text.ends_with('.'), "{place}");
                        assert!(
                            !text.contains("  ") && !text.contains(" .") && !text.contains('{'),
                            "{place}"
                        );
                    }
                    assert!(!vi.to_lowercase().contains("không hợp lệ"), "{vi}");
                    assert!(!en.to_lowercase().contains("invalid"), "{en}");
                    assert_ne!(vi, en);
                }
            }
        }
    }

    #[test]
    fn speaks_as_the_product_does() {
        let number = form("citizen_id");
        let path = "applicant[0].asked";
        assert_eq!(
            said(&number, path, Code::WrongLength, "12", "11", Lang::Vi),
            "Số căn cước có 12 chữ số; bạn đã nhập 11."
        );
        assert_eq!(
            said(&form("person_name"), path, Code::Required, "", "", Lang::Vi),
            "Bạn chưa nhập họ, chữ đệm và tên."
        );
        assert_eq!(
            said(&form("tax_code"), path, Code::WrongLength, "10 | 13", "9", Lang::Vi),
            "Mã số thuế có 10 hoặc 13 chữ số; bạn đã nhập 9."
        );
        assert!(said(&form("date"), path, Code::BeforeOther, "birth", "", Lang::Vi).contains("ngày sinh"));
        assert!(
            said(&form("money_vnd"), path, Code::TooSmall, "1200000", "", Lang::Vi).contains("1.200.000")
        );
    }

    #[test]
    fn a_label_inside_a_sentence_begins_small_but_an_abbreviation_stays() {
        assert_eq!(inside("Họ và tên"), "họ và tên");
        assert_eq!(inside("Ông bà"), "ông bà");
        assert_eq!(inside("CMND cũ"), "CMND cũ");
        assert_eq!(inside("Kính gửi: Công an xã"), "công an xã");
        assert_eq!(inside(""), "");
        assert_eq!(without_brackets("Ngày cấp (nếu nhớ)"), "Ngày cấp");
        assert_eq!(without_brackets("4. Ngày cấp"), "Ngày cấp");
    }
}
