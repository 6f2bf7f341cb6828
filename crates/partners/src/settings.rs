//! What an office configures about its partner networks: section `[partners]` of the file.

use kontor_runtime::config::{InvalidSetting, Secret, refuse};
use serde::Deserialize;

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

/// One source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceSettings {
    /// Its name in addresses, events and on pages: letters, digits, `-` and `_`, at most 40. It
    /// is the key of all that was pulled; another name is another source.
    pub name: String,
    /// Its name on pages, such as `Enterprise Europe Network`; empty: `name`.
    #[serde(default)]
    pub title: String,
    /// The interface it speaks.
    #[serde(default)]
    pub kind: SourceKind,
    /// Where the interface is, without `/profiles`: `https://b2b.een.ec.europa.eu/v1`.
    pub url: String,
    /// The key, sent as `X-API-KEY`; empty sends none.
    #[serde(default)]
    pub api_key: Secret,
    /// Language of texts that do not say theirs.
    #[serde(default = "default_language")]
    pub language: String,
    /// Minutes between two pulls, 1 to 10,080 (a week).
    #[serde(default = "default_every")]
    pub every_minutes: u32,
    /// Rows per page, 1 to 200.
    #[serde(default = "default_page_size")]
    pub page_size: u32,
    /// Most pages of one run. A run that would need more stops; the next goes on behind it.
    #[serde(default = "default_pages_max")]
    pub pages_max: u32,
    /// Longest time for one page, 1 to 600.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u32,
}

/// An interface that a source can speak.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The Enterprise Europe Network's partner web service.
    #[default]
    Een,
}

fn default_language() -> String {
    "en".to_owned()
}

const fn default_every() -> u32 {
    60
}

const fn default_page_size() -> u32 {
    200
}

const fn default_pages_max() -> u32 {
    10_000
}

const fn default_timeout() -> u32 {
    120
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
                .any(|other| other.name == source.name)
            {
                let reason = format!("{:?} is the name of another source already", source.name);
                return refuse(format!("sources[{at}].name"), reason);
            }
        }
        Ok(())
    }
}

impl SourceSettings {
    /// A source with the defaults for everything else.
    pub fn new(name: &str, url: &str, api_key: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: String::new(),
            kind: SourceKind::default(),
            url: url.to_owned(),
            api_key: Secret::from(api_key.to_owned()),
            language: default_language(),
            every_minutes: default_every(),
            page_size: default_page_size(),
            pages_max: default_pages_max(),
            timeout_seconds: default_timeout(),
        }
    }

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
        self.check_url().or_else(|problem| refuse("url", problem))?;
        if self
            .api_key
            .reveal()
            .bytes()
            .any(|b| !(b' '..=b'~').contains(&b))
        {
            let reason = "has a line break or a sign that no HTTP header carries; \
                          write the key alone, without a line end";
            return refuse("api_key", reason);
        }
        if self.language.parse::<kontor_contracts::Language>().is_err() {
            return refuse("language", "must be a language tag such as en or zh-Hans");
        }
        let ranges = [
            ("every_minutes", self.every_minutes, 10_080),
            ("page_size", self.page_size, 200),
            ("pages_max", self.pages_max, 1_000_000),
            ("timeout_seconds", self.timeout_seconds, 600),
        ];
        for (field, value, most) in ranges {
            if !(1..=most).contains(&value) {
                return refuse(field, format!("must be 1 to {most}, not {value}"));
            }
        }
        Ok(())
    }

    /// A key must not travel in the open; without one, or on this machine, plain HTTP will do.
    fn check_url(&self) -> Result<(), String> {
        let url = reqwest::Url::parse(&self.url).map_err(|error| {
            format!("must be an address such as https://network.example.org/v1 ({error})")
        })?;
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return Err("must hold no user, password or query; the key is api_key".to_owned());
        }
        let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match url.scheme() {
            "https" => Ok(()),
            "http" if local || self.api_key.is_empty() => Ok(()),
            "http" => Err("must begin with https://, or the key would travel in the open".into()),
            other => Err(format!("must begin with https://, not {other}://")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str, key: &str) -> SourceSettings {
        SourceSettings::new("een", url, key)
    }

    fn problem(sources: Vec<SourceSettings>) -> String {
        let settings = Settings {
            sources,
            ..Settings::default()
        };
        settings
            .check()
            .map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn what_cannot_be_is_named() {
        let good = || source("https://network.example.org/v1", "k");
        assert_eq!(problem(vec![good()]), "");
        let open = source("http://network.example.org", "k");
        assert_eq!(
            problem(vec![open]),
            "sources[0].url: must begin with https://, or the key would travel in the open"
        );
        assert_eq!(problem(vec![source("http://network.example.org", "")]), "");
        assert_eq!(problem(vec![source("http://127.0.0.1:99", "k")]), "");
        assert!(problem(vec![source("network", "k")]).starts_with("sources[0].url: must"));
        assert!(problem(vec![source("https://u:p@x.example", "")]).contains("no user"));
        assert_eq!(
            problem(vec![good(), good()]),
            "sources[1].name: \"een\" is the name of another source already"
        );
        let mut large = good();
        large.page_size = 1000;
        assert_eq!(
            problem(vec![large]),
            "sources[0].page_size: must be 1 to 200, not 1000"
        );
        let broken = source("https://network.example.org/v1", "k\r\nX: 1");
        assert!(problem(vec![broken]).starts_with("sources[0].api_key: has a line break"));
        let mut odd = good();
        odd.name = "a/b".into();
        assert!(problem(vec![odd]).contains("name: must be 1 to 40"));
    }
}
