//! One service as it is written in `services/NN-slug.toml`.

use chrono::NaiveDate;
use contract::{FileWithin, Guide, GuideText, LegalBasis, Source};
use forms::{Definition, Delivery, Document, Fee, ProcessingTime, Section, Text, Variant};
use serde::Deserialize;

/// An edition of a service: everything that is known of it, with the days on which it holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// 1 to 25, the order of Directive 24/CT-TTg.
    pub number: u16,
    pub slug: String,
    pub name: Text,
    /// One plain sentence for a citizen.
    pub summary: Text,
    pub group: Group,
    /// Id of an entry of `reference/life-events.toml`.
    pub life_event: String,
    #[serde(with = "forms::day")]
    pub valid_from: NaiveDate,
    /// First day on which this edition no longer holds.
    #[serde(default, with = "forms::day::option")]
    pub valid_until: Option<NaiveDate>,
    pub ministry: String,
    pub processing_system: System,
    pub receiving_level: Level,
    pub receiver: Receiver,
    /// The address field, as `office.office_commune`, that names the commune whose office receives; without it, and where it
    /// is not asked, the province's.
    #[serde(default)]
    pub receiver_commune: Option<String>,
    pub receiving_office: Text,
    /// By when the law wants it filed.
    #[serde(default)]
    pub file_within: Option<FileWithin>,
    /// Codes of the procedure on the national portal; empty when they could not be found.
    #[serde(default)]
    pub procedure_codes: Vec<String>,
    #[serde(default)]
    pub form_code: String,
    #[serde(default)]
    pub form_source: String,
    /// Who may apply, in the words of the procedure.
    pub applicant: Text,
    pub processing_time: ProcessingTime,
    pub delivery: Vec<Delivery>,
    pub confidence: Confidence,
    /// What is uncertain or changed lately, in Vietnamese.
    #[serde(default)]
    pub notes: Vec<String>,
    pub guide: GuideText,
    pub search: SearchWords,
    #[serde(default)]
    pub fees: Vec<Fee>,
    #[serde(default)]
    pub results: Vec<Outcome>,
    #[serde(default)]
    pub legal_basis: Vec<LegalBasis>,
    #[serde(default)]
    pub variants: Vec<Variant>,
    pub sections: Vec<Section>,
    #[serde(default)]
    pub documents: Vec<Document>,
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// What people type or say for a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    pub phrases: Vec<String>,
    #[serde(default)]
    pub abbreviations: Vec<String>,
    #[serde(default)]
    pub misspelt: Vec<String>,
}

/// What the office hands out in the end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub name: Text,
}

/// The field of administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    Identity,
    Residence,
    Vehicle,
    CivilStatus,
    PassportSeal,
    FamilyLinked,
    Insurance,
    Tax,
    Land,
    Education,
    Employment,
    Electricity,
}

/// Whose information system handles the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    Ministry,
    Province,
    Utility,
}

/// Where the dossier is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Commune,
    Province,
    Ministry,
    Utility,
}

/// Which kind of office receives the dossier: with a commune or the province it is one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receiver {
    /// People's committee of a commune.
    Committee,
    Education,
    Electricity,
    Employment,
    Insurance,
    Land,
    Police,
    Tax,
}

/// How sure the catalog is of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    High,
    Medium,
    Low,
}

impl System {
    fn word(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Province => "province",
            Self::Utility => "utility",
        }
    }
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Province => "province",
            Self::Ministry => "ministry",
            Self::Utility => "utility",
        }
    }
}

impl Receiver {
    /// As it stands in the code of a unit.
    pub fn word(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Education => "education",
            Self::Electricity => "electricity",
            Self::Employment => "employment",
            Self::Insurance => "insurance",
            Self::Land => "land",
            Self::Police => "police",
            Self::Tax => "tax",
        }
    }
}

impl Confidence {
    fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

impl Service {
    /// What the engine needs of it; `version` is still empty.
    pub(crate) fn definition(&self) -> Definition {
        Definition {
            number: self.number,
            slug: self.slug.clone(),
            version: String::new(),
            name: self.name.clone(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            form_code: self.form_code.clone(),
            receiving_office: self.receiving_office.clone(),
            processing_time: self.processing_time.clone(),
            delivery: self.delivery.clone(),
            fees: self.fees.clone(),
            variants: self.variants.clone(),
            sections: self.sections.clone(),
            documents: self.documents.clone(),
        }
    }

    /// What the guide says of it.
    pub(crate) fn guide(&self) -> Guide {
        Guide {
            text: self.guide.clone(),
            applicant: self.applicant.clone(),
            ministry: self.ministry.clone(),
            processing_system: self.processing_system.word().to_owned(),
            receiving_level: self.receiving_level.word().to_owned(),
            procedure_codes: self.procedure_codes.clone(),
            form_code: self.form_code.clone(),
            form_source: self.form_source.clone(),
            results: self.results.iter().map(|r| r.name.clone()).collect(),
            legal_basis: self.legal_basis.clone(),
            sources: self.sources.clone(),
            notes: self.notes.clone(),
            confidence: self.confidence.word().to_owned(),
        }
    }
}
