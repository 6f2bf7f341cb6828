//! What becomes true of a registration. Each fact is written down and told of.

use kontor_contracts::RegistrationId;

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
    /// It was not confirmed in time, or a later one of the same address has replaced it; it takes no
    /// place.
    Expired {
        /// Which.
        registration: RegistrationId,
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
}

impl Fact {
    /// What it is about.
    pub const fn registration(&self) -> RegistrationId {
        match self {
            Self::Received(Received { registration, .. })
            | Self::Repeated { registration, .. }
            | Self::Confirmed { registration }
            | Self::Expired { registration }
            | Self::Cancelled { registration } => *registration,
        }
    }
}
