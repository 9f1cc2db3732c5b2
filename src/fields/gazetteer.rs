//! Places by name: today's provinces and communes, and where the former communes of Quảng Ninh went.

use crate::api::Failure;
use crate::order::sort_by_key;
use crate::parts::picker::{Entry, Found, best};
use crate::parts::unmarked::unmarked;
use crate::services;
use crate::text::t;
use std::cell::RefCell;
use std::sync::Arc;

/// Its communes from before July 2025 are known, and it stands first in the list: most who use the app live there.
const HOME_PROVINCE: &str = "22";

/// A province's largest number of communes is 168; a list of more than that is searched, not read.
const MOST: usize = 170;

/// All places, ready to be searched.
pub struct Gazetteer {
    provinces: Vec<Place>,
    communes: Vec<Place>,
    former: Vec<Former>,
}

struct Place {
    code: String,
    name: String,
    /// Of a commune: its province's code. Empty for a province.
    within: String,
    /// Without marks: with and without the word for its rank.
    names: Vec<String>,
}

struct Former {
    name: String,
    district: String,
    /// Codes of today's communes.
    to: Vec<String>,
    names: Vec<String>,
}

thread_local! {
    static KEPT: RefCell<Option<Arc<Gazetteer>>> = const { RefCell::new(None) };
}

impl Gazetteer {
    /// The one of this session, if it is here.
    pub fn here() -> Option<Arc<Self>> {
        KEPT.with_borrow(Clone::clone)
    }

    /// Fetches the lists once a session.
    pub async fn load() -> Result<Arc<Self>, Failure> {
        if let Some(here) = Self::here() {
            return Ok(here);
        }
        let (provinces, communes) = (services::provinces().await?, services::communes().await?);
        let former = services::former_communes().await?;
        let mut provinces: Vec<Place> =
            provinces.iter().map(|province| place(&province.code, &province.name, "")).collect();
        sort_by_key(&mut provinces, |province| province.code != HOME_PROVINCE);
        let communes =
            communes.iter().map(|commune| place(&commune.code, &commune.name, &commune.province)).collect();
        let former = former
            .iter()
            .map(|unit| Former {
                name: unit.name.clone(),
                district: unit.district.clone(),
                to: unit.to.clone(),
                names: names(&unit.name),
            })
            .collect();
        let gazetteer = Arc::new(Self { provinces, communes, former });
        KEPT.set(Some(gazetteer.clone()));
        Ok(gazetteer)
    }

    /// The name behind a province's code; the code itself, or what was typed instead of one, when there is none.
    pub fn province_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.provinces.iter().find(|place| place.code == code).map_or(code, |place| &place.name)
    }

    /// The same for a commune.
    pub fn commune_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.commune(code).map_or(code, |place| &place.name)
    }

    /// The province of a commune; `None` for what is no commune.
    pub fn province_of(&self, commune: &str) -> Option<&str> {
        self.commune(commune).map(|place| place.within.as_str())
    }

    /// Provinces that fit what was typed.
    pub fn find_province(&self, text: &str) -> Found {
        let (fitting, more) = best(self.provinces.iter(), text, MOST, |place| &place.names);
        let entries = fitting
            .into_iter()
            .map(|place| Entry { value: place.code.clone(), label: place.name.clone(), note: String::new() })
            .collect();
        Found::Entries { entries, more }
    }

    /// Communes that fit: of `province`, or of all when none is chosen yet; and today's communes of a former one.
    pub fn find_commune(&self, province: &str, text: &str) -> Found {
        let everywhere = !self.provinces.iter().any(|place| place.code == province);
        let within = self.communes.iter().filter(|place| everywhere || place.within == province);
        let (fitting, mut more) = best(within, text, MOST, |place| &place.names);
        let mut entries: Vec<Entry> = fitting
            .into_iter()
            .map(|place| Entry {
                value: place.code.clone(),
                label: place.name.clone(),
                note: if everywhere { self.province_name(&place.within).to_owned() } else { String::new() },
            })
            .collect();
        if !text.trim().is_empty() && (everywhere || province == HOME_PROVINCE) {
            let (former, _) = best(self.former.iter(), text, MOST, |unit| &unit.names);
            for entry in former.into_iter().flat_map(|unit| self.successors(unit)) {
                // One line a commune, whichever of its names was typed.
                match entries.iter_mut().find(|listed| listed.value == entry.value) {
                    None => entries.push(entry),
                    Some(listed) if listed.note.is_empty() => listed.note = entry.note,
                    Some(_) => {}
                }
            }
        }
        more |= entries.len() > MOST;
        entries.truncate(MOST);
        Found::Entries { entries, more }
    }

    fn successors<'a>(&'a self, unit: &'a Former) -> impl Iterator<Item = Entry> + 'a {
        let texts = &t().form;
        let words = if unit.to.len() > 1 { texts.former_part } else { texts.former_whole };
        let note = words.replace("{name}", &unit.name).replace("{district}", &unit.district);
        unit.to.iter().filter_map(|code| self.commune(code)).map(move |place| Entry {
            value: place.code.clone(),
            label: place.name.clone(),
            note: note.clone(),
        })
    }

    fn commune(&self, code: &str) -> Option<&Place> {
        self.communes.iter().find(|place| place.code == code)
    }
}

fn place(code: &str, name: &str, within: &str) -> Place {
    Place { code: code.to_owned(), name: name.to_owned(), within: within.to_owned(), names: names(name) }
}

/// People type "hồng gai" as well as "phường hồng gai".
fn names(name: &str) -> Vec<String> {
    let full = unmarked(name);
    let ranks = ["phuong ", "xa ", "dac khu ", "thi tran ", "thanh pho ", "tinh "];
    let bare = ranks.iter().find_map(|rank| full.strip_prefix(rank)).map(str::to_owned);
    bare.into_iter().chain(std::iter::once(full)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        Gazetteer {
            provinces: vec![place("22", "Thành phố Quảng Ninh", ""), place("01", "Thành phố Hà Nội", "")],
            communes: vec![
                place("06655", "Phường Hồng Gai", "22"),
                place("06652", "Phường Hà Tu", "22"),
                place("00097", "Phường Hồng Hà", "01"),
            ],
            former: vec![Former {
                name: "Phường Bạch Đằng".into(),
                district: "Thành phố Hạ Long".into(),
                to: vec!["06655".into()],
                names: names("Phường Bạch Đằng"),
            }],
        }
    }

    fn labels(found: Found) -> Vec<String> {
        match found {
            Found::Entries { entries, .. } => entries.into_iter().map(|entry| entry.label).collect(),
            Found::Waiting => Vec::new(),
        }
    }

    #[test]
    fn finds_a_commune_without_marks_and_rank() {
        assert_eq!(labels(gazetteer().find_commune("22", "hong g")), ["Phường Hồng Gai"]);
        assert_eq!(labels(gazetteer().find_commune("22", "phường hồng")), ["Phường Hồng Gai"]);
        assert_eq!(labels(gazetteer().find_commune("", "hong")).len(), 2, "no province chosen: of all");
    }

    #[test]
    fn tells_where_a_former_commune_went() {
        let Found::Entries { entries, .. } = gazetteer().find_commune("22", "bach dang") else { panic!() };
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].value.as_str(), entries[0].label.as_str()), ("06655", "Phường Hồng Gai"));
        assert!(entries[0].note.contains("Phường Bạch Đằng"));
        assert!(labels(gazetteer().find_commune("01", "bach dang")).is_empty());
    }
}
