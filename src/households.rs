//! The people of a household: entered once, kept sealed in its folder, and filled into every form that asks about them.

pub mod choice;
pub mod earlier;
pub mod help;
pub mod round;

use crate::browser::idb::Durability;
use crate::browser::{Error, random};
use crate::database::{self, PERSON};
use crate::drafts::announce;
use crate::folders;
use crate::order::sort_by_key;
use crate::profile;
use crate::reading::Record;
use chrono::NaiveDate;
use forms::{FILER, Profile, Value, who_and_what};

/// In [`PERSON`]: each of them under an id of chance.
const PEOPLE: &str = "people";
/// Of the folder's owner, whose record is [`profile`]'s.
pub const ME: &str = "me";
/// Before what a value's key says of it: where it comes from.
const SOURCE: &str = "source";
/// What they are to the head of the household, in the words of the catalog's tables.
pub const RELATION: &str = "citizen.relation_to_head";
/// What they can be, as lists put them.
pub const RELATIONS: [&str; 16] = [
    "head",
    "wife",
    "husband",
    "child",
    "adopted_child",
    "father",
    "mother",
    "grandparent",
    "sibling",
    "grandchild",
    "niece_nephew",
    "child_in_law",
    "parent_in_law",
    "guardian_ward",
    "lodger",
    "other",
];
/// From that age on a person files for themself.
const OF_AGE: u32 = 18;

/// One of a household.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// 16 lower-case hex digits of chance, or [`ME`].
    pub id: String,
    /// By the keys of [`forms::Field::prefill`], all of them about `citizen`; and where each comes from, if not typed.
    pub known: Profile,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Typed,
    /// From the QR code of a card, which nobody has verified.
    Scanned,
    /// From a form of before.
    Earlier,
}

impl Source {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Typed => None,
            Self::Scanned => Some("scanned"),
            Self::Earlier => Some("earlier"),
        }
    }
}

impl Person {
    pub fn text(&self, key: &str) -> &str {
        self.known.get(key).and_then(Value::as_text).unwrap_or_default()
    }

    pub fn name(&self) -> &str {
        self.text("citizen.full_name")
    }

    /// A word of the catalog's tables, as `wife`; of the folder's owner `head` when nothing else was said.
    pub fn relation(&self) -> &str {
        match self.text(RELATION) {
            "" if self.id == ME => "head",
            relation => relation,
        }
    }

    /// Where the value of a key comes from.
    pub fn source(&self, key: &str) -> Source {
        match self.text(&source_of(key)) {
            "scanned" => Source::Scanned,
            "earlier" => Source::Earlier,
            _ => Source::Typed,
        }
    }

    /// Says where the value of a key comes from.
    pub fn set_source(&mut self, key: &str, source: Source) {
        match source.word() {
            Some(word) => self.known.insert(source_of(key), Value::text(word)),
            None => self.known.remove(&source_of(key)),
        };
    }

    /// Who has no day of birth here is taken for one.
    pub fn is_of_age(&self, today: NaiveDate) -> bool {
        let born = self.text("citizen.date_of_birth").parse::<NaiveDate>().ok();
        born.and_then(|born| today.years_since(born)).is_none_or(|years| years >= OF_AGE)
    }

    pub fn is_female(&self) -> bool {
        self.text("citizen.gender") == "female"
    }

    pub fn is_male(&self) -> bool {
        self.text("citizen.gender") == "male"
    }

    /// What is known, without where it comes from.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &Value)> {
        let of_them = self.known.iter().map(|(key, value)| (who_and_what(key), value));
        of_them.filter(|((who, _), _)| *who == FILER).map(|((_, what), value)| (what, value))
    }
}

fn source_of(key: &str) -> String {
    format!("{SOURCE}.{}", who_and_what(key).1)
}

/// Everybody of the open folder: its owner first, if anything is known of them, then the head of the household and the
/// others by what they are to them, the older first.
pub async fn all() -> Result<Vec<Person>, Error> {
    let owner = profile::load().await?;
    let mut all = Vec::new();
    if owner.get("citizen.full_name").is_some_and(|name| !name.is_blank()) {
        all.push(Person { id: ME.to_owned(), known: owner });
    }
    let kept = database::read(&[PERSON], async |reading| reading.texts(PERSON, &[PEOPLE]).await).await?;
    let person = |(key, json): (Vec<String>, String)| {
        Some(Person { id: key.into_iter().nth(1)?, known: Profile::read(&json)? })
    };
    let mut others: Vec<Person> = kept.into_iter().filter_map(person).collect();
    sort_by_key(&mut others, |one| {
        let rank = RELATIONS.iter().position(|relation| *relation == one.relation());
        (rank.unwrap_or(RELATIONS.len()), one.text("citizen.date_of_birth").to_owned())
    });
    all.extend(others);
    Ok(all)
}

/// Whether a form asks first whom it is for: somebody besides the folder's owner is known, or somebody helps others.
pub async fn asks_first() -> bool {
    let people = async || {
        let read = database::read(&[PERSON], async |reading| reading.texts(PERSON, &[PEOPLE]).await).await;
        read.is_ok_and(|all| !all.is_empty())
    };
    crate::folders::helper::is_there() || people().await
}

/// What a form may be filled with, as [`profile::known`] asks for it: what is known of the folder's owner, and
/// [`profile::ASKS_FIRST`] where it is to ask whom it is for.
pub async fn known() -> Option<Profile> {
    let mut known = profile::load().await.ok()?;
    if asks_first().await {
        known.insert(profile::ASKS_FIRST.to_owned(), Value::text(""));
    }
    Some(known)
}

/// A new one, of whom nothing is known yet and nothing kept.
pub fn newcomer() -> Result<Person, Error> {
    Ok(Person { id: random::hex::<8>()?, known: Profile::new() })
}

/// Keeps what is known of somebody; on the disk when this returns.
pub async fn keep(person: &Person) -> Result<(), Error> {
    if person.id == ME {
        profile::save(&person.known).await?;
    } else {
        let known: Profile =
            person.known.iter().filter(|(_, v)| !v.is_blank()).map(|(k, v)| (k.clone(), v.clone())).collect();
        let json = serde_json::to_string(&known)?;
        database::put_text(PERSON, &[PEOPLE, &person.id], &json, Durability::Strict).await?;
    }
    announce();
    Ok(())
}

/// What is kept of everybody of the open folder, to be carried to another phone: key and JSON. Its owner stands under the
/// folder's id too, for a phone that has an owner of its own.
pub(crate) async fn records() -> Result<Vec<([String; 2], String)>, Error> {
    let mut all = Vec::new();
    let owner = profile::load().await?;
    if let Some(folder) = folders::current().filter(|_| !owner.is_empty()) {
        all.push(([ME.to_owned(), folder.id().to_owned()], serde_json::to_string(&owner)?));
    }
    for (key, json) in
        database::read(&[PERSON], async |reading| reading.texts(PERSON, &[PEOPLE]).await).await?
    {
        all.extend(key.into_iter().nth(1).map(|id| ([PEOPLE.to_owned(), id], json)));
    }
    Ok(all)
}

/// Where such a record is kept in the open folder; `None` when it is there already, or is none.
pub(crate) async fn place_of_record(key: &[&str], json: &str) -> Result<Option<Vec<String>>, Error> {
    let [kind @ (ME | PEOPLE), id] = *key else { return Ok(None) };
    if Profile::read(json).is_none() || folders::current().is_some_and(|open| open.id() == id) {
        return Ok(None);
    }
    if kind == ME && profile::load().await?.is_empty() {
        return Ok(Some(vec![ME.to_owned()]));
    }
    let is_here = database::text(PERSON, &[PEOPLE, id]).await?.is_some();
    Ok((!is_here).then(|| vec![PEOPLE.to_owned(), id.to_owned()]))
}

/// Forgets somebody. What was filled in of them stays in its forms.
pub async fn remove(id: &str) -> Result<(), Error> {
    if id == ME {
        profile::clear().await?;
    } else {
        let delete = |writing: &database::Writing| writing.delete(PERSON, &[PEOPLE, id]);
        database::write(&[PERSON], Durability::Strict, &delete).await?;
    }
    announce();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_remembers_where_it_comes_from() {
        let mut person = Person { id: "a".into(), ..Person::default() };
        person.known.insert("citizen.full_name".into(), Value::text("Ánh"));
        assert_eq!(person.source("citizen.full_name"), Source::Typed);
        person.set_source("citizen.full_name", Source::Scanned);
        assert_eq!(person.source("citizen.full_name"), Source::Scanned);
        assert_eq!(person.facts().count(), 1, "where it comes from is no fact about them");
        person.set_source("citizen.full_name", Source::Typed);
        assert_eq!(person.known.len(), 1);
    }

    #[test]
    fn who_is_of_age() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let born = |day: &str| {
            let known = Profile::from_iter([("citizen.date_of_birth".to_owned(), Value::text(day))]);
            Person { id: "a".into(), known }.is_of_age(today)
        };
        assert!(born("2008-11-23") && !born("2008-11-24") && born(""));
    }
}
