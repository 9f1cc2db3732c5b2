//! Code lists the engine asks about but does not hold: the server has all of them, the phone those it has fetched.

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// The 34 provinces, by two-digit code.
    Provinces,
    /// The 3,321 communes, by five-digit code.
    Communes,
    /// The 63 former provinces as the first three digits of a citizen's number.
    CitizenIdPrefixes,
    /// By name: two orders of codes circulate.
    EthnicGroups,
    /// ISO 3166-1 alpha-2.
    Countries,
}

/// `None` means "this list is not here": the answer is then not judged by it.
pub trait Lists {
    /// The name behind a code, in Vietnamese.
    fn name(&self, list: List, code: &str) -> Option<Option<&str>>;
    /// The province of a commune.
    fn province_of(&self, commune: &str) -> Option<Option<&str>>;
}

/// No list at all.
pub struct NoLists;

impl Lists for NoLists {
    fn name(&self, _: List, _: &str) -> Option<Option<&str>> {
        None
    }

    fn province_of(&self, _: &str) -> Option<Option<&str>> {
        None
    }
}
