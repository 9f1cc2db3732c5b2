//! Services and code lists: fetched once, kept in memory while the app is open.
//!
//! The browser's own cache answers the second visit. A failed fetch is not remembered.

use crate::api::{self, Failure};
use crate::reading;
use contract::{
    Commune, Country, EthnicGroup, FileWithin, FormerCommune, GlossaryTerm, HolidayTable, Offices, Province,
    ServiceIndex, ServicePage,
};
use forms::{Definition, List, Lists};
use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::sync::Arc;

thread_local! {
    /// By a name of its own for each thing kept. A dozen entries: a list is smaller than a map.
    static KEPT: RefCell<Vec<(String, Arc<dyn Any + Send + Sync>)>> = const { RefCell::new(Vec::new()) };
}

/// What Home shows.
pub async fn index() -> Result<Arc<ServiceIndex>, Failure> {
    once("index".to_owned(), api::service_index()).await
}

/// The guide of one service.
pub async fn page(slug: &str) -> Result<Arc<ServicePage>, Failure> {
    once(format!("page/{slug}"), api::service_page(slug)).await
}

/// By when the law wants a service filed; `None` where it sets no day.
pub async fn file_within(slug: &str) -> Result<Arc<Option<FileWithin>>, Failure> {
    let read = async { Ok(reading::file_within(&api::service_page_text(slug).await?)) };
    once(format!("file-within/{slug}"), read).await
}

/// The form of one service in one version.
pub async fn definition(slug: &str, version: &str) -> Result<Arc<Definition>, Failure> {
    once(format!("definition/{slug}/{version}"), api::definition(slug, version)).await
}

/// The form of a service as it is today.
pub async fn current_definition(slug: &str) -> Result<Arc<Definition>, Failure> {
    if kept::<ServiceIndex>("index").is_none() {
        match api::current_definition(slug).await {
            // Without a network the list of services may still be here, and with it the version.
            Err(Failure::Offline) => {}
            answer => {
                let today = Arc::new(answer?);
                // The step that opens the draft asks for it by its version.
                keep(format!("definition/{slug}/{}", today.version), today.clone());
                return Ok(today);
            }
        }
    }
    let index = index().await?;
    let card = index.services.iter().find(|card| card.slug == slug).ok_or(Failure::NotOurs)?;
    definition(slug, &card.version).await
}

/// The 34 provinces.
pub async fn provinces() -> Result<Arc<Vec<Province>>, Failure> {
    list("provinces").await
}

/// The 63 former provinces by the first three digits of a citizen's number.
pub async fn former_provinces() -> Result<Arc<Vec<Province>>, Failure> {
    list("former-provinces").await
}

/// All communes, ordered by name.
pub async fn communes() -> Result<Arc<Vec<Commune>>, Failure> {
    list("communes").await
}

/// Where the communes of Quảng Ninh before July 2025 went.
pub async fn former_communes() -> Result<Arc<Vec<FormerCommune>>, Failure> {
    list("former-communes").await
}

/// The ethnic groups and their other names.
pub async fn ethnic_groups() -> Result<Arc<Vec<EthnicGroup>>, Failure> {
    list("ethnic-groups").await
}

/// Countries of the world.
pub async fn countries() -> Result<Arc<Vec<Country>>, Failure> {
    list("countries").await
}

/// Days off and swap days.
pub async fn holidays() -> Result<Arc<HolidayTable>, Failure> {
    list("holidays").await
}

/// Hard words in plain ones.
pub async fn glossary() -> Result<Arc<Vec<GlossaryTerm>>, Failure> {
    list_read("glossary", reading::glossary).await
}

/// Hotlines and portals.
pub async fn offices() -> Result<Arc<Offices>, Failure> {
    list("offices").await
}

/// A list that a first form needs, and that is therefore read by the app itself.
async fn list_read<T: Send + Sync + 'static>(
    name: &str,
    read: fn(&str) -> Option<T>,
) -> Result<Arc<T>, Failure> {
    let fetch = async { read(&api::reference_text(name).await?).ok_or(Failure::NotOurs) };
    once(name.to_owned(), fetch).await
}

async fn list<T: serde::de::DeserializeOwned + Send + Sync + 'static>(name: &str) -> Result<Arc<T>, Failure> {
    once(name.to_owned(), api::reference(name)).await
}

/// The code lists fetched so far, for [`forms::check`]: an answer is not judged by a list that is not here.
#[derive(Clone, Default)]
pub struct KnownLists {
    provinces: Option<Arc<Vec<Province>>>,
    former_provinces: Option<Arc<Vec<Province>>>,
    communes: Option<Arc<Vec<Commune>>>,
    ethnic_groups: Option<Arc<Vec<EthnicGroup>>>,
    countries: Option<Arc<Vec<Country>>>,
}

impl KnownLists {
    /// What has been fetched up to now. Cheap.
    pub fn now() -> Self {
        Self {
            provinces: kept("provinces"),
            former_provinces: kept("former-provinces"),
            communes: kept("communes"),
            ethnic_groups: kept("ethnic-groups"),
            countries: kept("countries"),
        }
    }
}

impl Lists for KnownLists {
    fn name(&self, list: List, code: &str) -> Option<Option<&str>> {
        match list {
            List::Provinces => find(self.provinces.as_deref(), |p| p.code == code, |p| &p.name),
            List::Communes => find(self.communes.as_deref(), |c| c.code == code, |c| &c.name),
            List::EthnicGroups => find(self.ethnic_groups.as_deref(), |g| g.name == code, |g| &g.name),
            List::Countries => find(self.countries.as_deref(), |c| c.code == code, |c| &c.vi),
            List::CitizenIdPrefixes => {
                find(self.former_provinces.as_deref(), |p| p.code == code, |p| &p.name)
            }
        }
    }

    fn province_of(&self, commune: &str) -> Option<Option<&str>> {
        find(self.communes.as_deref(), |c| c.code == commune, |c| &c.province)
    }
}

#[expect(clippy::option_option, reason = "the shape of `Lists`: not here, or here and unknown")]
fn find<'a, T>(
    list: Option<&'a Vec<T>>,
    is_it: impl Fn(&T) -> bool,
    name: impl Fn(&'a T) -> &'a str,
) -> Option<Option<&'a str>> {
    list.map(|list| list.iter().find(|entry| is_it(entry)).map(name))
}

fn kept<T: Send + Sync + 'static>(name: &str) -> Option<Arc<T>> {
    let found =
        KEPT.with_borrow(|kept| kept.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()))?;
    found.downcast().ok()
}

fn keep(name: String, value: Arc<dyn Any + Send + Sync>) {
    KEPT.with_borrow_mut(|kept| kept.push((name, value)));
}

async fn once<T: Send + Sync + 'static>(
    name: String,
    fetch: impl Future<Output = Result<T, Failure>>,
) -> Result<Arc<T>, Failure> {
    if let Some(value) = kept(&name) {
        return Ok(value);
    }
    let value = Arc::new(fetch.await?);
    keep(name, value.clone());
    Ok(value)
}
