//! A kind of mail, written from a sample of itself: as it would leave, with dots in place of the secrets of
//! its links.

use std::sync::Arc;

use kontor_contracts::{Language, RegistrationId};
use kontor_web::Site;
use uuid::Uuid;

use crate::{
    domain::{About, Known, Revision},
    kinds::{AnyKind, Facts, MASKED, Occasion, samples, strangest},
    letter::{ComposeError, MailToWrite, Parts, Sender, compose, read},
};

/// What invented mails are written from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    /// As it mostly is.
    Ordinary,
    /// The longest and strangest that can be typed.
    Strangest,
    /// Nothing that need not be said.
    Barest,
}

impl Data {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Ordinary, Self::Strangest, Self::Barest];

    /// The word in addresses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Strangest => "strangest",
            Self::Barest => "barest",
        }
    }

    /// Who is written to, of what.
    pub(crate) fn wish(self, kind: &'static dyn AnyKind, language: &Language) -> SampleWish {
        let forum = match self {
            Self::Ordinary => samples::forum(),
            Self::Strangest => strangest::strangest_forum(),
            Self::Barest => samples::bare_forum(),
        };
        let mut occasion = Occasion::new(forum, samples::now());
        occasion.participants = match self {
            Self::Ordinary => None,
            Self::Strangest => Some(strangest::strangest_participants()),
            Self::Barest => Some(Vec::new()),
        };
        if self == Self::Barest {
            occasion.own_link = None;
        }
        let contact = match self {
            Self::Strangest => strangest::strangest_contact(language),
            Self::Ordinary | Self::Barest => samples::contact(language),
        };
        SampleWish {
            samples: kind.samples(contact),
            kind,
            occasion,
        }
    }
}

/// Samples of a kind, and on which occasion they are written.
#[derive(Clone)]
pub(crate) struct SampleWish {
    /// The kind.
    pub(crate) kind: &'static dyn AnyKind,
    /// Its samples.
    pub(crate) samples: Vec<Facts>,
    /// Of which forum they speak, and when.
    pub(crate) occasion: Occasion,
}

impl SampleWish {
    /// Writes one of the samples, counted from 0; nothing if there are fewer.
    ///
    /// # Errors
    /// [`ComposeError`] says why it cannot be written.
    pub(crate) fn write(
        &self,
        site: &Site,
        sender: &Sender,
        number: usize,
    ) -> Result<Option<Example>, ComposeError> {
        let Some(sample) = self.samples.get(number) else {
            return Ok(None);
        };
        let mut occasion = self.occasion.clone();
        let facts = sample.on(&mut occasion);
        let nobody = About::registration(RegistrationId::new(Uuid::nil()));
        let mail = MailToWrite {
            key: &facts.key(nobody, Revision::Once),
            facts: &*facts,
            now: occasion.now,
            known: &Known {
                person: occasion.person,
                own_link: occasion.own_link,
                forum: self.kind.is_of_forum().then(|| Arc::new(occasion.forum)),
                ..Known::default()
            },
        };
        let (letter, message) = compose(site, sender, mail)?;
        Ok(Some(Example {
            subject: letter.subject,
            parts: masked(read(&message.bytes)),
        }))
    }
}

/// The secret of the samples opens nothing; dots in its place show that it is none.
fn masked(parts: Parts) -> Parts {
    let mask = |text: &str| text.replace(samples::SECRET, MASKED);
    Parts {
        text: mask(&parts.text),
        html: mask(&parts.html),
        ..parts
    }
}

/// A mail as its reader would see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    /// Its subject.
    pub(crate) subject: String,
    /// Its text, HTML, calendar entry and picture.
    pub(crate) parts: Parts,
}
