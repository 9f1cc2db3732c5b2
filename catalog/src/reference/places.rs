//! Provinces and communes of today, and where the former ones went.

use super::order;
use crate::dates::within;
use chrono::NaiveDate;
use contract::{Commune, FormerCommune};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An entry of `provinces.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProvinceEntry {
    pub(crate) code: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    _kind: String,
    #[serde(rename = "phone_code")]
    _phone_code: u16,
    /// Its names over time, when it has had more than one since 2025-07-01.
    #[serde(default)]
    pub(crate) names: Vec<ProvinceName>,
}

/// A name and the days on which it is the official one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceName {
    pub name: String,
    #[serde(default, with = "forms::day::option")]
    pub valid_from: Option<NaiveDate>,
    /// First day on which it no longer is.
    #[serde(default, with = "forms::day::option")]
    pub valid_until: Option<NaiveDate>,
    /// The text that sets it.
    #[serde(default)]
    pub basis: String,
}

impl ProvinceEntry {
    pub(super) fn name_on(&self, day: NaiveDate) -> &str {
        let dated = self.names.iter().find(|name| within(day, name.valid_from, name.valid_until));
        dated.map_or(&self.name, |dated| &dated.name)
    }
}

/// An entry of `communes.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitEntry {
    pub(crate) code: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) province: String,
}

/// By province, then by the name without "Phường", "Xã" or "Đặc khu".
pub(super) fn communes(entries: Vec<UnitEntry>) -> Vec<Commune> {
    let mut entries = entries;
    entries.sort_by_cached_key(|entry| {
        // As many characters as the kind has: the name begins with it, with a capital.
        let bare: String = entry.name.chars().skip(entry.kind.chars().count()).collect();
        (entry.province.clone(), order::key(bare.trim()))
    });
    let commune = |e: UnitEntry| Commune { code: e.code, name: e.name, province: e.province };
    entries.into_iter().map(commune).collect()
}

/// `old-provinces.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormerProvinceFile {
    #[serde(rename = "about")]
    _about: String,
    pub(crate) provinces: Vec<FormerProvince>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormerProvince {
    #[serde(rename = "old_code")]
    _old_code: String,
    /// The first three digits of a citizen's number.
    pub(crate) card_prefix: String,
    pub(crate) old_name: String,
    /// Codes of today's provinces.
    pub(crate) new: Vec<String>,
}

impl FormerProvinceFile {
    pub(super) fn by_prefix(self) -> BTreeMap<String, String> {
        self.provinces.into_iter().map(|p| (p.card_prefix, p.old_name)).collect()
    }
}

/// `quang-ninh-old-to-new.json`; what it says besides is for people.
#[derive(Debug, Deserialize)]
pub(crate) struct FormerFile {
    pub(crate) old_to_new: Vec<Former>,
    /// Communes that had gone before 2025-07-01 already, as on older papers.
    pub(crate) earlier: Vec<Earlier>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Former {
    pub(crate) old_name: String,
    pub(crate) old_district: String,
    pub(crate) to: Vec<String>,
    /// Of a split commune: today's commune in which the middle of the old one lies.
    pub(crate) likely: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Earlier {
    pub(crate) name: String,
    pub(crate) district: String,
    pub(crate) to: Vec<String>,
}

impl FormerFile {
    pub(super) fn into_list(self) -> Vec<FormerCommune> {
        let former = self.old_to_new.into_iter().map(|mut former| {
            former.to.sort_by_key(|code| Some(code) != former.likely.as_ref());
            FormerCommune { name: former.old_name, district: former.old_district, to: former.to }
        });
        let earlier =
            self.earlier.into_iter().map(|e| FormerCommune { name: e.name, district: e.district, to: e.to });
        former.chain(earlier).collect()
    }
}
