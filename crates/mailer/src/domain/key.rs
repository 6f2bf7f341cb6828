//! The name of a mail that is unique for ever, and the names derived from it: a mail that is sent
//! again has the same Message-ID, a calendar entry that changes has the same UID.

use kontor_contracts::RegistrationId;

/// What makes a mail one and the same: what it is about, why it is written, and which time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct MailKey {
    /// The sign-up it is about.
    pub(crate) registration: RegistrationId,
    /// Why it is written.
    pub(crate) kind: &'static str,
    /// Which of several: `1`, or a date for what is sent at most once a day. Only letters, digits
    /// and hyphens.
    pub(crate) revision: String,
}

impl MailKey {
    /// The only mail of its kind for this sign-up.
    pub(crate) fn once(registration: RegistrationId, kind: &'static str) -> Self {
        Self {
            registration,
            kind,
            revision: "1".to_owned(),
        }
    }

    /// The name of its file in the folder: a mail that is written again replaces itself.
    pub(crate) fn file_name(&self) -> String {
        format!("{}.{}.{}.eml", self.registration, self.kind, self.revision)
    }

    /// At most one mail of its kind a day (UTC) for this sign-up.
    pub(crate) fn daily(
        registration: RegistrationId,
        kind: &'static str,
        date: jiff::civil::Date,
    ) -> Self {
        Self {
            registration,
            kind,
            revision: date.to_string(),
        }
    }

    /// The Message-ID (RFC 5322, 3.6.4), the same at each attempt.
    pub(crate) fn message_id(&self, domain: &str) -> String {
        let (kind, registration) = (self.kind, self.registration);
        format!("<{kind}.{registration}.{}@{domain}>", self.revision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_derived_from_the_key_alone() {
        let registration = RegistrationId::new(uuid::Uuid::from_u128(1));
        let once = MailKey::once(registration, "confirmation");
        assert_eq!(
            once.message_id("example.org"),
            "<confirmation.reg_00000000000000000000000000000001.1@example.org>"
        );
        let date = jiff::civil::date(2026, 11, 21);
        let daily = MailKey::daily(registration, "already_registered", date);
        assert_eq!(daily.revision, "2026-11-21");
    }
}
