//! A listing as every network's adapter must deliver it.

use jiff::Timestamp;
use kontor_contracts::{Country, Language, events::Intent};
use serde::{Deserialize, Serialize};

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
