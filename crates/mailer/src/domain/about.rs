//! What a mail is about.

use std::fmt;

use kontor_contracts::RegistrationId;

/// What a mail is about, as `<noun>/<id>`: `registration/reg_0199…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct About(String);

const REGISTRATION: &str = "registration/";

impl About {
    /// About a sign-up: a mail to its contact, and to nobody else.
    pub(crate) fn registration(id: RegistrationId) -> Self {
        Self(format!("{REGISTRATION}{id}"))
    }

    /// As it is stored.
    pub(crate) const fn stored(text: String) -> Self {
        Self(text)
    }

    /// The whole text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The id alone; ids of different things begin differently.
    pub(crate) fn id(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, id)| id)
    }

    /// The sign-up, if it is one.
    pub(crate) fn as_registration(&self) -> Option<RegistrationId> {
        self.0.strip_prefix(REGISTRATION)?.parse().ok()
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
