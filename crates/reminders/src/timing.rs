//! What an occurrence is about, when it is due, and until when it is of use.

use jiff::{SignedDuration, Timestamp, civil::DateTime};
use kontor_contracts::Deadline;
use serde::Serialize;

use crate::{Anchor, Limit, Standing, settle::shift};

/// When an occurrence is due, and of what it reminds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timing {
    /// Of a moment of the forum, for everybody at once.
    Common(Common),
    /// Of the end of each person's own hold.
    Hold {
        /// How long before it is due.
        before: SignedDuration,
        /// How long before it is still of use.
        least: SignedDuration,
    },
}

/// When an occurrence is due for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Common {
    /// Of which moment of the forum it reminds.
    pub anchor: Anchor,
    /// That moment, as the mail names it.
    pub moment: Deadline,
    /// The local time at which it is due, in the zone of the moment: the truth.
    pub local: DateTime,
    /// The instant that follows from it by today's rules of the zone.
    pub due: Timestamp,
    /// The last instant at which it is of use.
    pub not_after: Timestamp,
    /// What ends that.
    pub limit: Limit,
}

/// When an occurrence is due for one person.
pub(crate) struct Due {
    pub(crate) at: Timestamp,
    pub(crate) not_after: Timestamp,
    pub(crate) limit: Limit,
}

impl Timing {
    /// When it is due for everybody, if it is.
    pub const fn common(&self) -> Option<&Common> {
        match self {
            Self::Common(common) => Some(common),
            Self::Hold { .. } => None,
        }
    }

    /// When it is due for a person; never for somebody without a hold, if it is about that.
    pub(crate) fn for_person(&self, standing: Standing) -> Due {
        let (at, not_after, limit) = match (self, standing) {
            (Self::Common(common), _) => (common.due, common.not_after, common.limit),
            (Self::Hold { before, least }, Standing::Started { held_until, .. }) => {
                let from_end = |before: &SignedDuration| shift(held_until, -*before);
                (from_end(before), from_end(least), Limit::NothingToDo)
            }
            (Self::Hold { .. }, _) => (Timestamp::MAX, Timestamp::MIN, Limit::NothingToDo),
        };
        Due {
            at,
            not_after,
            limit,
        }
    }
}
