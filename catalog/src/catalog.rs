//! What the server serves: every edition of every service, ready to send.

use crate::dates::within;
use crate::written::Written;
use crate::{DatedLists, Mistake, Reference, Service};
use chrono::NaiveDate;
use contract::{ServiceCard, ServiceIndex, ServicePage};
use forms::Definition;
use forms::calendar::Holidays;
use sha2::{Digest, Sha256};

/// Name and text of every file of `services/`, in the order of their names.
static SERVICES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// All services and code lists. Read once; cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Catalog {
    editions: Vec<Edition>,
    reference: Reference,
}

/// One dated edition of a service, with its definition as object and as the bytes to send.
#[derive(Debug)]
pub struct Edition {
    pub service: Service,
    pub definition: Definition,
    /// [`Edition::definition`] as compact JSON.
    pub json: Vec<u8>,
}

impl Catalog {
    /// The catalog this program was built with. A mistake in it is an error only when the file cannot be read at all:
    /// [`crate::check`] finds the rest before anything is shipped.
    pub fn embedded() -> Result<Self, Mistake> {
        let editions =
            SERVICES.iter().map(|(name, text)| Edition::read(name, text)).collect::<Result<_, _>>()?;
        Ok(Self { editions, reference: Reference::embedded()? })
    }

    /// Every edition, past and future ones too, in the order of the services.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The edition of a service that holds on `day`.
    pub fn edition(&self, slug: &str, day: NaiveDate) -> Option<&Edition> {
        self.editions.iter().find(|e| e.service.slug == slug && e.service.holds_on(day))
    }

    /// The definition of a service that holds on `day`.
    pub fn definition(&self, slug: &str, day: NaiveDate) -> Option<&Definition> {
        self.edition(slug, day).map(|edition| &edition.definition)
    }

    /// One exact version, whether it holds today or not.
    pub fn version(&self, slug: &str, version: &str) -> Option<&Edition> {
        self.editions.iter().find(|e| e.service.slug == slug && e.definition.version == version)
    }

    /// The guide of a service as it holds on `day`; fees that have ended are left out.
    pub fn page(&self, slug: &str, day: NaiveDate) -> Option<ServicePage> {
        self.edition(slug, day).map(|edition| edition.page(day))
    }

    /// What Home shows on `day`.
    pub fn index(&self, day: NaiveDate) -> ServiceIndex {
        ServiceIndex {
            services: self.editions.iter().filter(|e| e.service.holds_on(day)).map(Edition::card).collect(),
            life_events: self.reference.life_events.clone(),
            asks: self.reference.search_asks.clone(),
        }
    }

    /// The code lists.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The code lists as the engine asks for them, with the names in force on `day`.
    pub fn lists(&self, day: NaiveDate) -> DatedLists<'_> {
        DatedLists::new(&self.reference, day)
    }

    /// Days off and days worked in exchange.
    pub fn holidays(&self) -> Holidays {
        let table = &self.reference.holidays;
        Holidays { off: table.off.iter().copied().collect(), work: table.work.iter().copied().collect() }
    }
}

impl Edition {
    /// Reads one file of `services/`.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, Mistake> {
        let file = format!("services/{name}");
        let service: Service = Written::read(&file, text)?.fit()?;
        let mut definition = service.definition();
        let unfit =
            |error: serde_json::Error| Mistake { file: file.clone(), line: 1, message: error.to_string() };
        definition.version = version(&serde_json::to_vec(&definition).map_err(unfit)?);
        let json = serde_json::to_vec(&definition).map_err(unfit)?;
        Ok(Self { service, definition, json })
    }

    fn card(&self) -> ServiceCard {
        let Service { number, slug, name, summary, life_event, search, .. } = &self.service;
        let words = [&search.phrases, &search.abbreviations, &search.misspelt];
        ServiceCard {
            number: *number,
            slug: slug.clone(),
            version: self.definition.version.clone(),
            name: name.clone(),
            summary: summary.clone(),
            life_event: life_event.clone(),
            words: words.into_iter().flatten().cloned().collect(),
        }
    }

    fn page(&self, day: NaiveDate) -> ServicePage {
        let service = &self.service;
        ServicePage {
            number: service.number,
            slug: service.slug.clone(),
            version: self.definition.version.clone(),
            name: service.name.clone(),
            summary: service.summary.clone(),
            life_event: service.life_event.clone(),
            guide: service.guide(),
            variants: service.variants.clone(),
            fees: service.fees.iter().filter(|fee| within(day, None, fee.valid_until)).cloned().collect(),
            processing_time: service.processing_time.clone(),
            delivery: service.delivery.clone(),
            receiving_office: service.receiving_office.clone(),
            documents: service.documents.clone(),
            valid_from: service.valid_from,
            valid_until: service.valid_until,
        }
    }
}

/// The first 16 hex digits of the SHA-256 of a definition's JSON with an empty version.
fn version(json: &[u8]) -> String {
    Sha256::digest(json).iter().take(8).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
