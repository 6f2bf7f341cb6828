//! One mail in words: subject, text, HTML and calendar entry, from its facts and what is known now.

use jiff::Timestamp;
use kontor_contracts::Language;
use kontor_web::{MailLogo, Site};

use super::{Calendar, ComposeError, Writing, html, plain, writing::Of};
use crate::{
    domain::{Known, MailKey},
    kinds::AnyFacts,
};

/// Longest subject in characters; longer ones are cut with an ellipsis.
const SUBJECT_CHARS: usize = 150;

/// Everything that a mail is written from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MailToWrite<'a> {
    /// Its name.
    pub(crate) key: &'a MailKey,
    /// Its facts.
    pub(crate) facts: &'a dyn AnyFacts,
    /// What is known of the things that it speaks of.
    pub(crate) known: &'a Known,
    /// When it is written.
    pub(crate) now: Timestamp,
}

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The language of the sentences.
    pub(crate) language: Language,
    /// The language of the forum's own texts, where it is another one.
    pub(crate) texts: Option<Language>,
    /// One line.
    pub(crate) subject: String,
    /// The text part.
    pub(crate) text: String,
    /// The HTML part.
    pub(crate) html: String,
    /// The calendar part.
    pub(crate) calendar: Option<Calendar>,
    /// The logo that the HTML part shows.
    pub(crate) logo: Option<MailLogo>,
}

/// Writes a mail: what the forum says of itself in the recipient's language where it does, the
/// sentences around it in the nearest language that the site has.
///
/// # Errors
/// [`ComposeError`] says what is missing.
pub(crate) fn write(site: &Site, mail: MailToWrite<'_>) -> Result<Letter, ComposeError> {
    let of = Of {
        about: &mail.key.about,
        known: mail.known,
        to: &mail.facts.contact().language,
        to_proved: mail.facts.policy().to_proved,
        now: mail.now,
    };
    let writing = Writing::new(site, of);
    let language = writing.sentences.clone();
    let (office, logo) = (site.office(&language), site.mail_logo().cloned());
    let values = mail.facts.values(&writing)?;
    let source = site
        .words()
        .render(&language, mail.facts.template(), values)?;
    let subject = one_line(&mail.facts.subject(&writing)?);
    Ok(Letter {
        text: plain::render(&source, &language),
        html: html::document(
            (language.as_str(), &subject),
            &source,
            &office,
            logo.as_ref(),
        ),
        logo,
        calendar: mail.facts.calendar(&writing)?,
        texts: writing.language_of_texts(),
        language,
        subject,
    })
}

/// A subject on one line: no control character can begin another header (RFC 5322, 2.2).
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(SUBJECT_CHARS) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            one_line("Forum\r\nBcc: x@example.org\u{0} \t y"),
            "Forum Bcc: x@example.org y"
        );
        let long = one_line(&"ä".repeat(400));
        assert_eq!(long.chars().count(), SUBJECT_CHARS + 1);
    }
}
