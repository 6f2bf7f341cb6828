//! `[partners.sources.een]`: what the office configures about the Enterprise Europe Network.

use kontor_runtime::config::{InvalidSetting, Secret, refuse};
use serde::Deserialize;

use crate::adapters::http::{check_key, check_url};

/// Sub-table `een` of a source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EenSettings {
    /// Where the interface is, without `/profiles`: `https://b2b.een.ec.europa.eu/v1`.
    pub(crate) url: String,
    /// The key, sent as `X-API-KEY`; empty sends none.
    #[serde(default)]
    pub(crate) api_key: Secret,
    /// Rows per page, 1 to 200.
    #[serde(default = "default_page_size")]
    pub(crate) page_size: u32,
    /// Longest time for one page, 1 to 600.
    #[serde(default = "default_timeout")]
    pub(crate) timeout_seconds: u32,
}

pub(crate) const fn default_page_size() -> u32 {
    200
}

pub(crate) const fn default_timeout() -> u32 {
    120
}

impl EenSettings {
    /// Checks what can be checked without asking anybody.
    pub(crate) fn check(&self) -> Result<(), InvalidSetting> {
        check_url(&self.url, &self.api_key).or_else(|problem| refuse("url", problem))?;
        check_key(&self.api_key).or_else(|problem| refuse("api_key", problem))?;
        let ranges = [
            ("page_size", self.page_size, 200),
            ("timeout_seconds", self.timeout_seconds, 600),
        ];
        for (field, value, most) in ranges {
            if !(1..=most).contains(&value) {
                return refuse(field, format!("must be 1 to {most}, not {value}"));
            }
        }
        Ok(())
    }
}
