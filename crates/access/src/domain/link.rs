//! One-time links: what for, and how long they last.

use std::{str::FromStr, time::Duration};

use serde::Serialize;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Makes the first administrator, who names themselves.
    FirstAdmin,
    /// Lets somebody in whose account was made for them.
    Invitation,
    /// Sets a new password.
    Reset,
}

impl Purpose {
    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstAdmin => "first_admin",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    /// How long a link lasts. An invitation may lie in a mailbox over a holiday; a reset opens an
    /// account that is in use and is asked for by whoever waits for it.
    pub const fn life(self) -> Duration {
        match self {
            Self::FirstAdmin => Duration::from_hours(24),
            Self::Invitation => Duration::from_hours(7 * 24),
            Self::Reset => Duration::from_hours(4),
        }
    }
}

/// A text that names no purpose.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownPurpose;

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        let all = [Self::FirstAdmin, Self::Invitation, Self::Reset];
        let found = all.into_iter().find(|purpose| purpose.name() == text);
        found.ok_or(UnknownPurpose)
    }
}
