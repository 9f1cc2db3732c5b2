//! Values that look like those of Quảng Ninh.

use super::{Chance, Filler, Place, people};
use crate::kinds::pattern::Pattern;
use crate::kinds::{self, date, letters, number, time};
use crate::{Address, Field, Kind, List, Lists};
use chrono::{Datelike, Days, NaiveDate};

/// Communes of Quảng Ninh: Hồng Gai, Bãi Cháy, Hạ Long, Uông Bí, Móng Cái 1, Vân Đồn.
const COMMUNES: &[&str] = &["06685", "06673", "06688", "06811", "06712", "06994"];
const DETAILS: &[&str] =
    &["Số 12, tổ 3, khu 5", "Thôn Đông Trung", "Tổ 7, khu Vĩnh Thông", "Số 5, đường Lê Thánh Tông"];
const WORDS: &[(&str, &[&str])] = &[
    ("occupation", &["Giáo viên", "Công nhân mỏ", "Nông dân", "Buôn bán"]),
    ("job", &["Công nhân mỏ", "Thợ điện", "Lái xe"]),
    ("relation", &["Con", "Vợ", "Cháu", "Em ruột"]),
    ("bank", &["Agribank chi nhánh Quảng Ninh", "Vietcombank Hạ Long"]),
    ("school", &["Trường THPT Hòn Gai", "Trường THPT Chuyên Hạ Long"]),
    ("place", &["Cục Cảnh sát quản lý hành chính về trật tự xã hội", "Công an tỉnh Quảng Ninh"]),
    ("issue", &["Công an tỉnh Quảng Ninh"]),
    ("office", &["Công an phường Hồng Gai", "Ủy ban nhân dân phường Bãi Cháy"]),
    ("organisation", &["Công ty TNHH Than Vân Đồn"]),
    ("company", &["Công ty TNHH Than Vân Đồn"]),
    ("brand", &["Honda", "Yamaha"]),
    ("colour", &["Đỏ đen", "Trắng"]),
    ("issuer", &["Công an tỉnh Quảng Ninh", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"]),
    ("agency", &["Công an tỉnh Quảng Ninh"]),
    ("abroad", &["Tokyo, Nhật Bản", "Seoul, Hàn Quốc"]),
    ("words", &["Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu"]),
    ("book", &["01/2020"]),
    ("ward", &["Phường Hồng Gai"]),
    ("workplace", &["Công ty TNHH Than Vân Đồn"]),
    ("name", &["Nguyễn Thị Hường", "Đặng Ngọc Ánh"]),
    ("reason", &["Về quê chăm mẹ ốm", "Chuyển chỗ làm đến Hạ Long"]),
];
const ANYTHING: &[&str] = &[
    "Đề nghị giải quyết theo quy định",
    "Không có gì thêm",
    "Như giấy tờ kèm theo",
    "Đã ghi trong sổ hộ khẩu cũ",
];

/// A day so many days later; the day itself where the calendar ends.
pub(crate) fn days_from(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
    moved.unwrap_or(day)
}

fn days_between(from: NaiveDate, to: NaiveDate) -> usize {
    usize::try_from((to - from).num_days()).unwrap_or(0)
}

/// A place in Quảng Ninh that the lists know, or any they do not refuse.
pub(crate) fn address(field: &Field, chance: &mut Chance, lists: &dyn Lists) -> Address {
    let is_listed = |code: &&&str| lists.name(List::Communes, code) != Some(None);
    let communes: Vec<&str> = COMMUNES.iter().filter(is_listed).copied().collect();
    let commune = chance.pick(&communes).copied().unwrap_or(COMMUNES[0]);
    let province = lists.province_of(commune).flatten().unwrap_or("22").to_owned();
    let detail = if field.commune_only { "" } else { chance.word(DETAILS) };
    let most = usize::from(field.max_length.unwrap_or(u16::MAX));
    Address { province, commune: commune.to_owned(), detail: detail.chars().take(most).collect() }
}

/// A date, a part of one, a year, or a date with a time, within the field's bounds and after the date it names.
pub(crate) fn moment(filler: &mut Filler, place: Place, attempt: usize) -> String {
    let (section, row, at) = place;
    let field = &filler.form.definition().sections[section].fields[at];
    let today = filler.today;
    let plan = &filler.form.plan().sections[section].fields[at];
    let earliest = plan.after.and_then(|source| {
        let view = crate::view::View::new(filler.form, &filler.answers);
        let spans = view.referred(source, row).filter_map(|(other, value)| {
            Some(kinds::span(other.kind, &kinds::tidy(other, value.as_text()?))?.1.0)
        });
        spans.max()
    });
    let attempts = i64::try_from(attempt).unwrap_or(0);
    let chance = &mut filler.chance;
    let mut within = |days: usize| i64::try_from(chance.below(days)).unwrap_or(0);
    let day = match earliest {
        // The same day always keeps the order.
        Some(other) if attempt > 4 => other,
        Some(other) if field.past_only => days_from(other, within(days_between(other, today) + 1)),
        Some(other) => days_from(other, 1 + within(60)),
        None if people::asks_birth(&field.id) && attempt == 0 => people::birth(filler, place),
        None if field.future_only => days_from(today, within(30)),
        None if field.min_age.is_some() || field.max_age.is_some() => {
            let least = i64::from(field.min_age.unwrap_or(0));
            days_from(today, -(least * 366 + attempts * 90 + 10))
        }
        None if !field.past_only && looks_ahead(&field.id) => days_from(today, 1 + within(300)),
        None => days_from(today, -within(700)),
    };
    match field.kind {
        Kind::Year => {
            let bound = |bound: Option<f64>, other: i32| {
                bound.and_then(|bound| number::plain(bound).parse().ok()).unwrap_or(other)
            };
            let year = day.year() - i32::try_from(attempt).unwrap_or(0);
            format!("{:04}", year.max(bound(field.min, 1950)).min(bound(field.max, 2100)))
        }
        Kind::PartialDate => match filler.chance.below(3) {
            0 if earliest.is_none() => date::Partial::Year(day.year()).iso(),
            1 if earliest.is_none() => date::Partial::Month(day.year(), day.month()).iso(),
            _ => date::iso(day),
        },
        Kind::Datetime => time::iso_datetime(day, 8 * 60 + 30),
        _ => date::iso(day),
    }
}

fn looks_ahead(id: &str) -> bool {
    id.split('_').any(|part| matches!(part, "expiry" | "to" | "until" | "end" | "appointment"))
}

/// Any other answer in text.
pub(crate) fn text(field: &Field, chance: &mut Chance, lists: &dyn Lists, attempt: usize) -> String {
    if let Some(pattern) = field.pattern.as_deref().and_then(|text| Pattern::parse(text).ok()) {
        return pattern.example(&mut |bound| chance.below(bound));
    }
    let listed = |list, words: &[&'static str], chance: &mut Chance| {
        let known: Vec<&str> =
            words.iter().copied().filter(|word| lists.name(list, word) != Some(None)).collect();
        chance.pick(&known).copied().unwrap_or(words[0]).to_owned()
    };
    match field.kind {
        Kind::OldId => format!("100{}", chance.digits(6)),
        Kind::Phone => {
            format!("{}{}", chance.word(&["091", "098", "036", "077", "084", "059"]), chance.digits(7))
        }
        Kind::Email => format!("{}.{}@gmail.com", chance.word(&["huong", "anh", "binh"]), chance.digits(4)),
        Kind::PlateNumber => {
            format!("14{}-{}.{}", chance.word(&["B1", "K1", "A", "MĐ1"]), chance.digits(3), chance.digits(2))
        }
        Kind::EngineNumber => format!("JF46E-{}", chance.digits(7)),
        Kind::ChassisNumber => format!("RLHJF4600CY{}", chance.digits(6)),
        Kind::TaxCode => format!("57{}", chance.digits(8)),
        Kind::InsuranceNumber => format!("22{}", chance.digits(8)),
        Kind::BankAccount => format!("0{}", chance.digits(12)),
        Kind::Time => format!("{:02}:{:02}", chance.below(24), chance.below(60)),
        Kind::Ethnicity => listed(List::EthnicGroups, &["Kinh", "Tày", "Dao", "Sán Dìu", "Sán Chay"], chance),
        Kind::Nationality => listed(List::Countries, &["VN"], chance),
        Kind::Country => listed(List::Countries, &["JP", "KR", "US", "VN"], chance),
        Kind::Religion => chance.word(&["Không", "Phật giáo", "Công giáo"]).to_owned(),
        Kind::Integer | Kind::Decimal | Kind::MoneyVnd => amount(field, chance, attempt),
        Kind::DocumentNumber => fitted(field, &format!("QN{}", chance.digits(8))),
        _ => {
            let known = WORDS.iter().find(|(word, _)| field.id.split('_').any(|part| part == *word));
            fitted(field, chance.word(known.map_or(ANYTHING, |(_, texts)| texts)))
        }
    }
}

/// A number within the bounds, nearer to the lower one with each attempt.
fn amount(field: &Field, chance: &mut Chance, attempt: usize) -> String {
    let bound = |bound: Option<f64>| bound.map(number::plain);
    let lower = bound(field.min).unwrap_or_else(|| "1".to_owned());
    if attempt > 3 {
        return if attempt.is_multiple_of(2) { lower } else { bound(field.max).unwrap_or(lower) };
    }
    let room = if field.kind == Kind::MoneyVnd { 5_000 } else { 20 >> attempt };
    let whole = lower.parse::<usize>().unwrap_or(1) + chance.below(room);
    match field.kind {
        Kind::MoneyVnd => format!("{}", whole.max(1) * 1_000),
        Kind::Decimal if attempt == 0 => format!("{whole}.{}", 1 + chance.below(9)),
        _ => whole.to_string(),
    }
}

/// As long as the field allows, and at least as long as it wants.
fn fitted(field: &Field, text: &str) -> String {
    let least = usize::from(field.min_length.unwrap_or(0));
    let most = usize::from(field.max_length.unwrap_or(u16::MAX));
    let mut fitted: String =
        if letters::length(text) > most { "12345678".to_owned() } else { text.to_owned() };
    while letters::length(&fitted) < least {
        fitted.push('0');
    }
    fitted.chars().take(most).collect()
}
