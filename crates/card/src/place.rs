//! Today's province and commune for the address on a card. Cards issued before July 2025 name a commune and a district
//! that are no more; where a commune was split, only its people know which part they live in, so all are offered.

use crate::day::Day;
use vietnamese::unmarked;

/// A province or a commune of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Of the General Statistics Office.
    pub code: String,
    pub name: String,
    /// Of a commune: the code of its province. Empty for a province.
    pub within: String,
}

/// A commune of Quảng Ninh before July 2025.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    pub name: String,
    pub district: String,
    /// Codes of today's communes, the likeliest first.
    pub to: Vec<String>,
}

/// The lists an address is looked up in.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub provinces: Vec<Unit>,
    pub communes: Vec<Unit>,
    pub former: Vec<Former>,
}

/// An address of a card in today's places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Code of today's province; empty when it is not known.
    pub province: String,
    /// Today's communes it may lie in, the likeliest first; none when the name on the card is not known.
    pub communes: Vec<Candidate>,
    /// House, street, hamlet: what stands before the commune. The whole address when not even the province is known.
    pub detail: String,
}

/// A commune that may be the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub code: String,
    /// By name or by resolution it can be no other. Not so for a part of a split commune, nor for a commune outside
    /// Quảng Ninh that only bears the name of the former one.
    pub sure: bool,
}

/// Where only communes of Quảng Ninh before July 2025 are known.
const QUANG_NINH: &str = "22";
/// From this day on cards name today's communes and no districts (Nghị quyết 202/2025/QH15).
const TWO_LEVELS: Day = Day { year: 2025, month: 7, day: 1 };

/// Provinces before July 2025 whose name went, and the code of the one they are part of. Not here: Tiền Giang, which
/// mostly went to Đồng Tháp (82) and in part to Tây Ninh (80) and must be asked.
const FORMER_PROVINCES: [(&str, &str); 28] = [
    ("ha giang", "08"),
    ("bac kan", "19"),
    ("yen bai", "15"),
    ("hoa binh", "25"),
    ("bac giang", "24"),
    ("vinh phuc", "25"),
    ("hai duong", "31"),
    ("thai binh", "33"),
    ("ha nam", "37"),
    ("nam dinh", "37"),
    ("quang binh", "44"),
    ("quang nam", "48"),
    ("binh dinh", "52"),
    ("phu yen", "66"),
    ("ninh thuan", "56"),
    ("binh thuan", "68"),
    ("kon tum", "51"),
    ("dak nong", "68"),
    ("binh phuoc", "75"),
    ("binh duong", "79"),
    ("ba ria vung tau", "79"),
    ("long an", "80"),
    ("ben tre", "86"),
    ("tra vinh", "86"),
    ("kien giang", "91"),
    ("hau giang", "92"),
    ("soc trang", "92"),
    ("bac lieu", "96"),
];

/// Words of rank before a name, in small letters. With their marks: Phương Đông is a name, not a ward called Đông.
const RANKS: [&str; 20] = [
    "thành phố ",
    "thị trấn ",
    "thị xã ",
    "đặc khu ",
    "phường ",
    "huyện ",
    "tỉnh ",
    "quận ",
    "xã ",
    "tp. ",
    "tp.",
    "tp ",
    "tt. ",
    "tt.",
    "tx. ",
    "tx.",
    "p. ",
    "p.",
    "x. ",
    "x.",
];

impl Places {
    /// Looks up the address of a card issued on `issued`.
    pub fn locate(&self, address: &str, issued: Day) -> Place {
        let parts: Vec<&str> = address.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let unknown = || Place { detail: address.to_owned(), ..Place::default() };
        let Some((last, before)) = parts.split_last() else { return unknown() };
        let Some(province) = self.province(last) else { return unknown() };
        // A former commune's name may be a hamlet's today, and a former district's name a commune's.
        let found = if issued < TWO_LEVELS {
            self.former(province, before)
        } else {
            self.todays(province, before).or_else(|| self.former(province, before))
        };
        let (communes, used) = found.unwrap_or_else(|| self.namesakes(province, before, issued));
        Place {
            province: province.to_owned(),
            communes,
            detail: before[..before.len().saturating_sub(used)].join(", "),
        }
    }

    /// Its code, by today's name or by the one before July 2025.
    fn province(&self, name: &str) -> Option<&str> {
        let name = bare(name);
        let todays = self.provinces.iter().find(|province| bare(&province.name) == name);
        let former = || FORMER_PROVINCES.iter().find(|(former, _)| *former == name).map(|(_, code)| *code);
        todays.map(|province| province.code.as_str()).or_else(former)
    }

    /// `…, commune, district` as before July 2025, and how many parts of the address it takes.
    fn former(&self, province: &str, before: &[&str]) -> Option<(Vec<Candidate>, usize)> {
        let [.., commune, district] = before else { return None };
        if province != QUANG_NINH {
            return None;
        }
        let named = |former: &&Former| is_named(&former.name, commune);
        let of_district = |former: &&Former| is_named(&former.district, district);
        let mut fitting: Vec<&Former> = self.former.iter().filter(named).filter(of_district).collect();
        if fitting.is_empty() {
            // Districts have changed their names too: the commune's decides when there is only one.
            fitting = self.former.iter().filter(named).collect();
            if fitting.len() > 1 {
                return None;
            }
        }
        let mut communes: Vec<Candidate> = Vec::new();
        for code in fitting.iter().flat_map(|former| &former.to) {
            if communes.iter().all(|candidate| candidate.code != *code) {
                communes.push(Candidate { code: code.clone(), sure: false });
            }
        }
        if let [only] = &mut communes[..] {
            only.sure = true;
        }
        (!communes.is_empty()).then_some((communes, 2))
    }

    /// `…, commune` as since July 2025.
    fn todays(&self, province: &str, before: &[&str]) -> Option<(Vec<Candidate>, usize)> {
        let communes = self.named(province, before.last()?);
        let sure = communes.len() == 1;
        let communes = communes.into_iter().map(|code| Candidate { code, sure }).collect::<Vec<_>>();
        (!communes.is_empty()).then_some((communes, 1))
    }

    /// Outside Quảng Ninh: today's communes that bear the former one's name, as most that were merged into a larger one
    /// do; a guess to be confirmed. The parts for commune and district are taken from the address in any case.
    fn namesakes(&self, province: &str, before: &[&str], issued: Day) -> (Vec<Candidate>, usize) {
        if issued >= TWO_LEVELS {
            return (Vec::new(), 0);
        }
        let [.., commune, _district] = before else { return (Vec::new(), before.len()) };
        let communes = self.named(province, commune);
        (communes.into_iter().map(|code| Candidate { code, sure: false }).collect(), 2)
    }

    /// Codes of today's communes of that name; those with the same marks only, if there are any.
    fn named(&self, province: &str, name: &str) -> Vec<String> {
        let within =
            || self.communes.iter().filter(|unit| unit.within == province && is_named(&unit.name, name));
        let marked = |unit: &&Unit| unit.name.to_lowercase().ends_with(&name.to_lowercase());
        let codes = |units: Vec<&Unit>| units.into_iter().map(|unit| unit.code.clone()).collect::<Vec<_>>();
        let exact = codes(within().filter(marked).collect());
        if exact.is_empty() { codes(within().collect()) } else { exact }
    }
}

/// Whether both mean the same unit, with or without the word for its rank.
fn is_named(name: &str, written: &str) -> bool {
    let bare_written = bare(written);
    !bare_written.is_empty() && (unmarked(name) == unmarked(written) || bare(name) == bare_written)
}

/// Without the word for its rank, and without marks.
fn bare(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let rest = RANKS.iter().find_map(|rank| name.strip_prefix(rank)).filter(|rest| !rest.is_empty());
    unmarked(rest.unwrap_or(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_left_out_but_never_a_whole_name() {
        assert_eq!(bare("TP. Hạ Long"), "ha long");
        assert_eq!(bare("Phường 1"), "1");
        assert_eq!(bare("Thị xã Quảng Yên"), "quang yen");
        assert_eq!(bare("xã"), "xa");
        assert_eq!(bare("Phương Đông"), "phuong dong");
    }
}
