//! `holidays.json`: public holidays and swap days as dated data.

use chrono::NaiveDate;
use contract::HolidayTable;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file. Of its days the table takes those that are confirmed by a text and those that follow from the law alone; a
/// day that is only proposed, or whose date the Prime Minister still has to set, does not move a term.
#[derive(Debug, Deserialize)]
pub(crate) struct HolidayFile {
    /// Up to and with this day everything that moves a term is known.
    #[serde(with = "forms::day")]
    pub(crate) complete_until: NaiveDate,
    /// By year.
    pub(crate) years: BTreeMap<String, Vec<Holiday>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Holiday {
    #[serde(with = "forms::day")]
    pub(crate) date: NaiveDate,
    /// 1 is Monday.
    pub(crate) weekday: u32,
    kind: HolidayKind,
    status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HolidayKind {
    Holiday,
    InLieu,
    SwapOff,
    SwapWork,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Confirmed,
    ExpectedByLaw,
    ExpectedDateToBeDecided,
    ProposedNotConfirmed,
}

impl HolidayFile {
    pub(super) fn table(&self) -> HolidayTable {
        let sure = |h: &&Holiday| matches!(h.status, Status::Confirmed | Status::ExpectedByLaw);
        let (work, off): (Vec<_>, Vec<_>) =
            self.years.values().flatten().filter(sure).partition(|h| h.kind == HolidayKind::SwapWork);
        HolidayTable {
            off: off.iter().map(|h| h.date).collect(),
            work: work.iter().map(|h| h.date).collect(),
            complete_until: self.complete_until,
        }
    }
}
