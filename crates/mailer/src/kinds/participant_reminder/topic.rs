//! What a reminder to somebody who takes part is about.

use kontor_contracts::reminder::{Anchor, Side};

/// What it is about: each has its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Begins,
    Ends,
    RegistrationCloses,
    ChangesClose,
    /// Whatever comes after a moment.
    Over,
}

impl Topic {
    pub(super) const fn of(anchor: Anchor, side: Side) -> Self {
        match (side, anchor) {
            (Side::After, _) => Self::Over,
            (Side::Before, Anchor::Starts) => Self::Begins,
            (Side::Before, Anchor::Ends) => Self::Ends,
            (Side::Before, Anchor::RegistrationCloses) => Self::RegistrationCloses,
            (Side::Before, Anchor::ChangesClose) => Self::ChangesClose,
        }
    }

    /// Its part of the texts' keys.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Ends => "ends",
            Self::RegistrationCloses => "closes",
            Self::ChangesClose => "changes",
            Self::Over => "over",
        }
    }
}
