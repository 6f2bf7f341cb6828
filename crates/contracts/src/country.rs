//! A country by its ISO 3166-1 alpha-2 code.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// All officially assigned ISO 3166-1 alpha-2 codes, two letters each, in order; and XK, which that
/// standard leaves to its users, for Kosovo, as the European Commission and the CLDR write it.
const ASSIGNED: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

/// A text that is no assigned country code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a country code of ISO 3166-1 such as DE or CN")]
pub struct UnknownCountry;

/// A country, as its two capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// The two letters.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Every country, ordered by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ASSIGNED.len())
            .step_by(2)
            .map(|at| Self(&ASSIGNED[at..at + 2]))
    }
}

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The institutions of the European Union write Greece and the United Kingdom differently
        // (Interinstitutional style guide, 7.1.1).
        let code = match text {
            _ if text.eq_ignore_ascii_case("EL") => "GR",
            _ if text.eq_ignore_ascii_case("UK") => "GB",
            other => other,
        };
        Self::all()
            .find(|country| country.0.eq_ignore_ascii_case(code))
            .ok_or(UnknownCountry)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Country {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Country".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Country code (ISO 3166-1 alpha-2).",
            "pattern": "^[A-Z]{2}$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_any_case() {
        assert_eq!("de".parse::<Country>().unwrap().as_str(), "DE");
        assert_eq!("CI".parse::<Country>().unwrap().as_str(), "CI");
        assert_eq!("xk".parse::<Country>().unwrap().as_str(), "XK");
        assert_eq!("EL".parse::<Country>().unwrap().as_str(), "GR");
        assert_eq!("uk".parse::<Country>().unwrap().as_str(), "GB");
        assert_eq!("XX".parse::<Country>(), Err(UnknownCountry));
        assert_eq!("DEU".parse::<Country>(), Err(UnknownCountry));
        // "DA" stands in the table across two entries (AD|AE), never as one.
        assert_eq!("DA".parse::<Country>(), Err(UnknownCountry));
    }

    #[test]
    fn the_table_is_complete_and_in_order() {
        let codes: Vec<_> = Country::all().map(Country::as_str).collect();
        assert_eq!(codes.len(), 250);
        assert!(codes.is_sorted());
    }
}
