//! The name of a mail that is unique for ever, and the names derived from it: a mail that is sent
//! again has the same Message-ID, a calendar entry that changes has the same UID.

use std::fmt;

use sha2::{Digest, Sha256};

use super::About;

/// What makes a mail one and the same: what it is about, why it is written, which time, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct MailKey {
    /// What it is about.
    pub(crate) about: About,
    /// Why it is written.
    pub(crate) kind: &'static str,
    /// Which of several: `1`, or a date for what is sent at most once a day. Only letters, digits
    /// and hyphens.
    pub(crate) revision: String,
    /// To whom.
    pub(crate) recipient: RecipientKey,
}

/// The key of an address. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RecipientKey(pub(crate) String);

impl fmt::Debug for RecipientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecipientKey(…)")
    }
}

/// Which of the mails of a kind about one thing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Revision {
    /// The only one.
    Once,
    /// That of a day (UTC).
    Of(jiff::civil::Date),
    /// That of one letter.
    Letter(uuid::Uuid),
    /// That of a change of the forum, by its sequence.
    Change(i64),
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.write_str("1"),
            Self::Of(date) => date.fmt(f),
            Self::Letter(id) => id.simple().fmt(f),
            Self::Change(sequence) => sequence.fmt(f),
        }
    }
}

impl MailKey {
    /// The Message-ID (RFC 5322, 3.6.4), the same at each attempt.
    pub(crate) fn message_id(&self, domain: &str) -> String {
        let (kind, name) = (self.kind, self.name());
        format!("<{kind}.{name}.{}@{domain}>", self.revision)
    }

    /// The name of its file in the folder: a mail that is written again replaces itself.
    pub(crate) fn file_name(&self) -> String {
        format!("{}.{}.{}.eml", self.name(), self.kind, self.revision)
    }

    /// What it is about and, where several people are written to about one thing, to whom; not by the
    /// address, which stands in no header but its own.
    fn name(&self) -> String {
        let id = self.about.id();
        if self.about.is_of_one() {
            return id.to_owned();
        }
        let digest = Sha256::digest(self.recipient.0.as_bytes());
        let half: [u8; 8] = std::array::from_fn(|at| digest[at]);
        format!("{id}.{:016x}", u64::from_be_bytes(half))
    }
}

#[cfg(test)]
mod tests {
    use kontor_contracts::RegistrationId;

    use super::*;

    fn key(about: About, recipient: &str) -> MailKey {
        MailKey {
            about,
            kind: "confirmation",
            revision: Revision::Once.to_string(),
            recipient: RecipientKey(recipient.to_owned()),
        }
    }

    /// As it was when mails knew only sign-ups: the mails of then keep their names.
    #[test]
    fn names_are_derived_from_the_key_alone() {
        let registration = RegistrationId::new(uuid::Uuid::from_u128(1));
        let about = About::registration(registration);
        let once = key(about.clone(), "anna@example.org");
        assert_eq!(
            once.message_id("example.org"),
            "<confirmation.reg_00000000000000000000000000000001.1@example.org>"
        );
        assert_eq!(
            once.file_name(),
            "reg_00000000000000000000000000000001.confirmation.1.eml"
        );
        assert_eq!(about.id(), kontor_ical::uid(registration));
        let date = jiff::civil::date(2026, 11, 21);
        assert_eq!(Revision::Of(date).to_string(), "2026-11-21");
    }

    #[test]
    fn mails_about_one_thing_to_several_people_have_names_of_their_own() {
        let to = |recipient| {
            let about = About::stored("forum/forum_1".to_owned());
            key(about, recipient).message_id("example.org")
        };
        assert_ne!(to("anna@example.org"), to("ben@example.org"));
        assert_eq!(to("anna@example.org"), to("anna@example.org"));
        assert!(!to("anna@example.org").contains("anna"));
        assert!(!format!("{:?}", key(About::stored("x/1".to_owned()), "anna@x")).contains("anna"));
    }
}
