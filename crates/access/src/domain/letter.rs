//! What the staff are written: by whom it was asked for never stands in it.

use std::str::FromStr;

use super::link::Purpose;

/// Why somebody is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Somebody says they have forgotten the password of an address; becomes one of the others, or
    /// nothing.
    Asked,
    /// An account was made for them, or they ask again for the link to it.
    Invitation,
    /// A link for a new password.
    Reset,
    /// Their password was changed; has no link.
    PasswordChanged,
}

impl Subject {
    /// As it is stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::PasswordChanged => "password_changed",
        }
    }
}

impl From<Purpose> for Subject {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::FirstAdmin | Purpose::Invitation => Self::Invitation,
            Purpose::Reset => Self::Reset,
        }
    }
}

/// A text that names no subject.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownSubject;

impl FromStr for Subject {
    type Err = UnknownSubject;

    fn from_str(text: &str) -> Result<Self, UnknownSubject> {
        let all = [
            Self::Asked,
            Self::Invitation,
            Self::Reset,
            Self::PasswordChanged,
        ];
        let found = all.into_iter().find(|subject| subject.name() == text);
        found.ok_or(UnknownSubject)
    }
}
