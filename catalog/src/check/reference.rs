//! The code lists: codes once, and every code that another list names is there.

use super::pointers::with;
use super::{Files, at};
use crate::Mistake;
use crate::reference::{
    Earlier, Former, FormerProvince, Holiday, HolidayFile, LifeEventFile, ProvinceEntry, UnitEntry,
    unread_json,
};
use crate::written::line_of;
use chrono::{Datelike, NaiveDate};
use contract::{Country, EthnicGroup, Offices};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// Terms run into the weeks after a dossier arrives: the table may not end before this day.
const HOLIDAYS_UNTIL: &str = "2026-12-31";

/// What services may name.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) life_events: BTreeSet<String>,
    pub(super) countries: BTreeSet<String>,
    pub(super) ethnic_groups: BTreeSet<String>,
}

pub(super) fn check(files: &Files, mistakes: &mut Vec<Mistake>) -> Known {
    let mut known = Known::default();
    let provinces = provinces(&List::read(files, "reference/provinces.json", &[], mistakes), mistakes);
    let communes =
        communes(&List::read(files, "reference/communes.json", &[], mistakes), &provinces, mistakes);
    former_provinces(
        &List::read(files, "reference/old-provinces.json", &["provinces"], mistakes),
        &provinces,
        mistakes,
    );
    let moved = "reference/quang-ninh-old-to-new.json";
    former_communes(&List::read(files, moved, &["old_to_new"], mistakes), &communes, mistakes);
    earlier_communes(&List::read(files, moved, &["earlier"], mistakes), &communes, mistakes);
    known.ethnic_groups = ethnic_groups(
        files,
        &List::read(files, "reference/ethnic-groups.json", &["groups"], mistakes),
        mistakes,
    );
    known.countries = countries(&List::read(files, "reference/countries.json", &[], mistakes), mistakes);
    holidays(files, mistakes);
    offices(files, &communes, mistakes);
    with(files, "reference/life-events.toml", mistakes, |written, file: &LifeEventFile, mistakes| {
        for (i, event) in file.life_event.iter().enumerate() {
            if !known.life_events.insert(event.id.clone()) {
                let message = format!("life event `{}` is given twice", event.id);
                mistakes.push(written.mistake(at!["life_event", i, "id"], message));
            }
            if event.name.vi.trim().is_empty() || event.name.en.trim().is_empty() {
                mistakes.push(written.mistake(at!["life_event", i, "name"], "`name` is blank in a language"));
            }
        }
    });
    known
}

/// A list in a JSON file, each entry with the place where it stands.
struct List<'a, T> {
    file: &'a str,
    text: &'a str,
    entries: Vec<(usize, T)>,
}

impl<'a, T: DeserializeOwned> List<'a, T> {
    /// Reads the array under `keys`; entries that do not fit are reported and left out.
    fn read(files: &'a Files, file: &'a str, keys: &[&str], mistakes: &mut Vec<Mistake>) -> Self {
        let text = files.get(file).map_or("", String::as_str);
        let mut list = Self { file, text, entries: Vec::new() };
        let raw =
            match keys.iter().try_fold(text, |text, key| under(text, key)).and_then(serde_json::from_str) {
                Ok(raw) => raw,
                Err(error) => {
                    mistakes.push(unread_json(file, &error));
                    return list;
                }
            };
        let raw: Vec<&RawValue> = raw;
        for entry in raw {
            let place = entry.get().as_ptr().addr() - text.as_ptr().addr();
            match serde_json::from_str(entry.get()) {
                Ok(value) => list.entries.push((place, value)),
                Err(error) => list.report(place, unread_json(file, &error).message, mistakes),
            }
        }
        list
    }

    fn report(&self, place: usize, message: String, mistakes: &mut Vec<Mistake>) {
        mistakes.push(Mistake { file: self.file.to_owned(), line: line_of(self.text, place), message });
    }

    fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.entries.iter().map(|(place, value)| (*place, value))
    }
}

/// The text of the value under `key`.
fn under<'a>(text: &'a str, key: &str) -> Result<&'a str, serde_json::Error> {
    let keys: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
    // A key that is missing reads like an empty file.
    Ok(keys.get(key).map_or("", |raw| raw.get()))
}

fn is_code(code: &str, digits: usize) -> bool {
    code.len() == digits && code.bytes().all(|b| b.is_ascii_digit())
}

fn provinces(list: &List<ProvinceEntry>, mistakes: &mut Vec<Mistake>) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (place, province) in list.iter() {
        if !is_code(&province.code, 2) {
            list.report(place, format!("province code `{}` has not two digits", province.code), mistakes);
        }
        if province.name.trim().is_empty() {
            list.report(place, "a province without a name".to_owned(), mistakes);
        }
        if !codes.insert(province.code.clone()) {
            list.report(place, format!("province `{}` is given twice", province.code), mistakes);
        }
        for pair in province.names.windows(2) {
            if pair[0].valid_until.is_none() || pair[0].valid_until != pair[1].valid_from {
                let message = format!("`{}` must end on the day `{}` begins", pair[0].name, pair[1].name);
                list.report(place, message, mistakes);
            }
        }
    }
    codes
}

fn communes(
    list: &List<UnitEntry>,
    provinces: &BTreeSet<String>,
    mistakes: &mut Vec<Mistake>,
) -> BTreeMap<String, (String, String)> {
    let mut communes = BTreeMap::new();
    for (place, unit) in list.iter() {
        if !is_code(&unit.code, 5) {
            list.report(place, format!("commune code `{}` has not five digits", unit.code), mistakes);
        }
        if !provinces.contains(&unit.province) {
            list.report(place, format!("there is no province `{}`", unit.province), mistakes);
        }
        if !unit.name.to_lowercase().starts_with(&unit.kind) {
            list.report(
                place,
                format!("`{}` does not begin with its type `{}`", unit.name, unit.kind),
                mistakes,
            );
        }
        if communes.insert(unit.code.clone(), (unit.name.clone(), unit.province.clone())).is_some() {
            list.report(place, format!("commune `{}` is given twice", unit.code), mistakes);
        }
    }
    communes
}

fn former_provinces(list: &List<FormerProvince>, provinces: &BTreeSet<String>, mistakes: &mut Vec<Mistake>) {
    let mut prefixes = BTreeSet::new();
    for (place, former) in list.iter() {
        if !is_code(&former.card_prefix, 3) {
            list.report(
                place,
                format!("card prefix `{}` has not three digits", former.card_prefix),
                mistakes,
            );
        }
        if former.old_name.trim().is_empty() {
            list.report(place, "a former province without a name".to_owned(), mistakes);
        }
        if !prefixes.insert(&former.card_prefix) {
            list.report(place, format!("card prefix `{}` is given twice", former.card_prefix), mistakes);
        }
        for code in former.new.iter().filter(|code| !provinces.contains(*code)) {
            list.report(place, format!("there is no province `{code}`"), mistakes);
        }
    }
}

type Communes = BTreeMap<String, (String, String)>;

fn former_communes(list: &List<Former>, communes: &Communes, mistakes: &mut Vec<Mistake>) {
    let mut seen = BTreeSet::new();
    for (place, former) in list.iter() {
        if !seen.insert((&former.old_name, &former.old_district)) {
            list.report(
                place,
                format!("{}, {} is given twice", former.old_name, former.old_district),
                mistakes,
            );
        }
        went(list, place, (&former.old_name, &former.to), communes, mistakes);
        match &former.likely {
            Some(likely) if !former.to.contains(likely) => {
                list.report(
                    place,
                    format!("likely `{likely}` is none of where {} went", former.old_name),
                    mistakes,
                );
            }
            None if former.to.len() > 1 => {
                list.report(place, format!("{} was split: say which is `likely`", former.old_name), mistakes);
            }
            _ => {}
        }
    }
}

fn earlier_communes(list: &List<Earlier>, communes: &Communes, mistakes: &mut Vec<Mistake>) {
    for (place, earlier) in list.iter() {
        went(list, place, (&earlier.name, &earlier.to), communes, mistakes);
        if earlier.district.trim().is_empty() {
            list.report(place, format!("{} without its district", earlier.name), mistakes);
        }
    }
}

fn went<T: DeserializeOwned>(
    list: &List<T>,
    place: usize,
    (name, to): (&str, &[String]),
    communes: &Communes,
    mistakes: &mut Vec<Mistake>,
) {
    if to.is_empty() {
        list.report(place, format!("{name} went nowhere: `to` is empty"), mistakes);
    }
    for code in to {
        match communes.get(code) {
            None => list.report(place, format!("there is no commune `{code}`"), mistakes),
            Some((today, province)) if province != "22" => {
                list.report(place, format!("{today} (`{code}`) is not in Quảng Ninh"), mistakes);
            }
            Some(_) => {}
        }
    }
}

fn ethnic_groups(files: &Files, list: &List<EthnicGroup>, mistakes: &mut Vec<Mistake>) -> BTreeSet<String> {
    #[derive(Deserialize)]
    struct Besides {
        aliases: BTreeMap<String, String>,
        also: Vec<String>,
    }
    let mut names = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for (place, group) in list.iter() {
        if !codes.insert(&group.code) || !names.insert(group.name.clone()) {
            list.report(
                place,
                format!("ethnic group `{}` {} is given twice", group.code, group.name),
                mistakes,
            );
        }
    }
    if let Some(Ok(besides)) = files.get(list.file).map(|text| serde_json::from_str::<Besides>(text)) {
        let place = list.text.find("\"aliases\"").unwrap_or(0);
        for (alias, name) in besides.aliases.iter().filter(|(_, name)| !names.contains(*name)) {
            list.report(
                place,
                format!("`{alias}` is said to be `{name}`, which is no ethnic group"),
                mistakes,
            );
        }
        names.extend(besides.also);
    }
    names
}

fn countries(list: &List<Country>, mistakes: &mut Vec<Mistake>) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (place, country) in list.iter() {
        if country.code.len() != 2 || !country.code.bytes().all(|b| b.is_ascii_uppercase()) {
            list.report(place, format!("country code `{}` has not two capitals", country.code), mistakes);
        }
        if country.vi.trim().is_empty() || country.en.trim().is_empty() {
            list.report(place, format!("country `{}` lacks a name", country.code), mistakes);
        }
        if !codes.insert(country.code.clone()) {
            list.report(place, format!("country `{}` is given twice", country.code), mistakes);
        }
    }
    codes
}

fn holidays(files: &Files, mistakes: &mut Vec<Mistake>) {
    let file = "reference/holidays.json";
    let text = files.get(file).map_or("", String::as_str);
    let table: HolidayFile = match serde_json::from_str(text) {
        Ok(table) => table,
        Err(error) => return mistakes.push(unread_json(file, &error)),
    };
    let needed: NaiveDate = HOLIDAYS_UNTIL.parse().unwrap_or(NaiveDate::MAX);
    if table.complete_until < needed {
        let line = line_of(text, text.find("\"complete_until\"").unwrap_or(0));
        let message =
            format!("holidays are complete until {} only, not until {needed}", table.complete_until);
        mistakes.push(Mistake { file: file.to_owned(), line, message });
    }
    let mut seen = BTreeSet::new();
    for year in table.years.keys() {
        let list: List<Holiday> = match under(text, "years") {
            Ok(years) => {
                let place = years.as_ptr().addr() - text.as_ptr().addr();
                let mut list = List { file, text, entries: Vec::new() };
                let raw: Vec<&RawValue> =
                    under(years, year).and_then(serde_json::from_str).unwrap_or_default();
                for entry in raw {
                    let inner = entry.get().as_ptr().addr() - years.as_ptr().addr();
                    list.entries
                        .extend(serde_json::from_str(entry.get()).ok().map(|day| (place + inner, day)));
                }
                list
            }
            Err(error) => return mistakes.push(unread_json(file, &error)),
        };
        for (place, day) in list.iter() {
            if day.date.weekday().number_from_monday() != day.weekday {
                list.report(place, format!("{} is not weekday {}", day.date, day.weekday), mistakes);
            }
            if day.date.year().to_string() != *year {
                list.report(place, format!("{} does not belong to {year}", day.date), mistakes);
            }
            if !seen.insert(day.date) {
                list.report(place, format!("{} is given twice", day.date), mistakes);
            }
        }
    }
}

fn offices(files: &Files, communes: &Communes, mistakes: &mut Vec<Mistake>) {
    #[derive(Deserialize)]
    struct Unit {
        code: String,
        name: String,
    }
    let file = "reference/offices.json";
    let text = files.get(file).map_or("", String::as_str);
    if let Err(error) = serde_json::from_str::<Offices>(text) {
        return mistakes.push(unread_json(file, &error));
    }
    let units: List<Unit> = List::read(files, file, &["units"], mistakes);
    for (place, unit) in units.iter() {
        match communes.get(&unit.code) {
            Some((name, _)) if *name == unit.name => {}
            _ => {
                let message = format!("`{}` {} is no commune of today", unit.code, unit.name);
                units.report(place, message, mistakes);
            }
        }
    }
    let hotlines: List<contract::Hotline> = List::read(files, file, &["hotlines"], mistakes);
    for (place, hotline) in hotlines.iter() {
        if hotline.number.len() < 8 || !hotline.number.bytes().all(|b| b.is_ascii_digit()) {
            let message = format!("`{}` is no number to call: digits only", hotline.number);
            hotlines.report(place, message, mistakes);
        }
    }
}
