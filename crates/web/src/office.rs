//! How the office appears, on pages and in mails alike: address, two colours, and the pages that the law
//! asks for.

use std::fmt::Write as _;

use kontor_contracts::Language;
use serde::Serialize;

use crate::{
    color::{BRICK, Color, INK, NIGHT, PAPER, SEA, WHITE},
    link::LinkByLanguage,
    settings::Settings,
};

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
    pub(crate) fn new(settings: &Settings, language: &Language) -> Self {
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
