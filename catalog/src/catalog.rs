//! What the server serves: every edition of every service, ready to send.

use crate::dates::within;
use crate::written::Written;
use crate::{DatedLists, Mistake, Receiver, Reference, Service};
use chrono::NaiveDate;
use contract::{ServiceCard, ServiceIndex, ServicePage};
use forms::Definition;
use forms::calendar::Holidays;
use sha2::{Digest, Sha256};

/// Name and text of every file of `services/`, in the order of their names.
static SERVICES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// All services and code lists. Read once; cheap to share behind an `Arc`. Of a service it keeps what is asked all the time;
/// guide and form, which are large, are read again from the file when they are wanted.
#[derive(Debug)]
pub struct Catalog {
    editions: Vec<Edition>,
    reference: Reference,
}

/// One dated edition of a service: its card, and who works on its dossiers.
#[derive(Debug)]
pub struct Edition {
    pub card: ServiceCard,
    pub receiver: Receiver,
    /// As [`Service::receiver_commune`].
    pub receiver_commune: Option<String>,
    /// As [`Service::procedure_codes`].
    pub procedure_codes: Vec<String>,
    valid_from: NaiveDate,
    valid_until: Option<NaiveDate>,
    /// Name and text, an entry of [`SERVICES`].
    file: (&'static str, &'static str),
}

/// All that an edition says.
#[derive(Debug)]
pub struct Contents {
    pub service: Service,
    pub definition: Definition,
    /// [`Contents::definition`] as compact JSON.
    pub json: Vec<u8>,
}

impl Catalog {
    /// The catalog this program was built with. A mistake in it is an error only when the file cannot be read at all:
    /// [`crate::check`] finds the rest before anything is shipped.
    pub fn embedded() -> Result<Self, Mistake> {
        let editions = SERVICES.iter().map(|file| Edition::read(*file)).collect::<Result<_, _>>()?;
        Ok(Self { editions, reference: Reference::embedded()? })
    }

    /// Every edition, past and future ones too, in the order of the services.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The edition of a service that holds on `day`.
    pub fn edition(&self, slug: &str, day: NaiveDate) -> Option<&Edition> {
        self.editions.iter().find(|e| e.card.slug == slug && e.holds_on(day))
    }

    /// One exact version, whether it holds today or not.
    pub fn version(&self, slug: &str, version: &str) -> Option<&Edition> {
        self.editions.iter().find(|e| e.card.slug == slug && e.card.version == version)
    }

    /// What Home shows on `day`.
    pub fn index(&self, day: NaiveDate) -> ServiceIndex {
        let today = self.editions.iter().filter(|edition| edition.holds_on(day));
        ServiceIndex {
            services: today.map(|edition| edition.card.clone()).collect(),
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
    fn read(file: (&'static str, &'static str)) -> Result<Self, Mistake> {
        let Contents { service, definition, .. } = Contents::read(file)?;
        let words = [service.search.phrases, service.search.abbreviations, service.search.misspelt];
        Ok(Self {
            card: ServiceCard {
                number: service.number,
                slug: service.slug,
                version: definition.version,
                name: service.name,
                summary: service.summary,
                life_event: service.life_event,
                words: words.into_iter().flatten().collect(),
            },
            receiver: service.receiver,
            receiver_commune: service.receiver_commune,
            procedure_codes: service.procedure_codes,
            valid_from: service.valid_from,
            valid_until: service.valid_until,
            file,
        })
    }

    /// Reads all of it again: about a millisecond.
    pub fn contents(&self) -> Result<Contents, Mistake> {
        Contents::read(self.file)
    }

    /// Whether this edition holds on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        within(day, Some(self.valid_from), self.valid_until)
    }
}

impl Contents {
    /// Reads one file of `services/`.
    fn read((name, text): (&str, &str)) -> Result<Self, Mistake> {
        let file = format!("services/{name}");
        let service: Service = Written::read(&file, text)?.fit()?;
        let mut definition = service.definition();
        let unfit =
            |error: serde_json::Error| Mistake { file: file.clone(), line: 1, message: error.to_string() };
        definition.version = version(&serde_json::to_vec(&definition).map_err(unfit)?);
        let json = serde_json::to_vec(&definition).map_err(unfit)?;
        Ok(Self { service, definition, json })
    }

    /// The guide as it holds on `day`; fees that have ended are left out.
    pub fn page(self, day: NaiveDate) -> ServicePage {
        let service = self.service;
        ServicePage {
            number: service.number,
            guide: service.guide(),
            slug: service.slug,
            version: self.definition.version,
            name: service.name,
            summary: service.summary,
            life_event: service.life_event,
            variants: service.variants,
            fees: service.fees.into_iter().filter(|fee| within(day, None, fee.valid_until)).collect(),
            processing_time: service.processing_time,
            delivery: service.delivery,
            receiving_office: service.receiving_office,
            documents: service.documents,
            valid_from: service.valid_from,
            valid_until: service.valid_until,
            file_within: service.file_within.clone(),
        }
    }
}

/// The first 16 hex digits of the SHA-256 of a definition's JSON with an empty version.
fn version(json: &[u8]) -> String {
    Sha256::digest(json).iter().take(8).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
