//! The rules of each field fit its type.

use super::outline::{self, Owner, Target};
use super::{Subject, at};
use forms::kinds::is_temporal;
use forms::kinds::pattern::Pattern;
use forms::{FILER, Field, Kind, MEMBER, Operand, Section, shared, who_and_what};

/// Who a question can be about: `citizen` is the filer, each row of a table is a `member`.
pub(crate) const PEOPLE: &[&str] = &[FILER, "subject", "mother", "father", "wife", "husband", MEMBER];

/// What is known of a person (of everybody the same), and the types of field it can fill.
pub(crate) const PROFILE: &[(&str, &[Kind])] = &[
    ("citizen.full_name", &[Kind::PersonName, Kind::Text]),
    ("citizen.family_name", &[Kind::PersonName, Kind::Text]),
    ("citizen.middle_given_name", &[Kind::PersonName, Kind::Text]),
    ("citizen.date_of_birth", &[Kind::Date, Kind::PartialDate]),
    ("citizen.gender", &[Kind::Gender]),
    ("citizen.citizen_id", &[Kind::CitizenId, Kind::DocumentNumber, Kind::TaxCode, Kind::Text]),
    ("citizen.old_id", &[Kind::OldId]),
    ("citizen.id_type", &[Kind::Select, Kind::Radio]),
    ("citizen.id_issue_date", &[Kind::Date]),
    ("citizen.id_expiry_date", &[Kind::Date]),
    ("citizen.id_issuer", &[Kind::Text]),
    ("citizen.passport_number", &[Kind::DocumentNumber]),
    ("citizen.driving_licence_number", &[Kind::DocumentNumber]),
    ("citizen.phone", &[Kind::Phone]),
    ("citizen.email", &[Kind::Email]),
    ("citizen.permanent_address", &[Kind::Address]),
    ("citizen.temporary_address", &[Kind::Address]),
    ("citizen.current_address", &[Kind::Address]),
    ("citizen.birth_place", &[Kind::Address, Kind::Text]),
    ("citizen.residence_type", &[Kind::Select, Kind::Radio]),
    ("citizen.nationality", &[Kind::Nationality]),
    ("citizen.ethnicity", &[Kind::Ethnicity]),
    ("citizen.religion", &[Kind::Religion]),
    ("citizen.relation_to_head", &[Kind::Select, Kind::Radio]),
    ("citizen.occupation", &[Kind::Text]),
    ("citizen.father_name", &[Kind::PersonName]),
    ("citizen.mother_name", &[Kind::PersonName]),
    ("citizen.spouse_name", &[Kind::PersonName]),
];

pub(super) fn check(subject: &mut Subject) {
    let service = subject.service;
    if service.sections.is_empty() {
        subject.report(at!["sections"], "a form without sections");
    }
    for (s, section) in service.sections.iter().enumerate() {
        if section.fields.is_empty() {
            subject.report(at!["sections", s], format!("section `{}` has no fields", section.id));
        }
        if let Some(repeat) = &section.repeat
            && (repeat.max < repeat.min || repeat.max == 0)
        {
            let message = format!("rows from {} to {}: `max` is below `min` or 0", repeat.min, repeat.max);
            subject.report(at!["sections", s, "repeat", "max"], message);
        }
        for (f, field) in section.fields.iter().enumerate() {
            let found = mistakes(field).into_iter().chain(about(section, field));
            for (key, message) in found.chain(after(subject, s, f, field)) {
                subject.report(at!["sections", s, "fields", f, key], message);
            }
            if service.sources.is_empty() {
                for key in rules(field) {
                    let message = format!("rule `{key}` without a source: the service names none");
                    subject.report(at!["sections", s, "fields", f, key], message);
                }
            }
        }
    }
}

/// What the field limits: a claim about the procedure that somebody must be able to look up.
fn rules(field: &Field) -> Vec<&'static str> {
    [
        ("min", field.min.is_some()),
        ("max", field.max.is_some()),
        ("pattern", field.pattern.is_some()),
        ("min_length", field.min_length.is_some()),
        ("min_age", field.min_age.is_some()),
        ("max_age", field.max_age.is_some()),
        ("after", field.after.is_some()),
    ]
    .into_iter()
    .filter_map(|(key, written)| written.then_some(key))
    .collect()
}

type Found = (&'static str, String);

fn mistakes(field: &Field) -> Vec<Found> {
    let mut found = Vec::new();
    options(field, &mut found);
    meaningless(field, &mut found);
    limits(field, &mut found);
    if let Some(key) = &field.prefill {
        let (who, what) = who_and_what(key);
        match PROFILE.iter().find(|(known, _)| who_and_what(known).1 == what) {
            None => {
                let known: Vec<&str> = PROFILE.iter().map(|(known, _)| *known).collect();
                found.push((
                    "prefill",
                    format!("nobody's profile knows `{key}`; known are {}", known.join(", ")),
                ));
            }
            Some((_, kinds)) if !kinds.contains(&field.kind) => {
                found.push(("prefill", format!("`{key}` cannot fill a field of this type")));
            }
            Some(_) if !PEOPLE.contains(&who) => {
                found.push(("prefill", format!("nobody is called `{who}`; known are {}", PEOPLE.join(", "))));
            }
            Some(_) => {}
        }
    }
    if field.required && field.required_when.is_some() {
        let message = "`required = true` and `required_when` contradict each other: keep one";
        found.push(("required_when", message.to_owned()));
    }
    found
}

/// Who the question is about must be somebody that its section can be about.
fn about(section: &Section, field: &Field) -> Option<Found> {
    let (who, _) = who_and_what(field.prefill.as_deref()?);
    let message = if who != FILER && (who == MEMBER) != section.repeat.is_some() {
        format!("the rows of a table are each about a `{MEMBER}`, and nothing else is")
    } else if ![FILER, MEMBER].contains(&who) && PEOPLE.contains(&who) && shared(section, who).is_empty() {
        format!(
            "nothing says when the filer is the `{who}`: all their questions here share no part of `prefill_when`"
        )
    } else {
        return None;
    };
    Some(("prefill", message))
}

fn options(field: &Field, found: &mut Vec<Found>) {
    let chooses = matches!(field.kind, Kind::Select | Kind::Radio | Kind::MultiSelect);
    // Gender names its two answers itself; a form may word them, but not add to them.
    if chooses && field.options.is_empty() {
        found.push(("options", format!("field `{}` is for choosing, but has no options", field.id)));
    } else if !chooses && !field.options.is_empty() {
        found.push((
            "options",
            format!("field `{}` takes no options: its type is not for choosing", field.id),
        ));
    }
}

/// Rules that a field of this type never looks at.
fn meaningless(field: &Field, found: &mut Vec<Found>) {
    let number = matches!(field.kind, Kind::Integer | Kind::Decimal | Kind::MoneyVnd | Kind::Year);
    let dated = is_temporal(field.kind) && field.kind != Kind::Time;
    let written = matches!(
        field.kind,
        Kind::Text
            | Kind::Textarea
            | Kind::PersonName
            | Kind::DocumentNumber
            | Kind::BankAccount
            | Kind::EngineNumber
            | Kind::ChassisNumber
            | Kind::PlateNumber
            | Kind::TaxCode
            | Kind::InsuranceNumber
            | Kind::Religion
            | Kind::Email
    );
    let rules = [
        ("min", field.min.is_some(), number),
        ("max", field.max.is_some(), number),
        ("min_length", field.min_length.is_some(), written),
        ("max_length", field.max_length.is_some(), written),
        ("pattern", field.pattern.is_some(), written),
        ("past_only", field.past_only, dated),
        ("future_only", field.future_only, dated),
        ("min_age", field.min_age.is_some(), dated),
        ("max_age", field.max_age.is_some(), dated),
        ("after", field.after.is_some(), is_temporal(field.kind)),
        ("commune_only", field.commune_only, field.kind == Kind::Address),
    ];
    for (key, used, fits) in rules {
        if used && !fits {
            found.push((key, format!("`{key}` means nothing for a field of this type")));
        }
    }
}

fn limits(field: &Field, found: &mut Vec<Found>) {
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        found.push(("min", format!("`min` {min} is above `max` {max}")));
    }
    if let (Some(min), Some(max)) = (field.min_length, field.max_length)
        && min > max
    {
        found.push(("min_length", format!("`min_length` {min} is above `max_length` {max}")));
    }
    if field.max_length == Some(0) {
        found.push(("max_length", "`max_length` 0 leaves no room for an answer".to_owned()));
    }
    if let (Some(min), Some(max)) = (field.min_age, field.max_age)
        && min > max
    {
        found.push(("min_age", format!("`min_age` {min} is above `max_age` {max}")));
    }
    if let Some(Err(error)) = field.pattern.as_deref().map(Pattern::parse) {
        found.push(("pattern", error.to_string()));
    }
    if field.past_only && field.future_only {
        found.push(("future_only", "no day is both in the past and in the future".to_owned()));
    }
}

/// `after` names a date, and not itself.
fn after(subject: &Subject, section: usize, place: usize, field: &Field) -> Option<Found> {
    let text = field.after.as_ref()?;
    let operand = match text.split_once('.') {
        Some((s, f)) => Operand::Field { section: Some(s.to_owned()), field: f.to_owned() },
        None => Operand::Field { section: None, field: text.clone() },
    };
    let message = match outline::resolve(subject.service, Owner::Field(section, place), &operand) {
        Err(sentence) => sentence,
        Ok(Target::Field(s, f)) => {
            let earlier = outline::field(subject.service, s, f);
            if std::ptr::eq(earlier, field) {
                "a date cannot come after itself".to_owned()
            } else if !is_temporal(earlier.kind) {
                format!("`{}` is not a date", outline::name(subject.service, s, f))
            } else if (earlier.kind == Kind::Time) != (field.kind == Kind::Time) {
                "a time of day and a date cannot be compared".to_owned()
            } else {
                return None;
            }
        }
        Ok(Target::Variant) => "the variant is not a date".to_owned(),
    };
    Some(("after", message))
}
