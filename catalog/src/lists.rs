//! The code lists as the engine asks for them.

use crate::Reference;
use chrono::NaiveDate;
use forms::{List, Lists};

/// All lists, with the names in force on one day.
#[derive(Clone, Copy, Debug)]
pub struct DatedLists<'a> {
    reference: &'a Reference,
    day: NaiveDate,
}

impl<'a> DatedLists<'a> {
    pub(crate) fn new(reference: &'a Reference, day: NaiveDate) -> Self {
        Self { reference, day }
    }
}

impl Lists for DatedLists<'_> {
    fn name(&self, list: List, code: &str) -> Option<Option<&str>> {
        let reference = self.reference;
        Some(match list {
            List::Provinces => reference.province_name(code, self.day),
            List::Communes => reference.commune(code).map(|commune| commune.name.as_str()),
            List::CitizenIdPrefixes => reference.former_province(code),
            // By name: the code is the name, as written in the list.
            List::EthnicGroups => reference
                .ethnic_groups
                .iter()
                .find(|group| group.name == code)
                .map(|group| group.name.as_str()),
            List::Countries => reference
                .countries
                .iter()
                .find(|country| country.code == code)
                .map(|country| country.vi.as_str()),
        })
    }

    fn province_of(&self, commune: &str) -> Option<Option<&str>> {
        Some(self.reference.commune(commune).map(|commune| commune.province.as_str()))
    }
}
