//! Texts that people typed, and texts in several languages.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Language,
    limits::{LANGUAGES, LINE_CHARS, TEXT_CHARS},
};

/// Why a typed text is refused. Nothing is ever repaired in silence but surrounding white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// Longer than its limit.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// A control character, a line break in a single line, or a character that turns the direction
    /// of the text around it.
    #[error("contains a line break or an invisible control character")]
    Control,
    /// Not a link of the web.
    #[error("is not a link that begins with https:// or http://")]
    NotALink,
    /// More languages than a text may have.
    #[error("has more than {LANGUAGES} languages")]
    TooManyLanguages,
}

/// Checks a single line (a name, a title): trimmed, not empty, at most [`LINE_CHARS`] characters,
/// no control characters. Otherwise kept as typed.
///
/// # Errors
/// [`InvalidText`] says what is wrong.
pub fn clean_line(typed: &str) -> Result<String, InvalidText> {
    clean(typed, LINE_CHARS, |_| false)
}

/// Checks a text of several lines: as [`clean_line`], with line breaks and tabs, at most
/// [`TEXT_CHARS`] characters.
///
/// # Errors
/// [`InvalidText`] says what is wrong.
pub fn clean_text(typed: &str) -> Result<String, InvalidText> {
    clean(typed, TEXT_CHARS, |c| matches!(c, '\n' | '\r' | '\t'))
}

fn clean(typed: &str, limit: usize, allowed: fn(char) -> bool) -> Result<String, InvalidText> {
    let text = trimmed(typed);
    if text.is_empty() {
        return Err(InvalidText::Empty);
    }
    if text.chars().nth(limit).is_some() {
        return Err(InvalidText::TooLong(limit));
    }
    if text
        .chars()
        .any(|c| (is_control(c) || is_invisible(c)) && !allowed(c))
    {
        return Err(InvalidText::Control);
    }
    Ok(text.to_owned())
}

/// Control characters (Unicode category Cc), line and paragraph separators, and the bidirectional
/// overrides and isolates that can make one name look like another (UAX #9, 2).
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that nobody sees: zero-width ones, marks of direction, the soft hyphen, fillers and the
/// blank Braille pattern, tags (UTS #51). Not the two joiners (U+200C, U+200D), which words of Persian
/// and of India need.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}'
            | '\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// A text without what surrounds it unseen: pasted texts bring such characters along.
pub(crate) fn trimmed(text: &str) -> &str {
    let unseen =
        |c: char| c.is_whitespace() || is_invisible(c) || matches!(c, '\u{200C}' | '\u{200D}');
    text.trim_matches(unseen)
}

/// One text in one or more languages, as an office wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct LocalizedText(BTreeMap<Language, String>);

impl LocalizedText {
    /// Builds a text from its languages.
    ///
    /// # Errors
    /// [`InvalidText`] if there is no language, too many, or an empty or too long text.
    pub fn new(texts: BTreeMap<Language, String>) -> Result<Self, InvalidText> {
        if texts.is_empty() {
            return Err(InvalidText::Empty);
        }
        if texts.len() > LANGUAGES {
            return Err(InvalidText::TooManyLanguages);
        }
        let cleaned = texts
            .into_iter()
            .map(|(language, text)| Ok((language, clean_text(&text)?)));
        cleaned.collect::<Result<_, _>>().map(Self)
    }

    /// Checks a text that was not built here.
    ///
    /// # Errors
    /// As [`LocalizedText::new`].
    pub(crate) fn check(&self) -> Result<(), InvalidText> {
        Self::new(self.0.clone()).map(drop)
    }

    /// The text in a language; failing that in the same language elsewhere (`pt` for `pt-BR`),
    /// in English, in whatever language there is. Empty only if there is no text at all.
    pub fn pick(&self, wanted: &Language) -> &str {
        self.nearest(wanted)
            .or_else(|| self.0.get(&Language::english()).map(String::as_str))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or_default()
    }

    /// Whether whoever reads a language is told something else by `now` than by this. Compared is the
    /// language that they were told it in, or where that is gone, what both have.
    pub(crate) fn reads_otherwise(&self, now: &Self, reader: &Language) -> bool {
        let differs = |tag: &Language| {
            let text = now.0.get(tag);
            text.map(|text| Some(text) != self.0.get(tag))
        };
        let english = Language::english();
        let told_in = reader
            .nearest(self.0.keys())
            .or_else(|| self.0.contains_key(&english).then_some(&english))
            .or_else(|| self.0.keys().next());
        told_in
            .and_then(differs)
            .unwrap_or_else(|| self.0.keys().filter_map(differs).any(|differs| differs))
    }

    /// The text in a language or in the same language elsewhere, if there is one.
    pub fn nearest(&self, wanted: &Language) -> Option<&str> {
        let nearest = wanted.nearest(self.0.keys())?;
        self.0.get(nearest).map(String::as_str)
    }

    /// The languages and their texts, ordered by language.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &str)> {
        self.0
            .iter()
            .map(|(language, text)| (language, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_as_typed() {
        for typed in [
            "von der Leyen",
            "Müller-Söhne GmbH & Co. KG",
            "株式会社",
            "ООО Ромашка",
            "O'Neil",
            "نور",
        ] {
            assert_eq!(clean_line(typed).unwrap(), typed);
        }
    }

    #[test]
    fn what_could_forge_a_header_or_a_name_is_refused() {
        for typed in [
            "a\r\nBcc: b@example.org",
            "a\nb",
            "a\u{0}b",
            "a\u{202E}b",
            "a\u{2028}b",
            "a\tb",
        ] {
            assert_eq!(clean_line(typed), Err(InvalidText::Control), "{typed:?}");
        }
        for unseen in [
            "  ",
            "\u{200B}",
            "\u{3164}",
            "\u{2800}",
            "\u{AD}",
            "\u{200E}",
            "\u{FEFF}",
            "\u{E0041}",
            "\u{200D}\u{200C}",
        ] {
            assert_eq!(clean_line(unseen), Err(InvalidText::Empty), "{unseen:?}");
        }
        assert_eq!(clean_line("\u{FEFF}Anna\u{200B}").unwrap(), "Anna");
        assert_eq!(clean_line("An\u{200B}na"), Err(InvalidText::Control));
        assert_eq!(clean_line("نمی\u{200C}خواهم").unwrap(), "نمی\u{200C}خواهم");
        assert_eq!(
            clean_line(&"ä".repeat(LINE_CHARS)).map(|t| t.chars().count()),
            Ok(LINE_CHARS)
        );
        assert_eq!(
            clean_line(&"ä".repeat(LINE_CHARS + 1)),
            Err(InvalidText::TooLong(LINE_CHARS))
        );
        assert_eq!(clean_text("a\nb").unwrap(), "a\nb");
    }

    #[test]
    fn a_text_is_found_in_the_nearest_language() {
        let tag = |t: &str| t.parse::<Language>().unwrap();
        let text = LocalizedText::new(
            [
                (tag("en"), "fair".to_owned()),
                (tag("zh-Hans"), "展会".to_owned()),
            ]
            .into(),
        )
        .unwrap();
        assert_eq!(text.pick(&tag("zh")), "展会");
        assert_eq!(text.pick(&tag("fr")), "fair");
        assert_eq!(LocalizedText::default().pick(&tag("fr")), "");
    }
}
