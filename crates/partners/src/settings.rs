//! What an office configures about its partner networks: section `[partners]` of the file.

use std::sync::Arc;

use kontor_runtime::{
    Clock,
    config::{InvalidSetting, Secret, refuse},
};
use serde::Deserialize;

use crate::adapters::{
    EenSettings, FetchError, Network, NetworkSettings, default_page_size, default_timeout,
};

/// Section `[partners]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The databases to pull from: `[[partners.sources]]`.
    pub sources: Vec<SourceSettings>,
    /// Whether public pages show the whole text of listings. Off by default: title, summary and a
    /// link to the network are shown, for networks seldom allow more. Staff always see all.
    pub publish_full_text: bool,
}

/// One source: what is the same for all of them, and exactly one sub-table that is its network's.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct SourceSettings {
    /// Its name in addresses, events and on pages: letters, digits, `-` and `_`, at most 40. It
    /// is the key of all that was pulled; another name is another source.
    pub name: String,
    /// Its name on pages, such as `Enterprise Europe Network`; empty: `name`.
    pub title: String,
    /// Language of texts that do not say theirs.
    pub language: String,
    /// Minutes between two pulls, 1 to 10,080 (a week).
    pub every_minutes: u32,
    /// Most pages of one run. A run that would need more stops; the next continues after it.
    pub pages_max: u32,
    /// The interface it speaks, with what that needs.
    pub(crate) network: NetworkSettings,
    /// Whether the settings of the network stand beside the name, as they did when there was one
    /// network only.
    beside: bool,
}

/// A source as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default = "default_language")]
    language: String,
    #[serde(default = "default_every")]
    every_minutes: u32,
    #[serde(default = "default_pages_max")]
    pages_max: u32,
    een: Option<EenSettings>,
    // As they were written before `een` was a sub-table.
    kind: Option<Kind>,
    url: Option<String>,
    api_key: Option<Secret>,
    page_size: Option<u32>,
    timeout_seconds: Option<u32>,
}

/// What `kind` could be.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Een,
}

impl TryFrom<Written> for SourceSettings {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let given: Vec<_> = [written.een.map(NetworkSettings::Een)]
            .into_iter()
            .flatten()
            .collect();
        let is_beside = written.kind.is_some()
            || written.url.is_some()
            || written.api_key.is_some()
            || written.page_size.is_some()
            || written.timeout_seconds.is_some();
        let (network, beside) = match (<[_; 1]>::try_from(given), written.url) {
            (Ok([network]), None) if !is_beside => (network, false),
            (Err(none), Some(url)) if none.is_empty() => (
                NetworkSettings::Een(EenSettings {
                    url,
                    api_key: written.api_key.unwrap_or_default(),
                    page_size: written.page_size.unwrap_or_else(default_page_size),
                    timeout_seconds: written.timeout_seconds.unwrap_or_else(default_timeout),
                }),
                true,
            ),
            _ => return Err(ONE_TABLE.to_owned()),
        };
        Ok(Self {
            name: written.name,
            title: written.title,
            language: written.language,
            every_minutes: written.every_minutes,
            pages_max: written.pages_max,
            network,
            beside,
        })
    }
}

/// What a source is refused with that has no network, or more than one.
const ONE_TABLE: &str = "has one sub-table with the settings of its network: write \
    [partners.sources.een] below it, and url, api_key, page_size and timeout_seconds there";

fn default_language() -> String {
    "en".to_owned()
}

const fn default_every() -> u32 {
    60
}

const fn default_pages_max() -> u32 {
    10_000
}

impl Settings {
    /// Checks what can be checked without asking anybody.
    ///
    /// # Errors
    /// The first setting that cannot be.
    pub fn check(&self) -> Result<(), InvalidSetting> {
        for (at, source) in self.sources.iter().enumerate() {
            source.check().or_else(|wrong| {
                refuse(format!("sources[{at}].{}", wrong.setting), wrong.reason)
            })?;
            if self.sources[..at]
                .iter()
                .any(|other| other.name.eq_ignore_ascii_case(&source.name))
            {
                // Scopes of roles name it without regard to capitals.
                let reason = format!(
                    "{:?} is the name of another source already; capitals make no difference",
                    source.name
                );
                return refuse(format!("sources[{at}].name"), reason);
            }
        }
        Ok(())
    }
}

impl SourceSettings {
    /// Its name on pages.
    pub fn shown_name(&self) -> &str {
        if self.title.is_empty() {
            &self.name
        } else {
            &self.title
        }
    }

    fn check(&self) -> Result<(), InvalidSetting> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if self.name.is_empty() || self.name.len() > 40 || !self.name.chars().all(plain) {
            return refuse("name", "must be 1 to 40 letters, digits, - or _");
        }
        if self.language.parse::<kontor_contracts::Language>().is_err() {
            return refuse("language", "must be a language tag such as en or zh-Hans");
        }
        let ranges = [
            ("every_minutes", self.every_minutes, 10_080),
            ("pages_max", self.pages_max, 1_000_000),
        ];
        for (field, value, most) in ranges {
            if !(1..=most).contains(&value) {
                return refuse(field, format!("must be 1 to {most}, not {value}"));
            }
        }
        self.network.check().or_else(|wrong| {
            let within = if self.beside {
                String::new()
            } else {
                format!("{}.", self.network.table())
            };
            refuse(format!("{within}{}", wrong.setting), wrong.reason)
        })
    }

    /// What to write instead, if the source is written as it was before networks had tables of their own.
    pub fn outdated(&self) -> Option<String> {
        let table = self.network.table();
        self.beside.then(|| {
            format!(
                "url, api_key, page_size and timeout_seconds of a source belong into a table of its \
                 network: write [partners.sources.{table}] below the other settings of {:?}, move \
                 them there, and remove kind",
                self.name
            )
        })
    }

    /// The adapter of the source.
    pub(crate) fn adapter(&self, clock: Arc<dyn Clock>) -> Result<Network, FetchError> {
        Network::of(&self.network, self.language.parse().ok(), clock)
    }

    /// A source with the sub-table of a test's network and the defaults for everything else.
    #[cfg(test)]
    pub(crate) fn of(name: &str, mut table: serde_json::Value) -> Self {
        table["name"] = name.into();
        serde_json::from_value(table).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(written: Value) -> Result<SourceSettings, String> {
        serde_json::from_value(written).map_err(|error| error.to_string())
    }

    fn problem(sources: Vec<Value>) -> String {
        let settings = Settings {
            sources: sources
                .into_iter()
                .map(|source| read(source).unwrap())
                .collect(),
            ..Settings::default()
        };
        settings
            .check()
            .map_or_else(|error| error.to_string(), |()| String::new())
    }

    fn source(url: &str, key: &str) -> Value {
        json!({"name": "een", "een": {"url": url, "api_key": key}})
    }

    #[test]
    fn what_cannot_be_is_named() {
        let good = || source("https://network.example.org/v1", "k");
        assert_eq!(problem(vec![good()]), "");
        let open = source("http://network.example.org", "k");
        assert_eq!(
            problem(vec![open]),
            "sources[0].een.url: must begin with https://, or the key would travel in the open"
        );
        assert_eq!(problem(vec![source("http://network.example.org", "")]), "");
        assert_eq!(problem(vec![source("http://127.0.0.1:99", "k")]), "");
        assert!(problem(vec![source("network", "k")]).starts_with("sources[0].een.url: must"));
        assert!(problem(vec![source("https://u:p@x.example", "")]).contains("no user"));
        assert_eq!(
            problem(vec![good(), good()]),
            "sources[1].name: \"een\" is the name of another source already; capitals make no difference"
        );
        let mut capitals = good();
        capitals["name"] = "EEN".into();
        assert!(problem(vec![good(), capitals]).contains("capitals make no difference"));
        let mut large = good();
        large["een"]["page_size"] = 1000.into();
        assert_eq!(
            problem(vec![large]),
            "sources[0].een.page_size: must be 1 to 200, not 1000"
        );
        let broken = source("https://network.example.org/v1", "k\r\nX: 1");
        assert!(problem(vec![broken]).starts_with("sources[0].een.api_key: has a line break"));
        let mut odd = good();
        odd["name"] = "a/b".into();
        assert!(problem(vec![odd]).contains("name: must be 1 to 40"));
    }

    #[test]
    fn the_spelling_of_the_first_version_goes_on_working() {
        let old = json!({
            "name": "een", "kind": "een", "url": "https://network.example.org/v1", "api_key": "k",
            "page_size": 50, "every_minutes": 5,
        });
        let new = json!({
            "name": "een", "every_minutes": 5,
            "een": {"url": "https://network.example.org/v1", "api_key": "k", "page_size": 50},
        });
        let (read, new) = (read(old.clone()).unwrap(), read(new).unwrap());
        assert_eq!(format!("{:?}", read.network), format!("{:?}", new.network));
        assert!(new.outdated().is_none());
        let advice = read.outdated().unwrap();
        assert!(advice.contains("write [partners.sources.een]"), "{advice}");
        let mut wrong = old;
        wrong["url"] = "network".into();
        assert!(problem(vec![wrong]).starts_with("sources[0].url: must be an address"));
    }

    #[test]
    fn a_source_has_exactly_one_network() {
        let both =
            json!({"name": "a", "url": "https://x.example", "een": {"url": "https://x.example"}});
        let neither = json!({"name": "a", "every_minutes": 5});
        let key_only = json!({"name": "a", "api_key": "k"});
        for written in [both, neither, key_only] {
            let error = read(written).unwrap_err();
            assert!(error.contains("[partners.sources.een]"), "{error}");
        }
        for unknown in [
            json!({"name": "a", "een": {"url": "https://x.example", "pages": 1}}),
            json!({"name": "a", "een": {"url": "https://x.example"}, "ted": {}}),
        ] {
            let error = read(unknown).unwrap_err();
            assert!(error.contains("unknown field"), "{error}");
        }
    }
}
