//! The language that a person reads: a BCP 47 tag (RFC 5646), normalised to its customary case.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag such as de, fr or zh-Hans (RFC 5646)")]
pub struct InvalidLanguage;

/// A language tag of a language, an optional script and an optional region: `de`, `zh-Hans`,
/// `pt-BR`. At most 11 bytes. Variants and extensions are refused: no text of ours differs by them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// The language of last resort, in which every text of the product exists.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag without script and region: `zh` of `zh-Hans`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The one of some languages that comes nearest to this: the same, the same elsewhere (`de` for
    /// `de-AT`), none.
    pub fn nearest<'l>(
        &self,
        among: impl IntoIterator<Item = &'l Self> + Clone,
    ) -> Option<&'l Self> {
        let same = among.clone().into_iter().find(|own| *own == self);
        same.or_else(|| {
            among
                .into_iter()
                .find(|own| own.primary() == self.primary())
        })
    }
}

impl FromStr for Language {
    type Err = InvalidLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let primary = parts
            .next()
            .filter(|p| letters(p) && (2..=3).contains(&p.len()));
        let mut tag = primary.ok_or(InvalidLanguage)?.to_ascii_lowercase();
        let mut part = parts.next();
        if let Some(script) = part.filter(|p| letters(p) && p.len() == 4) {
            tag.push('-');
            tag.push_str(&script[..1].to_ascii_uppercase());
            tag.push_str(&script[1..].to_ascii_lowercase());
            part = parts.next();
        }
        if let Some(region) = part.filter(|p| is_region(p)) {
            tag.push('-');
            tag.push_str(&region.to_ascii_uppercase());
            part = parts.next();
        }
        if part.is_some() {
            Err(InvalidLanguage)
        } else {
            Ok(Self(tag))
        }
    }
}

fn letters(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_region(text: &str) -> bool {
    (letters(text) && text.len() == 2)
        || (text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()))
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Language {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Language".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Language tag (RFC 5646): a language, an optional script, an optional region.",
            "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_normalised() {
        for (typed, kept) in [
            ("DE", "de"),
            ("zh-hans", "zh-Hans"),
            ("pt-br", "pt-BR"),
            ("es-419", "es-419"),
            ("zh-hant-tw", "zh-Hant-TW"),
        ] {
            assert_eq!(typed.parse::<Language>().unwrap().as_str(), kept);
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for typed in [
            "",
            "d",
            "german",
            "de-",
            "de_DE",
            "de-DE-1996",
            "dé",
            "de-DE-x-private",
        ] {
            assert_eq!(typed.parse::<Language>(), Err(InvalidLanguage), "{typed}");
        }
    }
}
