//! How the office appears, on pages and in mails alike: address, two colours, and the pages that the law
//! asks for.

use std::{collections::BTreeMap, fmt::Write as _, str::FromStr};

use kontor_contracts::Language;
use kontor_runtime::config::{InvalidSetting, refuse};
use serde::{Deserialize, Deserializer, Serialize};

/// Least contrast of text (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
const WHITE: Color = Color([255, 255, 255]);
const BLACK: Color = Color([0, 0, 0]);
const INK: Color = Color([0x1d, 0x25, 0x29]);
const PAPER: Color = Color([0xfa, 0xf7, 0xf1]);
const NIGHT: Color = Color([0x10, 0x19, 0x1f]);
/// The sea blue and the brick red of the style sheet.
const SEA: Color = Color([0x14, 0x50, 0x7d]);
const BRICK: Color = Color([0xb5, 0x40, 0x2f]);

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
            Self::Each(links) => links
                .get(wanted)
                .or_else(|| {
                    let mut near = links.iter();
                    near.find(|(language, _)| language.primary() == wanted.primary())
                        .map(|(_, link)| link)
                })
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

/// A colour, as `#12344d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color([u8; 3]);

impl FromStr for Color {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a colour is # and six hexadecimal digits, such as #12344d";
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = u32::from_str_radix(digits.ok_or(WRONG)?, 16).map_err(|_| WRONG)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Color {
    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio (WCAG 2.2): 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// White text, or black where white could not be read: one of the two always can.
    fn text(self) -> Self {
        if self.contrast(WHITE) >= READABLE {
            WHITE
        } else {
            BLACK
        }
    }

    /// `percent` of the way to another colour.
    fn towards(self, other: Self, percent: u16) -> Self {
        let mut mixed = self.0;
        for (part, goal) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*part) * (100 - percent) + u16::from(goal) * percent;
            *part = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    /// The first shade on the way to `goal` that can be read on `ground`.
    fn readable_on(self, ground: Self, goal: Self) -> Self {
        let shades = (0..=100).step_by(5).map(|share| self.towards(goal, share));
        let mut fit = shades.filter(|shade| shade.contrast(ground) >= READABLE);
        fit.next().unwrap_or(goal)
    }
}

/// The office's colours as variables of the style sheet: whatever an office chooses, text stays
/// readable, in light and in dark.
pub(crate) fn style(color: Option<Color>, accent: Option<Color>) -> String {
    let mut css = String::new();
    if let Some(color) = color {
        let light = color.readable_on(PAPER, INK);
        let dark = color.readable_on(NIGHT, WHITE);
        let _ = write!(
            css,
            ":root{{--sea:{color};--on-sea:{on};--link:{light};--button:{light};\
             --button-over:{over};--on-button:{on_light};--focus:{light}}}\
             @media (prefers-color-scheme:dark){{:root{{--sea:{color};--link:{dark};\
             --button:{dark};--button-over:{dark_over};--on-button:{on_dark}}}}}",
            on = color.text(),
            over = light.towards(INK, 25),
            on_light = light.text(),
            dark_over = dark.towards(WHITE, 25),
            on_dark = dark.text(),
        );
    }
    if let Some(accent) = accent {
        let _ = write!(
            css,
            ":root{{--accent:{accent};--brick:{light}}}\
             @media (prefers-color-scheme:dark){{:root{{--brick:{dark}}}}}",
            light = accent.readable_on(PAPER, INK),
            dark = accent.readable_on(NIGHT, WHITE),
        );
    }
    css
}

/// The office as templates see it, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Its postal address, line by line.
    pub address: Vec<String>,
    /// Its pages that the law asks for, and its page on privacy.
    pub imprint: Option<String>,
    /// Where it says how it treats personal data.
    pub privacy: Option<String>,
    /// Its accessibility statement.
    pub accessibility: Option<String>,
    /// The colour of buttons in mails, and of the text on them.
    pub color: String,
    /// The colour of text on it.
    pub on_color: String,
    /// The colour of the line below the head of mails.
    pub accent: String,
    /// The colour of links on white, and on the dark ground of the night.
    pub link: String,
    /// See there.
    pub link_at_night: String,
}

impl Office {
    pub(crate) fn new(settings: &crate::Settings, language: &Language) -> Self {
        let color = settings.color.unwrap_or(SEA);
        let link = |links: &LinkByLanguage| links.pick(language).map(str::to_owned);
        let lines = settings.office_address.lines().map(str::trim);
        Self {
            name: settings.office.clone(),
            address: lines.filter(|l| !l.is_empty()).map(str::to_owned).collect(),
            imprint: link(&settings.imprint_url),
            privacy: link(&settings.privacy_url),
            accessibility: link(&settings.accessibility_url),
            color: color.to_string(),
            on_color: color.text().to_string(),
            accent: settings.accent_color.unwrap_or(BRICK).to_string(),
            link: color.readable_on(WHITE, INK).to_string(),
            link_at_night: color.readable_on(NIGHT, WHITE).to_string(),
        }
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

    /// Whatever two colours an office has, text can be read on and beside them.
    #[test]
    fn every_colour_gives_readable_text() {
        for number in (0..0x0100_0000_u32).step_by(0x01_2357) {
            let color: Color = format!("#{number:06x}").parse().unwrap();
            assert_eq!(color.to_string(), format!("#{number:06x}"));
            assert!(color.contrast(color.text()) >= READABLE, "{color}");
            assert!(
                color.readable_on(PAPER, INK).contrast(PAPER) >= READABLE,
                "{color}"
            );
            assert!(
                color.readable_on(NIGHT, WHITE).contrast(NIGHT) >= READABLE,
                "{color}"
            );
        }
        assert!("12344d".parse::<Color>().is_err() && "#12344".parse::<Color>().is_err());
    }
}
