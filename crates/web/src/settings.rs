//! The section `[site]` of the configuration: where the office is on the web and how it appears.

use std::path::PathBuf;

use ipnet::IpNet;
use jiff::tz::TimeZone;
use kontor_contracts::Language;
use kontor_runtime::config::{InvalidSetting, refuse};
use serde::Deserialize;

use crate::{color::Color, link::LinkByLanguage};

/// Longest postal address.
const ADDRESS_CHARS: usize = 500;

/// A limit per client: so many in a minute, with so many at once. Zero per minute switches it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Requests per minute that can go on for ever; 0 is no limit.
    pub per_minute: u32,
    /// Requests at once after a pause.
    pub burst: u32,
}

impl Rate {
    /// No limit.
    pub const OFF: Self = Self::per_minute(0, 0);

    /// So many per minute, so many at once.
    pub const fn per_minute(per_minute: u32, burst: u32) -> Self {
        Self { per_minute, burst }
    }
}

/// What an office configures for its pages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address under which people reach the public pages, such as `https://forum.example.org`.
    /// Links in mails are built from it.
    pub public_url: String,
    /// Name of the office, in the header of every page.
    pub office: String,
    /// Its postal address, one line below the other, at the foot of pages and mails.
    pub office_address: String,
    /// Its logo, a file: SVG, PNG, JPEG or WebP. Empty: Kontor's boat.
    pub logo: PathBuf,
    /// Its logo for mails, a small PNG or JPEG. Empty: `logo`, if that is one.
    pub mail_logo: PathBuf,
    /// Its colour, of the header, links and buttons. Without: a deep blue.
    pub color: Option<Color>,
    /// Its second colour, of the line below the header and the edge of cards. Without: brick red.
    pub accent_color: Option<Color>,
    /// Where its imprint is (in Germany: DDG, section 5).
    pub imprint_url: LinkByLanguage,
    /// Where it says how it treats personal data (GDPR, article 13).
    pub privacy_url: LinkByLanguage,
    /// Its accessibility statement (Directive (EU) 2016/2102, article 7).
    pub accessibility_url: LinkByLanguage,
    /// Languages of the pages, the first one for those who ask for none of them.
    pub languages: Vec<Language>,
    /// IANA zone of the office; staff pages show instants in it.
    pub zone: String,
    /// Folder with texts and templates of the office's own: `templates/<name>`, `locales/<tag>.ftl`
    /// and `office.css`. Empty: none.
    pub overrides: PathBuf,
    /// Networks of the proxies whose `X-Forwarded-For` is believed: `127.0.0.1/32`, `::1/128`.
    pub trusted_proxies: Vec<IpNet>,
    /// How much one client may ask for, over all routes.
    pub rate: Rate,
    /// Most connections of one client at once on each listener; 0 is no limit.
    pub connections_per_client: usize,
    /// Whether there are listings to lead to. Not a setting of its own: there are if a source is
    /// configured.
    #[serde(skip)]
    pub listings: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            office: "Kontor".to_owned(),
            office_address: String::new(),
            logo: PathBuf::new(),
            mail_logo: PathBuf::new(),
            color: None,
            accent_color: None,
            imprint_url: LinkByLanguage::None,
            privacy_url: LinkByLanguage::None,
            accessibility_url: LinkByLanguage::None,
            languages: ["de", "en", "fr"]
                .iter()
                .filter_map(|tag| tag.parse().ok())
                .collect(),
            zone: "Europe/Berlin".to_owned(),
            overrides: PathBuf::new(),
            trusted_proxies: Vec::new(),
            rate: Rate::per_minute(1200, 600),
            connections_per_client: 256,
            listings: false,
        }
    }
}

impl Settings {
    /// Checks what a type cannot.
    ///
    /// # Errors
    /// [`InvalidSetting`] names the first setting that cannot be used.
    pub fn check(&self) -> Result<(), InvalidSetting> {
        if !is_origin(&self.public_url) {
            return refuse(
                "public_url",
                "must be http:// or https:// and a host, without a path, such as https://forum.example.org",
            );
        }
        if self.office.trim().is_empty() {
            return refuse("office", "is empty; write the name of your office");
        }
        self.imprint_url.check("imprint_url")?;
        self.privacy_url.check("privacy_url")?;
        self.accessibility_url.check("accessibility_url")?;
        if self.office_address.chars().count() > ADDRESS_CHARS {
            return refuse("office_address", "is longer than 500 characters");
        }
        if self.languages.is_empty() {
            return refuse("languages", "is empty; name at least one, such as [\"en\"]");
        }
        if TimeZone::get(&self.zone).is_err() {
            return refuse(
                "zone",
                "is no zone of the IANA database such as Europe/Berlin",
            );
        }
        if !self.overrides.as_os_str().is_empty() && !self.overrides.is_dir() {
            return refuse(
                "overrides",
                "is no folder; create it or leave the setting empty",
            );
        }
        Ok(())
    }
}

/// Whether a text is an origin (RFC 6454, 6.2) that pages can be served under; a final slash is
/// forgiven.
fn is_origin(url: &str) -> bool {
    let url = url.strip_suffix('/').unwrap_or(url);
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) && host.is_ascii()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_usable() {
        assert_eq!(Settings::default().check(), Ok(()));
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        type Spoil = fn(&mut Settings);
        let cases: [(&str, Spoil); 10] = [
            ("public_url", |s| s.public_url = "forum.example.org".into()),
            ("public_url", |s| s.public_url = "https://".into()),
            ("public_url", |s| {
                s.public_url = "https://example.org/forum".into();
            }),
            ("office", |s| s.office = " ".into()),
            ("office_address", |s| s.office_address = "x".repeat(501)),
            ("imprint_url", |s| {
                s.imprint_url = LinkByLanguage::One("imprint.html".into());
            }),
            ("privacy_url", |s| {
                s.privacy_url = LinkByLanguage::One("https://a b".into());
            }),
            ("languages", |s| s.languages.clear()),
            ("zone", |s| s.zone = "Berlin".into()),
            ("overrides", |s| s.overrides = "/no/such/folder".into()),
        ];
        for (name, spoil) in cases {
            let mut settings = Settings::default();
            spoil(&mut settings);
            assert_eq!(settings.check().unwrap_err().setting, name);
        }
    }
}
