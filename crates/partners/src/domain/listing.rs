//! A listing as every network's adapter must deliver it, and the rows of a source that became one
//! or could not.

use jiff::Timestamp;
use kontor_contracts::{
    Country, Language,
    events::{Intent, WithdrawalReason},
};
use serde::{Deserialize, Serialize};

/// SHA-256 of a row's canonical JSON; equal hashes mean that nothing has changed.
pub(crate) type Hash = [u8; 32];

/// Which kind of cooperation a listing is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Goods, services, representation.
    Business,
    /// A technology that exists.
    Technology,
    /// A common research project.
    Research,
}

impl Domain {
    /// As databases and addresses keep it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Technology => "technology",
            Self::Research => "research",
        }
    }
}

/// A code of a classification. Codes are texts: `006002` and `6002` are two codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Keyword {
    /// The classification: `een-market`, `een-technology`.
    pub scheme: String,
    /// The code; empty where the source gives only a word.
    pub code: String,
    /// The word, in the source's language.
    pub label: String,
}

/// An offer or a request as its source tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Listing {
    /// What it wants.
    pub(crate) intent: Intent,
    /// What it is about.
    pub(crate) domain: Domain,
    /// One line.
    pub(crate) title: String,
    /// A few sentences.
    pub(crate) summary: Option<String>,
    /// The whole text.
    pub(crate) description: Option<String>,
    /// What is special about it.
    pub(crate) advantages: Option<String>,
    /// Whom it looks for.
    pub(crate) partner_sought: Option<String>,
    /// Language of the texts, if known.
    pub(crate) language: Option<Language>,
    /// Where the organisation is.
    pub(crate) country: Option<Country>,
    /// Where partners are looked for; empty means anywhere.
    pub(crate) targets: Vec<Country>,
    /// Sectors and technologies.
    pub(crate) keywords: Vec<Keyword>,
    /// Kinds of cooperation, in the source's words.
    pub(crate) cooperation: Vec<String>,
    /// How far the thing has been developed, in the source's words.
    pub(crate) development: Option<String>,
    /// Since when it is public.
    pub(crate) published: Option<Timestamp>,
    /// Until when it stands.
    pub(crate) expires: Option<Timestamp>,
    /// Its page at the network.
    pub(crate) url: Option<String>,
}

/// What a usable row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row {
    /// The listing stands.
    Listed(Box<Listing>),
    /// The listing stands no more; the source says so in words.
    Gone(WithdrawalReason),
}

/// A usable row of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incoming {
    /// The listing's name at the network, unique within the source.
    pub(crate) reference: String,
    /// When the source changed it last.
    pub(crate) modified: Option<Timestamp>,
    pub(crate) hash: Hash,
    /// The row as received, in canonical JSON.
    pub(crate) payload: String,
    pub(crate) row: Row,
}

/// Where a row turned out to be unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It does not have the source's shape.
    Decode,
    /// It has, but a value makes no listing.
    Map,
}

impl Stage {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Map => "map",
        }
    }
}

/// An unusable row, kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// The reference, or the hash in hexadecimal if there is none.
    pub(crate) key: String,
    /// Counts for the next window like any other row.
    pub(crate) modified: Option<Timestamp>,
    pub(crate) stage: Stage,
    /// Which rule it breaks, for the office and the network's contact.
    pub(crate) rule: String,
    pub(crate) payload: String,
    pub(crate) hash: Hash,
}

/// A row of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SourceRow {
    Usable(Incoming),
    Unusable(Rejected),
}

impl SourceRow {
    pub(crate) const fn modified(&self) -> Option<Timestamp> {
        match self {
            Self::Usable(row) => row.modified,
            Self::Unusable(row) => row.modified,
        }
    }

    pub(crate) const fn hash(&self) -> &Hash {
        match self {
            Self::Usable(row) => &row.hash,
            Self::Unusable(row) => &row.hash,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Any listing.
    pub(crate) fn listing() -> Listing {
        Listing {
            intent: Intent::Offer,
            domain: Domain::Business,
            title: "Kupferrohre".into(),
            summary: None,
            description: None,
            advantages: None,
            partner_sought: None,
            language: None,
            country: None,
            targets: Vec::new(),
            keywords: Vec::new(),
            cooperation: Vec::new(),
            development: None,
            published: None,
            expires: None,
            url: None,
        }
    }
}
