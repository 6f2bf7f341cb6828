//! Links that differ by language.

use std::collections::BTreeMap;

use kontor_contracts::Language;
use kontor_runtime::config::{InvalidSetting, refuse};
use serde::Deserialize;

/// A link that may differ by language: `"https://…"`, or `{ de = "https://…", en = "https://…" }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum LinkByLanguage {
    /// There is none.
    #[default]
    #[serde(skip)]
    None,
    /// The same for all.
    One(String),
    /// One for each language.
    Each(BTreeMap<Language, String>),
}

impl LinkByLanguage {
    /// The link for a language: its own, one of the same language elsewhere, any.
    pub fn pick(&self, wanted: &Language) -> Option<&str> {
        let found = match self {
            Self::None => None,
            Self::One(link) => Some(link),
            Self::Each(links) => wanted
                .nearest(links.keys())
                .and_then(|nearest| links.get(nearest))
                .or_else(|| links.values().next()),
        };
        found.map(String::as_str).filter(|link| !link.is_empty())
    }

    /// Whether there is no link in any language.
    pub fn is_empty(&self) -> bool {
        self.links().all(str::is_empty)
    }

    fn links(&self) -> impl Iterator<Item = &str> {
        let (one, each) = match self {
            Self::None => (None, None),
            Self::One(link) => (Some(link), None),
            Self::Each(links) => (None, Some(links.values())),
        };
        one.into_iter()
            .chain(each.into_iter().flatten())
            .map(String::as_str)
    }

    /// Refuses what is not a link.
    pub(crate) fn check(&self, name: &'static str) -> Result<(), InvalidSetting> {
        let is_link = |link: &str| {
            (link.starts_with("https://") || link.starts_with("http://"))
                && !link.contains(char::is_whitespace)
        };
        if self.links().all(|link| link.is_empty() || is_link(link)) {
            return Ok(());
        }
        refuse(
            name,
            "must begin with https:// or http://, in each language, or be empty",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_in_the_language_or_the_nearest() {
        #[derive(Deserialize)]
        struct Settings {
            link: LinkByLanguage,
        }
        let read = |text: &str| serde_json::from_str::<Settings>(text).unwrap().link;
        let each =
            read(r#"{"link": {"de": "https://a.de/impressum", "en": "https://a.de/imprint"}}"#);
        let pick = |tag: &str| each.pick(&tag.parse().unwrap());
        assert_eq!(pick("en"), Some("https://a.de/imprint"));
        assert_eq!(pick("de-AT"), Some("https://a.de/impressum"));
        assert_eq!(pick("pl"), Some("https://a.de/impressum"));
        let one = read(r#"{"link": "https://a.de"}"#);
        assert_eq!(one.pick(&Language::english()), Some("https://a.de"));
        assert_eq!(LinkByLanguage::None.pick(&Language::english()), None);
        assert!(
            read(r#"{"link": "imprint.html"}"#)
                .check("imprint_url")
                .is_err()
        );
    }
}
