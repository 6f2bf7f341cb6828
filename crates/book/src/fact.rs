//! What becomes true of a registration. Each fact is written down and told of.

use kontor_contracts::RegistrationId;

use crate::{Pass, Standing};

/// Something that has happened to a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// It is new and waits for its address to be confirmed.
    Received(Received),
    /// Its address was used again; its owner is told, and nothing has changed.
    Repeated {
        /// Which.
        registration: RegistrationId,
        /// Until when it can be confirmed, if it still waits for that.
        held_until_ms: Option<i64>,
        /// Whether it has its places.
        holds: bool,
    },
    /// It counts, and has its places.
    Confirmed {
        /// Which.
        registration: RegistrationId,
    },
    /// Its address is confirmed, and it is on the waiting list.
    Waiting {
        /// Which.
        registration: RegistrationId,
        /// Since when, in milliseconds since 1970: its turn.
        since_ms: i64,
        /// Its place in the line, from 1.
        position: u32,
    },
    /// It was passed on the waiting list by later ones that fit; nobody is told.
    Passed {
        /// Which.
        registration: RegistrationId,
        /// How many places have passed it by now.
        places: u32,
    },
    /// Places have fallen free for it and are kept.
    Offered {
        /// Which.
        registration: RegistrationId,
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
    /// It was not confirmed in time, or a later one of the same address has replaced it; it takes no
    /// place.
    Expired {
        /// Which.
        registration: RegistrationId,
    },
    /// It did not take what it was offered; it is no longer on the waiting list.
    OfferPassed {
        /// Which.
        registration: RegistrationId,
    },
    /// Registration closed while it waited for places; it is no longer on the waiting list.
    ListClosed {
        /// Which.
        registration: RegistrationId,
    },
    /// Others take part by it, or more, or fewer.
    Changed {
        /// Which.
        registration: RegistrationId,
        /// How many places it is for now.
        places: u32,
    },
    /// It was called off; it takes no place.
    Cancelled {
        /// Which.
        registration: RegistrationId,
    },
}

/// A new registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Which.
    pub registration: RegistrationId,
    /// How many places it is for.
    pub places: u32,
    /// Until when its link works, in milliseconds since 1970.
    pub held_until_ms: i64,
    /// Whether its places are held until then.
    pub holds: bool,
    /// Whether it takes the waiting list where there are no places then.
    pub may_wait: bool,
    /// By what it has come, if not as everybody may.
    pub pass: Option<Pass>,
    /// Whether its address is proved already, so that nobody is asked; what follows is the next fact.
    pub proved: bool,
}

impl Fact {
    /// How the registration stands once it is true, that stood so before.
    pub const fn standing_after(&self, before: Standing) -> Standing {
        match *self {
            Self::Received(Received { held_until_ms, .. }) => Standing::Pending { held_until_ms },
            Self::Confirmed { .. } => Standing::Confirmed,
            Self::Waiting { since_ms, .. } => Standing::Waiting {
                since_ms,
                passed: 0,
            },
            Self::Passed { places, .. } => match before {
                Standing::Waiting { since_ms, .. } => Standing::Waiting {
                    since_ms,
                    passed: places,
                },
                Standing::Pending { .. }
                | Standing::Confirmed
                | Standing::Offered { .. }
                | Standing::Expired => before,
            },
            Self::Offered { until_ms, .. } => Standing::Offered { until_ms },
            Self::Expired { .. }
            | Self::OfferPassed { .. }
            | Self::ListClosed { .. }
            | Self::Cancelled { .. } => Standing::Expired,
            Self::Repeated { .. } | Self::Changed { .. } => before,
        }
    }

    /// Whether an event tells of it. Whoever is passed has no mail of it: their turn comes; of a sign-up whose
    /// address is proved already, what it comes to is told.
    pub const fn is_told(&self) -> bool {
        !matches!(
            self,
            Self::Passed { .. } | Self::Received(Received { proved: true, .. })
        )
    }

    /// What it is about.
    pub const fn registration(&self) -> RegistrationId {
        match self {
            Self::Received(Received { registration, .. })
            | Self::Repeated { registration, .. }
            | Self::Confirmed { registration }
            | Self::Waiting { registration, .. }
            | Self::Passed { registration, .. }
            | Self::Offered { registration, .. }
            | Self::Expired { registration }
            | Self::OfferPassed { registration }
            | Self::ListClosed { registration }
            | Self::Changed { registration, .. }
            | Self::Cancelled { registration } => *registration,
        }
    }
}
