//! A registration as far as the book needs to know it.

use kontor_contracts::EmailAddress;

use crate::Pass;

/// Who signs up, as far as it is counted: one key is one person. Both are expensive to compute (A-labels,
/// the Public Suffix List), so they are computed once and carried.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// Under which two spellings are one person.
    pub key: String,
    /// The domain that somebody has registered.
    pub domain: String,
}

impl From<&EmailAddress> for Address {
    fn from(email: &EmailAddress) -> Self {
        Self {
            key: email.key(),
            domain: email.registered_domain(),
        }
    }
}

/// How far a registration has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The address is not confirmed yet.
    Pending {
        /// Until when that is waited for, in milliseconds since 1970.
        held_until_ms: i64,
    },
    /// The address is confirmed; the registration counts.
    Confirmed,
    /// The address is confirmed; there are no places yet, and it is on the waiting list.
    Waiting {
        /// Since when, in milliseconds since 1970: its turn.
        since_ms: i64,
        /// How many places went to later ones meanwhile.
        passed: u32,
    },
    /// Places have fallen free for it and are kept until it takes them.
    Offered {
        /// Until when they are kept, in milliseconds since 1970.
        until_ms: i64,
    },
    /// It was not confirmed in time, did not take its places, was replaced or called off; it takes no
    /// place.
    Expired,
}

/// A registration in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose it is.
    pub address: Address,
    /// How far it has come.
    pub standing: Standing,
    /// How many places it is for.
    pub places: u32,
    /// Whether it has them already while it waits for its address to be confirmed.
    pub holds: bool,
    /// Whether it takes the waiting list where there are no places.
    pub may_wait: bool,
    /// By what it has come, if not as everybody may.
    pub pass: Option<Pass>,
}

impl Entry {
    /// Whether its address cannot sign up once more.
    pub(crate) const fn is_live(&self) -> bool {
        match self.standing {
            Standing::Pending { .. }
            | Standing::Confirmed
            | Standing::Waiting { .. }
            | Standing::Offered { .. } => true,
            Standing::Expired => false,
        }
    }

    /// Whether what it has is only kept for a time, and that is over.
    pub(crate) const fn is_due(&self, now_ms: i64) -> bool {
        match self.standing {
            Standing::Pending {
                held_until_ms: until_ms,
            }
            | Standing::Offered { until_ms } => until_ms <= now_ms,
            Standing::Confirmed | Standing::Waiting { .. } | Standing::Expired => false,
        }
    }

    /// Until when it can be confirmed, if it waits for that.
    pub(crate) const fn waits_until_ms(&self) -> Option<i64> {
        match self.standing {
            Standing::Pending { held_until_ms } => Some(held_until_ms),
            Standing::Confirmed
            | Standing::Waiting { .. }
            | Standing::Offered { .. }
            | Standing::Expired => None,
        }
    }
}
