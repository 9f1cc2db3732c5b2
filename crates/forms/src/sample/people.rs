//! People whose name, sex, birth and number fit each other, wherever in a section they are asked.

use super::{Chance, Filler, Place, values};
use crate::Kind;
use crate::kinds::citizen_id::{BIRTH_ENDINGS, NUMBER_ENDINGS, SEX_ENDINGS, person};
use chrono::{Datelike, NaiveDate};

const FAMILIES: &[&str] =
    &["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Tằng", "Chìu"];
const WOMEN: &[&str] = &[
    "Thị Hường",
    "Ngọc Ánh",
    "Thị Thúy Hằng",
    "Thùy Dương",
    "Thị Mỹ Lệ",
    "Hồng Nhung",
    "Thị Yến",
    "Quỳnh Như",
];
const MEN: &[&str] =
    &["Văn Bình", "Đức Thắng", "Hữu Nghĩa", "Quốc Việt", "Mạnh Cường", "Trọng Khôi", "A Sáng", "Tuấn Kiệt"];
const NAME_ENDINGS: &[&str] = &["full_name", "name"];

/// `male` or `female`, the same for the same person.
pub(crate) fn sex(filler: &Filler, place: Place) -> &'static str {
    let whose = whose(filler, place);
    let is = |words: &[&str]| words.iter().any(|word| whose.split('_').any(|part| part == *word));
    let female = if is(&["mother", "bride", "wife"]) {
        true
    } else if is(&["father", "groom", "husband"]) {
        false
    } else {
        stream(filler, place, &whose).below(2) == 1
    };
    if female { "female" } else { "male" }
}

pub(crate) fn name(filler: &Filler, place: Place) -> String {
    let whose = whose(filler, place);
    let mut chance = stream(filler, place, &format!("{whose}.name"));
    let given = chance.word(if sex(filler, place) == "female" { WOMEN } else { MEN });
    format!("{} {given}", chance.word(FAMILIES))
}

/// A number of Quảng Ninh (022) that fits the person's sex and birth.
pub(crate) fn citizen_id(filler: &Filler, place: Place) -> String {
    let (section, row, at) = place;
    let plan = &filler.form.plan().sections[section].fields[at];
    let birth = plan.birth.map_or_else(
        || birth(filler, place),
        |field| {
            let beside = (section, row, field);
            answered_birth(filler, beside).unwrap_or_else(|| birth(filler, beside))
        },
    );
    let whose = whose(filler, place);
    let answered_sex = plan.sex.and_then(|field| {
        let section = &filler.form.definition().sections[section];
        filler.answers.value(&section.id, row, &section.fields[field].id)?.as_text().map(str::to_owned)
    });
    let is_female = answered_sex.as_deref().unwrap_or(sex(filler, place)) == "female";
    let century = (birth.year() - 1900).div_euclid(100).clamp(0, 4) * 2 + i32::from(is_female);
    let serial = stream(filler, place, &format!("{whose}.number")).digits(6);
    format!("022{century}{:02}{serial}", birth.year().rem_euclid(100))
}

/// The day of birth of the person a place is about: grown up, unless the words or bounds of the field say a child.
pub(crate) fn birth(filler: &Filler, place: Place) -> NaiveDate {
    let (section, _, at) = place;
    let field = &filler.form.definition().sections[section].fields[at];
    let whose = whose(filler, place);
    let is_child =
        whose.split('_').any(|part| matches!(part, "child" | "sc" | "mc")) || field.max_age.is_some();
    let mut chance = stream(filler, place, &format!("{whose}.birth"));
    let days = if is_child {
        30 + chance.below(300)
    } else {
        let youngest = usize::from(field.min_age.unwrap_or(0)).max(22);
        youngest * 366 + chance.below(30 * 365)
    };
    values::days_from(filler.today, -i64::try_from(days).unwrap_or(0))
}

fn answered_birth(filler: &Filler, (section, row, at): Place) -> Option<NaiveDate> {
    let section = &filler.form.definition().sections[section];
    let field = &section.fields[at];
    let text = filler.answers.value(&section.id, row, &field.id)?.as_text()?;
    crate::kinds::span(field.kind, text).map(|(first, _)| first.0)
}

/// Whether a date field asks a birth.
pub(crate) fn asks_birth(id: &str) -> bool {
    person(id, BIRTH_ENDINGS).is_some()
}

fn whose(filler: &Filler, (section, _, at): Place) -> String {
    let field = &filler.form.definition().sections[section].fields[at];
    let endings = match field.kind {
        Kind::CitizenId => NUMBER_ENDINGS,
        Kind::Gender => SEX_ENDINGS,
        Kind::PersonName => NAME_ENDINGS,
        _ => BIRTH_ENDINGS,
    };
    person(&field.id, endings).unwrap_or(&field.id).to_owned()
}

fn stream(filler: &Filler, (section, row, _): Place, what: &str) -> Chance {
    Chance::of(filler.seed, &format!("{section}.{row}.{what}"))
}
