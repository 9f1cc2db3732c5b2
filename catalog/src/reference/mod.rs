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
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// All code lists.
#[derive(Debug)]
pub struct Reference {
    provinces: Vec<ProvinceEntry>,
    /// By province, then by name in the order of the Vietnamese alphabet.
    pub communes: Vec<Commune>,
    /// Places in `communes`, in the order of the codes.
    by_code: Vec<usize>,
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
        let mut by_code: Vec<usize> = (0..communes.len()).collect();
        by_code.sort_unstable_by_key(|place| &communes[*place].code);
        Ok(Self {
            provinces: json(file!("provinces.json"))?,
            by_code,
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
        })
    }

    /// A list as compact JSON: `provinces` (with the names in force on `day`), `former-provinces`, `communes`,
    /// `former-communes`, `ethnic-groups`, `countries`, `holidays`, `glossary`, `offices`.
    pub fn json(&self, list: &str, day: NaiveDate) -> serde_json::Result<Option<Vec<u8>>> {
        let json = match list {
            "provinces" => serde_json::to_vec(&self.provinces(day)),
            "former-provinces" => serde_json::to_vec(&self.prefixes()),
            "communes" => serde_json::to_vec(&self.communes),
            "former-communes" => serde_json::to_vec(&self.former_communes),
            "ethnic-groups" => serde_json::to_vec(&self.ethnic_groups),
            "countries" => serde_json::to_vec(&self.countries),
            "holidays" => serde_json::to_vec(&self.holidays),
            "glossary" => serde_json::to_vec(&self.glossary),
            "offices" => serde_json::to_vec(&self.offices),
            _ => return Ok(None),
        };
        json.map(Some)
    }

    /// The former provinces, each with its prefix as code.
    fn prefixes(&self) -> Vec<Province> {
        let province =
            |(prefix, name): (&String, &String)| Province { code: prefix.clone(), name: name.clone() };
        self.former_provinces.iter().map(province).collect()
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
        let found = self.by_code.binary_search_by(|place| self.communes[*place].code.as_str().cmp(code));
        found.ok().map(|at| &self.communes[self.by_code[at]])
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
