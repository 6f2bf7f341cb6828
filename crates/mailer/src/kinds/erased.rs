//! Kinds and facts whose type is known only by name.

use std::{fmt::Debug, marker::PhantomData, sync::Arc};

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use kontor_words::{Serde, Value};

use super::{Link, Occasion, Tells, kind::Kind};
use crate::{
    domain::{About, Known, MailKey, Policy, RecipientKey, Revision, Wanted},
    letter::{Calendar, ComposeError, Writing},
};

/// The facts of one mail of some kind.
pub(crate) type Facts = Arc<dyn AnyFacts>;

/// A [`Kind`] without a mail.
pub(crate) trait AnyKind: Send + Sync {
    /// [`Kind::WORD`].
    fn word(&self) -> &'static str;
    /// [`Kind::POLICY`].
    fn policy(&self) -> Policy;
    /// [`Kind::TELLS`].
    fn has_moments(&self) -> bool;
    /// [`Kind::IS_NEWS`].
    fn is_news(&self) -> bool;
    /// [`Kind::OF_FORUM`].
    fn is_of_forum(&self) -> bool;
    /// The name of its template.
    fn template(&self) -> &'static str;
    /// Facts as they are stored.
    ///
    /// # Errors
    /// What is wrong with the text.
    fn read(&self, json: &str) -> serde_json::Result<Facts>;
    /// [`Kind::samples`].
    fn samples(&self, to: Contact) -> Vec<Facts>;
}

/// One mail of a [`Kind`].
pub(crate) trait AnyFacts: Debug + Send + Sync {
    /// [`Kind::WORD`].
    fn word(&self) -> &'static str;
    /// [`Kind::POLICY`].
    fn policy(&self) -> Policy;
    /// [`Kind::IS_NEWS`].
    fn is_news(&self) -> bool;
    /// The name of its template.
    fn template(&self) -> &'static str;
    /// Facts as they are stored.
    ///
    /// # Errors
    /// There is none for the types of ours.
    fn json(&self) -> serde_json::Result<String>;
    /// [`Kind::contact`].
    fn contact(&self) -> &Contact;
    /// [`Kind::link`].
    fn link(&self) -> Option<Link>;
    /// [`Kind::masked`].
    fn masked(&self) -> Facts;
    /// [`Kind::MERGES`].
    fn merges(&self) -> bool;
    /// [`Kind::with`], of earlier facts as they are stored.
    ///
    /// # Errors
    /// What is wrong with the text.
    fn with(&self, earlier: &str) -> serde_json::Result<Facts>;
    /// [`Kind::on`].
    fn on(&self, occasion: &mut Occasion) -> Facts;
    /// [`Kind::tells`].
    fn tells(&self) -> Option<Tells<'_>>;
    /// [`Kind::wanted`].
    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted;
    /// [`Kind::subject`].
    ///
    /// # Errors
    /// [`ComposeError`] says what is missing.
    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError>;
    /// [`Kind::values`].
    ///
    /// # Errors
    /// [`ComposeError`] says what is missing.
    fn values(&self, writing: &Writing<'_>) -> Result<Value, ComposeError>;
    /// [`Kind::calendar`].
    ///
    /// # Errors
    /// [`ComposeError`] says what is missing.
    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError>;
}

impl dyn AnyFacts + '_ {
    /// The key of the mail of these facts about something.
    pub(crate) fn key(&self, about: About, revision: Revision) -> MailKey {
        MailKey {
            about,
            kind: self.word(),
            revision: revision.to_string(),
            recipient: RecipientKey(self.contact().email.key()),
        }
    }

    /// The same, of one of many that only their writer can name.
    pub(crate) fn key_named(&self, about: About, revision: String) -> MailKey {
        MailKey {
            revision,
            ..self.key(about, Revision::Once)
        }
    }
}

/// A kind as a value.
pub(super) struct Erased<K>(PhantomData<fn() -> K>);

impl<K> Erased<K> {
    /// The only one.
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<K: Kind> AnyKind for Erased<K> {
    fn word(&self) -> &'static str {
        K::WORD
    }

    fn policy(&self) -> Policy {
        K::POLICY
    }

    fn has_moments(&self) -> bool {
        K::TELLS
    }

    fn is_news(&self) -> bool {
        K::IS_NEWS
    }

    fn is_of_forum(&self) -> bool {
        K::OF_FORUM
    }

    fn template(&self) -> &'static str {
        K::BODY.0
    }

    fn read(&self, json: &str) -> serde_json::Result<Facts> {
        Ok(Arc::new(serde_json::from_str::<K>(json)?))
    }

    fn samples(&self, to: Contact) -> Vec<Facts> {
        let facts = |facts: K| -> Facts { Arc::new(facts) };
        K::samples(to).into_iter().map(facts).collect()
    }
}

impl<K: Kind> AnyFacts for K {
    fn word(&self) -> &'static str {
        K::WORD
    }

    fn policy(&self) -> Policy {
        K::POLICY
    }

    fn is_news(&self) -> bool {
        K::IS_NEWS
    }

    fn template(&self) -> &'static str {
        K::BODY.0
    }

    fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn contact(&self) -> &Contact {
        Kind::contact(self)
    }

    fn link(&self) -> Option<Link> {
        Kind::link(self)
    }

    fn masked(&self) -> Facts {
        Arc::new(Kind::masked(self))
    }

    fn merges(&self) -> bool {
        K::MERGES
    }

    fn with(&self, earlier: &str) -> serde_json::Result<Facts> {
        let earlier = serde_json::from_str(earlier)?;
        Ok(Arc::new(Kind::with(self.clone(), earlier)))
    }

    fn on(&self, occasion: &mut Occasion) -> Facts {
        Arc::new(Kind::on(self.clone(), occasion))
    }

    fn tells(&self) -> Option<Tells<'_>> {
        Kind::tells(self)
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        Kind::wanted(self, known, now)
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        Kind::subject(self, writing)
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Value, ComposeError> {
        Kind::values(self, writing).map(|values| Value::from(Serde(values)))
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        Kind::calendar(self, writing)
    }
}
