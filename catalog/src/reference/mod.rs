//! The code lists of `reference/`: read once, handed out as what travels over HTTP.

mod holidays;
mod order;
mod places;
mod reasons;

pub use places::ProvinceName;
pub use reasons::{PhoneCheck, ReturnReason};

use crate::Mistake;
use crate::written::Written;
use chrono::NaiveDate;
use contract::{
    Commune, Country, EthnicGroup, FormerCommune, GlossaryTerm, HolidayTable, LifeEvent, Offices, Province,
    SearchAsk,
};
pub(crate) use holidays::{Holiday, HolidayFile};
pub(crate) use places::{
    Earlier, Former, FormerFile, FormerProvince, FormerProvinceFile, ProvinceEntry, UnitEntry,
};
pub(crate) use reasons::ReasonFile;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// All code lists.
#[derive(Debug)]
pub struct Reference {
    provinces: Vec<ProvinceEntry>,
    /// By province, then by name in the order of the Vietnamese alphabet.
    pub communes: Vec<Commune>,
    /// From a code to its place in `communes`.
    commune_places: BTreeMap<String, usize>,
    /// The 63 former provinces by the first three digits of a citizen's number.
    former_provinces: BTreeMap<String, String>,
    pub former_communes: Vec<FormerCommune>,
    pub ethnic_groups: Vec<EthnicGroup>,
    pub countries: Vec<Country>,
    pub holidays: HolidayTable,
    pub glossary: Vec<GlossaryTerm>,
    pub offices: Offices,
    pub life_events: Vec<LifeEvent>,
    pub search_asks: Vec<SearchAsk>,
    pub return_reasons: Vec<ReturnReason>,
    /// The lists that are the same every day, as compact JSON.
    json: BTreeMap<&'static str, Vec<u8>>,
}

/// `glossary.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GlossaryFile {
    #[serde(rename = "gathered")]
    _gathered: String,
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: String,
    pub(crate) term: Vec<GlossaryTerm>,
}

/// `life-events.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LifeEventFile {
    pub(crate) life_event: Vec<LifeEvent>,
}

/// `search-asks.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SearchAskFile {
    pub(crate) ask: Vec<SearchAsk>,
}

/// `ethnic-groups.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EthnicFile {
    #[serde(rename = "scheme")]
    _scheme: String,
    pub(crate) groups: Vec<EthnicGroup>,
    /// From another name to the name of a group.
    pub(crate) aliases: BTreeMap<String, String>,
    /// Answers besides the groups, without a code.
    pub(crate) also: Vec<String>,
}

impl EthnicFile {
    fn into_list(self) -> Vec<EthnicGroup> {
        let also =
            self.also.into_iter().map(|name| EthnicGroup { code: String::new(), name, aliases: Vec::new() });
        let mut groups: Vec<EthnicGroup> = self.groups.into_iter().chain(also).collect();
        for (alias, name) in self.aliases {
            if let Some(group) = groups.iter_mut().find(|group| group.name == name) {
                group.aliases.push(alias);
            }
        }
        groups
    }
}

macro_rules! file {
    ($name:literal) => {
        (concat!("reference/", $name), include_str!(concat!("../../reference/", $name)))
    };
}

impl Reference {
    /// The lists this program was built with.
    pub(crate) fn embedded() -> Result<Self, Mistake> {
        let communes = places::communes(json(file!("communes.json"))?);
        let mut reference = Self {
            provinces: json(file!("provinces.json"))?,
            commune_places: communes.iter().enumerate().map(|(i, c)| (c.code.clone(), i)).collect(),
            communes,
            former_provinces: json::<FormerProvinceFile>(file!("old-provinces.json"))?.by_prefix(),
            former_communes: json::<FormerFile>(file!("quang-ninh-old-to-new.json"))?.into_list(),
            ethnic_groups: json::<EthnicFile>(file!("ethnic-groups.json"))?.into_list(),
            countries: json(file!("countries.json"))?,
            holidays: json::<HolidayFile>(file!("holidays.json"))?.table(),
            glossary: toml::<GlossaryFile>(file!("glossary.toml"))?.term,
            offices: json(file!("offices.json"))?,
            life_events: toml::<LifeEventFile>(file!("life-events.toml"))?.life_event,
            search_asks: toml::<SearchAskFile>(file!("search-asks.toml"))?.ask,
            return_reasons: toml::<ReasonFile>(file!("return-reasons.toml"))?.reason,
            json: BTreeMap::new(),
        };
        let prefixes: Vec<Province> = reference
            .former_provinces
            .iter()
            .map(|(prefix, name)| Province { code: prefix.clone(), name: name.clone() })
            .collect();
        reference.json = BTreeMap::from([
            ("former-provinces", bytes("former-provinces", &prefixes)?),
            ("communes", bytes("communes", &reference.communes)?),
            ("former-communes", bytes("former-communes", &reference.former_communes)?),
            ("ethnic-groups", bytes("ethnic-groups", &reference.ethnic_groups)?),
            ("countries", bytes("countries", &reference.countries)?),
            ("holidays", bytes("holidays", &reference.holidays)?),
            ("glossary", bytes("glossary", &reference.glossary)?),
            ("offices", bytes("offices", &reference.offices)?),
        ]);
        Ok(reference)
    }

    /// A list as compact JSON: `provinces` (with the names in force on `day`), `former-provinces`, `communes`,
    /// `former-communes`, `ethnic-groups`, `countries`, `holidays`, `glossary`, `offices`.
    pub fn json(&self, list: &str, day: NaiveDate) -> Option<Cow<'_, [u8]>> {
        if list == "provinces" {
            return bytes(list, &self.provinces(day)).ok().map(Cow::Owned);
        }
        self.json.get(list).map(|json| Cow::Borrowed(json.as_slice()))
    }

    /// The provinces with the names in force on `day`, by code.
    pub fn provinces(&self, day: NaiveDate) -> Vec<Province> {
        let name = |p: &ProvinceEntry| p.name_on(day).to_owned();
        self.provinces.iter().map(|p| Province { code: p.code.clone(), name: name(p) }).collect()
    }

    /// The name of a province on `day`: a paper bears the name in force on its date.
    pub fn province_name(&self, code: &str, day: NaiveDate) -> Option<&str> {
        self.provinces.iter().find(|p| p.code == code).map(|p| p.name_on(day))
    }

    /// The commune of a five-digit code.
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.commune_places.get(code).and_then(|&place| self.communes.get(place))
    }

    /// The former province behind the first three digits of a citizen's number.
    pub fn former_province(&self, prefix: &str) -> Option<&str> {
        self.former_provinces.get(prefix).map(String::as_str)
    }
}

fn json<T: DeserializeOwned>((file, text): (&str, &str)) -> Result<T, Mistake> {
    serde_json::from_str(text).map_err(|error| unread_json(file, &error))
}

/// A JSON file that does not fit its model.
pub(crate) fn unread_json(file: &str, error: &serde_json::Error) -> Mistake {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    Mistake { file: file.to_owned(), line: error.line(), message }
}

fn toml<T: DeserializeOwned>((file, text): (&str, &str)) -> Result<T, Mistake> {
    Written::read(file, text)?.fit()
}

fn bytes(list: &str, value: &impl Serialize) -> Result<Vec<u8>, Mistake> {
    serde_json::to_vec(value).map_err(|error| Mistake {
        file: format!("reference/{list}"),
        line: 1,
        message: error.to_string(),
    })
}
