//! In which languages one mail is written: an office may describe a forum in Chinese, while Kontor has no
//! Chinese sentences to put around it.

use kontor_contracts::{Language, LocalizedText};
use kontor_web::Site;

use super::MailToWrite;

/// The languages of one mail: its sentences may be in another one than the forum's own texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tongue<'a> {
    /// Of the sentences: [`Site::language_for`].
    pub(super) sentences: &'a Language,
    /// What the recipient reads.
    wanted: &'a Language,
}

impl<'a> Tongue<'a> {
    pub(super) fn of(site: &'a Site, mail: MailToWrite<'a>) -> Self {
        let wanted = &mail.facts.contact.language;
        Self {
            sentences: site
                .words()
                .language_for(wanted, &mail.forum.facts.languages),
            wanted,
        }
    }

    /// A text of the forum: as the recipient reads it, failing that in the language of the sentences.
    pub(super) fn pick(self, text: &'a LocalizedText) -> &'a str {
        text.nearest(self.wanted)
            .unwrap_or_else(|| text.pick(self.sentences))
    }

    /// The language of the forum's title, where it is not that of the sentences.
    pub(super) fn of_texts(self, title: &LocalizedText) -> Option<Language> {
        let differs = self.wanted.primary() != self.sentences.primary();
        (differs && title.nearest(self.wanted).is_some()).then(|| self.wanted.clone())
    }
}
